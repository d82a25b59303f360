/**
 * The operations by which such logs change a variable, as `TVOperators.tla` of the trace validation
 * tools defines them. Sets and bags are lists; a function and a record are objects.
 */
import { canonicalJson } from "../../trace/canonicalJson.js";
import type { Json } from "../../trace/ids.js";

/** The value after the operation; undefined for an operation that is not known. */
export function applied(
  op: string,
  old: Json | undefined,
  args: readonly Json[],
): Json | undefined {
  const operation = OPERATIONS.get(op);
  return operation?.(old, args[0] ?? null, args[1] ?? null);
}

/** Nothing is known of a variable before its first operation: it counts as empty. */
type Operation = (old: Json | undefined, first: Json, second: Json) => Json;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["Init", () => null],
  ["Update", (_, value) => value],
  ["Unchanged", (old) => old ?? null],
  ["AddElement", (old, value) => withElement(listOf(old), value)],
  [
    "AddElements",
    (old, values) => listOf(values).reduce<readonly Json[]>(withElement, listOf(old)),
  ],
  ["RemoveElement", (old, value) => listOf(old).filter((one) => !isSame(one, value))],
  ["Clear", () => []],
  ["AddElementToBag", (old, value) => [...listOf(old), value]],
  ["AddToBag", (old, value) => [...listOf(old), value]],
  ["RemoveElementFromBag", (old, value) => withoutOne(listOf(old), value)],
  ["RemoveFromBag", (old, value) => withoutOne(listOf(old), value)],
  ["ClearBag", () => []],
  ["AppendElement", (old, value) => [...listOf(old), value]],
  ["SetKey", (old, key, value) => withMember(old, keyOf(key), value)],
  ["ResetKey", (old, key) => withMember(old, keyOf(key), null)],
  ["UpdateRec", (old, values) => ({ ...objectOf(old), ...objectOf(values) })],
  ["InitRec", (old) => objectOf(old)],
  ["Add", (old, value) => numberOf(old) + numberOf(value)],
  ["Sub", (old, value) => numberOf(old) - numberOf(value)],
]);

/** The value with the part at the path replaced by what `change` makes of it. */
export function changedAt(
  old: Json | undefined,
  path: readonly string[],
  change: (part: Json | undefined) => Json,
): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(old);
  const object = objectOf(old);
  const part = Object.hasOwn(object, key) ? object[key] : undefined;
  return withMember(object, key, changedAt(part, rest, change));
}

/** A key of a function, which may be any value. */
export function keyOf(key: Json): string {
  return typeof key === "string" ? key : JSON.stringify(key);
}

function withElement(list: readonly Json[], value: Json): readonly Json[] {
  return list.some((one) => isSame(one, value)) ? list : [...list, value];
}

function withoutOne(list: readonly Json[], value: Json): readonly Json[] {
  const place = list.findIndex((one) => isSame(one, value));
  return place < 0 ? list : list.filter((_, at) => at !== place);
}

/** `__proto__` is a key like any other. */
function withMember(old: Json | undefined, key: string, value: Json): Json {
  return Object.fromEntries([...Object.entries(objectOf(old)), [key, value]]);
}

function isSame(a: Json, b: Json): boolean {
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function objectOf(value: Json | undefined): { readonly [key: string]: Json } {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as { readonly [key: string]: Json }) : {};
}

function numberOf(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}
