import type { Json } from "../trace/ids.js";

/**
 * A value as people write it: texts without quotes, lists and objects without brackets where that
 * is clear, an object's `type` without its key. `ofText` may put other words for a text.
 */
export function jsonWords(value: Json, ofText: (text: string) => string = same): string {
  if (value === null) return "none";
  if (typeof value === "string") return ofText(value);
  if (typeof value !== "object") return String(value);
  const parts = Array.isArray(value)
    ? value.map((item: Json) => nested(item, ofText))
    : Object.entries(value).map(([key, item]) => member(key, item, ofText));
  return parts.length === 0 ? "–" : parts.join(", ");
}

function member(key: string, value: Json, ofText: (text: string) => string): string {
  if (key === "type" && typeof value === "string") return value;
  return `${key} ${nested(value, ofText)}`;
}

/** Inside another value the brackets stay, or one could not see where it ends. */
function nested(value: Json, ofText: (text: string) => string): string {
  if (value === null || typeof value !== "object") return jsonWords(value, ofText);
  const words = jsonWords(value, ofText);
  return Array.isArray(value) ? `[${words}]` : `{${words}}`;
}

function same(text: string): string {
  return text;
}
