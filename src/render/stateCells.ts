/** One field of one node's state as a cell of the state table. */
import { canonicalJson } from "../trace/canonicalJson.js";
import { displayText } from "../trace/displayText.js";
import type { Json, JsonObject } from "../trace/ids.js";
import { listWords, type NameOf } from "../trace/sentence.js";
import type { FieldSpec } from "../trace/view.js";
import { jsonWords } from "./jsonWords.js";
import type { Cell, LogEntry } from "./stateTable.js";

/** A cell never says more than this many characters at once. */
const MAX_TEXT = 400;
const MAX_LABEL = 80;
/** A longer log shows its end only. */
export const ENTRIES_SHOWN = 12;

type EntriesSpec = Extract<FieldSpec, { readonly show: "entries" }>;

/**
 * A field now, compared with the state at the cursor before; nothing counts as changed when there
 * was none.
 */
export function fieldCell(
  spec: FieldSpec,
  state: JsonObject,
  before: JsonObject | undefined,
  nameOf: NameOf,
): Cell {
  const value = own(state, spec.field);
  if (spec.show === "entries" && Array.isArray(value)) {
    return entriesCell(spec, value as readonly Json[], state, before);
  }
  const text = displayText(valueWords(spec.show, value, nameOf), MAX_TEXT);
  const changed = before !== undefined && !sameJson(value, own(before, spec.field));
  return { text, changed, content: { show: "text" } };
}

function valueWords(show: FieldSpec["show"], value: Json | undefined, nameOf: NameOf): string {
  if (value === undefined) return "";
  if (show === "node" && typeof value === "string") return nameOf(value);
  if (show === "nodes" && Array.isArray(value)) {
    return value.length === 0
      ? "nobody"
      : listWords(value.map((id: Json) => nameOf(jsonWords(id))));
  }
  if (show === "perNode" && isObject(value)) {
    return Object.entries(value)
      .map(([id, item]) => `${nameOf(id)} ${jsonWords(item)}`)
      .join(", ");
  }
  return jsonWords(value);
}

function entriesCell(
  spec: EntriesSpec,
  log: readonly Json[],
  state: JsonObject,
  before: JsonObject | undefined,
): Cell {
  const oldLog = before && own(before, spec.field);
  const old = Array.isArray(oldLog) ? (oldLog as readonly Json[]) : [];
  const committed = committedIn(spec, state);
  const oldCommitted = before ? committedIn(spec, before) : 0;
  const hidden = Math.max(0, log.length - ENTRIES_SHOWN);
  const entries = log.slice(hidden).map((entry, i): LogEntry => {
    const index = hidden + i + 1;
    const isNew = !sameJson(entry, old[index - 1]) || index <= committed !== index <= oldCommitted;
    const changed = before !== undefined && isNew;
    const term = spec.term === undefined ? undefined : part(entry, spec.term);
    const label = part(entry, spec.label);
    return { index, term, label, committed: index <= committed, changed };
  });
  const shorter = before !== undefined && log.length < old.length;
  const changed = shorter || entries.some((entry) => entry.changed);
  const text = displayText(logWords(entries, hidden, committed), MAX_TEXT);
  return { text, changed, content: { show: "entries", entries, hidden } };
}

function committedIn(spec: EntriesSpec, state: JsonObject): number {
  const committed = spec.committed === undefined ? undefined : own(state, spec.committed);
  return typeof committed === "number" ? committed : 0;
}

/** A field of an entry in words; the entry itself when it has no fields. */
function part(entry: Json, field: string): string {
  const value = isObject(entry) ? (own(entry, field) ?? null) : entry;
  const words = isObject(value)
    ? Object.values(value)
        .map((item) => jsonWords(item))
        .join(" ")
    : jsonWords(value);
  return displayText(words, MAX_LABEL);
}

function logWords(entries: readonly LogEntry[], hidden: number, committed: number): string {
  if (entries.length === 0) return "empty";
  const words = entries.map(
    ({ index, term, label }) => `${index} ${label}${term === undefined ? "" : ` (term ${term})`}`,
  );
  const earlier = hidden === 0 ? "" : `${hidden} earlier; `;
  const edge = committed === 0 ? "none committed" : `committed up to ${committed}`;
  return `${earlier}${words.join(", ")}; ${edge}`;
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
}
