/** Where arrows end: at the receiver, at a fence, or wherever the message got lost or still is. */
import type { MessageLife } from "../../trace/recordedTrace.js";
import type { Axis } from "./axis.js";
import { fenceBetween, type Fences } from "./fences.js";
import { ROW_HEIGHT } from "./scale.js";
import type { Sheet } from "./sheet.js";
import { STUB_FALL, stubShare } from "./stubs.js";

export interface ArrowTip {
  /** How much of the way it got, 0 … 1. */
  readonly share: number;
  readonly y: number;
}

/** How far a dropped message gets. */
const LOST_SHARE = 0.6;
/**
 * The slant, down to the receiver, of a message that ended at once: no other arrow falls by just as
 * much.
 */
const NOMINAL_FALL = ROW_HEIGHT * 2.4;
/**
 * Down to the fence: the farther the receiver, the deeper, so that the arrows of a broadcast part.
 */
const [FENCE_FALL, FENCE_FALL_A_COLUMN, FENCE_FALL_MOST] = [12, 15, 90];
/** A lost copy falls that much deeper, or it would lie upon the lost original. */
const COPY_FALL = 12;

/** The tip of the arrow from x1 to the receiver's lifeline at x2. */
export function tipOf(
  life: MessageLife,
  x1: number,
  x2: number,
  { trace, branch, axis, frame, length }: Sheet,
  fences: Fences,
): ArrowTip {
  const y1 = axis.rowY(life.sentAt);
  switch (life.fate) {
    case "received":
    case "ignored":
    case "lost":
      return { share: 1, y: axis.rowY(life.endAt ?? life.sentAt) };
    case "blocked": {
      const fence = fenceBetween(
        fences.at(life.endAt ?? life.sentAt),
        [life.from, life.to],
        x1,
        x2,
      );
      const columns = Math.abs(x2 - x1) / frame.spacing;
      const fall = Math.min(FENCE_FALL_MOST, FENCE_FALL + FENCE_FALL_A_COLUMN * columns);
      const share = fence === undefined ? LOST_SHARE : (fence.x - x1) / (x2 - x1);
      return { share, y: lostY(life, y1 + fall, axis) };
    }
    case "dropped":
      return { share: LOST_SHARE, y: lostY(life, y1 + NOMINAL_FALL * LOST_SHARE, axis) };
    case "noReceive":
      return { share: stubShare(x1, x2, frame.spacing), y: y1 + STUB_FALL };
    case "inFlight":
    case "held":
      return { share: travelled(life, trace.timeOf(branch, length)), y: axis.height };
  }
}

/** At the event that ended it; a little below its sending when that is the same. */
function lostY(life: MessageLife, yAtOnce: number, axis: Axis): number {
  const atOnce = life.endAt === undefined || life.endAt === life.sentAt;
  const y = atOnce ? yAtOnce : axis.rowY(life.endAt);
  return life.copyOf === undefined ? y : y + COPY_FALL;
}

/** The part of its way that a message in flight has behind it, never quite nothing nor all. */
function travelled(life: MessageLife, nowMs: number): number {
  if (life.arrivesMs === undefined || life.arrivesMs <= life.sentMs) return 0.5;
  const share = (nowMs - life.sentMs) / (life.arrivesMs - life.sentMs);
  return Math.max(0.25, Math.min(0.85, share));
}
