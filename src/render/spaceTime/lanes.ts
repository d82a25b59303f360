/** The lanes beside the lifelines: what the view's blocks say, for as long as they say it. */
import { displayText } from "../../trace/displayText.js";
import type { NodeId } from "../../trace/ids.js";
import type { HeaderRecord } from "../../trace/records.js";
import type { LaneSpec, ViewData } from "../../trace/view.js";
import type { Passage } from "./passage.js";
import type { Block } from "./picture.js";
import type { Sheet } from "./sheet.js";

/** A block before its words have a place. */
export interface PlainBlock extends Omit<Block, "tag"> {
  /** False: it began above the passage. */
  readonly begins: boolean;
}

/** More lanes than these would touch the neighbour's. */
const MOST_LANES = 3;

/** The lanes of a kind of node that are drawn. */
export function lanesOf({ kinds }: HeaderRecord, kind: string): readonly LaneSpec[] {
  return Object.hasOwn(kinds, kind) ? (kinds[kind]?.lanes.slice(0, MOST_LANES) ?? []) : [];
}

interface Open {
  readonly words: string;
  readonly y1: number;
  readonly begins: boolean;
}

/** The blocks of all nodes in a passage, lane by lane, from top to bottom. */
export function blocks(sheet: Sheet, passage: Passage): ReadonlyMap<NodeId, readonly PlainBlock[]> {
  const { trace, frame } = sheet;
  const entries = [...frame.columns].map(([id, { header }]): [NodeId, readonly PlainBlock[]] => {
    const lanes = lanesOf(trace.header, header.kind);
    return [
      id,
      lanes.flatMap((lane) => laneBlocks(sheet, passage, id, lane, placeOf(lane, lanes))),
    ];
  });
  return new Map(entries);
}

/** Bands lie behind the line; only blocks need a place beside it. */
function placeOf(lane: LaneSpec, lanes: readonly LaneSpec[]): number {
  return lanes.filter(({ show }) => show === lane.show).indexOf(lane);
}

function laneBlocks(
  { axis }: Sheet,
  { before, records, y1, y2 }: Passage,
  node: NodeId,
  { lane, show }: LaneSpec,
  place: number,
): readonly PlainBlock[] {
  const done: PlainBlock[] = [];
  const known = before.nodes.get(node);
  let view = known?.view;
  const opened = known?.up === true ? textIn(view, lane) : undefined;
  let open: Open | undefined =
    opened === undefined ? undefined : { words: opened, y1, begins: false };
  const close = (y: number) => {
    if (open !== undefined && y > open.y1) {
      done.push({ lane, show, place, y2: y, ...finished(open) });
    }
  };
  for (const record of records) {
    if (!("node" in record) || record.node !== node) continue;
    const ends = record.event === "crash" || record.event === "removeNode";
    const starts = record.event === "start" || record.event === "restart";
    if (!ends && !starts && record.view === undefined) continue;
    view = record.view ?? view;
    const words = ends ? undefined : textIn(view, lane);
    if (words === open?.words) continue;
    const y = axis.rowY(record.at);
    close(y);
    open = words === undefined ? undefined : { words, y1: y, begins: true };
  }
  close(y2);
  return done;
}

function textIn(view: ViewData | undefined, lane: string): string | undefined {
  const texts = view?.blocks ?? {};
  return Object.hasOwn(texts, lane) ? texts[lane] : undefined;
}

function finished({
  words,
  ...open
}: Open): Pick<PlainBlock, "words" | "y1" | "begins" | "pattern"> {
  return { ...open, words: displayText(words, 40), pattern: patternOf(words) };
}

/**
 * Even or odd: by the number at the end of the text, so that terms take turns, else by its letters.
 * It must not depend on what came before, which a window does not know.
 */
function patternOf(text: string): 0 | 1 {
  const digits = /\d+$/.exec(text)?.[0].slice(-9);
  const sum = [...text].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (digits === undefined ? sum : Number(digits)) % 2 === 0 ? 0 : 1;
}
