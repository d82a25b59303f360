/** What VS Code's own context menus are told of the place that they open at. */
import type { MenuContext } from "../../bridge/messages.js";
import type { Column } from "../../render/stateTable.js";

/** The value of `data-vscode-context`. */
export function menuContext(context: Omit<MenuContext, "preventDefaultContextMenuItems">): string {
  const whole: MenuContext = { ...context, preventDefaultContextMenuItems: true };
  return JSON.stringify(whole);
}

export function messageMenu(message: number, held: boolean): string {
  return menuContext({ webviewSection: "message", message, held });
}

/** What can be done with a node depends on whether it is up. */
export function nodeMenu({ node, look }: Column): string {
  return menuContext({ webviewSection: "node", node, up: look !== "down" && look !== "absent" });
}

export function timerMenu(node: string, timer: string): string {
  return menuContext({ webviewSection: "timer", node, timer });
}

export function eventMenu(at: number): string {
  return menuContext({ webviewSection: "event", at });
}
