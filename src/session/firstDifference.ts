import type { Json } from "../trace/ids.js";

/** Where two values first differ. An undefined side has nothing there. */
export interface Difference {
  /** Such as `effects[2].label`; empty when the values differ as a whole. */
  readonly path: string;
  readonly expected: Json | undefined;
  readonly found: Json | undefined;
}

/** What plain JSON values are made of; absent and undefined fields are the same. */
type Value = Json | undefined;
type Members = { readonly [key: string]: Value };

/** The first difference in reading order, or undefined when the values are equal. */
export function firstDifference(expected: Value, found: Value, path = ""): Difference | undefined {
  if (expected === found) return undefined;
  if (Array.isArray(expected) && Array.isArray(found)) {
    return firstInLists(expected as readonly Json[], found as readonly Json[], path);
  }
  if (isObject(expected) && isObject(found)) return firstInObjects(expected, found, path);
  return { path, expected, found };
}

function firstInLists(
  expected: readonly Json[],
  found: readonly Json[],
  path: string,
): Difference | undefined {
  const length = Math.max(expected.length, found.length);
  for (let place = 0; place < length; place++) {
    const difference = firstDifference(expected[place], found[place], `${path}[${place}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function firstInObjects(expected: Members, found: Members, path: string): Difference | undefined {
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const inner = path === "" ? key : `${path}.${key}`;
    const difference = firstDifference(member(expected, key), member(found, key), inner);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function member(object: Members, key: string): Value {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: Value): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
