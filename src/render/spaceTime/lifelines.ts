/** What each node was in a window of rows: its role drawn along its line. */
import { displayText } from "../../trace/displayText.js";
import type { BranchId, NodeId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord, NodeHeader } from "../../trace/records.js";
import type { ViewData } from "../../trace/view.js";
import { textWidth } from "../fontMetrics.js";
import { toneOf } from "../nodeWords.js";
import type { Frame } from "./frame.js";
import type { Lifeline, Stretch } from "./picture.js";
import { LABEL_PX, rowY } from "./scale.js";

/** A node between two changes of its look. */
interface Look {
  readonly started: boolean;
  readonly up: boolean;
  readonly view: ViewData | undefined;
}

interface Line {
  readonly header: NodeHeader;
  readonly x: number;
  readonly done: Stretch[];
  look: Look;
  since: number;
  caption: string;
}

const ABSENT: Look = { started: false, up: false, view: undefined };

/** Lifelines of all nodes for the rows from … to, clipped to y1 … y2. */
export function lifelines(
  trace: RecordedTrace,
  branch: BranchId,
  frame: Frame,
  window: { readonly from: number; readonly to: number; readonly y1: number; readonly y2: number },
): readonly Lifeline[] {
  const lines = linesAt(trace, branch, frame, window.from - 1, window.y1);
  for (let at = window.from; at <= window.to; at++) {
    const record = trace.event(branch, at);
    const line = "node" in record ? lines.get(record.node) : undefined;
    const next = line && lookAfter(record, line.look);
    if (line && next) begin(trace, line, next, rowY(at));
  }
  return [...lines.values()].map((line) => finished(trace, line, window.y2));
}

/** All lines as they look at a cursor. */
function linesAt(
  trace: RecordedTrace,
  branch: BranchId,
  frame: Frame,
  cursor: number,
  since: number,
): ReadonlyMap<NodeId, Line> {
  const nodes = trace.world(branch, cursor).nodes;
  return new Map(
    [...frame.columns].map(([id, { header, x }]) => {
      const node = nodes.get(id);
      const look = node ? { started: true, up: node.up, view: node.view } : ABSENT;
      return [id, { header, x, done: [], look, since, caption: "" }];
    }),
  );
}

/** The look after the event, or undefined when it stays the same. */
function lookAfter(record: EventRecord, look: Look): Look | undefined {
  if (record.event === "crash") return { ...look, up: false };
  const begins = record.event === "start" || record.event === "restart";
  if (begins) return { started: true, up: true, view: record.view ?? look.view };
  if (!record.view || sameWords(record.view, look.view)) return undefined;
  return { ...look, view: record.view };
}

/** Whether the line would look the same; blocks are drawn elsewhere. */
function sameWords(a: ViewData, b: ViewData | undefined): boolean {
  return a.role === b?.role && a.label === b.label;
}

function begin(trace: RecordedTrace, line: Line, look: Look, y: number): void {
  if (y > line.since) line.done.push(stretchOf(trace, line, y));
  line.caption = captionFor(line.look, look);
  line.look = look;
  line.since = y;
}

/** What the pill says: all that is new, or nothing when the node went down. */
function captionFor(before: Look, now: Look): string {
  if (!now.up || !now.view) return "";
  const newRole = !before.up || before.view?.role !== now.view.role;
  const words = newRole ? [now.view.role, now.view.label ?? ""] : [now.view.label ?? ""];
  return words
    .filter((word) => word !== "")
    .map((word) => displayText(word, 24))
    .join(" · ");
}

function finished(trace: RecordedTrace, line: Line, y2: number): Lifeline {
  const { id, kind, name } = line.header;
  const stretches = y2 > line.since ? [...line.done, stretchOf(trace, line, y2)] : line.done;
  return {
    node: id,
    name: displayText(name, 40),
    kind: displayText(kind, 40),
    x: line.x,
    stretches,
  };
}

function stretchOf(trace: RecordedTrace, line: Line, y2: number): Stretch {
  const { look, caption } = line;
  const role = look.view?.role ?? "";
  const tone = toneOf(trace.header, line.header.kind, role);
  return {
    y1: line.since,
    y2,
    look: !look.started ? "absent" : look.up ? tone : "down",
    role: displayText(role, 40),
    label: displayText(look.view?.label ?? "", 40),
    caption,
    captionWidth: textWidth(caption, LABEL_PX),
  };
}
