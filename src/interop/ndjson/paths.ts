import type { Json } from "../../trace/ids.js";

/** The value at a place in a line; undefined when nothing is there. */
export type ValueAt = (line: Json) => Json | undefined;

/** `a.b.0` or a JSON pointer, `/a.b/0`, for names that hold dots themselves (RFC 6901). */
export function valueAt(path: string): ValueAt {
  const keys = path.startsWith("/") ? path.slice(1).split("/").map(unescaped) : path.split(".");
  return (line) => {
    let value: Json | undefined = line;
    for (const key of keys) {
      if (typeof value !== "object" || value === null) return undefined;
      if (!Object.hasOwn(value, key)) return undefined;
      value = (value as { readonly [key: string]: Json })[key];
    }
    return value;
  };
}

function unescaped(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}

/**
 * The text with the values at its paths: `{msg.type} t{msg.term}`. Undefined when a value is not
 * there.
 */
export type TextOf = (line: Json) => string | undefined;

export function textOf(template: string): TextOf {
  // Every second part is a path.
  const parts = template.split(/\{([^{}]*)\}/);
  const values = parts.map((part, place) => (place % 2 === 1 ? valueAt(part) : undefined));
  return (line) => {
    let text = "";
    for (const [place, part] of parts.entries()) {
      const value = values[place];
      const told = value === undefined ? part : value(line);
      if (told === undefined) return undefined;
      text += plainText(told);
    }
    return text;
  };
}

/** A text as it is, anything else as JSON. */
export function plainText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
