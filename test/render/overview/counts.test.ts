import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  eventCounts,
  sentBetween,
  trafficOf,
  type PairCounts,
} from "../../../src/render/overview/counts.js";
import {
  gridOf,
  heightsOf,
  slotAt,
  slotsOf,
  type Grid,
} from "../../../src/render/overview/heights.js";
import { scaleOf, type AxisName } from "../../../src/render/spaceTime/axis.js";
import type { EventRecord } from "../../../src/trace/records.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { makeTree } from "../../trace/treeOfBranches.js";
import { openFile } from "./farRuns.js";

const NODES = 5;

let trace: TraceFile;
beforeAll(async () => {
  trace = await openFile(makeTree(3, 16).lines);
});

const wishes = fc.record({
  branch: fc.constantFrom("b1", "b2", "b3", "b4", "b5"),
  axis: fc.constantFrom<AxisName>("order", "time"),
  zoom: fc.double({ min: 0.001, max: 0.4, noNaN: true }),
  slotHeight: fc.constantFrom(2, 8, 16, 32),
  from: fc.integer({ min: 0, max: 200 }),
  span: fc.integer({ min: 1, max: 1500 }),
});

type Wish = typeof wishes extends fc.Arbitrary<infer W> ? W : never;

function griddedBy({ branch, axis, zoom, slotHeight, from, span }: Wish) {
  const outline = trace.outline(branch);
  const heights = heightsOf(outline, scaleOf(trace, branch, axis), zoom);
  return { outline, heights, grid: gridOf(heights, slotHeight, from, from + span) };
}

function eventsOf(branch: string): readonly EventRecord[] {
  return Array.from({ length: trace.length(branch) }, (_, i) => trace.event(branch, i + 1));
}

/** What is counted by hand: slot by slot, going through the events' records. */
function countByHand(
  grid: Grid,
  branch: string,
  keyOf: (event: EventRecord) => readonly number[],
  size: number,
): number[] {
  const counts = new Array<number>(slotsOf(grid) * size).fill(0);
  for (const event of eventsOf(branch)) {
    const slot = slotAt(grid, event.at);
    if (slot < 0 || slot >= slotsOf(grid)) continue;
    for (const key of keyOf(event)) {
      counts[slot * size + key] = (counts[slot * size + key] ?? 0) + 1;
    }
  }
  return counts;
}

const place = (id: string) => Number(id.slice(1)) - 1;

function pairOf(branch: string, id: number): number {
  const life = trace.message(branch, id);
  return life === undefined ? -1 : place(life.from) * NODES + place(life.to);
}

describe("what happened in each slot", () => {
  it("holds an event exactly when its height lies there", () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const { grid, heights, outline } = griddedBy(wish);
        for (let at = 1; at <= outline.length; at++) {
          const slot = Math.floor((heights.eventY(at) - grid.top) / grid.slotHeight);
          const expected = Math.max(-1, Math.min(slotsOf(grid), slot));
          expect(slotAt(grid, at)).toBe(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("counts every node's events", () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const { grid, outline } = griddedBy(wish);
        const keys = (event: EventRecord) => ["node" in event ? place(event.node) : NODES];
        const byHand = countByHand(grid, wish.branch, keys, NODES + 1);
        expect([...eventCounts(outline, grid, NODES)]).toEqual(byHand);
      }),
      { numRuns: 60 },
    );
  });

  it("counts every pair's messages, and those that got lost", () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const { grid, outline } = griddedBy(wish);
        const traffic = trafficOf(outline, grid, NODES);
        const sentBy = ({ effects = [] }: EventRecord) =>
          effects.flatMap((e) => (e.effect === "send" ? [pairOf(wish.branch, e.message)] : []));
        const lostBy = (event: EventRecord) => lostIn(event).map((id) => pairOf(wish.branch, id));
        for (const [kind, by] of [["sent", sentBy] as const, ["lost", lostBy] as const]) {
          const counts = traffic.flatMap((slot) => listed(slot[kind], NODES * NODES));
          expect(counts).toEqual(countByHand(grid, wish.branch, by, NODES * NODES));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("adds up to what the whole branch sent", () => {
    for (const { id } of trace.branches) {
      const outline = trace.outline(id);
      const sent = trace.messages(id, 1, trace.length(id)).length;
      expect(sentBetween(outline, 1, outline.length)).toBe(sent);
      const half = Math.floor(outline.length / 2);
      const [first, second] = [sentBetween(outline, 1, half), sentBetween(outline, half + 1, 1e9)];
      expect(first + second).toBe(sent);
    }
  });
});

function listed(counts: PairCounts, size: number): readonly number[] {
  return Array.from({ length: size }, (_, pair) => counts.get(pair) ?? 0);
}

/** Messages that an event ended badly. */
function lostIn(event: EventRecord): readonly number[] {
  const atOnce = (event.effects ?? []).flatMap((effect) =>
    effect.effect === "send" && effect.fate !== undefined ? [effect.message] : [],
  );
  if (event.event === "drop" || event.event === "lose") return [event.message, ...atOnce];
  return event.event === "cut" ? [...event.lost, ...atOnce] : atOnce;
}
