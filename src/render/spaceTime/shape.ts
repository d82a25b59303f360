import type { GlyphPart } from "./glyphs.js";

/** An element of an SVG as plain data. */
export interface Shape {
  readonly tag: "g" | "path" | "rect" | "text";
  readonly attributes: { readonly [name: string]: string | number };
  /** Text of a `text` element: never markup. */
  readonly text?: string;
  readonly children?: readonly Shape[];
}

/** Shapes that share a class. */
export function group(name: string, children: readonly Shape[]): Shape {
  return { tag: "g", attributes: { class: name }, children };
}

export function textShape(text: string, attributes: Shape["attributes"]): Shape {
  return { tag: "text", attributes, text };
}

/** The parts of a sign as one group. */
export function drawGlyph(parts: readonly GlyphPart[], attributes: Shape["attributes"]): Shape {
  const children = parts.map(({ paint, d }): Shape => ({
    tag: "path",
    attributes: { class: paint, d },
  }));
  return { tag: "g", attributes, children };
}
