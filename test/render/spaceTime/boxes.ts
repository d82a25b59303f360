/** The boxes of a picture's words, computed apart from the layout: from what is drawn. */
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

/** The words beside marks, in pills and in the notes column. */
export function otherBoxes({ rows, lifelines }: Picture): readonly Box[] {
  const words = rows.filter(({ label }) => label !== "");
  const pills = lifelines.flatMap(({ x, stretches }) =>
    stretches
      .filter(({ caption }) => caption !== "")
      .map(({ y1, captionWidth }) => upright(x - captionWidth / 2, y1 + 13, captionWidth)),
  );
  const flags = rows.flatMap((row) => row.flags);
  return [
    ...words.map(({ labelX, labelY, labelWidth }) => upright(labelX, labelY, labelWidth)),
    ...pills,
    ...flags.map(({ x, y, width }) => upright(x, y, width)),
  ];
}

function upright(left: number, y: number, width: number): Box {
  const half = width / 2;
  return { x: left + half, y, halfWidth: half, halfHeight: LETTERS / 2, cos: 1, sin: 0 };
}
