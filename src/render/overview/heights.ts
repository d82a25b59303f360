/** Where events stand in the far-out picture. */
import { countBelow, countWhile } from "../../base/sorted.js";
import type { Outline, OutlinePart } from "../../trace/outline.js";
import { timeY, type AxisScale } from "../spaceTime/axis.js";
import { MARK_DOWN, ROW_HEIGHT } from "../spaceTime/scale.js";

/** Heights in pixels from the top of the branch; they never fall from an event to the next. */
export interface Heights {
  /** Where the event's mark stands; on the time axis, events of one millisecond share a height. */
  eventY(at: number): number;
  /** How many events stand above that height. */
  eventsAbove(y: number): number;
}

export function heightsOf(outline: Outline, scale: AxisScale, zoom: number): Heights {
  const timeOf = timeReader(outline);
  const eventY =
    scale.axis === "order"
      ? (at: number) => ((at - 1) * ROW_HEIGHT + MARK_DOWN) * zoom
      : (at: number) => timeY(scale, timeOf(at)) * zoom;
  const { length } = outline;
  return { eventY, eventsAbove: (y) => countWhile(length, (place) => eventY(place + 1) < y) };
}

/** Virtual time of an event of the outline. */
export function timeReader({ parts }: Outline): (at: number) => number {
  let recent: OutlinePart | undefined;
  return (at) => {
    if (recent === undefined || at < recent.first || at > recent.last) {
      recent = parts.find(({ last }) => at <= last);
    }
    return recent?.times[at - recent.first] ?? 0;
  };
}

/** A window of heights divided into slots of equal height, and which events stand in which. */
export interface Grid {
  /** Upper edge of the first slot, a multiple of their height. */
  readonly top: number;
  readonly slotHeight: number;
  /** For every slot, and for the end of the last: how many events stand above. */
  readonly above: readonly number[];
}

/** Slots that cover the heights y1 … y2. */
export function gridOf(heights: Heights, slotHeight: number, y1: number, y2: number): Grid {
  const first = Math.floor(y1 / slotHeight);
  const slots = Math.max(0, Math.ceil(y2 / slotHeight) - first);
  const above = Array.from({ length: slots + 1 }, (_, i) =>
    heights.eventsAbove((first + i) * slotHeight),
  );
  return { top: first * slotHeight, slotHeight, above };
}

/** Number of slots. */
export function slotsOf({ above }: Grid): number {
  return above.length - 1;
}

/** The slot of an event in the grid, −1 above it; the number of slots below it. */
export function slotAt({ above }: Grid, at: number): number {
  return countBelow(above, at) - 1;
}
