/**
 * Whole runs of Raft in the real simulator, under the faults that it says it survives, with all
 * promised invariants evaluated after every event; and at the end, when everything is healed,
 * progress.
 */
import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../../src/protocol/faults.js";
import {
  faultScript,
  healedMs,
  survivedFaults,
  type FaultPlan,
} from "../../../src/protocol/kit/faultPlan.js";
import type { World } from "../../../src/protocol/invariant.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import {
  crashAtEveryEvent,
  crashPairs,
  describeFailure,
  seedSweep,
  type CrashOptions,
  type Script,
  type SweepResult,
} from "../../../src/protocol/kit/testKit.js";
import type { AnyTypes } from "../../../src/protocol/types.js";
import { raft } from "../../../src/protocols/raft/raft.js";
import { termAt } from "../../../src/protocols/raft/log.js";
import type { RaftState } from "../../../src/protocols/raft/types.js";
import { simulatorLab } from "../../protocol/kit/lab.js";

const ROUGH = { dropPerMille: 50, duplicatePerMille: 50, latencyMsMin: 5, latencyMsMax: 60 };
const SURVIVED = survivedFaults(anyProtocol(raft));
const CRASHES: readonly FaultKind[] = ["crash", "crashDuringStep"];

const lab = (nodes: number, network: Partial<typeof ROUGH> = ROUGH) =>
  simulatorLab(anyProtocol(raft), { nodes, network });

const write = (n: number) => ({ type: "set", key: `k${n % 3}`, value: String(n) });

/** Sixteen faults of all kinds that Raft survives, in five seconds, among forty writes. */
function planFor(nodes: readonly string[], differs: Partial<FaultPlan> = {}): FaultPlan {
  const faults = { faults: 16, kinds: SURVIVED, timers: ["election", "heartbeat"] };
  const plan = { nodes, untilMs: 5000, forMs: 1500, ...faults };
  return { ...plan, commands: 40, command: write, ...differs };
}

function expectNoFailure({ failures }: SweepResult): void {
  expect(failures.slice(0, 1).map(describeFailure)).toEqual([]);
}

/**
 * A write at every server, again and again: whoever leads takes one. Without it entries of old
 * terms just wait.
 */
function probes(nodes: readonly string[], fromMs: number, toMs: number): Script {
  const times = Array.from({ length: (toMs - fromMs) / 400 }, (_, n) => fromMs + n * 400);
  return times.flatMap((timeMs, n) =>
    nodes.map((node) => ({ timeMs, does: { type: "command", node, command: write(n) } as const })),
  );
}

/**
 * What Raft says of progress (§5.6): a leader that commits, and all servers follow, the last write
 * excepted.
 */
function goesOn(world: World<AnyTypes>): string | undefined {
  const states = world.nodes.map(({ state }) => state as unknown as RaftState);
  const term = Math.max(...states.map(({ currentTerm }) => currentTerm));
  const leader = states.find((state) => state.role === "leader" && state.currentTerm === term);
  if (leader === undefined) return `nobody leads the last term, ${term}`;
  if (termAt(leader.log, leader.commitIndex) !== term) return `nothing committed in term ${term}`;
  const behind = states.map(({ lastApplied }) => leader.lastApplied - lastApplied);
  return Math.max(...behind) <= 1
    ? undefined
    : `servers are behind by ${behind.join(", ")} entries`;
}

describe("Raft under random faults", () => {
  it.each([3, 4, 5, 6, 7])("keeps all its promises with %i servers, and recovers", (servers) => {
    const plan = planFor(lab(servers).nodes);
    const script = (seed: number) => faultScript(seed, plan);
    const swept = seedSweep(lab(servers), { seeds: [1, 200], untilMs: 9500, script });
    expectNoFailure(swept);
    expect(swept.events).toBeGreaterThan(80_000);
    // On a network without loss, 3 s after the last fault all is well again.
    const healed = { healedMs: healedMs(plan), untilMs: 9500, atEnd: goesOn };
    const goingOn = (seed: number) => [...script(seed), ...probes(plan.nodes, 6600, 9600)];
    expectNoFailure(seedSweep(lab(servers, {}), { seeds: [201, 300], script: goingOn, ...healed }));
  });

  it("keeps its safety even if no message arrives in order or in time", () => {
    const slow = { latencyMsMin: 0, latencyMsMax: 900, dropPerMille: 100, duplicatePerMille: 200 };
    const plan = planFor(lab(5).nodes, { untilMs: 6000, forMs: 2000, faults: 12 });
    const script = (seed: number) => faultScript(seed, plan);
    expectNoFailure(seedSweep(lab(5, slow), { seeds: [1, 100], untilMs: 10_000, script }));
  });

  it("keeps it with slow disks, too, as long as the power stays on", () => {
    const kinds = SURVIVED.filter((kind) => !CRASHES.includes(kind));
    const plan = planFor(lab(5).nodes, { kinds: [...kinds, "slowDisk"], faults: 20 });
    const script = (seed: number) => faultScript(seed, plan);
    expectNoFailure(seedSweep(lab(5), { seeds: [1, 60], untilMs: 7000, script }));
  });

  it("breaks promises when disks lose what was confirmed", () => {
    const kinds: readonly FaultKind[] = ["crash", "slowDisk", "isolate", "timeout"];
    const plan = planFor(lab(3).nodes, { kinds, faults: 60, forMs: 500 });
    const script = (seed: number) => faultScript(seed, plan);
    const { failures } = seedSweep(lab(3, {}), { seeds: [1, 60], untilMs: 7000, script });
    expect(failures.map(({ promise }) => promise)).toContain("Election Safety");
  });
});

describe("Raft without any of its rules, and with disks that get lost", () => {
  const names = Object.keys(raft.features);
  const combinations = Array.from({ length: 2 ** names.length }, (_, bits) =>
    Object.fromEntries(names.map((name, i) => [name, (bits & (1 << i)) !== 0])),
  );

  it("breaks promises, but never the program", () => {
    let events = 0;
    for (const features of combinations) {
      const anyLab = simulatorLab(anyProtocol(raft), { nodes: 3, features, network: ROUGH });
      const faults = { faults: 25, kinds: [...SURVIVED, "diskLost", "slowDisk"] as const };
      const plan = planFor(anyLab.nodes, { untilMs: 4000, forMs: 500, ...faults, commands: 80 });
      const script = (seed: number) => faultScript(seed, plan);
      const unwatched = { ...anyLab, promised: [] };
      events += seedSweep(unwatched, { seeds: [1, 8], untilMs: 5000, script }).events;
    }
    expect(events).toBeGreaterThan(100_000);
  });
});

describe("A stage of Raft that lacks a rule", () => {
  it.each(raft.stages.map(({ name }) => name))("still keeps what it promises: %s", (stage) => {
    const stageLab = simulatorLab(anyProtocol(raft), { stage, nodes: 5, network: ROUGH });
    const plan = planFor(stageLab.nodes, { forMs: 1000, faults: 20, commands: 60 });
    const script = (seed: number) => faultScript(seed, plan);
    expectNoFailure(seedSweep(stageLab, { seeds: [301, 400], untilMs: 7000, script }));
    const calm = simulatorLab(anyProtocol(raft), { stage, nodes: 3 });
    const crashes = { seed: 5, from: 0, to: 300, every: 15, within: 12, downMs: 60, thenMs: 1200 };
    expectNoFailure(crashPairs(calm, { ...crashes, script: contended(calm.nodes) }));
  });
});

/**
 * Elections that collide, a leader that is cut off and comes back, and writes at every server all
 * along.
 */
function contended(nodes: readonly string[]): Script {
  const writes = Array.from({ length: 24 }, (_, n) => ({
    timeMs: 180 + n * 20,
    does: { type: "command", node: nodes[n % nodes.length] ?? "", command: write(n) } as const,
  }));
  const faults: Script = [
    { timeMs: 300, does: { type: "timeout", node: nodes[1] ?? "", timer: "election" } },
    { timeMs: 420, does: { type: "isolate", node: nodes[0] ?? "" } },
    { timeMs: 900, does: { type: "heal" } },
  ];
  const script = [...writes, ...faults, ...probes(nodes, 1000, 9000)];
  return script.sort((a, b) => a.timeMs - b.timeMs);
}

describe("Raft with a crash at every event", () => {
  const options = (servers: number, more: Partial<CrashOptions>): CrashOptions => ({
    ...{ seed: 3, from: 0, to: 400, downMs: 120, thenMs: 2500, atEnd: goesOn },
    script: contended(lab(servers).nodes),
    ...more,
  });

  it.each([3, 5])("keeps all its promises with %i servers, and recovers", (servers) => {
    const swept = crashAtEveryEvent(lab(servers, {}), options(servers, {}));
    expectNoFailure(swept);
    // All servers after each of the events 0 … 400, except those that have not started yet.
    expect(swept.runs).toBe(servers * 401 - (servers * (servers + 1)) / 2);
  });

  it("keeps them if servers crash after any of the effects of a step", () => {
    const crashes = { afterEffects: [0, 1, 2, 3, 4], every: 3 };
    expectNoFailure(crashAtEveryEvent(lab(3, {}), options(3, crashes)));
  });

  it.each([
    [3, 4],
    [5, 7],
  ])(
    "keeps them if two of %i servers crash, at once or within twenty events",
    (servers, every) => {
      const pairs = { to: 300, every, within: 20, thenMs: 2000 };
      const swept = crashPairs(lab(servers, {}), { ...options(servers, pairs), within: 20 });
      expectNoFailure(swept);
      expect(swept.runs).toBeGreaterThan(9000);
    },
    120_000, // many runs, on a machine that may be busy
  );
});
