import type { Arrow, Lifeline, Picture, Row } from "../../render/spaceTime/picture.js";
import { cursorY } from "../../render/spaceTime/scale.js";

/**
 * A window of a picture whose heights count from an origin near its upper edge. Browsers compute
 * with 32-bit numbers: a million rows further down, whole pixels would be lost.
 */
export interface LocalPicture extends Picture {
  /** Where the heights count from, as a height in the whole picture. */
  readonly origin: number;
  /** Where the window begins, as a height in the whole picture. */
  readonly top: number;
  /** Height of the window. */
  readonly span: number;
}

/**
 * The dashes of all lifelines repeat after this height: with such an origin they run on from window
 * to window.
 */
const DASH_PERIOD = 456;

export function localPicture(picture: Picture): LocalPicture {
  const top = cursorY(picture.from - 1);
  const origin = top - (top % DASH_PERIOD);
  const ends = picture.lifelines.flatMap((line) => line.stretches.map((stretch) => stretch.y2));
  const bottom = Math.max(cursorY(picture.to), ...ends);
  return {
    ...picture,
    origin,
    top,
    span: Math.max(0, bottom - top),
    lifelines: picture.lifelines.map((line) => localLifeline(line, origin)),
    rows: picture.rows.map((row) => localRow(row, origin)),
    arrows: picture.arrows.map((arrow) => localArrow(arrow, origin)),
  };
}

function localLifeline(line: Lifeline, origin: number): Lifeline {
  const stretches = line.stretches.map((one) => {
    return { ...one, y1: one.y1 - origin, y2: one.y2 - origin };
  });
  return { ...line, stretches };
}

function localRow(row: Row, origin: number): Row {
  const flags = row.flags.map((flag) => ({ ...flag, y: flag.y - origin }));
  return { ...row, y: row.y - origin, labelY: row.labelY - origin, flags };
}

function localArrow(arrow: Arrow, origin: number): Arrow {
  const { label } = arrow;
  return {
    ...arrow,
    y1: arrow.y1 - origin,
    y2: arrow.y2 - origin,
    label: label && { ...label, y: label.y - origin },
  };
}
