/** Messages as slanted lines. */
import { displayText } from "../../trace/displayText.js";
import type { NodeId } from "../../trace/ids.js";
import type { MessageLife } from "../../trace/recordedTrace.js";
import { tipOf } from "./arrowTips.js";
import type { Axis } from "./axis.js";
import { pointOn } from "./course.js";
import type { Fences } from "./fences.js";
import type { Column, Frame } from "./frame.js";
import type { Passage } from "./passage.js";
import type { Arrow } from "./picture.js";
import { ROW_HEIGHT } from "./scale.js";
import type { Sheet } from "./sheet.js";
import { stubsOf } from "./stubs.js";

/** How far an arrow keeps from marks that are not its own, and how far it may hang to do so. */
const CLEARANCE = 10;
const BOWS = [0, 12, -12, 20, -20, 28];

/** The node of the event with that number, when it happened at one. */
type NodeOf = (at: number) => NodeId | undefined;

/**
 * All messages whose life touches the passage, without labels, in sending order; then what was
 * received in it without a send.
 */
export function arrows(
  sheet: Sheet,
  { from, to, records }: Passage,
  fences: Fences,
): readonly Arrow[] {
  const nodeOf = nodeReader(sheet);
  const sent = sheet.trace
    .messages(sheet.branch, from, to)
    .flatMap((life) => arrowOf(life, sheet, fences) ?? []);
  return [...sent, ...records.flatMap((record) => stubsOf(sheet, record))].map((arrow) => ({
    ...arrow,
    bow: bowOf(arrow, sheet, nodeOf),
  }));
}

function arrowOf(life: MessageLife, sheet: Sheet, fences: Fences): Arrow | undefined {
  const { axis, frame } = sheet;
  const x1 = frame.columns.get(life.from)?.x;
  const receiverX = frame.columns.get(life.to)?.x;
  if (x1 === undefined || receiverX === undefined) return undefined;
  const tip = tipOf(life, x1, receiverX, sheet, fences);
  const y1 = axis.rowY(life.sentAt);
  return {
    message: life.id,
    type: displayText(life.type, 60),
    fate: life.fate,
    copy: life.copyOf !== undefined,
    forged: life.forged === true,
    from: life.from,
    to: life.to,
    x1,
    y1,
    x2: x1 + (receiverX - x1) * tip.share,
    y2: tip.y,
    bow: 0,
    pauses: pausesOf(life, y1, tip.y, axis),
    sentAt: life.sentAt,
    endAt: life.endAt,
    carries: life.carries && { ...life.carries, trail: displayText(life.carries.trail, 40) },
    words: displayText(life.label, 200),
    label: undefined,
  };
}

/** Where on its way it was when somebody held it; where it is still held, the tip says so. */
function pausesOf(
  { fate, holds }: MessageLife,
  y1: number,
  y2: number,
  axis: Axis,
): readonly number[] {
  const begun = holds.filter((_, i) => i % 2 === 0);
  const over = fate === "held" ? begun.slice(0, -1) : begun;
  return over.map((at) =>
    Math.max(0.1, Math.min(0.9, (axis.rowY(at) - y1) / Math.max(1, y2 - y1))),
  );
}

/** Tells at which node an event happened; reads each event once. */
function nodeReader({ trace, branch }: Sheet): NodeOf {
  const known = new Map<number, NodeId | undefined>();
  return (at) => {
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
function bowOf(arrow: Arrow, { frame, axis }: Sheet, nodeOf: NodeOf): number {
  const passed = columnsBetween(arrow, frame);
  if (passed.length === 0) return 0;
  let best = { bow: 0, clearance: -1 };
  for (const bow of BOWS) {
    const bowed = { ...arrow, bow };
    const clearance = Math.min(...passed.map((c) => clearanceAt(bowed, c, axis, nodeOf)));
    if (clearance >= CLEARANCE) return bow;
    if (clearance > best.clearance) best = { bow, clearance };
  }
  return best.bow;
}

function columnsBetween({ x1, x2 }: Arrow, frame: Frame): readonly Column[] {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  return [...frame.columns.values()].filter(({ x }) => x > left && x < right);
}

/** How far from the nearest mark of that node the arrow passes its lifeline; at most a row. */
function clearanceAt(arrow: Arrow, { x, header }: Column, axis: Axis, nodeOf: NodeOf): number {
  const { y } = pointOn(arrow, (x - arrow.x1) / (arrow.x2 - arrow.x1));
  const { from, to } = axis.rowsIn(y - ROW_HEIGHT, y + ROW_HEIGHT);
  let clearance = ROW_HEIGHT;
  for (let at = from; at <= to; at++) {
    if (nodeOf(at) === header.id) clearance = Math.min(clearance, Math.abs(axis.rowY(at) - y));
  }
  return clearance;
}
