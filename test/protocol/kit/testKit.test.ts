/**
 * The test kit must find what is broken: here Raft at stages that lack a rule, in the real
 * simulator.
 */
import { describe, expect, it } from "vitest";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import { faultScript } from "../../../src/protocol/kit/faultPlan.js";
import {
  crashAtEveryEvent,
  crashPairs,
  describeFailure,
  seedSweep,
  type CrashOptions,
  type Failure,
  type Lab,
  type Script,
} from "../../../src/protocol/kit/testKit.js";
import { raft } from "../../../src/protocols/raft/raft.js";
import type { Checkpoint } from "../../../src/simulator/simulator.js";
import { simulatorLab, watching } from "./lab.js";

const labAt = (stage: string) => simulatorLab(anyProtocol(raft), { stage, nodes: 3 });

const set = (n: number) => ({ type: "set", key: "x", value: String(n) });

/** A write every 25 ms, at one server after the other. */
const writes: Script = Array.from({ length: 20 }, (_, n) => ({
  timeMs: 200 + n * 25,
  does: { type: "command", node: `n${(n % 3) + 1}`, command: set(n) },
}));

const crashes: CrashOptions = {
  ...{ seed: 1, from: 30, to: 60, every: 10, downMs: 120, thenMs: 1500, script: writes },
};

/**
 * Does to a fresh run what was done to the one that failed; the invariants that flip at the
 * failure's event.
 */
function repeat(lab: Lab<Checkpoint>, { seed, at, done }: Failure): readonly string[] {
  const run = lab.start(seed);
  let flips: readonly string[] = [];
  const rest = [...done];
  while (run.at < at) {
    const act = rest[0]?.after === run.at ? rest.shift() : undefined;
    const result = act === undefined ? undefined : run.intervene(act.does, act.timeMs);
    const step = result === undefined ? run.step() : result.ok ? result.value : undefined;
    if (step === undefined) throw new Error(`stuck after event ${run.at}`);
    flips = step.findings.flips.map(({ invariant }) => invariant);
  }
  return flips;
}

describe("A seed sweep", () => {
  const faults = { faults: 12, kinds: ["crash", "isolate", "partition"] } as const;
  const plan = { nodes: ["n1", "n2", "n3"], untilMs: 4000, forMs: 1500, ...faults };
  const script = (seed: number) => faultScript(seed, { ...plan, commands: 40, command: set });
  const options = { seeds: [1, 30], untilMs: 7000, script } as const;

  it("reports each run that breaks a promise, with all that is needed to see it again", () => {
    const broken = watching(labAt("without-election-restriction"), "Leader Completeness");
    const { runs, failures } = seedSweep(broken, options);
    expect(runs).toBe(30);
    expect(failures.length).toBeGreaterThan(2);
    for (const failure of failures) {
      expect(failure.promise).toBe("Leader Completeness");
      expect(failure.sentence).toMatch(/^n\d leads term \d+ without entry \d+ /);
      expect(repeat(broken, failure)).toContain("Leader Completeness");
    }
  });

  it("reports no violation of what the stage does not promise", () => {
    expect(seedSweep(labAt("without-election-restriction"), options).failures).toEqual([]);
  });

  it("does the same again for the same seeds", () => {
    const broken = watching(labAt("without-truncation"), "State Machine Safety");
    expect(seedSweep(broken, options)).toEqual(seedSweep(broken, options));
  });

  it("reports what a check at the end finds wrong", () => {
    const atEnd = () => "the moon is up";
    const { failures } = seedSweep(labAt("raft"), { seeds: [5, 5], untilMs: 400, atEnd });
    expect(failures).toMatchObject([
      { seed: 5, promise: "at the end", sentence: "the moon is up", done: [] },
    ]);
    expect(failures.map(describeFailure).join()).toMatch(
      /^seed 5, event \d+ \(\d+ ms\): at the end: the moon is up \[undisturbed\]$/,
    );
  });

  it("leaves out the lines of a script that do not apply", () => {
    const again = { timeMs: 50, does: { type: "crash", node: "n2" } } as const;
    const twice = { seeds: [1, 1], untilMs: 300, script: () => [again, again] } as const;
    const { failures } = seedSweep(labAt("raft"), { ...twice, atEnd: () => "stop" });
    expect(failures[0]?.done).toEqual([{ ...again, after: 3 }]);
  });
});

describe("Crashes at every event", () => {
  it("are one run for each event and node, each crashed there and restarted later", () => {
    const { runs, failures } = crashAtEveryEvent(labAt("raft"), {
      ...crashes,
      atEnd: () => "stop",
    });
    expect(runs).toBe(4 * 3);
    const acts = failures.map(({ done }) =>
      done.filter(({ does }) => does.type === "crash" || does.type === "restart"),
    );
    expect(acts.map(([crash]) => crash?.after)).toEqual(
      [30, 40, 50, 60].flatMap((after) => [after, after, after]),
    );
    for (const [crash, restart, ...more] of acts) {
      expect(more).toEqual([]);
      expect(restart?.does).toMatchObject({ type: "restart" });
      expect(restart?.timeMs).toBe((crash?.timeMs ?? 0) + 120);
    }
  });

  it("can come in the middle of a step", () => {
    const options = { ...crashes, afterEffects: [0, 2], atEnd: () => "stop" };
    const { runs, failures } = crashAtEveryEvent(labAt("raft"), options);
    expect(runs).toBe(4 * 3 * 2);
    const restarts = failures.map(({ done }) => done.filter(({ does }) => does.type === "restart"));
    expect(restarts.every(({ length }) => length === 1)).toBe(true);
  });

  it("refuse to start from a run that breaks a promise by itself", () => {
    const isolated: Script = [
      { timeMs: 1, does: { type: "partition", groups: [["n1", "n2"]] } },
      { timeMs: 2, does: { type: "timeout", node: "n1", timer: "election" } },
      { timeMs: 60, does: { type: "command", node: "n1", command: set(1) } },
      { timeMs: 140, does: { type: "crash", node: "n1" } },
      { timeMs: 141, does: { type: "heal" } },
      { timeMs: 142, does: { type: "timeout", node: "n3", timer: "election" } },
      { timeMs: 240, does: { type: "timeout", node: "n3", timer: "election" } },
    ];
    const broken = watching(labAt("without-election-restriction"), "Leader Completeness");
    const options = { ...crashes, from: 300, to: 400, script: isolated };
    expect(() => crashAtEveryEvent(broken, options)).toThrow("must keep its promises");
  });
});

describe("Crashes in pairs", () => {
  it("find that two servers of three lose an entry when logs are not durable", () => {
    const broken = watching(labAt("without-durable-log"), "Leader Completeness");
    expect(crashAtEveryEvent(broken, crashes).failures).toEqual([]);
    const { failures } = crashPairs(broken, { ...crashes, within: 20 });
    expect(failures.length).toBeGreaterThan(10);
    for (const failure of failures.slice(0, 5)) {
      expect(repeat(broken, failure)).toContain("Leader Completeness");
    }
  });

  it("are of two different nodes, at the same instant or up to so many events later", () => {
    const options = { ...crashes, from: 40, to: 40, within: 3, atEnd: () => "stop" };
    const { runs, failures } = crashPairs(labAt("raft"), options);
    expect(runs).toBe(3 * 4 * 2);
    for (const { done } of failures) {
      const [first, second] = done.filter(({ does }) => does.type === "crash");
      expect(first?.after).toBe(40);
      // The first crash is an event as well, and writes may come between.
      expect(second?.after).toBeGreaterThanOrEqual(41);
      expect(second?.after).toBeLessThanOrEqual(44);
      expect(first?.does).not.toEqual(second?.does);
    }
  });
});
