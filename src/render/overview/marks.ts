/** Crashes, restarts and departures on the lifelines of a far-out picture. */
import { CELL, type FarSheet } from "./farSheet.js";
import type { FarMark } from "./picture.js";
import type { Turn } from "./turns.js";

/** Marks closer together than this stand as one. */
const SLOT = CELL / 2;
/** From the worst to the least. */
const MARKS = ["crash", "removeNode", "addNode", "restart"] as const;
const WORDS: { readonly [M in FarMark["mark"]]: readonly [one: string, many: string] } = {
  crash: ["crash", "crashes"],
  removeNode: ["removed", "removals"],
  addNode: ["added", "additions"],
  restart: ["restart", "restarts"],
};

export function marksOf(sheet: FarSheet, turns: readonly Turn[]): readonly FarMark[] {
  const { heights, top, bottom } = sheet;
  const slots = new Map<string, Turn[]>();
  for (const turn of turns) {
    const y = heights.eventY(turn.at);
    // Half of what stands just outside may be seen.
    if (markOf(turn) === undefined || y < top - SLOT || y >= bottom + SLOT) continue;
    const key = `${turn.node} ${Math.floor(y / SLOT)}`;
    const there = slots.get(key);
    if (there) there.push(turn);
    else slots.set(key, [turn]);
  }
  return [...slots.values()].flatMap((together) => asOne(sheet, together));
}

/** What a turn is marked with; undefined for one that only shows in the lifeline. */
export function markOf({ before, after }: Turn): FarMark["mark"] | undefined {
  if (after.is === "down") return before.is === "down" ? undefined : "crash";
  if (after.is === "gone") return "removeNode";
  if (after.is === "absent") return "addNode";
  return before.is === "down" ? "restart" : undefined;
}

/** The worst of some turns of one node, with words for them all. */
function asOne(
  { nodes, frame, heights, top }: FarSheet,
  turns: readonly Turn[],
): readonly FarMark[] {
  const kinds = turns.map(markOf);
  const mark = MARKS.find((kind) => kinds.includes(kind));
  const worst = turns[kinds.indexOf(mark)];
  if (mark === undefined || worst === undefined) return [];
  const words = MARKS.flatMap((kind) => {
    const count = kinds.filter((each) => each === kind).length;
    return count === 0 ? [] : [count === 1 ? WORDS[kind][0] : `${count} ${WORDS[kind][1]}`];
  });
  const place = { node: nodes[worst.node]?.id ?? "", x: frame.xs[worst.node] ?? 0 };
  const y = heights.eventY(worst.at) - top;
  return [{ ...place, y, mark, count: turns.length, at: worst.at, words: words.join(", ") }];
}
