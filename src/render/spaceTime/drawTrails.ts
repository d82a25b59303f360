/**
 * Trails as ribbons under all lines: an edge around a fill, and on all but the first of them a
 * pattern across. Parts of one trail are drawn together, so that no seam shows where they meet.
 */
import { groupBy } from "../../base/groups.js";
import { directionOn, pointOn } from "./course.js";
import { wayOf } from "./drawArrow.js";
import { level } from "./drawNode.js";
import { lengthOf } from "./geometry.js";
import type { Picture, TrailLeg, TrailSign } from "./picture.js";
import { group, type Shape } from "./shape.js";

/** Width of the ribbon with its edge, and of the edge. */
const [WIDTH, EDGE] = [15, 1];
/** How far the sign where a thing begins reaches over the ribbon, and the bar where one ends. */
const BEYOND = 3.5;

/** Strokes across the ribbon; the first has none. Their periods divide that of the lifelines. */
export const TRAIL_DASHES: { readonly [P in TrailLeg["pattern"]]: readonly number[] } = {
  0: [],
  1: [6, 6],
  2: [2, 4],
};

/** All trails, the later ones over the earlier ones, as roads on a map. */
export function drawTrails({ trails }: Pick<Picture, "trails">, width = WIDTH): readonly Shape[] {
  const together = groupBy(trails, ({ trail, number }) => `${trail} ${number}`);
  return [...together.values()].sort(byNumber).map((legs) => drawTrail(legs, width));
}

function byNumber([a]: readonly TrailLeg[], [b]: readonly TrailLeg[]): number {
  return (a?.number ?? 0) - (b?.number ?? 0);
}

function drawTrail(legs: readonly TrailLeg[], width: number): Shape {
  const d = legs.map((leg) => courseOf(leg, width)).join("");
  const radius = width / 2 + BEYOND;
  const around = legs.flatMap((leg) => (leg.begins ? [circle(leg, radius)] : []));
  const inside = legs.flatMap((leg) => (leg.begins ? [circle(leg, radius - EDGE * 1.5)] : []));
  return group("trail", [
    { tag: "path", attributes: { class: "trailEdge", d, "stroke-width": width } },
    ...around.map((c): Shape => ({ tag: "path", attributes: { class: "trailRim", d: c } })),
    ...inside.map((c): Shape => ({ tag: "path", attributes: { class: "trailSpot", d: c } })),
    ...legs.map((leg) => drawLeg(leg, width)),
    ...legs.flatMap((leg) => (leg.ends ? [drawEnd(leg, radius)] : [])),
  ]);
}

function drawLeg(leg: TrailLeg, width: number): Shape {
  const { pattern, words, message, y1 } = leg;
  const d = courseOf(leg, width);
  const inside = width - EDGE * 2;
  const dash = TRAIL_DASHES[pattern];
  const period = dash.reduce((sum, length) => sum + length, 0);
  const strokes: Shape = {
    tag: "path",
    attributes: {
      ...{ class: "trailStripes", d, "stroke-width": inside },
      "stroke-dasharray": dash.join(" "),
      ...(message === undefined && period > 0 ? { "stroke-dashoffset": round(y1 % period) } : {}),
    },
  };
  const fill = { class: "trailFill", d, "stroke-width": inside, "data-words": words };
  return group("trailLeg", [{ tag: "path", attributes: fill }, ...(period === 0 ? [] : [strokes])]);
}

/** From the middle of one lifeline to that of the next, or as far as it came. */
function courseOf(leg: TrailLeg, width: number): string {
  const to = leg.ends ? 1 - Math.min(0.9, (width / 2 - EDGE) / Math.max(1, lengthOf(leg))) : 1;
  if (leg.message !== undefined) return wayOf(leg, to);
  return `M${round(leg.x1)} ${round(leg.y1)}V${round(leg.y1 + (leg.y2 - leg.y1) * to)}`;
}

/** A bar across the end. */
function drawEnd(leg: TrailLeg, half: number): Shape {
  const { x, y } = pointOn(leg, 1);
  const way = directionOn(leg, 1);
  const length = Math.max(0.01, lengthOf(way));
  const [dx, dy] = [(-way.y2 / length) * half, (way.x2 / length) * half];
  const [a, b] = [`${round(x - dx)} ${round(y - dy)}`, `${round(x + dx)} ${round(y + dy)}`];
  return { tag: "path", attributes: { class: "trailEnd", d: `M${a}L${b}` } };
}

function circle({ x1, y1 }: TrailLeg, radius: number): string {
  const half = (to: number) => `A${radius} ${radius} 0 1 1 ${round(to)} ${round(y1)}`;
  return `M${round(x1 - radius)} ${round(y1)}${half(x1 + radius)}${half(x1 - radius)}Z`;
}

/** The words where things begin and end. */
export function drawTrailTag({ tag }: TrailSign): readonly Shape[] {
  return tag === undefined ? [] : [level(tag, "trailTag")];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
