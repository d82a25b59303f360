/** Messages of a far-out picture: one by one while there is room, else many as one strand. */
import type { MessageLife } from "../../trace/recordedTrace.js";
import { sentBetween, trafficOf } from "./counts.js";
import { CELL, gridOver, isRoomy, type FarSheet } from "./farSheet.js";
import { farStubsOf } from "./farStubs.js";
import { STRAND_WEIGHTS, type Strand } from "./picture.js";

/** Where there is room messages are drawn singly, but not those of a cell with more of them. */
const MOST_SINGLE = 64;
/** Of a cell's strands only the strongest are drawn; so many of those of lost messages as well. */
const MOST_STRANDS = 60;
/** What of its way a message is drawn that was lost, is on its way, or has no known end. */
const [LOST_SHARE, OPEN_SHARE, UNKNOWN_SHARE] = [0.6, 0.5, 0.4];
/** How far a strand's ends keep from the edges of its cell. */
const INSET = 2;
/** How far a message falls that was lost at once. */
const LOST_FALL = 6;
/** Among more nodes than this nobody can tell strands apart, and counting their pairs is dear. */
const MOST_NODES = 500;

export function strandsOf(sheet: FarSheet): readonly Strand[] {
  if (sheet.frame.isStrip || sheet.nodes.length > MOST_NODES) return [];
  const stubs = farStubsOf(sheet);
  if (!isRoomy(sheet)) return [...bundles(sheet, () => true), ...stubs];
  const isCrowded = crowding(sheet);
  return [...bundles(sheet, isCrowded), ...singles(sheet, isCrowded), ...stubs];
}

/** Whether too many messages begin in a cell, counted from the top of the branch. */
function crowding({ outline, heights }: FarSheet): (cell: number) => boolean {
  const known = new Map<number, boolean>();
  return (cell) => {
    const isKnown = known.get(cell);
    if (isKnown !== undefined) return isKnown;
    const [above, end] = [cell, cell + 1].map((edge) => heights.eventsAbove(edge * CELL));
    const isCrowded = sentBetween(outline, (above ?? 0) + 1, end ?? 0) > MOST_SINGLE;
    known.set(cell, isCrowded);
    return isCrowded;
  };
}

/** The messages of some cells, as one strand for each pair of nodes. */
function bundles(sheet: FarSheet, isWanted: (cell: number) => boolean): readonly Strand[] {
  const grid = gridOver(sheet, CELL);
  const { nodes, outline, top } = sheet;
  const usual = usualSent(sheet);
  return trafficOf(outline, grid, nodes.length).flatMap(({ sent, lost, noReceive }, slot) => {
    if (!isWanted(top / CELL + slot)) return [];
    const arriving = [...sent].map(([pair, count]): PairCount => [
      pair,
      count - (lost.get(pair) ?? 0) - (noReceive.get(pair) ?? 0),
    ]);
    const ends = { arriving, lost: [...lost], noReceive: [...noReceive] };
    return BUNDLE_ENDS.flatMap((end) =>
      strongest(ends[end]).map((some) => bundle(sheet, slot, some, usual, end)),
    );
  });
}

const BUNDLE_ENDS = ["arriving", "lost", "noReceive"] as const;
type BundleEnd = (typeof BUNDLE_ENDS)[number];
/** What of its way a bundle is drawn. */
const BUNDLE_SHARE: { readonly [E in BundleEnd]: number } = {
  arriving: 1,
  lost: LOST_SHARE,
  noReceive: UNKNOWN_SHARE,
};

type PairCount = readonly [pair: number, count: number];

/**
 * Messages of a busy pair in a cell, on the average of the whole branch: when one node talks to all
 * others and they to it.
 */
function usualSent({ outline, nodes, height }: FarSheet): number {
  const sent = sentBetween(outline, 1, outline.length);
  const pairs = Math.max(1, 2 * (nodes.length - 1));
  return Math.max(1, (sent * CELL) / Math.max(1, height) / pairs);
}

/** The pairs with messages; of very many the busiest. */
function strongest(counts: readonly PairCount[]): readonly PairCount[] {
  const pairs = counts.filter(([, count]) => count > 0);
  if (pairs.length <= MOST_STRANDS) return pairs;
  return pairs.sort(([, a], [, b]) => b - a).slice(0, MOST_STRANDS);
}

function bundle(
  { nodes, frame }: FarSheet,
  slot: number,
  [pair, count]: PairCount,
  usual: number,
  end: BundleEnd,
): Strand {
  const [from, to] = [Math.floor(pair / nodes.length), pair % nodes.length];
  const [x1 = 0, xTo = 0] = [frame.xs[from], frame.xs[to]];
  const [y1, yTo] = [slot * CELL + INSET, (slot + 1) * CELL - INSET];
  const share = BUNDLE_SHARE[end];
  const part = Math.sqrt(Math.min(1, count / (2 * usual)));
  return {
    from: nodes[from]?.id ?? "",
    to: nodes[to]?.id ?? "",
    ...{ x1, y1, x2: x1 + (xTo - x1) * share, y2: y1 + (yTo - y1) * share },
    ...{ count, weight: Math.max(1, Math.ceil(part * STRAND_WEIGHTS)) },
    ...{ lost: end === "lost", fate: end === "noReceive" ? end : undefined },
  };
}

function singles(sheet: FarSheet, isCrowded: (cell: number) => boolean): readonly Strand[] {
  const { trace, branch, heights, top, bottom } = sheet;
  const [from, to] = [heights.eventsAbove(top) + 1, heights.eventsAbove(bottom)];
  return trace
    .messages(branch, from, to)
    .filter((life) => !isCrowded(cellOf(sheet, life)))
    .flatMap((life) => single(sheet, life));
}

function cellOf({ heights }: FarSheet, { sentAt }: MessageLife): number {
  return Math.floor(heights.eventY(sentAt) / CELL);
}

/** Whether a message begins where too many others do to be drawn singly. */
export function isCrowdedIn(sheet: FarSheet): (life: MessageLife) => boolean {
  const isCrowded = crowding(sheet);
  return (life) => isCrowded(cellOf(sheet, life));
}

function single(sheet: FarSheet, life: MessageLife): readonly Strand[] {
  const { places, frame, heights, top } = sheet;
  const x1 = frame.xs[places.get(life.from) ?? -1];
  const receiverX = frame.xs[places.get(life.to) ?? -1];
  if (x1 === undefined || receiverX === undefined) return [];
  const y1 = heights.eventY(life.sentAt);
  const tip = tipOf(sheet, life, y1);
  const { from, to, fate } = life;
  const lost = fate === "dropped" || fate === "blocked" || fate === "lost";
  const place = { x1, y1: y1 - top, x2: x1 + (receiverX - x1) * tip.share, y2: tip.y - top };
  return [{ from, to, ...place, count: 1, weight: 1, lost, fate }];
}

/** How far the message got, and how far down. */
export function tipOf({ heights, height }: FarSheet, life: MessageLife, y1: number) {
  const endY = life.endAt === undefined ? height : heights.eventY(life.endAt);
  switch (life.fate) {
    case "received":
    case "ignored":
    case "lost":
      return { share: 1, y: endY };
    case "dropped":
    case "blocked":
      return { share: LOST_SHARE, y: Math.max(endY, y1 + LOST_FALL) };
    case "noReceive":
      return { share: UNKNOWN_SHARE, y: y1 + LOST_FALL };
    case "inFlight":
    case "held":
      return { share: OPEN_SHARE, y: height };
  }
}
