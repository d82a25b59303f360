/**
 * The keyboard of the page. VS Code knows the same keys as key bindings, for when the page has not
 * the keyboard.
 */
import { COMMAND_KEYS } from "../../bridge/commandKeys.js";
import type { HostCommand, ViewAction } from "../../bridge/messages.js";

export type KeyDeed =
  | { readonly does: "move"; readonly events: number }
  | { readonly does: "act"; readonly action: ViewAction }
  | { readonly does: "invoke"; readonly command: HostCommand };

/** What of a keyboard event decides. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** A key without Control, Meta or Alt. */
export function isPlain(press: KeyPress): boolean {
  return !press.ctrlKey && !press.metaKey && !press.altKey;
}

/** Keys that scroll a region up and down. */
export function isScrollKey(key: string): boolean {
  return ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(key);
}

/** Keys that move a slider. */
export function isTravelKey(key: string): boolean {
  return isScrollKey(key) || key === "ArrowLeft" || key === "ArrowRight";
}

const move = (events: number): KeyDeed => ({ does: "move", events });
const invoke = (command: HostCommand): KeyDeed => ({ does: "invoke", command });
const act = (action: ViewAction): KeyDeed => ({ does: "act", action });

const DEEDS: { readonly [key: string]: KeyDeed } = {
  ArrowRight: move(1),
  ArrowDown: move(1),
  n: move(1),
  ArrowLeft: move(-1),
  ArrowUp: move(-1),
  p: move(-1),
  PageDown: move(10),
  PageUp: move(-10),
  Home: move(-Infinity),
  End: move(Infinity),
  "+": act("zoomIn"),
  "=": act("zoomIn"),
  "-": act("zoomOut"),
  "0": act("zoomReset"),
  w: act("fitRun"),
  z: act("zoomToMessage"),
  a: act("toggleAxis"),
  v: act("toggleCauses"),
  R: act("toggleRing"),
  "/": act("find"),
  F3: act("findNext"),
  "Shift+F3": act("findPrevious"),
  d: act("focusDiagram"),
  t: act("focusTable"),
  "?": act("showKeys"),
  ...Object.fromEntries(COMMAND_KEYS.map(({ key, command }) => [key, invoke(command)])),
};

/** What the key means; undefined: it is none of ours. */
export function deedOf(press: KeyPress): KeyDeed | undefined {
  if (isFindKey(press)) return act("find");
  const name = press.shiftKey && press.key === "F3" ? "Shift+F3" : press.key;
  return isPlain(press) && Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
}

/** Ctrl+F, or Command and F: the only key with a modifier that is not VS Code's. */
function isFindKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean {
  return key.toLowerCase() === "f" && ctrlKey !== metaKey && !altKey && !shiftKey;
}

/** For the help: keys and what they do. */
export const KEY_HELP: readonly (readonly [keys: readonly string[], does: string])[] = [
  [["→", "↓", "N"], "Step to the next event"],
  [["←", "↑", "P"], "Step back"],
  [["Page Down", "Page Up"], "Ten events on, or back"],
  [["Home", "End"], "Before the first event, after the last"],
  [["+", "−", "0"], "Zoom in, out, reset"],
  [["Ctrl+wheel"], "Zoom around the pointer"],
  [["W", "Z"], "Fit the whole run, fill the view with a message"],
  [["A"], "Heights by time, or by the order of events"],
  [["V"], "Show what led to the event, and what it led to"],
  [["Shift+R"], "Show or hide the ring, where the nodes form one"],
  [["Ctrl+F", "/"], "Find events"],
  [["F3", "Shift+F3"], "The next event that was found, the one before"],
  [["D", "T"], "To the diagram, to the state table"],
  ...COMMAND_KEYS.map(({ key, does }) => [[shownKey(key)], does] as const),
  [["Menu", "Shift+F10"], "What can be done with the event, node, timer or message"],
  [["Ctrl+Z", "Ctrl+Y"], "Undo, redo"],
  [["?"], "Show or hide this list"],
];

function shownKey(key: string): string {
  return key === key.toLowerCase() ? key.toUpperCase() : `Shift+${key}`;
}
