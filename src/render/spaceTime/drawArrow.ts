/** One arrow as shapes: its line by its fate, a second line for a copy, the sign at its tip. */
import { directionOn, pointOn, type Ends } from "./course.js";
import { LOOP_WIDTH } from "./arrowLabels.js";
import { ARRIVING, DASHES, PAUSE, TAILS, TIPS, type GlyphPart } from "./glyphs.js";
import type { Arrow } from "./picture.js";
import { copyPart } from "./signBoxes.js";
import { lengthOf, type Point } from "./geometry.js";
import { drawGlyph, type Shape } from "./shape.js";

/**
 * An arrow begins and ends this far from the middle of a lifeline, so that the marks stay clear.
 */
const CLEAR = 5;
/** Half the distance between the two lines of a copy. */
const COPY_HALF = 1.75;

/** The line where it begins and ends on the paper, and its direction there. */
interface Course {
  readonly d: string;
  readonly tipX: number;
  readonly tipY: number;
  readonly cos: number;
  readonly sin: number;
}

export function drawArrow(arrow: Arrow): Shape {
  const courses = arrow.copy ? [-COPY_HALF, COPY_HALF] : [0];
  const dash = DASHES[arrow.fate].join(" ");
  const lines = courses.map((aside): Shape => {
    const attributes = { class: "arrowLine", d: courseOf(arrow, aside).d };
    return {
      tag: "path",
      attributes: dash === "" ? attributes : { ...attributes, "stroke-dasharray": dash },
    };
  });
  const { tipX, tipY, cos, sin } = courseOf(arrow, 0);
  const { alongArrow, parts } = TIPS[arrow.fate];
  const turn = alongArrow ? [cos, sin, -sin, cos] : [1, 0, 0, 1];
  const transform = `matrix(${[...turn, tipX, tipY].map(thousandths).join(" ")})`;
  return {
    tag: "g",
    attributes: {
      class: `arrow fate-${arrow.fate}`,
      ...subjectOf(arrow),
      "data-row": arrow.endAt ?? arrow.sentAt,
    },
    children: [...lines, ...signsOn(arrow), drawGlyph(parts, { class: "arrowTip", transform })],
  };
}

/** Its course as path data, for what is drawn under it. */
export function arrowPath(arrow: Arrow): string {
  return courseOf(arrow, 0).d;
}

/** What a menu or a tip at the arrow is about: a message of the trace, if it is one. */
export function subjectOf({ message, sentAt }: Arrow): Shape["attributes"] {
  return message < 0 ? { "data-row": sentAt } : { "data-message": message };
}

/** What is special about the message, along its way. */
function signsOn(arrow: Arrow): readonly Shape[] {
  const sign = (parts: readonly GlyphPart[], point: Point) =>
    drawGlyph(parts, { class: "arrowSign", transform: `translate(${path(point)})` });
  return [
    ...(arrow.copy ? [sign(TAILS.copy, pointOn(arrow, copyPart(arrow)))] : []),
    ...(arrow.fate === "noSend" ? [sign(TAILS.noSend, pointOn(arrow, 0))] : []),
    ...(arrow.forged ? [sign(TAILS.forged, pointOn(arrow, 0))] : []),
    ...arrow.pauses.map((part) => sign(PAUSE, pointOn(arrow, part))),
  ];
}

function courseOf(arrow: Arrow, aside: number): Course {
  return arrow.x1 === arrow.x2 ? loop(arrow, aside) : straight(arrow, aside);
}

/**
 * From lifeline to lifeline, hanging where the arrow hangs: then a quadratic curve through the same
 * parabola.
 */
function straight(arrow: Arrow, aside: number): Course {
  const length = Math.max(1, lengthOf(arrow));
  const arrives = ARRIVING.has(arrow.fate);
  const [from, to] = [CLEAR / length, arrives ? 1 - (CLEAR + 1) / length : 1];
  const end = directionOn(arrow, to);
  const [cos, sin] = [end.x2 / lengthOf(end), end.y2 / lengthOf(end)];
  const beforeTip = arrives ? to - 4 / length : to;
  const point = (part: number) => shifted(pointOn(arrow, part), -sin * aside, cos * aside);
  const tip = pointOn(arrow, to);
  const [first, last] = [path(point(from)), path(point(beforeTip))];
  return {
    d: `M${first}${bend(arrow, from, beforeTip, point)}${last}`,
    tipX: tip.x,
    tipY: tip.y,
    cos,
    sin,
  };
}

/** The way of an arrow up to a part of it, from the middle of one lifeline to that of the next. */
export function wayOf(ends: Ends, to: number): string {
  if (ends.x1 === ends.x2) return loop(ends, 0).d;
  const point = (part: number) => pointOn(ends, part);
  return `M${path(point(0))}${bend(ends, 0, to, point)}${path(point(to))}`;
}

/** The command that draws the part from … to of the arrow, up to its last point. */
function bend(arrow: Ends, from: number, to: number, point: (part: number) => Point): string {
  if (arrow.bow === 0) return "L";
  const half = (to - from) / 2;
  const slope = directionOn(arrow, from);
  return `Q${path(shifted(point(from), slope.x2 * half, slope.y2 * half))} `;
}

/** A message to oneself leaves to the right and comes back. */
function loop({ x1, y1, y2 }: Ends, aside: number): Course {
  const out = x1 + (LOOP_WIDTH * 4) / 3 + aside;
  const x = x1 + CLEAR;
  const points = [at(out, y1), at(out, y2), at(x + 6, y2)].map(path);
  const d = `M${path(at(x, y1))}C${points.join(" ")}`;
  return { d, tipX: x, tipY: y2, cos: -1, sin: 0 };
}

function at(x: number, y: number): Point {
  return { x, y };
}

function shifted({ x, y }: Point, dx: number, dy: number): Point {
  return { x: x + dx, y: y + dy };
}

function path({ x, y }: Point): string {
  return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
