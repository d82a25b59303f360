/**
 * A window of a trace as a picture. Pure, and its cost depends on the window, not on the trace.
 * Every item has the same place in every window that holds it.
 */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { pictureHeight } from "./arrows.js";
import { frameOf, type Frame } from "./frame.js";
import {
  BLOCK_ROWS,
  REACH_ROWS,
  blockOf,
  boxReach,
  placeBlocks,
  type PlacedLabel,
} from "./labelPlacement.js";
import { lifelines } from "./lifelines.js";
import type { Arrow, Lifeline, Picture, Stretch } from "./picture.js";
import { cursorY } from "./scale.js";
import { bottomOf, obstaclesOf, sceneOf } from "./scene.js";

/**
 * The picture of the branch's events from … to (both included, clipped to the branch). With `to` <
 * `from` it holds no rows, but all lifelines. `frame` may be kept between calls for the same branch
 * while its first events stay.
 */
export function layout(
  trace: RecordedTrace,
  branch: BranchId,
  from: number,
  to: number,
  frame: Frame = frameOf(trace, branch),
): Picture {
  const length = trace.length(branch);
  const [first, last] = [Math.max(1, from), Math.min(length, to)];
  const { width, gutter, notesX } = frame;
  const size = { width, height: pictureHeight(length), gutter, notesX, from: first, to: last };
  if (last < first) {
    return { ...size, lifelines: bareLifelines(trace, branch, frame), rows: [], arrows: [] };
  }
  return { ...size, ...windowOf(trace, branch, frame, first, last) };
}

/** Looks at as many rows around the window as can have a say in where its labels stand. */
function windowOf(
  trace: RecordedTrace,
  branch: BranchId,
  frame: Frame,
  from: number,
  to: number,
): Pick<Picture, "lifelines" | "rows" | "arrows"> {
  const length = trace.length(branch);
  const [firstBlock, lastBlock] = [blockOf(Math.max(1, from - REACH_ROWS)), blockOf(to)];
  const first = Math.max(1, (firstBlock - 1) * BLOCK_ROWS + 1);
  const last = Math.min(length, (lastBlock + 2) * BLOCK_ROWS + REACH_ROWS);
  const scene = sceneOf(trace, branch, frame, first, last);
  const labels = placeBlocks(scene.arrows, obstaclesOf(scene, frame), firstBlock, lastBlock);
  const [y1, y2] = [cursorY(from - 1), bottomOf(length, to)];
  const shown = new Set(trace.messages(branch, from, to).map(({ id }) => id));
  return {
    lifelines: scene.lifelines.map((line) => clipLifeline(line, y1, y2)),
    rows: scene.rows.filter(({ at }) => at >= from && at <= to),
    arrows: scene.arrows
      .filter(({ message }) => shown.has(message))
      .map((arrow) => withLabel(arrow, labels.get(arrow.message), y1, y2)),
  };
}

/** Lifelines of no length, for a branch or a window without events. */
function bareLifelines(trace: RecordedTrace, branch: BranchId, frame: Frame): readonly Lifeline[] {
  return lifelines(trace, branch, frame, { from: 1, to: 0, y1: 0, y2: 0 });
}

function clipLifeline(line: Lifeline, y1: number, y2: number): Lifeline {
  const stretches = line.stretches
    .filter((stretch) => stretch.y2 > y1 && stretch.y1 < y2)
    .map((stretch) => clipStretch(stretch, y1, y2));
  return { ...line, stretches };
}

/** A stretch that began above the window has its pill there. */
function clipStretch(stretch: Stretch, y1: number, y2: number): Stretch {
  const clipped = { ...stretch, y1: Math.max(stretch.y1, y1), y2: Math.min(stretch.y2, y2) };
  return stretch.y1 < y1 ? { ...clipped, caption: "", captionWidth: 0 } : clipped;
}

/** The arrow with its label, if that reaches into the window. */
function withLabel(arrow: Arrow, placed: PlacedLabel | undefined, y1: number, y2: number): Arrow {
  if (placed === undefined) return arrow;
  const reach = boxReach(placed.box).y;
  const visible = placed.box.y + reach > y1 && placed.box.y - reach < y2;
  return visible ? { ...arrow, label: placed.label } : arrow;
}
