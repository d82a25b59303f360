import type { VNode } from "preact";
import type { Shape } from "../../render/spaceTime/shape.js";
import { eventMenu, messageMenu, timerMenu } from "../model/menus.js";

/** The shape as an element. Its text becomes a text node: no text of a trace is ever markup. */
export function element(shape: Shape): VNode {
  const { tag: Tag, attributes, text, children } = shape;
  return (
    <Tag {...attributes} data-vscode-context={menuOf(shape)}>
      {text}
      {children?.map(element)}
    </Tag>
  );
}

/** What a shape's menu is about; undefined: it has none. */
function menuOf({ attributes }: Shape): string | undefined {
  const { "data-message": message, "data-row": row, "data-timer": timer } = attributes;
  if (timer !== undefined) return timerMenu(String(attributes["data-node"]), String(timer));
  if (message !== undefined) return messageMenu(Number(message), false);
  return row === undefined ? undefined : eventMenu(Number(row));
}
