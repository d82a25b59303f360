import { targetOf } from "./contextMenu.js";
import { deedOf, isPlain, isScrollKey, isTravelKey } from "./model/keys.js";
import type { View } from "./model/view.js";

/**
 * The page's keys. A key that the page uses does not reach VS Code, whose key bindings mean the
 * same; every other key does, so that VS Code's own keep working.
 */
export function listenForKeys(view: View): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
    if (isTyping(event)) return;
    if (isFor(event, event.target)) {
      event.stopPropagation();
      return;
    }
    const deed = deedOf(event);
    if (deed === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (deed.does === "move") view.move(deed.events);
    else if (deed.does === "act") view.act(deed.action, targetOf(event.target));
    else view.invoke(deed.command, targetOf(event.target));
  });
}

/** Keys that write or move in a text are left to it; others, such as F3, are the page's. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || target.type !== "search") return false;
  const isText = isPlain(event) && !/^F\d+$/.test(event.key);
  if (isText) event.stopPropagation();
  return isText;
}

/** Whether the focused element itself moves or scrolls by this key. */
function isFor(event: KeyboardEvent, target: EventTarget | null): boolean {
  if (!isPlain(event) || !(target instanceof HTMLElement)) return false;
  const isSlider = target instanceof HTMLInputElement;
  return isSlider
    ? isTravelKey(event.key)
    : target.dataset.scrolls === "true" && isScrollKey(event.key);
}
