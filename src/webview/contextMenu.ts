/** VS Code opens its own menu at whatever has a `data-vscode-context`. */
import { readTarget } from "../bridge/validate.js";
import type { Target } from "../bridge/messages.js";

/** Opens the menu of an element below it, as a right click would. */
export function openMenu(element: Element): void {
  const { left, bottom } = element.getBoundingClientRect();
  const at = { clientX: Math.round(left), clientY: Math.round(bottom) };
  element.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, ...at }));
}

/** What the focused element stands for: what a key is meant for there. */
export function targetOf(element: EventTarget | null): Target | undefined {
  const holder = element instanceof Element ? element.closest("[data-vscode-context]") : null;
  const context = holder?.getAttribute("data-vscode-context");
  return context ? readTarget(JSON.parse(context)) : undefined;
}

/** Whether the key asks for a menu: the menu key, or Shift and F10. */
export function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === "ContextMenu" || (key === "F10" && shiftKey);
}
