/** What each node was in a passage: its role drawn along its line. */
import { displayText } from "../../trace/displayText.js";
import type { NodeId } from "../../trace/ids.js";
import type { PathNode } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";
import type { ViewData } from "../../trace/view.js";
import { TELLS_NOT_OF_START } from "../../trace/worldWalker.js";
import { toneOf } from "../nodeWords.js";
import { shortText, type Passage } from "./passage.js";
import type { Stretch } from "./picture.js";
import type { Sheet } from "./sheet.js";

/** A node between two changes of its look. */
interface Look {
  readonly is: "gone" | "absent" | "up" | "down";
  readonly view: ViewData | undefined;
}

/** A stretch before its pill has a place. */
export interface PlainStretch extends Omit<Stretch, "caption"> {
  /** What is new, for a pill; empty when the stretch began above or nothing is new. */
  readonly news: string;
}

interface Line {
  readonly header: PathNode;
  readonly done: PlainStretch[];
  look: Look;
  since: number;
  news: string;
}

/** Stretches of all nodes, from the passage's upper to its lower edge. */
export function stretches(
  sheet: Sheet,
  passage: Passage,
): ReadonlyMap<NodeId, readonly PlainStretch[]> {
  const lines = linesBefore(sheet, passage);
  for (const record of passage.records) {
    const line = "node" in record ? lines.get(record.node) : undefined;
    const next = line && lookAfter(record, line.look);
    if (line && next) begin(sheet, line, next, sheet.axis.rowY(record.at));
  }
  const finished = [...lines].map(([id, line]): [NodeId, readonly PlainStretch[]] => {
    if (passage.y2 <= line.since) return [id, line.done];
    return [id, [...line.done, stretchOf(sheet, line, passage.y2)]];
  });
  return new Map(finished);
}

function linesBefore({ frame }: Sheet, { before, y1 }: Passage): ReadonlyMap<NodeId, Line> {
  return new Map(
    [...frame.columns].map(([id, { header }]) => {
      const node = before.nodes.get(id);
      const look: Look = node
        ? { is: node.up ? "up" : "down", view: node.view }
        : { is: isThere(header, before.at) ? "absent" : "gone", view: undefined };
      return [id, { header, done: [], look, since: y1, news: "" }];
    }),
  );
}

/** Whether the node is part of the system at a cursor. */
export function isThere({ addedAt = 0, removedAt = Infinity }: PathNode, cursor: number): boolean {
  return addedAt <= cursor && removedAt > cursor;
}

/** The look after the event, or undefined when it stays the same. */
function lookAfter(record: EventRecord, look: Look): Look | undefined {
  switch (record.event) {
    case "crash":
      return { ...look, is: "down" };
    case "addNode":
      return { is: "absent", view: undefined };
    case "removeNode":
      return { is: "gone", view: undefined };
    case "start":
    case "restart":
      return { is: "up", view: record.view ?? look.view };
    default: {
      const view = record.view ?? look.view;
      if (isFirstSeen(record, look)) return { is: "up", view };
      return sameWords(view, look.view) ? undefined : { ...look, view };
    }
  }
}

/** A log need not tell of a node's start: what it does says that it runs. */
function isFirstSeen({ event }: EventRecord, { is }: Look): boolean {
  return is === "absent" && !TELLS_NOT_OF_START.includes(event);
}

/** Whether the line would look the same; blocks are drawn beside it. */
function sameWords(a: ViewData | undefined, b: ViewData | undefined): boolean {
  return a?.role === b?.role && a?.label === b?.label;
}

function begin(sheet: Sheet, line: Line, look: Look, y: number): void {
  if (y > line.since) line.done.push(stretchOf(sheet, line, y));
  line.news = newsIn(line.look, look);
  line.look = look;
  line.since = y;
}

/**
 * All that is new, but for what a block beside the line says anyway; nothing when the node is not
 * running.
 */
function newsIn(before: Look, { is, view }: Look): string {
  if (is !== "up" || !view) return "";
  const label = view.label ?? "";
  const inBlock = Object.values(view.blocks ?? {}).includes(label);
  const isNewRole = before.is !== "up" || before.view?.role !== view.role;
  return [isNewRole ? view.role : "", inBlock ? "" : label]
    .filter((word) => word !== "")
    .map(shortText)
    .join(" · ");
}

function stretchOf(
  { trace }: Sheet,
  { header, look, since, news }: Line,
  y2: number,
): PlainStretch {
  const role = look.view?.role ?? "";
  return {
    y1: since,
    y2,
    look: look.is === "up" ? toneOf(trace.header, header.kind, role) : look.is,
    role: displayText(role, 40),
    label: displayText(look.view?.label ?? "", 40),
    news,
  };
}
