/**
 * Which height belongs to which event. On the order axis every event has a row of the same height;
 * on the time axis heights are proportional to virtual time, but for what events of the same time
 * need to stand apart (see `ties.ts`). Heights never fall from an event to the next.
 */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { MARK_DOWN, ROW_HEIGHT, TAIL } from "./scale.js";
import { firstWhere, timesOf, type Times } from "./ties.js";

export const AXIS_NAMES = ["order", "time"] as const;

export type AxisName = (typeof AXIS_NAMES)[number];

/** All that a page needs to know of the axis; plain data. */
export interface AxisScale {
  readonly axis: AxisName;
  /** Pixels at zoom 1 for a virtual millisecond; 0 on the order axis. */
  readonly pxPerMs: number;
  /** The time at the top: that of the first event, since other tools count from anywhere. */
  readonly startMs: number;
}

/** Events, both included; empty when `to` < `from`. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Heights in pixels at zoom 1 from the top of the branch, for one length of the branch. */
export interface Axis {
  readonly scale: AxisScale;
  /** Of the whole branch: its rows and a tail for what is still on its way. */
  readonly height: number;
  /** Where the mark of the event stands; events count from 1. */
  rowY(at: number): number;
  /** The line between event `cursor` and the next one; 0 for cursor 0. */
  cursorY(cursor: number): number;
  /** Below the event: its cursor's line, for the last event the end of the tail. */
  bottomOf(at: number): number;
  /** The events whose rows, which fill the height without gaps, lie between y1 and y2. */
  rowsIn(y1: number, y2: number): Rows;
}

export const ORDER_SCALE: AxisScale = { axis: "order", pxPerMs: 0, startMs: 0 };

/**
 * Bounds of the pixels for a millisecond: even a run over all times that there can be is no taller
 * than its events need it, and one within a moment does not fall apart.
 */
const [LEAST_PX_PER_MS, MOST_PX_PER_MS] = [1e-15, 200];
/** How far below a mark the cursor's line stands when the next event is far. */
const CURSOR_BELOW = ROW_HEIGHT - MARK_DOWN;

/**
 * The scale on which the whole branch is about as tall as on the order axis, with a round number of
 * pixels for a millisecond; `stretch` multiplies it. A trace without times has the order axis only.
 */
export function scaleOf(
  trace: RecordedTrace,
  branch: BranchId,
  axis: AxisName,
  stretch = 1,
): AxisScale {
  if (axis === "order" || !trace.header.timed) return ORDER_SCALE;
  const length = trace.length(branch);
  const startMs = length === 0 ? 0 : trace.timeOf(branch, 1);
  const spanMs = Math.max(1, trace.timeOf(branch, length) - startMs);
  const wanted = (Math.max(1, length) * ROW_HEIGHT) / spanMs;
  return { axis: "time", pxPerMs: clamp(niceAtLeast(clamp(wanted)) * stretch), startMs };
}

/** The axis of the branch as long as it is now. */
export function axisOf(trace: RecordedTrace, branch: BranchId, scale: AxisScale): Axis {
  const length = trace.length(branch);
  if (scale.axis === "order") return orderAxis(length);
  return timeAxis(length, timesOf(trace.outline(branch)), scale);
}

/**
 * The cursor's line as far as it can be told without the trace, for scrolling: exact on the order
 * axis; on the time axis off by no more than {@link ROW_HEIGHT} and what events of the same time
 * take.
 */
export function roughCursorY(scale: AxisScale, cursor: number, timeMs: number): number {
  if (scale.axis === "order") return cursor * ROW_HEIGHT;
  return cursor === 0 ? 0 : timeY(scale, timeMs);
}

/** The height of a moment on the time axis. */
export function timeY({ pxPerMs, startMs }: AxisScale, timeMs: number): number {
  return MARK_DOWN + (timeMs - startMs) * pxPerMs;
}

/** The moment at a height of the time axis. */
export function timeOfY({ pxPerMs, startMs }: AxisScale, y: number): number {
  return startMs + (y - MARK_DOWN) / pxPerMs;
}

function orderAxis(length: number): Axis {
  const height = length === 0 ? 0 : length * ROW_HEIGHT + TAIL;
  return {
    scale: ORDER_SCALE,
    height,
    rowY: (at) => (at - 1) * ROW_HEIGHT + MARK_DOWN,
    cursorY: (cursor) => cursor * ROW_HEIGHT,
    bottomOf: (at) => (at >= length ? height : at * ROW_HEIGHT),
    rowsIn: (y1, y2) => ({
      from: Math.max(1, Math.min(length, Math.floor(y1 / ROW_HEIGHT) + 1)),
      to: Math.min(length, Math.ceil(y2 / ROW_HEIGHT)),
    }),
  };
}

/**
 * An order axis with room for the events of another run: `slots` are the rows of the events in
 * order, from 1, of `rows` rows in all.
 */
export function slottedAxis(slots: readonly number[], rows: number): Axis {
  const { length } = slots;
  const slotOf = (at: number) => slots[at - 1] ?? 0;
  const height = rows * ROW_HEIGHT + TAIL;
  const cursorY = (cursor: number) => slotOf(cursor) * ROW_HEIGHT;
  return {
    scale: ORDER_SCALE,
    height,
    rowY: (at) => (slotOf(at) - 1) * ROW_HEIGHT + MARK_DOWN,
    cursorY,
    bottomOf: (at) => (at >= length ? height : cursorY(at)),
    rowsIn: (y1, y2) => rowsBetween(length, cursorY, y1, y2),
  };
}

function timeAxis(length: number, times: Times, scale: AxisScale): Axis {
  const rowY = (at: number) => timeY(scale, times.timeOf(at)) + times.offsetOf(at, scale.pxPerMs);
  const cursorY = (cursor: number) => {
    if (cursor === 0) return 0;
    const y = rowY(cursor);
    if (cursor === length) return y + CURSOR_BELOW;
    return y + Math.min(CURSOR_BELOW, (rowY(cursor + 1) - y) / 2);
  };
  const height = length === 0 ? 0 : cursorY(length) + TAIL;
  return {
    scale,
    height,
    rowY,
    cursorY,
    bottomOf: (at) => (at >= length ? height : cursorY(at)),
    rowsIn: (y1, y2) => rowsBetween(length, cursorY, y1, y2),
  };
}

function rowsBetween(
  length: number,
  cursorY: (cursor: number) => number,
  y1: number,
  y2: number,
): Rows {
  const first = firstWhere(length, (at) => cursorY(at) > y1);
  return {
    from: Math.min(Math.max(1, length), first),
    to: firstWhere(length, (at) => cursorY(at - 1) >= y2) - 1,
  };
}

/** The least of 1, 2 and 5 times a power of ten that is not less than the value, which is > 0. */
export function niceAtLeast(value: number): number {
  let power = 0;
  while (value > tenTo(power + 1)) power++;
  while (value <= tenTo(power)) power--;
  const nice = [2, 5].find((digit) => tenTo(power, digit) >= value);
  return nice === undefined ? tenTo(power + 1) : tenTo(power, nice);
}

/** Digit times ten to that power, correctly rounded up to 10²²; an engine's `**` need not be. */
function tenTo(power: number, digit = 1): number {
  let product = 1;
  for (let n = Math.abs(power); n > 0; n--) product *= 10;
  return power < 0 ? digit / product : digit * product;
}

function clamp(pxPerMs: number): number {
  return Math.max(LEAST_PX_PER_MS, Math.min(MOST_PX_PER_MS, pxPerMs));
}
