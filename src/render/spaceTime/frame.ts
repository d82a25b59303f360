import type { BranchId, NodeId } from "../../trace/ids.js";
import type { PathNode, RecordedTrace } from "../../trace/recordedTrace.js";
import type { LaneSpec } from "../../trace/view.js";
import { textWidth } from "../fontMetrics.js";
import { ORDER_SCALE, type AxisScale } from "./axis.js";
import { lanesOf } from "./lanes.js";
import {
  BLOCK_GAP,
  BLOCK_STEP,
  BLOCK_WIDTH,
  LABEL_GAP,
  LABEL_PX,
  LIFELINE_HALF,
  NAME_PX,
  TIMER_GAP,
  TIMER_STEP,
} from "./scale.js";
import { timerPlaces } from "./timerBars.js";

/** What every window of a branch shares: the columns, and the scale of the heights. */
export interface Frame {
  readonly width: number;
  readonly gutter: number;
  /** Right edge of the numbers in the gutter; the times stand between it and the gutter's edge. */
  readonly numberX: number;
  readonly notesX: number;
  /** Where a log's words end at the latest: in the notes' column, as far as that is in sight. */
  readonly wordsX: number;
  /** Distance between two lifelines. */
  readonly spacing: number;
  /** In the order of `trace.nodes`. */
  readonly columns: ReadonlyMap<NodeId, Column>;
  /** How far from a lifeline words begin, beside the lanes on the left and the timers right. */
  readonly sides: { readonly left: number; readonly right: number };
  readonly scale: AxisScale;
}

export interface Column {
  readonly x: number;
  /** 0 is the leftmost. */
  readonly place: number;
  readonly header: PathNode;
}

/**
 * Room left of the first lifeline and right of the last one, where words stand too; parts of the
 * spacing.
 */
const [FIRST_SHARE, LAST_SHARE] = [0.44, 0.76];
/** Half of a usual pill on the first lifeline, which the gutter must not cover. */
const LEAST_FIRST = 64;
/** Least room for events' numbers and for their times. */
const [LEAST_NUMBER, LEAST_TIME] = [22, 42];
/** Space left of the numbers, between them and the times, and right of these. */
const [BEFORE_NUMBERS, BETWEEN, AFTER_TIMES] = [12, 12, 16];
const NOTES_WIDTH = 232;
/** Messages and events at the beginning of the branch whose labels decide the spacing. */
const SAMPLE = 128;
const [SPACING_MIN, SPACING_MAX] = [112, 224];
/** As many columns as share this width get it whole; more of them stand closer. */
const COMFORTABLE_WIDTH = 1100;

/**
 * Columns as wide as nearly all labels at the beginning of the run need them; narrower, as far as
 * they can be read, when there are only so many pixels of `room`: for everything if possible, else
 * for everything but the notes.
 */
export function frameOf(
  trace: RecordedTrace,
  branch: BranchId,
  room?: number,
  scale: AxisScale = ORDER_SCALE,
): Frame {
  const nodes = trace.nodes(branch);
  const columnsInRoom = nodes.length - 1 + FIRST_SHARE + LAST_SHARE;
  const { gutter, numberX } = gutterFor(trace, branch);
  const most = room === undefined ? SPACING_MAX : spacingInRoom(room - gutter, columnsInRoom);
  const spacing = spacingFor(nodes, widthsAtTheStart(trace, branch), most);
  const first = gutter + Math.max(LEAST_FIRST, Math.round(spacing * FIRST_SHARE));
  const columns = new Map(
    nodes.map((header, place) => [header.id, { x: first + place * spacing, place, header }]),
  );
  const notesX = first + Math.round((nodes.length - 1 + LAST_SHARE) * spacing);
  const width = notesX + NOTES_WIDTH;
  const wordsX = Math.max(notesX, Math.min(width, room ?? width));
  const sizes = { width, gutter, numberX, notesX, wordsX, spacing };
  return { ...sizes, columns, sides: sidesOf(trace, nodes), scale };
}

/** The same for all nodes, so that columns look alike. */
function sidesOf({ header }: RecordedTrace, nodes: readonly PathNode[]): Frame["sides"] {
  const kinds = new Set(nodes.map(({ kind }) => kind));
  const lanes = [...kinds].map((kind) => lanesOf(header, kind));
  const most = Math.max(0, ...lanes.map((all) => all.filter(isBlock).length));
  const timers = timerPlaces(header);
  return {
    left: most === 0 ? LABEL_GAP : BLOCK_GAP + (most - 1) * BLOCK_STEP + BLOCK_WIDTH,
    right: timers === 0 ? LABEL_GAP : TIMER_GAP + (timers - 1) * TIMER_STEP + 7,
  };
}

function isBlock({ show }: LaneSpec): boolean {
  return show === "block";
}

/** As wide as the last event's number and time need it, the widest of all. */
function gutterFor(trace: RecordedTrace, branch: BranchId): Pick<Frame, "gutter" | "numberX"> {
  const last = trace.length(branch);
  const widest = (words: string, least: number) =>
    Math.max(least, Math.ceil(textWidth(words.replace(/\d/g, "0"), LABEL_PX)));
  const numberX = BEFORE_NUMBERS + widest(String(last), LEAST_NUMBER);
  if (!trace.header.timed) return { gutter: numberX + AFTER_TIMES, numberX };
  const time = widest(`${trace.timeOf(branch, last)} ms`, LEAST_TIME);
  return { gutter: numberX + BETWEEN + time + AFTER_TIMES, numberX };
}

function spacingInRoom(room: number, columns: number): number {
  const withNotes = Math.floor((room - NOTES_WIDTH) / columns);
  return withNotes >= SPACING_MIN ? withNotes : Math.floor(room / columns);
}

function spacingFor(
  nodes: readonly PathNode[],
  widths: readonly number[],
  mostInRoom: number,
): number {
  const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length * 0.9)] ?? 0;
  const widestName = Math.max(0, ...nodes.map(({ name }) => textWidth(name.slice(0, 24), NAME_PX)));
  const wanted = Math.max(usual, widestName + 24);
  const most = Math.min(SPACING_MAX, mostInRoom, COMFORTABLE_WIDTH / Math.max(1, nodes.length));
  return Math.round(Math.max(SPACING_MIN, Math.min(most, wanted)));
}

/** How wide columns must be for each label: of arrows, and of what a log says of its events. */
function widthsAtTheStart(trace: RecordedTrace, branch: BranchId): readonly number[] {
  const to = Math.min(SAMPLE, trace.length(branch));
  if (to === 0) return [];
  const width = (label: string): number => textWidth(label.slice(0, 80), LABEL_PX);
  const arrows = trace.messages(branch, 1, to).slice(0, SAMPLE);
  const widths = arrows.map(({ label }) => width(label) + LIFELINE_HALF * 2 + 104);
  for (let at = 1; at <= to; at++) {
    const event = trace.event(branch, at);
    if (event.event === "local") widths.push(width(event.label) + LABEL_GAP * 2);
  }
  return widths;
}
