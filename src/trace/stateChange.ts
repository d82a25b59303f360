import type { Json } from "./ids.js";
import type { ArrayRange, StateChange } from "./records.js";

/** A state's fields; an engine may set an optional one to undefined. */
type Fields = { readonly [field: string]: Json | undefined };

/**
 * How one immutable state became another: top-level fields compared by reference, arrays by the
 * range between their common beginning and end. Undefined when nothing changed. A field whose value
 * is undefined is absent.
 */
export function stateChange(before: Fields | undefined, after: Fields): StateChange | undefined {
  if (before === after) return undefined;
  const fields: { [field: string]: Json } = {};
  const ranges: { [field: string]: ArrayRange } = {};
  for (const [field, value] of Object.entries(after)) {
    const old = ownField(before, field);
    if (value === old || value === undefined) continue;
    const range = Array.isArray(old) && Array.isArray(value) ? arrayRange(old, value) : undefined;
    if (range === undefined) put(fields, field, value);
    else if (range.remove > 0 || range.items.length > 0) put(ranges, field, range);
  }
  const gone = Object.keys(before ?? {}).filter(
    (field) => before?.[field] !== undefined && ownField(after, field) === undefined,
  );
  if (isEmpty(fields) && isEmpty(ranges) && gone.length === 0) return undefined;
  return {
    ...(isEmpty(fields) ? {} : { fields }),
    ...(isEmpty(ranges) ? {} : { ranges }),
    ...(gone.length === 0 ? {} : { gone }),
  };
}

/** States of other tools may have fields of any name, also of what every object inherits. */
function ownField(fields: Fields | undefined, field: string): Json | undefined {
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** As an assignment, which `__proto__` would not be. */
function put<V>(bag: { [field: string]: V }, field: string, value: V): void {
  if (field !== "__proto__") bag[field] = value;
  else Object.defineProperty(bag, field, { value, ...OPEN });
}

const OPEN = { configurable: true, enumerable: true, writable: true };

/** What to replace in the old array; undefined when it saves nothing over the whole new one. */
function arrayRange(old: readonly Json[], now: readonly Json[]): ArrayRange | undefined {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  if (start + end === 0) return undefined;
  return { start, remove: old.length - start - end, items: now.slice(start, now.length - end) };
}

function isEmpty(bag: object): boolean {
  for (const _ in bag) return false;
  return true;
}
