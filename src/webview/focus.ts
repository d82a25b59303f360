/**
 * Keeps the keyboard where it was. VS Code focuses the page anew after many of its commands, and
 * the browser then forgets which element had the focus: a person stepping by keyboard or screen
 * reader would lose the place.
 */
import type { Memory } from "./model/memory.js";

const FIRST = "diagram";

/** The function that moves the focus to the element with that `data-focus`. */
export function keepFocus(memory: Memory): (name: string) => void {
  document.addEventListener("focusin", (event) => {
    const name = event.target instanceof HTMLElement ? event.target.dataset.focus : undefined;
    if (name !== undefined && name !== memory.remembered.focus) memory.keep({ focus: name });
  });
  const focus = (name: string) => {
    const element = document.querySelector(`[data-focus="${CSS.escape(name)}"]`);
    if (element instanceof HTMLElement) element.focus({ preventScroll: true });
    return element !== null;
  };
  const restore = () => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (!document.hasFocus() || !isLost) return;
    if (!focus(memory.remembered.focus ?? FIRST)) focus(FIRST);
  };
  window.addEventListener("focus", restore);
  // What had the focus may go, or what shall have it may come, with any new drawing.
  new MutationObserver(restore).observe(document.body, { childList: true, subtree: true });
  return (name) => void focus(name);
}
