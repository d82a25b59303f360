/**
 * Causes as shapes that lie under a picture of the diagram, and as classes of the picture's own
 * shapes; their looks are in `causesCss.ts`. Nothing is told by how strong something is drawn
 * alone: every mark gets a sign around it.
 */
import type { Relation } from "../../trace/causality.js";
import { arrowPath } from "../spaceTime/drawArrow.js";
import type { GlyphPart } from "../spaceTime/glyphs.js";
import type { Picture, Row } from "../spaceTime/picture.js";
import { drawGlyph, group, type Shape } from "../spaceTime/shape.js";
import type { CausalView, Hop } from "./causes.js";

/** What may be known of a window that is not the picture's: of such rows nothing is said. */
type Drawn = Pick<Picture, "rows" | "arrows" | "top" | "bottom" | "notesX">;

const RING = "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1 -10 0Z";
/** Around a mark: a ring for the past, a broken one for the future, two bars for neither. */
export const RELATION_SIGNS: { readonly [R in Relation]: readonly GlyphPart[] } = {
  self: [
    { paint: "line", d: RING },
    { paint: "line", d: "M-13.5 0A13.5 13.5 0 1 1 13.5 0A13.5 13.5 0 1 1 -13.5 0Z" },
  ],
  past: [{ paint: "line", d: RING }],
  future: [
    {
      paint: "line",
      d: "M-3.8-9.2A10 10 0 0 1 3.8-9.2M9.2-3.8A10 10 0 0 1 9.2 3.8M3.8 9.2A10 10 0 0 1-3.8 9.2M-9.2 3.8A10 10 0 0 1-9.2-3.8",
    },
  ],
  concurrent: [{ paint: "line", d: "M-10.5-4V4M10.5-4V4" }],
};

/** The chain that leads to the event, and the signs of the events. */
export function drawCauses(picture: Drawn, view: CausalView): readonly Shape[] {
  const hops = view.hops.flatMap((hop) => drawHop(hop, picture));
  return [
    group("chain", hops),
    group(
      "relations",
      picture.rows.flatMap((row) => drawSign(row, picture, view)),
    ),
  ];
}

/** Along its arrow, or from mark to mark; what begins or ends elsewhere comes from an edge. */
function drawHop({ from, to, message }: Hop, picture: Drawn): readonly Shape[] {
  const arrow = picture.arrows.find((one) => one.message === message);
  if (arrow !== undefined) return [path(arrowPath(arrow))];
  if (message !== undefined) return [];
  const [start, end] = [rowAt(from, picture), rowAt(to, picture)];
  const [x1, x2] = [start?.x ?? end?.x, end?.x ?? start?.x];
  if (x1 === undefined || x2 === undefined) return [];
  const [y1, y2] = [start?.y ?? picture.top, end?.y ?? picture.bottom];
  return [path(`M${x1} ${round(y1)}L${x2} ${round(y2)}`)];
}

function rowAt(at: number, { rows }: Drawn): Row | undefined {
  return rows.find((row) => row.at === at);
}

function path(d: string): Shape {
  return { tag: "path", attributes: { class: "hop", d } };
}

function drawSign(row: Row, { notesX }: Drawn, view: CausalView): readonly Shape[] {
  const relation = view.relations[row.at - view.from];
  if (relation === undefined) return [];
  const { x, y } = row;
  // Events of the network have their marks among the notes, right before words.
  const network = `translate(${notesX + 7} ${y - 5}) scale(0.75)`;
  const transform = x === undefined ? network : `translate(${x} ${y})`;
  const attributes = { class: `relation relation-${relation}`, transform };
  return [drawGlyph(RELATION_SIGNS[relation], attributes)];
}

/** How the shape of an event or a message stands to the event; undefined: it is neither. */
export type RelationOf = (
  message: number | undefined,
  row: number | undefined,
) => Relation | undefined;

export function relationsIn({ past, future, relations, from }: CausalView): RelationOf {
  const [before, after] = [new Set(past), new Set(future)];
  return (message, row) => {
    if (message === undefined) return row === undefined ? undefined : relations[row - from];
    if (before.has(message)) return "past";
    return after.has(message) ? "future" : "concurrent";
  };
}

/** The class of a shape that stands so to the event. */
export function relationClass(relation: Relation): string {
  return `is-${relation}`;
}

/** The picture's shapes with what they are to the event among their classes. */
export function withRelations(shapes: readonly Shape[], view: CausalView): readonly Shape[] {
  return classed(shapes, relationsIn(view));
}

function classed(shapes: readonly Shape[], relationOf: RelationOf): readonly Shape[] {
  return shapes.map((shape) => withRelation(shape, relationOf));
}

function withRelation(shape: Shape, relationOf: RelationOf): Shape {
  const { attributes, children } = shape;
  const [message, row] = [attributes["data-message"], attributes["data-row"]].map(numberOf);
  const relation = relationOf(message, row);
  if (relation === undefined) {
    return children === undefined ? shape : { ...shape, children: classed(children, relationOf) };
  }
  const name = `${attributes.class ?? ""} ${relationClass(relation)}`;
  return { ...shape, attributes: { ...attributes, class: name } };
}

function numberOf(value: string | number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
