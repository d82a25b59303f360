import { describe, expect, it } from "vitest";
import type { FlipData } from "../../src/trace/records.js";
import { anyCluster } from "./faultPlan.js";
import { disturbedRun, replayed, resumed, type DisturbedRun } from "./recordedRun.js";

/** Runs of each property, and the events of each run. */
const RUNS = 1000;
const LENGTH = 300;

function everyRun(check: (run: DisturbedRun, seed: number) => void, runs = RUNS): void {
  for (let seed = 1; seed <= runs; seed++) {
    check(disturbedRun(anyCluster(seed), LENGTH), seed);
  }
}

/** Fails with the first difference instead of two long texts. */
function expectSame(found: readonly string[], expected: readonly string[], seed: number): void {
  const at = expected.findIndex((line, i) => line !== found[i]);
  expect(found[at], `seed ${String(seed)}, line ${String(at)}`).toBe(expected[at]);
  expect(found.length).toBe(expected.length);
}

function promisedFlips({ setup, steps }: DisturbedRun): FlipData[] {
  const { protocol, features } = setup;
  const promised = protocol.invariants.filter((invariant) => invariant.promised(features));
  const names = promised.map(({ name }) => name);
  return steps.flatMap(({ findings }) =>
    findings.flips.filter(({ invariant }) => names.includes(invariant)),
  );
}

describe("a Raft cluster with loss, copies, cuts, crashes, held messages and wrong clocks", () => {
  it("runs the same every time", () => {
    everyRun((run, seed) => {
      const again = disturbedRun(anyCluster(seed), LENGTH);
      expectSame([again.header, ...again.interventions], [run.header, ...run.interventions], seed);
      expectSame([...again.events, again.end], [...run.events, run.end], seed);
    });
  });

  it("runs the same again from its header and interventions alone", () => {
    everyRun((run, seed) => {
      const again = replayed(run);
      expectSame([...again.events, again.end], [...run.events, run.end], seed);
    });
  });

  it("runs the same forward from any checkpoint", () => {
    let count = 0;
    everyRun((run, seed) => {
      for (const { at, checkpoint } of run.checkpoints) {
        const again = resumed(run, checkpoint);
        expectSame([...again.events, again.end], [...run.events.slice(at), run.end], seed);
        count++;
      }
    });
    expect(count).toBeGreaterThan(3 * RUNS);
  });

  it.each([1, 2, 3, 4, 5])("runs the same forward from each single event (seed %i)", (seed) => {
    const run = disturbedRun(anyCluster(seed), LENGTH, 1);
    expect(run.checkpoints.map(({ at }) => at)).toEqual([0, ...run.steps.map(({ at }) => at)]);
    for (const { at, checkpoint } of run.checkpoints) {
      const again = resumed(run, checkpoint);
      expectSame([...again.events, again.end], [...run.events.slice(at), run.end], seed);
    }
  });

  it("keeps every promise", () => {
    const seen = new Set<string>();
    everyRun((run, seed) => {
      expect(promisedFlips(run), `seed ${String(seed)}`).toEqual([]);
      for (const { happening } of run.steps) seen.add(happening.event);
      for (const { findings } of run.steps) {
        for (const { name } of findings.moments) seen.add(name);
      }
    });
    // The plan reaches what it is meant to reach.
    const hoped = ["crash", "crashSoon", "restart", "cut", "restore", "lose", "hold", "release"];
    for (const event of hoped) expect(seen).toContain(event);
    expect(seen).toContain("leader elected");
    expect(seen).toContain("entry committed");
  });
});
