import { describe, expect, it } from "vitest";
import { anyProtocol, type AnyProtocol } from "../../src/protocol/protocol.js";
import { broken, HOLDS, type Invariant } from "../../src/protocol/invariant.js";
import type { AnyTypes } from "../../src/protocol/types.js";
import { Simulator } from "../../src/simulator/simulator.js";
import type { FlipData } from "../../src/trace/records.js";
import { gossipProtocol } from "./gossip.js";
import { act, FULL, QUIET, setupOf, startedRun, stepsUntilMs } from "./runs.js";

/** `n1` tells so many different rumours, each of which everybody hears. */
function rumours(run: Simulator, count: number): FlipData[] {
  const flips: FlipData[] = [];
  for (let i = 0; i < count; i++) {
    const text = `rumour ${String(i)} at ${String(run.at)}`;
    act(run, { type: "command", node: "n1", command: { type: "tell", text } });
    for (const step of stepsUntilMs(run, run.timeMs + 30)) flips.push(...step.findings.flips);
  }
  return flips;
}

function withInvariant(invariant: Invariant<AnyTypes>): AnyProtocol {
  return anyProtocol({ ...gossipProtocol, invariants: [invariant] });
}

describe("an `always`", () => {
  it("flips once when it is violated, with its sentence, and the run goes on", () => {
    const run = startedRun({ ...QUIET, nodes: 2 });
    expect(rumours(run, 3)).toEqual([]);
    expect(rumours(run, 3)).toEqual([
      {
        invariant: "Few Rumours",
        holds: false,
        sentence: { template: "{who:node} heard too much", facts: { who: "n2" } },
      },
    ]);
    expect(run.violated()).toEqual(["Few Rumours"]);
  });

  it("flips back only when it holds for every node", () => {
    const run = startedRun({ ...QUIET, nodes: 3 });
    rumours(run, 4);
    act(run, { type: "crash", node: "n2" });
    // n2 forgets, but n3 has still heard too much.
    const first = act(run, { type: "restart", node: "n2" });
    expect(first.findings.flips).toEqual([]);
    act(run, { type: "crash", node: "n3" });
    const second = act(run, { type: "restart", node: "n3" });
    expect(second.findings.flips).toEqual([{ invariant: "Few Rumours", holds: true }]);
    expect(run.violated()).toEqual([]);
  });

  it("is evaluated only after events that changed a node", () => {
    let count = 0;
    const counting: Invariant<AnyTypes> = {
      ...{ type: "always", name: "Counted", about: "", promised: () => true },
      check: () => (count++, HOLDS),
    };
    const run = new Simulator(setupOf({ nodes: 2, ...QUIET }, withInvariant(counting)), FULL);
    run.step();
    run.step();
    expect(count).toBe(2);
    act(run, { type: "cut", links: [["n1", "n2"]] });
    act(run, { type: "command", node: "n1", command: { type: "sleep", delay: 5 } });
    expect(count).toBe(2);
    act(run, { type: "crash", node: "n1" });
    expect(count).toBe(3);
  });
});

describe("a monitor", () => {
  it("remembers over events, checkpoints included", () => {
    const run = startedRun({ ...QUIET, stage: "polite", nodes: 2 });
    rumours(run, 2);
    expect(run.violated()).toEqual([]);
    const later = Simulator.resume(run.setup, run.checkpoint(), FULL);
    const expected = [
      {
        invariant: "Few Thanks",
        holds: false,
        sentence: { template: "{n} thanks", facts: { n: 3 } },
      },
    ];
    expect(rumours(later, 1)).toEqual(expected);
    expect(rumours(run, 1)).toEqual(expected);
  });
});

describe("an `eventually`", () => {
  /** The flips up to that time, but for those of "Few Rumours", which the rounds bring along. */
  const flipsUntil = (run: Simulator, untilMs: number) =>
    stepsUntilMs(run, untilMs).flatMap(({ timeMs, findings }) =>
      findings.flips
        .filter(({ invariant }) => invariant !== "Few Rumours")
        .map(({ invariant, holds }) => ({ invariant, holds, timeMs })),
    );

  it("is broken when it has not held for its bound, and mended when it holds again", () => {
    const run = startedRun({ timers: { round: [100, 100] } });
    act(run, { type: "crash", node: "n2" });
    // Broken by the first event after 1000 ms.
    const [flip, ...more] = flipsUntil(run, 1200);
    expect(flip).toMatchObject({ invariant: "All Up", holds: false });
    expect(flip?.timeMs).toBe(1010);
    expect(more).toEqual([]);
    const { findings } = act(run, { type: "restart", node: "n2" });
    expect(findings.flips).toContainEqual({ invariant: "All Up", holds: true });
  });

  it("gets its bound anew after every intervention", () => {
    const run = startedRun({ timers: { round: [100, 100] } });
    act(run, { type: "crash", node: "n2" });
    stepsUntilMs(run, 900);
    act(run, { type: "cut", links: [["n1", "n3"]] });
    expect(flipsUntil(run, 1900)).toEqual([]);
    expect(flipsUntil(run, 2100)).toMatchObject([{ holds: false }]);
  });

  it("gets its bound anew after it held", () => {
    const run = startedRun({ timers: { round: [100, 100] } });
    stepsUntilMs(run, 5000);
    act(run, { type: "crash", node: "n2" });
    expect(flipsUntil(run, 5900)).toEqual([]);
    expect(flipsUntil(run, 6200)).toMatchObject([{ holds: false }]);
  });

  it("is broken at once when nothing is left to happen that could mend it", () => {
    const run = startedRun({ ...QUIET, nodes: 2 });
    // The timers of n2 still run, but crash with it.
    expect(act(run, { type: "crash", node: "n1" }).findings.flips).toEqual([]);
    const { findings } = act(run, { type: "crash", node: "n2" });
    expect(findings.flips).toMatchObject([{ invariant: "All Up", holds: false }]);
  });

  it("counts from the beginning when it never held", () => {
    const never: Invariant<AnyTypes> = {
      ...{ type: "eventually", name: "Never", about: "", promised: () => true, withinMs: 250 },
      check: () => broken("never"),
    };
    const setup = setupOf({ timers: { round: [100, 100] } }, withInvariant(never));
    const flips = flipsUntil(new Simulator(setup, FULL), 1000);
    expect(flips).toMatchObject([{ invariant: "Never", holds: false, timeMs: 300 }]);
  });
});

describe("a moment", () => {
  it("is found at its step, with its sentence", () => {
    const run = startedRun({ ...QUIET, nodes: 2 });
    act(run, { type: "command", node: "n1", command: { type: "tell", text: "news" } });
    expect(run.step()?.findings.moments).toEqual([
      { name: "first rumour", sentence: { template: "{who:node} knows", facts: { who: "n2" } } },
    ]);
  });

  it("is not looked for, nor is any invariant, when nothing is checked", () => {
    const run = new Simulator(setupOf(), { record: true, check: false });
    for (let i = 0; i < 300; i++) {
      expect(run.step()?.findings).toEqual({ moments: [], flips: [] });
    }
    expect(run.violated()).toEqual([]);
  });
});
