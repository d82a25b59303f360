/** One arrow as shapes: its line by its fate, a second line for a copy, the sign at its tip. */
import { DASHES, TIPS } from "./glyphs.js";
import type { Arrow } from "./picture.js";
import { LOOP_WIDTH } from "./labelPlacement.js";
import { lengthOf } from "./geometry.js";
import { drawGlyph, type Shape } from "./shape.js";

/** An arrow begins and ends this far from the middle of a lifeline, so that the marks stay clear. */
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
    attributes: { class: `arrow fate-${arrow.fate}`, "data-message": arrow.message },
    children: [...lines, drawGlyph(parts, { class: "arrowTip", transform })],
  };
}

function courseOf(arrow: Arrow, aside: number): Course {
  return arrow.x1 === arrow.x2 ? loop(arrow, aside) : straight(arrow, aside);
}

function straight(arrow: Arrow, aside: number): Course {
  const length = Math.max(1, lengthOf(arrow));
  const cos = (arrow.x2 - arrow.x1) / length;
  const sin = (arrow.y2 - arrow.y1) / length;
  const arrives = arrow.fate === "received" || arrow.fate === "ignored" || arrow.fate === "lost";
  const [x1, y1] = [arrow.x1 + cos * CLEAR - sin * aside, arrow.y1 + sin * CLEAR + cos * aside];
  const clear = arrives ? CLEAR + 1 : 0;
  const [tipX, tipY] = [arrow.x2 - cos * clear, arrow.y2 - sin * clear];
  const [x2, y2] = [tipX - cos * (arrives ? 4 : 0) - sin * aside, tipY + cos * aside];
  const end = y2 - sin * (arrives ? 4 : 0);
  return { d: `M${path(x1, y1)}L${path(x2, end)}`, tipX, tipY, cos, sin };
}

/** A message to oneself leaves to the right and comes back. */
function loop({ x1, y1, y2 }: Arrow, aside: number): Course {
  const out = x1 + (LOOP_WIDTH * 4) / 3 + aside;
  const x = x1 + CLEAR;
  const d = `M${path(x, y1)}C${path(out, y1)} ${path(out, y2)} ${path(x + 6, y2)}`;
  return { d, tipX: x, tipY: y2, cos: -1, sin: 0 };
}

function path(x: number, y: number): string {
  return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
