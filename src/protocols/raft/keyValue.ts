/**
 * The state machine that the servers replicate: texts under keys. Raft treats its commands as
 * opaque; in the log they stand as one readable line, `set x 1` or `get x`, with words in JSON
 * quotes where a bare word would be ambiguous.
 */
import { assert } from "../../base/assert.js";

export type KeyValueCommand =
  | { readonly type: "set"; readonly key: string; readonly value: string }
  | { readonly type: "get"; readonly key: string };

export type KeyValueStore = { readonly [key: string]: string };

export const EMPTY_STORE: KeyValueStore = {};

/** The command as one line. */
export function writeCommand(command: KeyValueCommand): string {
  const words = command.type === "set" ? [command.key, command.value] : [command.key];
  return [command.type, ...words.map(quoteIfNeeded)].join(" ");
}

const WORD = String.raw`(?:[^\s"]+|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")`;

/** Whether {@link readCommand} can read the line: one that was not written here may be anything. */
export function isCommand(line: string): boolean {
  return new RegExp(`^(?:set ${WORD} ${WORD}|get ${WORD})$`).test(line);
}

/** The command that {@link writeCommand} wrote as that line. */
export function readCommand(line: string): KeyValueCommand {
  const words = (line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map(unquote);
  const [type, key, value] = words;
  if (type === "set" && words.length === 3 && key !== undefined && value !== undefined) {
    return { type, key, value };
  }
  assert(type === "get" && words.length === 2 && key !== undefined, `no command: ${line}`);
  return { type, key };
}

/**
 * Executes one line. `value` is what the client is told: the new value, or what was read (null:
 * never set).
 */
export function applyCommand(
  store: KeyValueStore,
  line: string,
): { readonly store: KeyValueStore; readonly value: string | null } {
  const command = readCommand(line);
  if (command.type === "set") {
    return { store: { ...store, [command.key]: command.value }, value: command.value };
  }
  const isSet = Object.hasOwn(store, command.key);
  return { store, value: isSet ? (store[command.key] ?? null) : null };
}

function quoteIfNeeded(word: string): string {
  return /^[^\s"]+$/.test(word) ? word : JSON.stringify(word);
}

function unquote(word: string): string {
  return word.startsWith('"') ? (JSON.parse(word) as string) : word;
}
