/**
 * The keys of commands that VS Code carries out: one table for the manifest's key bindings (a test
 * compares), for the page when it has the keyboard, and for its list of keys.
 */
import type { HostCommand } from "./messages.js";

export interface CommandKey {
  readonly command: HostCommand;
  /** As a browser names it: a capital is with Shift. */
  readonly key: string;
  readonly does: string;
}

export const COMMAND_KEYS: readonly CommandKey[] = [
  { command: "goToEvent", key: "g", does: "Go to an event by its number" },
  { command: "goToCause", key: ",", does: "Go to what caused the event" },
  { command: "goToEffect", key: ".", does: "Go to what the event caused" },
  { command: "stepNode", key: "o", does: "Step over to a node's next event" },
  { command: "runUntil", key: "u", does: "Run until something happens" },
  { command: "forceTimer", key: "f", does: "Force a timer" },
  { command: "receiveMessage", key: "r", does: "Receive a message now" },
  { command: "dropMessage", key: "x", does: "Drop a message" },
  { command: "duplicateMessage", key: "y", does: "Duplicate a message" },
  { command: "delayMessage", key: "l", does: "Delay a message: it arrives later" },
  { command: "holdMessage", key: "h", does: "Hold a message" },
  { command: "releaseMessage", key: "H", does: "Release a held message" },
  { command: "crashNode", key: "c", does: "Crash a node" },
  { command: "restartNode", key: "C", does: "Restart a node" },
  { command: "sendCommand", key: "s", does: "Send a client's command to a node" },
  { command: "isolateNode", key: "i", does: "Isolate a node" },
  { command: "heal", key: "I", does: "Heal all links" },
  { command: "cutLink", key: "k", does: "Cut a link" },
  { command: "restoreLink", key: "K", does: "Restore a link" },
  { command: "switchBranch", key: "b", does: "Switch to another branch" },
  { command: "goToBranchStart", key: "B", does: "Go to where the branch begins" },
  { command: "exportPicture", key: "e", does: "Export the picture" },
];
