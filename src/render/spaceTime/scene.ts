/**
 * Rows of a branch with everything in them but the labels of arrows, and what those labels should
 * not cover.
 */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { arrows, pictureHeight } from "./arrows.js";
import { piecesOf } from "./course.js";
import type { Frame } from "./frame.js";
import type { Obstacles } from "./labelPlacement.js";
import { lifelines } from "./lifelines.js";
import type { Arrow, Lifeline, Row } from "./picture.js";
import { rowOf } from "./rows.js";
import { inRows, shelve } from "./rowShelf.js";
import { CAPTION_BELOW_MARK, LINE_HEIGHT, MARK_HALF, PILL_PADDING, cursorY } from "./scale.js";
import { uprightBox, type Box } from "./geometry.js";

export interface Scene {
  readonly from: number;
  readonly to: number;
  readonly lifelines: readonly Lifeline[];
  readonly rows: readonly Row[];
  readonly arrows: readonly Arrow[];
}

/** Rows above and below whose arrows may cross the words of a row. */
const MARGIN_ROWS = 3;

/** The rows from … to, which must lie on the branch. */
export function sceneOf(
  trace: RecordedTrace,
  branch: BranchId,
  frame: Frame,
  from: number,
  to: number,
): Scene {
  const lines = arrows(trace, branch, frame, Math.max(1, from - MARGIN_ROWS), to);
  const near = shelve(lines.flatMap(piecesOf), (piece) => piece, from - 1, to + 1);
  const rows: Row[] = [];
  for (let at = from; at <= to; at++) {
    const around = [...inRows(near, cursorY(at - 1), cursorY(at))];
    rows.push(rowOf(trace, branch, frame, trace.event(branch, at), around));
  }
  const edges = { from, to, y1: cursorY(from - 1), y2: bottomOf(trace.length(branch), to) };
  return { from, to, rows, arrows: lines, lifelines: lifelines(trace, branch, frame, edges) };
}

/** The lower edge of a window: after the last event of the branch the tail belongs to it. */
export function bottomOf(length: number, to: number): number {
  return to >= length ? pictureHeight(length) : cursorY(to);
}

/** What labels should not cover. */
export function obstaclesOf(scene: Scene, frame: Frame): Obstacles {
  const boxes = [...scene.rows.flatMap(rowBoxes), ...scene.lifelines.flatMap(pillBoxes)];
  const extent = ({ y, halfHeight }: Box) => ({ y1: y - halfHeight, y2: y + halfHeight });
  const [from, to] = [scene.from - MARGIN_ROWS, scene.to + MARGIN_ROWS];
  return {
    frame,
    lines: shelve(scene.arrows.flatMap(piecesOf), (piece) => piece, from, to),
    boxes: shelve(boxes, extent, from, to),
  };
}

/** The mark and the words beside it. */
export function rowBoxes({ x, y, label, labelX, labelY, labelWidth }: Row): readonly Box[] {
  const mark = x === undefined ? [] : [uprightBox(x, y, MARK_HALF, MARK_HALF)];
  if (label === "") return mark;
  const half = labelWidth / 2;
  return [...mark, uprightBox(labelX + half, labelY, half + 2, LINE_HEIGHT / 2)];
}

/** The pills on a lifeline. */
export function pillBoxes({ x, stretches }: Lifeline): readonly Box[] {
  return stretches
    .filter(({ caption }) => caption !== "")
    .map(({ y1, captionWidth }) =>
      uprightBox(x, y1 + CAPTION_BELOW_MARK, captionWidth / 2 + PILL_PADDING, LINE_HEIGHT / 2),
    );
}
