/**
 * The course of an arrow: straight from its sending to its tip, or hanging a little (a parabola).
 */
import type { Point, Segment } from "./geometry.js";
import type { Arrow } from "./picture.js";

export type Ends = Pick<Arrow, "x1" | "y1" | "x2" | "y2" | "bow">;

/** A straight piece of an arrow. */
export interface Piece extends Segment {
  readonly message: Arrow["message"];
}

/** Pieces of which a hanging arrow is made where an approximation will do. */
const PIECES = [0, 0.25, 0.5, 0.75];

/** The point at that part of the way, 0 … 1. */
export function pointOn({ x1, y1, x2, y2, bow }: Ends, part: number): Point {
  const hang = bow * 4 * part * (1 - part);
  return { x: x1 + (x2 - x1) * part, y: y1 + (y2 - y1) * part + hang };
}

/** The direction at that part of the way, as a segment from the origin. */
export function directionOn({ x1, y1, x2, y2, bow }: Ends, part: number): Segment {
  return { x1: 0, y1: 0, x2: x2 - x1, y2: y2 - y1 + bow * 4 * (1 - 2 * part) };
}

/** The arrow as straight pieces. */
export function piecesOf(arrow: Arrow): readonly Piece[] {
  if (arrow.bow === 0) return [arrow];
  return PIECES.map((part) => {
    const [from, to] = [pointOn(arrow, part), pointOn(arrow, part + 0.25)];
    return { x1: from.x, y1: from.y, x2: to.x, y2: to.y, message: arrow.message };
  });
}
