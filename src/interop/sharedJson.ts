import type { Json, JsonObject } from "../trace/ids.js";

/**
 * The value, with every part that equals the one of `old` at its place being that same object. So
 * that what a log repeats with every line is found unchanged by reference.
 */
export function sharedJson(old: Json | undefined, value: Json): Json {
  if (old === value || typeof old !== "object" || typeof value !== "object") return value;
  if (old === null || value === null) return value;
  if (isList(value)) return isList(old) ? sharedList(old, value) : value;
  return isList(old) ? value : sharedObject(old, value);
}

function sharedList(old: readonly Json[], value: readonly Json[]): readonly Json[] {
  const items = value.map((item, place) => sharedJson(old[place], item));
  const isSame = old.length === items.length && items.every((item, place) => item === old[place]);
  return isSame ? old : items;
}

/** As {@link sharedJson}, for objects. */
export function sharedObject(old: JsonObject | undefined, value: JsonObject): JsonObject {
  if (old === undefined) return value;
  const members = Object.entries(value).map(([key, member]): [string, Json] => [
    key,
    sharedJson(Object.hasOwn(old, key) ? old[key] : undefined, member),
  ]);
  const isSame =
    members.length === Object.keys(old).length &&
    members.every(([key, member]) => Object.hasOwn(old, key) && old[key] === member);
  return isSame ? old : Object.fromEntries(members);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
