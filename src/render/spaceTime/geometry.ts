/** Boxes and lines in the plane, as far as placing labels needs them. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A rectangle around its middle; `cos` and `sin` belong to the angle by which it is turned. */
export interface Box extends Point {
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly cos: number;
  readonly sin: number;
}

/** A box that is not turned. */
export function uprightBox(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { x, y, halfWidth, halfHeight, cos: 1, sin: 0 };
}

/** Whether two boxes share more than an edge: no axis of either separates them. */
export function boxesOverlap(a: Box, b: Box): boolean {
  // Most are far apart, which is seen without looking at their axes.
  const far = a.halfWidth + a.halfHeight + b.halfWidth + b.halfHeight;
  if (Math.abs(a.y - b.y) > far || Math.abs(a.x - b.x) > far) return false;
  return (
    !(separates(a.cos, a.sin, a, b) || separates(-a.sin, a.cos, a, b)) &&
    (sameTurn(a, b) || !(separates(b.cos, b.sin, a, b) || separates(-b.sin, b.cos, a, b)))
  );
}

/** Whether part of the segment lies inside the box. */
export function segmentMeetsBox(segment: Segment, box: Box): boolean {
  const start = inBox(box, segment.x1, segment.y1);
  const end = inBox(box, segment.x2, segment.y2);
  const [first, last] = clip(start.x, end.x, box.halfWidth, 0, 1);
  const [from, to] = clip(start.y, end.y, box.halfHeight, first, last);
  return from < to;
}

function sameTurn(a: Box, b: Box): boolean {
  return a.cos === b.cos && a.sin === b.sin;
}

function separates(axisX: number, axisY: number, a: Box, b: Box): boolean {
  const distance = Math.abs((b.x - a.x) * axisX + (b.y - a.y) * axisY);
  return distance >= reach(a, axisX, axisY) + reach(b, axisX, axisY) - 1e-6;
}

/** How far the box reaches from its middle in a direction. */
function reach(box: Box, axisX: number, axisY: number): number {
  return (
    box.halfWidth * Math.abs(box.cos * axisX + box.sin * axisY) +
    box.halfHeight * Math.abs(box.cos * axisY - box.sin * axisX)
  );
}

/** The point as the box sees it: its middle is the origin, its width the x axis. */
function inBox(box: Box, x: number, y: number): Point {
  const [dx, dy] = [x - box.x, y - box.y];
  return { x: dx * box.cos + dy * box.sin, y: dy * box.cos - dx * box.sin };
}

/** The part of `from … to` (of the way from a to b) that lies within −half … half. */
function clip(a: number, b: number, half: number, from: number, to: number): [number, number] {
  if (a === b) return Math.abs(a) < half ? [from, to] : [1, 0];
  const enter = (-half - a) / (b - a);
  const leave = (half - a) / (b - a);
  return [Math.max(from, Math.min(enter, leave)), Math.min(to, Math.max(enter, leave))];
}

/** Length of a segment in pixels. */
export function lengthOf({ x1, y1, x2, y2 }: Segment): number {
  return Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
}

/**
 * Degrees from the x axis of the line through the segment, −90 … 90. Computed with sums, products
 * and quotients only, so that every machine gets the same picture; off by less than 0.001°.
 */
export function slopeDegrees({ x1, y1, x2, y2 }: Segment): number {
  const [dx, dy] = x2 < x1 ? [x1 - x2, y1 - y2] : [x2 - x1, y2 - y1];
  const steep = Math.abs(dy) > dx;
  const ratio = dx === 0 && dy === 0 ? 0 : steep ? dx / Math.abs(dy) : Math.abs(dy) / dx;
  const degrees = steep ? 90 - smallArcDegrees(ratio) : smallArcDegrees(ratio);
  return dy < 0 ? -degrees : degrees;
}

/** atan in degrees for 0 … 1 (Abramowitz and Stegun, 4.4.49). */
function smallArcDegrees(t: number): number {
  const s = t * t;
  const series =
    1 +
    s *
      (-0.3333314528 +
        s *
          (0.1999355085 +
            s *
              (-0.1420889944 +
                s *
                  (0.1065626393 +
                    s *
                      (-0.07528964 +
                        s * (0.0429096138 + s * (-0.0161657367 + s * 0.0028662257)))))));
  return (t * series * 180) / 3.141592653589793;
}
