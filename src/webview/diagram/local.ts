import type { Arrow, Lifeline, Picture, Row } from "../../render/spaceTime/picture.js";
import { cursorY } from "../../render/spaceTime/scale.js";

/**
 * A window of a picture whose heights count from its own upper edge. Browsers compute with 32-bit numbers: a million
 * rows further down, whole pixels would be lost.
 */
export interface LocalPicture extends Picture {
  /** Where the window begins in the whole picture. */
  readonly top: number;
  /** Height of the window. */
  readonly span: number;
}

export function localPicture(picture: Picture): LocalPicture {
  const top = cursorY(picture.from - 1);
  const ends = picture.lifelines.flatMap((line) => line.stretches.map((stretch) => stretch.y2));
  const bottom = Math.max(cursorY(picture.to), ...ends);
  return {
    ...picture,
    top,
    span: Math.max(0, bottom - top),
    lifelines: picture.lifelines.map((line) => localLifeline(line, top)),
    rows: picture.rows.map((row) => localRow(row, top)),
    arrows: picture.arrows.map((arrow) => localArrow(arrow, top)),
  };
}

function localLifeline(line: Lifeline, top: number): Lifeline {
  const stretches = line.stretches.map((one) => ({ ...one, y1: one.y1 - top, y2: one.y2 - top }));
  return { ...line, stretches };
}

function localRow(row: Row, top: number): Row {
  const flags = row.flags.map((flag) => ({ ...flag, y: flag.y - top }));
  return { ...row, y: row.y - top, labelY: row.labelY - top, flags };
}

function localArrow(arrow: Arrow, top: number): Arrow {
  const { label } = arrow;
  return {
    ...arrow,
    y1: arrow.y1 - top,
    y2: arrow.y2 - top,
    label: label && { ...label, y: label.y - top },
  };
}
