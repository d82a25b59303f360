/**
 * Checks of parsed JSON against a shape. A check returns nothing when the value fits, and otherwise
 * where it does not: paths are put together on the way back, so that a value that fits costs no
 * memory.
 */
import { displayText } from "./displayText.js";

export interface Mismatch {
  /** Such as `effects[2].to`; empty for the value itself. */
  readonly path: string;
  /** What was expected there, as words: `a whole number from 0`. */
  readonly expected: string;
  readonly found: unknown;
}

export type Check = (value: unknown) => Mismatch | undefined;

/**
 * Deeper records are refused: everything that walks them recursively stays far from the end of the
 * stack.
 */
export const MAX_DEPTH = 100;

/** `effects[2].to: expected …, found …` */
export function describeMismatch({ path, expected, found }: Mismatch): string {
  const place = path === "" ? "" : `${displayText(path, 120)}: `;
  return `${place}expected ${expected}, found ${describeValue(found)}`;
}

/** A few words for any parsed value; never long. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `"${displayText(value, 40)}"`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isObject(value) ? "an object" : `${value as number | boolean | null}`;
}

function mismatch(expected: string, found: unknown): Mismatch {
  return { path: "", expected, found };
}

function within(key: string | number, inner: Mismatch): Mismatch {
  const separator = inner.path === "" || inner.path.startsWith("[") ? "" : ".";
  const step = typeof key === "number" ? `[${key}]` : /^\w+$/.test(key) ? key : `["${key}"]`;
  return { ...inner, path: `${step}${separator}${inner.path}` };
}

export const text: Check = (value) =>
  typeof value === "string" ? undefined : mismatch("a text", value);

export const truth: Check = (value) =>
  typeof value === "boolean" ? undefined : mismatch("true or false", value);

/** A safe integer in min … max. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Check {
  const top = max === Number.MAX_SAFE_INTEGER ? "" : ` to ${max}`;
  const expected = `a whole number from ${min}${top}`;
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : mismatch(expected, value);
}

export function oneOf(...values: readonly (string | number | boolean)[]): Check {
  const known = new Set<unknown>(values);
  const expected = listOr(values.map((value) => JSON.stringify(value)));
  return (value) => (known.has(value) ? undefined : mismatch(expected, value));
}

/** "a", "a or b", "a, b or c". */
export function listOr(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "nothing";
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1] ?? ""}`;
}

export function list(item: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return mismatch("a list", value);
    for (let i = 0; i < value.length; i++) {
      const wrong = item(value[i]);
      if (wrong !== undefined) return within(i, wrong);
    }
    return undefined;
  };
}

/** A list of exactly these. */
export function tuple(...items: readonly Check[]): Check {
  return (value) => {
    if (!Array.isArray(value) || value.length !== items.length) {
      return mismatch(`a list of ${items.length}`, value);
    }
    for (const [i, item] of items.entries()) {
      const wrong = item(value[i]);
      if (wrong !== undefined) return within(i, wrong);
    }
    return undefined;
  };
}

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Members that must be there, and members that may; others are let through, for later versions. */
export function object(
  required: { readonly [key: string]: Check },
  optional: { readonly [key: string]: Check } = {},
): Check {
  const must = Object.entries(required);
  const may = Object.entries(optional);
  return (value) => {
    if (!isObject(value)) return mismatch("an object", value);
    for (const [key, check] of must) {
      const wrong = check(value[key]);
      if (wrong !== undefined) return within(key, wrong);
    }
    for (const [key, check] of may) {
      const member = value[key];
      const wrong = member === undefined ? undefined : check(member);
      if (wrong !== undefined) return within(key, wrong);
    }
    return undefined;
  };
}

/** An object whose keys are free. */
export function map(member: Check): Check {
  return (value) => {
    if (!isObject(value)) return mismatch("an object", value);
    for (const key in value) {
      const wrong = member(value[key]);
      if (wrong !== undefined) return within(key, wrong);
    }
    return undefined;
  };
}

/** An object whose shape is told by one of its members. */
export function tagged(tag: string, shapes: { readonly [value: string]: Check }): Check {
  const known = new Map(Object.entries(shapes));
  const isTag = oneOf(...known.keys());
  return (value) => {
    if (!isObject(value)) return mismatch("an object", value);
    const found = value[tag];
    const shape = typeof found === "string" ? known.get(found) : undefined;
    if (shape !== undefined) return shape(value);
    const wrong = isTag(found);
    return wrong && within(tag, wrong);
  };
}

/** Both, one after the other. */
export function both(first: Check, second: Check): Check {
  return (value) => first(value) ?? second(value);
}

/** Any JSON; whether it is too deep is asked of whole records. */
export const json: Check = (value) =>
  value === undefined ? mismatch("a value", value) : undefined;

/** An object of any JSON. */
export const jsonObject: Check = (value) =>
  isObject(value) ? undefined : mismatch("an object", value);

/** What every record must keep to, known members or not: not too deep, and all numbers in range. */
export const withinLimits: Check = (value) => limitsAt(value, 0);

function limitsAt(value: unknown, depth: number): Mismatch | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : mismatch("a number within ±1.8e308", value);
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === MAX_DEPTH) return mismatch(`at most ${MAX_DEPTH} levels of nesting`, value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const wrong = limitsAt(value[i], depth + 1);
      if (wrong !== undefined) return within(i, wrong);
    }
    return undefined;
  }
  const members = value as { readonly [key: string]: unknown };
  for (const key in members) {
    const wrong = limitsAt(members[key], depth + 1);
    if (wrong !== undefined) return within(key, wrong);
  }
  return undefined;
}
