import { displayText } from "../../trace/displayText.js";
import type { EventRecord } from "../../trace/records.js";
import type { RecordedWorld } from "../../trace/world.js";
import type { Sheet } from "./sheet.js";

/** The part of a branch that a scene shows: read once, looked at by everything in it. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  /** The heights between which it lies. */
  readonly y1: number;
  readonly y2: number;
  /** The world before its first event. */
  readonly before: RecordedWorld;
  readonly records: readonly EventRecord[];
}

/** The events from … to, both included; with `to` < `from` none. */
export function passageOf({ trace, branch, axis }: Sheet, from: number, to: number): Passage {
  const count = Math.max(0, to - from + 1);
  const records = Array.from({ length: count }, (_, i) => trace.event(branch, from + i));
  const y1 = axis.cursorY(from - 1);
  const y2 = count === 0 ? y1 : axis.bottomOf(to);
  return { from, to, y1, y2, before: trace.world(branch, from - 1), records };
}

/** Words of a trace that stand in a narrow place. */
export function shortText(text: string): string {
  return displayText(text, 24);
}
