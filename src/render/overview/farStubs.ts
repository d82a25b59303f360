/**
 * What was received although nothing tells of its sending, in a far-out picture: one by one while
 * there is room, else what one node received in a cell, of one sender, as one.
 */
import { countBelow } from "../../base/sorted.js";
import { CELL, isRoomy, type FarSheet } from "./farSheet.js";
import { STRAND_WEIGHTS, type Strand } from "./picture.js";

/** How much of the way from its sender is drawn; of an unknown one, of the way to a neighbour. */
const [SHARE, ASIDE_SHARE] = [0.4, 0.25];
/** How far it falls. */
const FALL = 6;
/** So many are drawn in a cell, those that stand for the most. */
const MOST_IN_CELL = 60;

interface Stub {
  readonly at: number;
  readonly cell: number;
  /** Place of the sender; -1 when it is unknown. */
  readonly from: number;
  readonly to: number;
  count: number;
}

export function farStubsOf(sheet: FarSheet): readonly Strand[] {
  const cells = new Map<number, Stub[]>();
  for (const stub of groupsOf(sheet).values()) {
    const there = cells.get(stub.cell);
    if (there) there.push(stub);
    else cells.set(stub.cell, [stub]);
  }
  const shown = [...cells.values()].map((stubs) =>
    stubs.sort((a, b) => b.count - a.count || a.at - b.at).slice(0, MOST_IN_CELL),
  );
  return shown.flat().map((stub) => strandOf(sheet, stub));
}

/** Those that are drawn as one, by a name for them. */
function groupsOf(sheet: FarSheet): ReadonlyMap<string, Stub> {
  const { outline, heights, top, bottom } = sheet;
  const [first, last] = [heights.eventsAbove(top) + 1, heights.eventsAbove(bottom)];
  const isSingle = isRoomy(sheet);
  const groups = new Map<string, Stub>();
  for (const { noSends } of outline.parts) {
    for (let i = countBelow(noSends.at, first); (noSends.at[i] ?? Infinity) <= last; i++) {
      const [at = 0, from = -1, to = -1] = [noSends.at[i], noSends.from[i], noSends.to[i]];
      const cell = Math.floor(heights.eventY(at) / CELL);
      const name = `${isSingle ? at : cell} ${from} ${to}`;
      const group = groups.get(name);
      if (group) group.count += 1;
      else groups.set(name, { at, cell, from, to, count: 1 });
    }
  }
  return groups;
}

function strandOf({ nodes, frame, heights, top }: FarSheet, stub: Stub): Strand {
  const { at, from, to, count } = stub;
  const [x2 = 0, senderX] = [frame.xs[to], frame.xs[from]];
  const isAside = senderX === undefined || senderX === x2;
  const x1 = isAside ? x2 + frame.spacing * ASIDE_SHARE : x2 + (senderX - x2) * SHARE;
  const [y1, y2] = [Math.max(0, heights.eventY(at) - FALL), heights.eventY(at)];
  return {
    ...{
      from: nodes[from]?.id,
      to: nodes[to]?.id ?? "",
      x1,
      y1: y1 - top,
      x2,
      y2: y2 - top,
      count,
    },
    ...{ weight: Math.min(STRAND_WEIGHTS, count), lost: false, fate: "noSend" },
  };
}
