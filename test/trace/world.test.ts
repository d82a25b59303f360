import { describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import { openTrace } from "../../src/trace/reader.js";
import type { EventRecord } from "../../src/trace/records.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import { bytesOf, TraceMaker, makeLines } from "./makeTrace.js";
import { makeTree } from "./treeOfBranches.js";
import { worldAsStates } from "./worldAsStates.js";

async function open(lines: readonly string[]): Promise<TraceFile> {
  const opened = await openTrace(bytesOf(lines), { source: "a" });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  expect(opened.value.damage).toEqual([]);
  return opened.value.trace;
}

/** Cursors 0 … length, each once, in an order that jumps about. */
function shuffled(length: number): number[] {
  const step = [7919, 104729, 1299709].find((prime) => (length + 1) % prime !== 0) ?? 1;
  return Array.from({ length: length + 1 }, (_, i) => (i * step) % (length + 1));
}

describe("the world at a cursor", () => {
  it.each([
    ["states records often", { statesEvery: 20 }, 20],
    ["states records seldom", { statesEvery: 700 }, 20],
    ["no states records", { states: undefined }, 20],
    ["no states records and long logs", { states: undefined }, 2000],
  ])("is what events from the start make it, with %s", async (_, options, logLength) => {
    const shape = { seed: 11, nodes: 4, logLength };
    const events = 2600;
    const maker = new TraceMaker(shape);
    const expected = [maker.states()];
    for (let at = 1; at <= events; at++) {
      maker.next();
      expected.push(maker.states());
    }
    const trace = await open(
      makeLines({ ...shape, events }, { states: undefined, ...options } as object),
    );
    for (const at of shuffled(events)) {
      expect(worldAsStates(trace.world("b1", at), "b1")).toEqual(expected[at]);
    }
  });

  it.each([1, 2, 3])("follows every path of a tree (seed %d)", async (seed) => {
    const { lines, paths } = makeTree(seed, 25);
    const trace = await open(lines);
    expect(trace.branches.map(({ id }) => id)).toEqual([...paths.keys()]);
    for (const [branch, { events, worlds }] of paths) {
      expect(trace.length(branch)).toBe(events.length);
      for (const at of shuffled(events.length)) {
        // Up to where the branch leaves, its worlds were its parent's.
        const recordedOn = ensure(worlds[at], `the world at ${String(at)}`).branch;
        expect(worldAsStates(trace.world(branch, at), recordedOn)).toEqual(worlds[at]);
        if (at > 0) expect(trace.event(branch, at)).toEqual(events[at - 1]);
        if (at > 0) expect(trace.timeOf(branch, at)).toBe(events[at - 1]?.timeMs);
      }
    }
  });

  it("names nodes in the header's order, whatever order they started in", async () => {
    const lines = makeLines({ seed: 1, events: 5 });
    const [header, ...events] = lines.map((line) => JSON.parse(line) as { [key: string]: unknown });
    const nodes = (header?.nodes as unknown[]).slice().reverse();
    const trace = await open(
      [{ ...header, nodes }, ...events]
        .map((r) => `${JSON.stringify(r)}\n`)
        .filter((line) => !line.includes('"hash"')),
    );
    expect([...trace.world("b1", 5).nodes.keys()]).toEqual(["n5", "n4", "n3", "n2", "n1"]);
    expect([...trace.world("b1", 2).nodes.keys()]).toEqual(["n2", "n1"]);
  });

  it("lists timers in one order, whether it was recorded or made from events", async () => {
    const maker = new TraceMaker({ seed: 1, nodes: 1 });
    const timers = (at: number, ...names: string[]): EventRecord => ({
      kind: "event",
      branch: "b1",
      at,
      timeMs: at,
      event: "local",
      node: "n1",
      label: "sets timers",
      effects: names.map((timer) => ({ effect: "setTimer", timer, firesMs: 9 })),
    });
    const running = (timer: string) => ({ timer, setAt: 1, setMs: 1, firesMs: 9 });
    const node = { up: true, state: {}, view: { role: "" }, timers: ["b", "a"].map(running) };
    const states = { ...maker.states(), after: 1, timeMs: 1, nodes: { n1: node } };
    const records = [maker.header, timers(1, "b", "a"), states, timers(2)];
    const recorded = await open(records.map((record) => `${JSON.stringify(record)}\n`));
    const made = await open(
      records.filter((r) => r !== states).map((r) => `${JSON.stringify(r)}\n`),
    );
    expect(made.world("b1", 2)).toEqual(recorded.world("b1", 2));
    expect(
      made
        .world("b1", 2)
        .nodes.get("n1")
        ?.timers.map(({ timer }) => timer),
    ).toEqual(["a", "b"]);
  });

  it("does not change when it is asked again, or when others are asked", async () => {
    const trace = await open(
      makeLines({ seed: 5, events: 800, logLength: 300 }, { statesEvery: 200 }),
    );
    const first = trace.world("b1", 350);
    const copy = structuredClone(worldAsStates(first, "b1"));
    for (let at = 300; at <= 500; at++) trace.world("b1", at);
    expect(worldAsStates(first, "b1")).toEqual(copy);
    expect(worldAsStates(trace.world("b1", 350), "b1")).toEqual(copy);
  });

  it("is refused beyond the ends as a mistake of the caller", async () => {
    const trace = await open(makeLines({ seed: 5, events: 3 }));
    expect(() => trace.world("b1", 4)).toThrow("expected a cursor 0 to 3, found 4");
    expect(() => trace.event("b1", 0)).toThrow("expected an event 1 to 3, found 0");
    expect(() => trace.world("b9", 0)).toThrow("the trace has no branch b9");
  });
});
