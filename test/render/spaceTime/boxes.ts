/** The boxes of a picture's words, computed apart from the layout: from what is drawn. */
import { directionOn } from "../../../src/render/spaceTime/course.js";
import type { Box } from "../../../src/render/spaceTime/geometry.js";
import type { ArrowLabel, Picture } from "../../../src/render/spaceTime/picture.js";

/** Height of the letters themselves, without the air around a line. */
const LETTERS = 10;

export function arrowLabelBoxes({ arrows }: Picture): readonly Box[] {
  return arrows.flatMap(({ label }) => (label === undefined ? [] : arrowLabelBox(label)));
}

function arrowLabelBox({ x, y, angle, width }: ArrowLabel): Box {
  const turn = (angle * Math.PI) / 180;
  const half = { halfWidth: width / 2, halfHeight: LETTERS / 2 };
  return { x, y, ...half, cos: Math.cos(turn), sin: Math.sin(turn) };
}

/** The words beside marks, in pills, at blocks and bands and in the notes column. */
export function otherBoxes({ rows, lifelines, bands }: Picture): readonly Box[] {
  const words = rows.filter(({ label }) => label !== "");
  const level = [
    ...lifelines.flatMap((line) => [
      ...line.stretches.map(({ caption }) => caption),
      ...line.blocks.map(({ tag }) => tag),
    ]),
    ...bands.map(({ label }) => label),
  ].flatMap((found) => found ?? []);
  const flags = rows.flatMap((row) => row.flags).filter(({ text }) => text !== "");
  return [
    ...words.map(({ labelX, labelY, labelWidth }) => upright(labelX, labelY, labelWidth)),
    ...level.map(({ x, y, width }) => upright(x - width / 2, y, width)),
    ...flags.map(({ x, y, width }) => upright(x, y, width)),
  ];
}

function upright(left: number, y: number, width: number): Box {
  const half = width / 2;
  return { x: left + half, y, halfWidth: half, halfHeight: LETTERS / 2, cos: 1, sin: 0 };
}

/** The marks of events, as far as their ink reaches. */
export function markBoxes({ rows }: Picture): readonly Box[] {
  return rows.flatMap(({ x, y, mark }) => {
    const half = mark === "receive" || mark === "ignored" ? 3.5 : 6;
    return x === undefined ? [] : [{ x, y, halfWidth: half, halfHeight: half, cos: 1, sin: 0 }];
  });
}

/** The points of arrow heads at their receivers: a little before the lifeline. */
export function tipPoints({ arrows }: Picture): readonly Box[] {
  return arrows.flatMap((arrow) => {
    const { x1, x2, y2, fate } = arrow;
    if (x1 === x2 || !["received", "ignored", "lost"].includes(fate)) return [];
    const size = { halfWidth: 1, halfHeight: 1, cos: 1, sin: 0 };
    const end = directionOn(arrow, 1);
    const length = Math.hypot(end.x2, end.y2);
    return [{ x: x2 - (end.x2 / length) * 8, y: y2 - (end.y2 / length) * 8, ...size }];
  });
}
