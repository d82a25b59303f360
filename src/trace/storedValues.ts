import type { Json } from "./ids.js";
import { mapItems, mapMembers } from "./jsonPositions.js";

/**
 * A value that stands elsewhere is written `{"$value": "v1"}`. A value of the user's that happens
 * to have `$value` as its only key is written `{"$value": [x]}`, so that both come back as they
 * were.
 */
export const VALUE_KEY = "$value";

/** JSON text shorter than this is written where it stands. In UTF-16 code units. */
const WORTH_STORING = 256;
/** The texts remembered to recognise repetitions, together. In UTF-16 code units. */
const REMEMBERED = 8 * 1024 * 1024;

/** The only member of `{"$value": x}`, or undefined when it is any other value. */
function markedMember(value: Json): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const object = value as { readonly [key: string]: Json };
  if (!Object.hasOwn(object, VALUE_KEY) || Object.keys(object).length !== 1) return undefined;
  return object[VALUE_KEY];
}

/** Makes a value safe to write: no object of the user's looks like a reference. */
export function escapeValue(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return mapItems(value as readonly Json[], escapeValue);
  const escaped = mapMembers(value as { readonly [key: string]: Json }, escapeValue);
  const marked = markedMember(escaped);
  return marked === undefined ? escaped : { [VALUE_KEY]: [marked] };
}

/**
 * Undoes {@link escapeValue} and puts stored values back in. `lookUp` returns a stored value,
 * already put together; it is only asked for ids that a check of the line has found to exist.
 */
export function restoreValue(value: Json, lookUp: (id: string) => Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return mapItems(value as readonly Json[], (item) => restoreValue(item, lookUp));
  }
  const marked = markedMember(value);
  if (typeof marked === "string") return lookUp(marked);
  const inner = Array.isArray(marked) ? (marked as readonly Json[])[0] : undefined;
  if (inner !== undefined) return { [VALUE_KEY]: restoreValue(inner, lookUp) };
  return mapMembers(value as { readonly [key: string]: Json }, (member) =>
    restoreValue(member, lookUp),
  );
}

/**
 * What stands in each `{"$value": …}` inside a written value: an id, or a list with the user's own
 * member.
 */
export function* marksIn(value: Json): Generator<Json> {
  if (typeof value !== "object" || value === null) return;
  const marked = markedMember(value);
  if (marked !== undefined) yield marked;
  const members = Array.isArray(value) ? (value as readonly Json[]) : Object.values(value);
  for (const member of members) yield* marksIn(member);
}

/**
 * Finds large values that repeat. What it remembers is bounded: the oldest is forgotten first, and
 * stored anew when it comes again.
 */
export class RepeatedValues {
  /** JSON text → the id it is stored under, or undefined when it was seen once. Oldest first. */
  readonly #seen = new Map<string, string | undefined>();
  #size = 0;
  #stored = 0;

  readonly #store: (id: string, value: Json) => void;

  /**
   * `store` is called for each value that has to be written before the record that refers to it.
   */
  constructor(store: (id: string, value: Json) => void) {
    this.#store = store;
  }

  /** The value as it is to be written: with references to stored values in it, and escaped. */
  replace(value: Json): Json {
    if (value === null || (typeof value !== "object" && typeof value !== "string")) return value;
    const text = JSON.stringify(value);
    if (text.length < WORTH_STORING) return text.includes(VALUE_KEY) ? escapeValue(value) : value;
    if (this.#seen.has(text)) return { [VALUE_KEY]: this.#idOf(text, value) };
    this.#remember(text);
    if (typeof value === "string") return value;
    if (Array.isArray(value)) {
      return mapItems(value as readonly Json[], (item) => this.replace(item));
    }
    return this.#replaceMembers(value as { readonly [key: string]: Json });
  }

  #replaceMembers(object: { readonly [key: string]: Json }): Json {
    const replaced = mapMembers(object, (member) => this.replace(member));
    const marked = markedMember(replaced);
    return marked === undefined ? replaced : { [VALUE_KEY]: [marked] };
  }

  #idOf(text: string, value: Json): string {
    let id = this.#seen.get(text);
    if (id === undefined) {
      this.#stored += 1;
      id = `v${this.#stored}`;
      this.#store(id, escapeValue(value));
    }
    this.#seen.delete(text);
    this.#seen.set(text, id);
    return id;
  }

  #remember(text: string): void {
    this.#seen.set(text, undefined);
    this.#size += text.length;
    for (const oldest of this.#seen.keys()) {
      if (this.#size <= REMEMBERED) return;
      this.#seen.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}
