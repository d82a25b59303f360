/** Round numbers of events, or round times, at the left edge of a far-out picture. */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { niceAtLeast, type AxisScale } from "../spaceTime/axis.js";
import { LINE_HEIGHT, ROW_HEIGHT } from "../spaceTime/scale.js";
import { ticksBetween } from "../spaceTime/ticks.js";
import type { FarSheet } from "./farSheet.js";
import type { FarTick } from "./picture.js";

/** Ticks stand at least that far apart. */
const GAP = 44;
/** None stands so near to the end that its words would be cut. */
const HALF_LINE = LINE_HEIGHT / 2;

export function ticksOf(sheet: FarSheet): readonly FarTick[] {
  const { frame, window, top, bottom, height } = sheet;
  if (frame.isStrip) return [];
  if (window.scale.axis === "order") return numbers(sheet);
  const { scale, zoom } = window;
  const [y1, y2] = [top, Math.min(bottom, height - HALF_LINE)].map((y) => y / zoom);
  return ticksBetween(scale, y1 ?? 0, y2 ?? 0, GAP / zoom).map(({ y, words }) => {
    return { y: y * zoom - top, text: words };
  });
}

/** Multiples of a round number of events. */
function numbers({ heights, window, top, bottom, height }: FarSheet): readonly FarTick[] {
  const step = Math.max(1, niceAtLeast(GAP / (ROW_HEIGHT * window.zoom)));
  const first = Math.floor(heights.eventsAbove(top) / step) + 1;
  const last = Math.floor(heights.eventsAbove(Math.min(bottom, height - HALF_LINE)) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const at = (first + i) * step;
    return { y: heights.eventY(at) - top, text: grouped(at) };
  });
}

/** The longest words that a tick of the branch may have. */
export function longestTick(trace: RecordedTrace, branch: BranchId, scale: AxisScale): string {
  const length = trace.length(branch);
  if (scale.axis === "order") return grouped(length);
  return `${trace.timeOf(branch, length)} ms`;
}

/** With a thin space between thousands. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u2009");
}
