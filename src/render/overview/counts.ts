/** How much happened in each slot of a grid: passes over the outline's numbers and no more. */
import { countBelow } from "../../base/sorted.js";
import type { LossColumns } from "../../trace/landmarks.js";
import type { MessageColumns, Outline, OutlinePart } from "../../trace/outline.js";
import { slotsOf, type Grid } from "./heights.js";

/** Events by slot and node: index `slot * (nodes + 1) + node`; last in a slot: the network's. */
export function eventCounts(outline: Outline, grid: Grid, nodes: number): Int32Array {
  const counts = new Int32Array(slotsOf(grid) * (nodes + 1));
  forEachRun(outline, grid, (part, first, last, slot) => {
    const base = slot * (nodes + 1);
    for (let i = first - part.first; i <= last - part.first; i++) {
      const node = part.nodes[i] ?? -1;
      const place = base + (node < 0 ? nodes : node);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  });
  return counts;
}

/** How many messages nodes sent each other, by pair: `from * nodes + to`. */
export type PairCounts = ReadonlyMap<number, number>;

export interface Traffic {
  /** By the event that sent them. */
  readonly sent: PairCounts;
  /** Those that were dropped, blocked or lost, by the event that ended them. */
  readonly lost: PairCounts;
  /** Those without a receive in a log, by the event that sent them. */
  readonly noReceive: PairCounts;
}

/** What went on between the nodes in each slot. Takes memory for every pair of nodes once. */
export function trafficOf(outline: Outline, grid: Grid, nodes: number): readonly Traffic[] {
  const [sent, lost, noReceive] = [
    new PairTally(nodes),
    new PairTally(nodes),
    new PairTally(nodes),
  ];
  const traffic: Traffic[] = [];
  for (let slot = 0; slot < slotsOf(grid); slot++) {
    const [first, last] = [(grid.above[slot] ?? 0) + 1, grid.above[slot + 1] ?? 0];
    for (const { messages, losses, noReceives } of outline.parts) {
      sent.add(messages.sentAt, messages, first, last);
      lost.add(losses.at, losses, first, last);
      noReceive.add(noReceives.at, noReceives, first, last);
    }
    traffic.push({ sent: sent.take(), lost: lost.take(), noReceive: noReceive.take() });
  }
  return traffic;
}

/** Counts pairs in an array, which is much faster than in a map, and forgets them when taken. */
class PairTally {
  readonly #nodes: number;
  readonly #counts: Int32Array;
  #touched: number[] = [];

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.#counts = new Int32Array(nodes * nodes);
  }

  /** What the events first … last list. */
  add(
    at: ArrayLike<number>,
    { from, to }: Pick<MessageColumns | LossColumns, "from" | "to">,
    first: number,
    last: number,
  ): void {
    for (let i = countBelow(at, first); i < at.length && (at[i] ?? 0) <= last; i++) {
      const [sender, receiver] = [from[i] ?? -1, to[i] ?? -1];
      if (sender < 0 || receiver < 0) continue;
      const pair = sender * this.#nodes + receiver;
      const count = this.#counts[pair] ?? 0;
      if (count === 0) this.#touched.push(pair);
      this.#counts[pair] = count + 1;
    }
  }

  /** The counts since the last time, in the order of the pairs. */
  take(): PairCounts {
    const pairs = this.#touched.sort((a, b) => a - b);
    const taken = new Map(pairs.map((pair) => [pair, this.#counts[pair] ?? 0]));
    for (const pair of pairs) this.#counts[pair] = 0;
    this.#touched = [];
    return taken;
  }
}

/** Calls `take` with the events of each slot, as far as they lie in one part of the outline. */
function forEachRun(
  { parts }: Outline,
  { above }: Grid,
  take: (part: OutlinePart, first: number, last: number, slot: number) => void,
): void {
  for (const part of parts) {
    for (let slot = 0; slot < above.length - 1; slot++) {
      const first = Math.max(part.first, (above[slot] ?? 0) + 1);
      const last = Math.min(part.last, above[slot + 1] ?? 0);
      if (first <= last) take(part, first, last, slot);
    }
  }
}

/** How many messages the events first … last sent. */
export function sentBetween({ parts }: Outline, first: number, last: number): number {
  let sent = 0;
  for (const { messages } of parts) {
    sent += countBelow(messages.sentAt, last + 1) - countBelow(messages.sentAt, first);
  }
  return sent;
}
