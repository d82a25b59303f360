import type { VNode } from "preact";
import { drawPicture } from "../../render/spaceTime/drawing.js";
import type { Shape } from "../../render/spaceTime/shape.js";
import { eventMenu, messageMenu } from "../model/menus.js";
import type { LocalPicture } from "./local.js";
import { withoutNotes } from "./Notes.js";

interface Props {
  readonly picture: LocalPicture;
  readonly zoom: number;
}

/** One window of the picture, without anything that depends on the cursor. */
export function Drawing({ picture, zoom }: Props) {
  const { width, span, top, origin } = picture;
  return (
    <svg
      class="drawing"
      aria-hidden="true"
      width={width * zoom}
      height={span * zoom}
      viewBox={`0 ${top - origin} ${width} ${span}`}
    >
      {drawPicture(withoutNotes(picture)).map(element)}
    </svg>
  );
}

/** What a shape's menu is about; undefined: it has none. */
function menuOf({ attributes }: Shape): string | undefined {
  const { "data-message": message, "data-row": row } = attributes;
  if (message !== undefined) return messageMenu(Number(message), false);
  return row === undefined ? undefined : eventMenu(Number(row));
}

/** The shape as an element. Its text becomes a text node: no text of a trace is ever markup. */
function element(shape: Shape): VNode {
  const { tag: Tag, attributes, text, children } = shape;
  return (
    <Tag {...attributes} data-vscode-context={menuOf(shape)}>
      {text}
      {children?.map(element)}
    </Tag>
  );
}
