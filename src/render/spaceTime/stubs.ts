/**
 * What was received although nothing tells that it was sent: short arrows into the lifeline, from
 * the side of the sender, or from above where that is unknown.
 */
import { displayText } from "../../trace/displayText.js";
import type { EventRecord, NoSend } from "../../trace/records.js";
import type { Arrow } from "./picture.js";
import { ROW_HEIGHT } from "./scale.js";
import type { Sheet } from "./sheet.js";

/** Of a long way to a node so much is drawn when only one of its ends is known; of a short one. */
const [FAR_SHARE, NEAR_SHARE] = [0.4, 0.7];
/** How deep such an arrow falls. */
export const STUB_FALL = ROW_HEIGHT;
/** The highest that one begins, in the picture's first row. */
const LEAST_Y = 4;
/** How much higher the next of several begins, and all of them together. */
const [STEP_UP, STEPS_UP] = [9, ROW_HEIGHT];
/** Where one without a sender begins, beside the lifeline, and how much farther out the next. */
const [BESIDE, STEP_OUT] = [26, 16];
/** So much of the way to the next lifeline they take at the most. */
const MOST_OUT = 0.6;
/** More receives than an event can have in one line of a file. */
const MOST_OF_AN_EVENT = 2 ** 20;

/** The part of the way between two lifelines that is drawn when only one end is known. */
export function stubShare(x1: number, x2: number, spacing: number): number {
  const near = (NEAR_SHARE * spacing) / Math.max(1, Math.abs(x2 - x1));
  return Math.max(FAR_SHARE, Math.min(NEAR_SHARE, near));
}

/** The stubs of an event, without labels. */
export function stubsOf(sheet: Sheet, record: EventRecord): readonly Arrow[] {
  const { axis, frame } = sheet;
  const x2 = record.event === "local" ? frame.columns.get(record.node)?.x : undefined;
  if (record.event !== "local" || x2 === undefined) return [];
  const { at, node, noSend = [] } = record;
  const y2 = axis.rowY(at);
  return noSend.map((one, place): Arrow => {
    const start = startOf(sheet, one, x2, place / Math.max(1, noSend.length - 1), noSend.length);
    return {
      ...{ message: -(at * MOST_OF_AN_EVENT + place), type: displayText(one.type, 60) },
      ...{ fate: "noSend", copy: false, forged: false, from: one.from, to: node },
      ...{ x1: start.x, y1: Math.max(LEAST_Y, y2 - start.up), x2, y2, bow: 0, pauses: [] },
      carries: undefined,
      ...{ sentAt: at, endAt: at, words: displayText(one.label, 200), label: undefined },
    };
  });
}

/** Where the stub begins; `part` is its place among the `count` of its event, 0 … 1. */
function startOf({ frame }: Sheet, { from }: NoSend, x: number, part: number, count: number) {
  const up = STUB_FALL + part * Math.min(STEPS_UP, STEP_UP * (count - 1));
  const senderX = from === undefined ? x : (frame.columns.get(from)?.x ?? x);
  if (senderX !== x) {
    return { x: x - (x - senderX) * stubShare(x, senderX, frame.spacing), up };
  }
  const room = frame.spacing * MOST_OUT - BESIDE;
  return { x: x + BESIDE + part * Math.min(room, STEP_OUT * (count - 1)), up };
}
