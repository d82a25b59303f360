import type { BranchId, NodeId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { NodeHeader } from "../../trace/records.js";
import { textWidth } from "../fontMetrics.js";
import { LABEL_PX, LIFELINE_HALF, NAME_PX } from "./scale.js";

/** What stands still while one scrolls: the columns. The same for every window of a branch. */
export interface Frame {
  readonly width: number;
  readonly gutter: number;
  readonly notesX: number;
  /** Distance between two lifelines. */
  readonly spacing: number;
  /** In header order. */
  readonly columns: ReadonlyMap<NodeId, Column>;
}

export interface Column {
  readonly x: number;
  /** 0 is the leftmost. */
  readonly place: number;
  readonly header: NodeHeader;
}

/**
 * Room left of the first lifeline and right of the last one, where words stand too; parts of the
 * spacing.
 */
const [FIRST_SHARE, LAST_SHARE] = [0.44, 0.76];
/** Half of a usual pill on the first lifeline, which the gutter must not cover. */
const LEAST_FIRST = 56;
/** Least room for an event's number and its time, and the space around and between the two. */
const [GUTTER, GUTTER_SPACE] = [104, 40];
const NOTES_WIDTH = 232;
/** Messages at the beginning of the branch whose labels decide the spacing. */
const SAMPLE = 128;
const [SPACING_MIN, SPACING_MAX] = [112, 224];
/** As many columns as share this width get it whole; more of them stand closer. */
const COMFORTABLE_WIDTH = 1100;

/**
 * Columns as wide as nearly all labels at the beginning of the run need them; narrower, as far as
 * they can be read, when there are only so many pixels of `room`: for everything if possible, else
 * for everything but the notes.
 */
export function frameOf(trace: RecordedTrace, branch: BranchId, room?: number): Frame {
  const nodes = trace.header.nodes;
  const columnsInRoom = nodes.length - 1 + FIRST_SHARE + LAST_SHARE;
  const gutter = gutterFor(trace, branch);
  const most = room === undefined ? SPACING_MAX : spacingInRoom(room - gutter, columnsInRoom);
  const spacing = spacingFor(nodes, labelsAtTheStart(trace, branch), most);
  const first = gutter + Math.max(LEAST_FIRST, Math.round(spacing * FIRST_SHARE));
  const columns = new Map(
    nodes.map((header, place) => [header.id, { x: first + place * spacing, place, header }]),
  );
  const notesX = first + Math.round((nodes.length - 1 + LAST_SHARE) * spacing);
  return { width: notesX + NOTES_WIDTH, gutter, notesX, spacing, columns };
}

/** As wide as the last event's number and time need it, the widest of all. */
function gutterFor(trace: RecordedTrace, branch: BranchId): number {
  const last = trace.length(branch);
  const words = `${last}${trace.header.timed ? `${trace.timeOf(branch, last)} ms` : ""}`;
  return Math.max(GUTTER, Math.ceil(textWidth(words, LABEL_PX)) + GUTTER_SPACE);
}

function spacingInRoom(room: number, columns: number): number {
  const withNotes = Math.floor((room - NOTES_WIDTH) / columns);
  return withNotes >= SPACING_MIN ? withNotes : Math.floor(room / columns);
}

function spacingFor(
  nodes: readonly NodeHeader[],
  labels: readonly string[],
  mostInRoom: number,
): number {
  const widths = labels.map((label) => textWidth(label, LABEL_PX)).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length * 0.9)] ?? 0;
  const widestName = Math.max(0, ...nodes.map(({ name }) => textWidth(name.slice(0, 24), NAME_PX)));
  const wanted = Math.max(usual + LIFELINE_HALF * 2 + 104, widestName + 24);
  const most = Math.min(SPACING_MAX, mostInRoom, COMFORTABLE_WIDTH / Math.max(1, nodes.length));
  return Math.round(Math.max(SPACING_MIN, Math.min(most, wanted)));
}

function labelsAtTheStart(trace: RecordedTrace, branch: BranchId): readonly string[] {
  const to = Math.min(SAMPLE, trace.length(branch));
  if (to === 0) return [];
  return trace
    .messages(branch, 1, to)
    .slice(0, SAMPLE)
    .map(({ label }) => label.slice(0, 80));
}
