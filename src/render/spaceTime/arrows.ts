/** Messages as slanted lines. */
import { displayText } from "../../trace/displayText.js";
import type { BranchId, NodeId } from "../../trace/ids.js";
import type { MessageLife, RecordedTrace } from "../../trace/recordedTrace.js";
import { pointOn } from "./course.js";
import type { Column, Frame } from "./frame.js";
import type { Arrow } from "./picture.js";
import { ROW_HEIGHT, TAIL, rowY } from "./scale.js";

/** How far a lost message gets, and one of which nothing more is known. */
const LOST_SHARE = 0.6;
const UNKNOWN_SHARE = 0.4;
/**
 * The slant, down to the receiver, of a message that ended at once: no other arrow falls by just as
 * much.
 */
const NOMINAL_FALL = ROW_HEIGHT * 2.4;
/** A lost copy falls that much deeper, or it would lie upon the lost original. */
const COPY_FALL = 12;
/** How far an arrow keeps from marks that are not its own, and how far it may hang to do so. */
const CLEARANCE = 10;
const BOWS = [0, 12, -12, 20, -20, 28];

/** Where the branch ends, for messages that are still on their way there. */
interface End {
  readonly y: number;
  readonly timeMs: number;
}

/** The node of the event with that number, when it happened at one. */
type NodeOf = (at: number) => NodeId | undefined;

/** All messages whose life touches the rows from … to, without labels, in sending order. */
export function arrows(
  trace: RecordedTrace,
  branch: BranchId,
  frame: Frame,
  from: number,
  to: number,
): readonly Arrow[] {
  const length = trace.length(branch);
  const end = { y: pictureHeight(length), timeMs: trace.timeOf(branch, length) };
  const nodeOf = nodeReader(trace, branch);
  return trace
    .messages(branch, from, to)
    .flatMap((life) => arrowOf(life, frame, end) ?? [])
    .map((arrow) => ({ ...arrow, bow: bowOf(arrow, frame, nodeOf) }));
}

/** Height of a whole branch with that many events. */
export function pictureHeight(length: number): number {
  return length === 0 ? 0 : length * ROW_HEIGHT + TAIL;
}

function arrowOf(life: MessageLife, frame: Frame, end: End): Arrow | undefined {
  const x1 = frame.columns.get(life.from)?.x;
  const receiverX = frame.columns.get(life.to)?.x;
  if (x1 === undefined || receiverX === undefined) return undefined;
  const tip = tipOf(life, end);
  return {
    message: life.id,
    type: displayText(life.type, 60),
    fate: life.fate,
    copy: life.copyOf !== undefined,
    from: life.from,
    to: life.to,
    x1,
    y1: rowY(life.sentAt),
    x2: x1 + (receiverX - x1) * tip.share,
    y2: tip.y,
    bow: 0,
    sentAt: life.sentAt,
    endAt: life.endAt,
    words: displayText(life.label, 200),
    label: undefined,
  };
}

/** Where the arrow ends: how much of the way it got, and how far down. */
function tipOf(life: MessageLife, end: End): { readonly share: number; readonly y: number } {
  switch (life.fate) {
    case "received":
    case "ignored":
    case "lost":
      return { share: 1, y: rowY(life.endAt ?? life.sentAt) };
    case "dropped":
    case "blocked":
      return lostTip(life);
    case "noReceive":
      return { share: UNKNOWN_SHARE, y: rowY(life.sentAt) + NOMINAL_FALL * UNKNOWN_SHARE };
    case "inFlight":
    case "held":
      return { share: travelled(life, end.timeMs), y: end.y };
  }
}

function lostTip(life: MessageLife): { readonly share: number; readonly y: number } {
  const atOnce = life.endAt === undefined || life.endAt === life.sentAt;
  const y = atOnce ? rowY(life.sentAt) + NOMINAL_FALL * LOST_SHARE : rowY(life.endAt);
  return { share: LOST_SHARE, y: life.copyOf === undefined ? y : y + COPY_FALL };
}

/** The part of its way that a message in flight has behind it, never quite nothing nor all. */
function travelled(life: MessageLife, nowMs: number): number {
  if (life.arrivesMs === undefined || life.arrivesMs <= life.sentMs) return 0.5;
  const share = (nowMs - life.sentMs) / (life.arrivesMs - life.sentMs);
  return Math.max(0.25, Math.min(0.85, share));
}

/** Tells at which node an event happened; reads each event once. */
function nodeReader(trace: RecordedTrace, branch: BranchId): NodeOf {
  const known = new Map<number, NodeId | undefined>();
  const length = trace.length(branch);
  return (at) => {
    if (at < 1 || at > length) return undefined;
    if (!known.has(at)) {
      const record = trace.event(branch, at);
      known.set(at, "node" in record ? record.node : undefined);
    }
    return known.get(at);
  };
}

/**
 * The least hanging with which the arrow does not seem to touch an event at a node it only passes.
 */
function bowOf(arrow: Arrow, frame: Frame, nodeOf: NodeOf): number {
  const passed = columnsBetween(arrow, frame);
  if (passed.length === 0) return 0;
  const clearances = BOWS.map((bow) =>
    Math.min(...passed.map((column) => clearanceAt({ ...arrow, bow }, column, nodeOf))),
  );
  const enough = clearances.findIndex((clearance) => clearance >= CLEARANCE);
  return BOWS[enough >= 0 ? enough : clearances.indexOf(Math.max(...clearances))] ?? 0;
}

function columnsBetween({ x1, x2 }: Arrow, frame: Frame): readonly Column[] {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  return [...frame.columns.values()].filter(({ x }) => x > left && x < right);
}

/** How far from the nearest mark of that node the arrow passes its lifeline; at most a row. */
function clearanceAt(arrow: Arrow, { x, header }: Column, nodeOf: NodeOf): number {
  const { y } = pointOn(arrow, (x - arrow.x1) / (arrow.x2 - arrow.x1));
  const row = Math.floor(y / ROW_HEIGHT) + 1;
  const marks = [row - 1, row, row + 1].filter((at) => nodeOf(at) === header.id);
  return Math.min(ROW_HEIGHT, ...marks.map((at) => Math.abs(rowY(at) - y)));
}
