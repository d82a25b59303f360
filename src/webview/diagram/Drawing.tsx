import type { VNode } from "preact";
import { drawPicture } from "../../render/spaceTime/drawing.js";
import type { Shape } from "../../render/spaceTime/shape.js";
import type { LocalPicture } from "./local.js";

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
      {drawPicture(picture).map(element)}
    </svg>
  );
}

/** The shape as an element. Its text becomes a text node: no text of a trace is ever markup. */
function element({ tag: Tag, attributes, text, children }: Shape): VNode {
  return (
    <Tag {...attributes}>
      {text}
      {children?.map(element)}
    </Tag>
  );
}
