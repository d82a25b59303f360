import type { Json } from "../trace/ids.js";

/** A value as people write it: texts without quotes, lists and objects without brackets where that is clear. */
export function jsonWords(value: Json): string {
  if (value === null) return "none";
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  const parts = Array.isArray(value)
    ? value.map((item: Json) => nested(item))
    : Object.entries(value).map(([key, item]) => `${key} ${nested(item)}`);
  return parts.length === 0 ? "–" : parts.join(", ");
}

/** Inside another value the brackets stay, or one could not see where it ends. */
function nested(value: Json): string {
  if (value === null || typeof value !== "object") return jsonWords(value);
  return Array.isArray(value) ? `[${jsonWords(value)}]` : `{${jsonWords(value)}}`;
}
