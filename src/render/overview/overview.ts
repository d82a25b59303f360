/**
 * A window of a whole run as a picture for zooms at which rows cannot be read. Pure; its cost
 * depends on the number of events in the window only by passes over typed arrays. Every item has
 * the same place in every window of the same zoom and width.
 */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { bandsOf } from "./farBands.js";
import { trailsOf } from "./farTrails.js";
import { farSheetOf, gridOver } from "./farSheet.js";
import { ticksOf } from "./farTicks.js";
import { flagsOf } from "./flags.js";
import { linesOf, turnsOf } from "./lines.js";
import { marksOf } from "./marks.js";
import { BUCKET, type FarPicture, type FarWindow } from "./picture.js";
import { strandsOf } from "./strands.js";

export function farPicture(trace: RecordedTrace, branch: BranchId, window: FarWindow): FarPicture {
  const sheet = farSheetOf(trace, branch, window);
  const { top, bottom, height, frame } = sheet;
  const turns = turnsOf(sheet);
  return {
    ...{ scale: window.scale, zoom: window.zoom, top, span: bottom - top, height },
    ...{ width: frame.width, gutter: frame.gutter, notesX: frame.notesX },
    lines: linesOf(sheet, turns),
    strands: strandsOf(sheet),
    trails: trailsOf(sheet),
    rowHeight: height / Math.max(1, sheet.outline.length),
    bands: bandsOf(sheet),
    marks: marksOf(sheet, turns.turns),
    flags: flagsOf(sheet),
    ticks: ticksOf(sheet),
    eventsAbove: gridOver(sheet, BUCKET).above,
  };
}
