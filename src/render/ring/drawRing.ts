/**
 * A ring as shapes, in painting order; their looks are in `ringCss.ts` and in the diagram's own
 * rules. Nothing is told by colour alone: who is down has a cross, who is outside a dashed edge,
 * what travels the pattern that it has in the diagram.
 */
import { TRAIL_DASHES } from "../spaceTime/drawTrails.js";
import { MARKS, PAUSE, TIPS } from "../spaceTime/glyphs.js";
import { lengthOf, type Point } from "../spaceTime/geometry.js";
import type { TrailLeg } from "../spaceTime/picture.js";
import { BASELINE } from "../spaceTime/scale.js";
import { drawGlyph, group, textShape, type Shape } from "../spaceTime/shape.js";
import type { RingFlightMark, RingLink, RingPeer, RingPicture, RingWords } from "./picture.js";

/** Radius of a peer, and of the middle of the first ribbon around it. */
const [PEER, HELD] = [10, 17];
/** Widths of a ribbon with its edge, and without; from one to the next around a peer. */
const [EDGE_WIDTH, FILL_WIDTH, HELD_STEP] = [9, 7, 9];
/** Half the size of a thing that is on its way. */
const THING = 7;

export function drawRing(picture: RingPicture): readonly Shape[] {
  const { peers, links, flights, words } = picture;
  const things = flights.filter(({ carries }) => carries !== undefined);
  return [
    group("ringRibbons", things.map(drawWay)),
    group("ringLinks", links.map(drawLink)),
    group("ringFlights", flights.map(drawFlight)),
    group("ringPeers", peers.map(drawPeer)),
    group(
      "ringWords",
      words.map((each) => drawWords(each, "ringMessage")),
    ),
  ];
}

/** The way that a thing has come since it left. */
function drawWay({ way, carries = 0 }: RingFlightMark): Shape {
  return ribbon(lineThrough(way), carries);
}

function ribbon(d: string, pattern: TrailLeg["pattern"]): Shape {
  const dash = TRAIL_DASHES[pattern].join(" ");
  const fill = { class: "trailFill", d, "stroke-width": FILL_WIDTH };
  const stripes = { class: "trailStripes", d, "stroke-width": FILL_WIDTH };
  return group("trail", [
    { tag: "path", attributes: { class: "trailEdge", d, "stroke-width": EDGE_WIDTH } },
    { tag: "path", attributes: fill },
    ...(dash === ""
      ? []
      : [{ tag: "path", attributes: { ...stripes, "stroke-dasharray": dash } } as const]),
  ]);
}

function drawLink({ way }: RingLink): Shape {
  const [before, tip] = way.slice(-2) as [Point, Point];
  const [dx, dy] = [tip.x - before.x, tip.y - before.y];
  const length = Math.max(0.01, lengthOf({ x1: 0, y1: 0, x2: dx, y2: dy }));
  const [cos, sin] = [round(dx / length, 1000), round(dy / length, 1000)];
  const place = `matrix(${cos} ${sin} ${-sin} ${cos} ${round(tip.x)} ${round(tip.y)})`;
  return group("ringLink", [
    { tag: "path", attributes: { class: "ringLine", d: lineThrough(way) } },
    drawGlyph(TIPS.received.parts, { class: "ringTip", transform: place }),
  ]);
}

function drawFlight({ x, y, carries, held }: RingFlightMark): Shape {
  const transform = `translate(${x} ${y})`;
  if (held) return drawGlyph(PAUSE, { class: "arrow fate-held", transform });
  if (carries === undefined) {
    return drawGlyph(MARKS.receive, { class: "arrow fate-inFlight", transform });
  }
  const circle = circleAround(0, 0, THING);
  return {
    ...{ tag: "g", attributes: { class: "ringThing", transform } },
    children: [{ tag: "path", attributes: { class: "ringThingSpot", d: circle } }],
  };
}

function drawPeer({ x, y, look, isOutside, holds, name, role }: RingPeer): Shape {
  const place = isOutside ? " outside" : "";
  const circle = circleAround(x, y, PEER);
  const cross = { class: "mark mark-crash", transform: `translate(${x} ${y})` };
  return group("ringPeer", [
    ...holds.map((pattern, i) => ribbon(circleAround(x, y, HELD + i * HELD_STEP), pattern)),
    {
      tag: "path",
      attributes: { class: `ringSpot tone-${look}${place}`, d: circle },
    },
    ...(look === "down" ? [drawGlyph(MARKS.crash, cross)] : []),
    drawWords(name, "ringName"),
    drawWords(role, "ringRole"),
  ]);
}

function drawWords({ text, x, y, anchor }: RingWords, name: string): Shape {
  return textShape(text, { class: `${name} anchor-${anchor}`, x, y: y + BASELINE });
}

function lineThrough(points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join("L")}`;
}

function circleAround(x: number, y: number, radius: number): string {
  const half = (to: number) => `A${radius} ${radius} 0 1 1 ${round(to)} ${y}`;
  return `M${round(x - radius)} ${y}${half(x + radius)}${half(x - radius)}Z`;
}

function round(value: number, parts = 10): number {
  return Math.round(value * parts) / parts;
}
