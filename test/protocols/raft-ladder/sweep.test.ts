/**
 * Whole runs of the ladder in the real simulator, at every stage, under the faults that it says it
 * survives: what a stage promises must hold all along.
 */
import { describe, expect, it } from "vitest";
import type { World } from "../../../src/protocol/invariant.js";
import { makeDraw } from "../../../src/protocol/kit/draw.js";
import { faultScript } from "../../../src/protocol/kit/faultPlan.js";
import {
  crashAtEveryEvent,
  crashPairs,
  describeFailure,
  seedSweep,
  type CrashOptions,
  type Script,
  type SweepResult,
} from "../../../src/protocol/kit/testKit.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import type { AnyTypes } from "../../../src/protocol/types.js";
import { raftLadder } from "../../../src/protocols/raft-ladder/raftLadder.js";
import type { LadderState } from "../../../src/protocols/raft-ladder/types.js";
import type { NetworkSettings } from "../../../src/trace/network.js";
import { simulatorLab, watching } from "../../protocol/kit/lab.js";

const STAGES = raftLadder.stages.map(({ name }) => name);
const SAFETY = ["Write Kept", "Election Safety", "Acknowledged Writes Survive", "Log Matching"];
const FAULTS = [
  ...(["crash", "crashDuringStep", "isolate", "partition", "cut", "timeout", "clock"] as const),
];

/** Until the prefix check, links must keep the order. */
function ladderLab(stage: string, nodes: number, network: Partial<NetworkSettings> = {}) {
  const fifo = Number(stage) < 21;
  return simulatorLab(anyProtocol(raftLadder), { stage, nodes, network: { fifo, ...network } });
}

const order = (n: number) => ({ type: "write", text: `order ${n}` });

function storm(nodes: readonly string[]): (seed: number) => Script {
  const timers = ["no-leader-ack", "election", "replication"];
  const faults = { faults: 14, untilMs: 90_000, forMs: 25_000, kinds: FAULTS, timers };
  return (seed) => faultScript(seed, { nodes, ...faults, commands: 40, command: order });
}

function expectNoFailure({ failures }: SweepResult): void {
  expect(failures.slice(0, 1).map(describeFailure)).toEqual([]);
}

describe("Every stage of the ladder under random faults", () => {
  it.each(STAGES)("keeps what it promises: stage %s", (stage) => {
    for (const size of [3, 4, 5]) {
      const lab = ladderLab(stage, size);
      const options = { untilMs: 200_000, script: storm(lab.nodes) };
      expectNoFailure(seedSweep(lab, { ...options, seeds: [1, 25] }));
    }
  });

  /** Whether a few storms break a promise there. */
  const breaks = (promise: string, stage: string) => {
    const lab = watching(ladderLab(stage, 3), promise);
    const options = { seeds: [1, 12], untilMs: 200_000, script: storm(lab.nodes) } as const;
    return seedSweep(lab, options).failures.length > 0;
  };

  it.each([
    ["Service", ["0", "1", "2", "4", "5", "6", "7"]],
    ["Write Kept", ["1"]],
    ["Log Agreement", ["3", "7", "8"]],
    ["Catch-Up", ["4", "5", "20"]],
    ["One Leader", ["3", "7", "8"]],
    ["Progress of Elections", ["4", "5", "6", "9", "10", "11", "12"]],
    ["Acknowledged Writes Survive", ["1", "7", "14", "15"]],
    ["Lean Log Requests", ["6", "19"]],
    ["Log Matching", ["20"]],
  ])("breaks what no stage has mended yet: %s at %j", (promise, stages) => {
    expect(stages.filter((stage) => breaks(promise, stage))).toEqual(stages);
  });
});

describe("Votes that a crash forgets", () => {
  /** Slow messages and like patience: elections collide. */
  const hasty = {
    network: { fifo: true, latencyMsMax: 400 },
    timers: { "no-leader-ack": [4000, 4300], election: [3000, 3200] },
  } as const;
  const script = (nodes: readonly string[]) => (seed: number) => {
    const faults = { faults: 100, untilMs: 60_000, forMs: 1000, timers: ["no-leader-ack"] };
    const kinds = ["crash", "timeout"] as const;
    return faultScript(seed, { nodes, ...faults, kinds, commands: 0, command: order });
  };

  it.each([true, false])(
    "break Election Safety up to stage 23: durableVote is %s",
    (durableVote) => {
      const unsafe = STAGES.slice(11).filter((stage) => {
        const wish = { stage, nodes: 3, features: { durableVote }, ...hasty };
        const lab = watching(simulatorLab(anyProtocol(raftLadder), wish), "Election Safety");
        const options = { seeds: [1, 30], untilMs: 70_000, script: script(lab.nodes) } as const;
        return seedSweep(lab, options).failures.length > 0;
      });
      expect(unsafe).toEqual(durableVote ? [] : STAGES.slice(11, 24));
    },
  );
});

describe("Any mixture of the ladder's rules, with disks that get lost and lies", () => {
  const names = Object.keys(raftLadder.features);
  /** A mixture for each number, every rule on in about half of them. */
  const mixture = (n: number) => {
    const draw = makeDraw(n);
    return Object.fromEntries(names.map((name) => [name, draw(0, 1) === 1]));
  };
  const lie = (n: number, nodes: readonly string[]): Script => {
    const [from = "", to = ""] = nodes;
    const suffix = [{ command: `lie ${n}`, term: n }];
    const bodies = [
      { type: "logRequest", term: n, prefixLength: n - 2, prefixTerm: 0, suffix, commitLength: 9 },
      { type: "logRequest", log: suffix },
      { type: "logResponse", term: n, success: n % 2 === 0, ack: n * 3 },
      { type: "voteRequest", term: n * 2 },
      { type: "voteResponse", granted: true },
    ];
    const times = bodies.map((body, i) => ({ body, timeMs: n * 7000 + i * 900 }));
    return times.map(({ body, timeMs }) => ({ timeMs, does: { type: "forge", from, to, body } }));
  };

  it("may break promises, but never the program", () => {
    let events = 0;
    for (let n = 1; n <= 200; n++) {
      const lab = { ...ladderMix(mixture(n)), promised: [] };
      const script = (seed: number): Script =>
        [
          ...storm(lab.nodes)(seed).map(withoutDisk),
          ...lie(1, lab.nodes),
          ...lie(4, lab.nodes),
        ].sort((a, b) => a.timeMs - b.timeMs);
      events += seedSweep(lab, { seeds: [n, n], untilMs: 120_000, script }).events;
    }
    expect(events).toBeGreaterThan(20_000);
  });
});

function ladderMix(features: { readonly [name: string]: boolean }) {
  const network = { dropPerMille: 50, duplicatePerMille: 50, latencyMsMax: 900 };
  return simulatorLab(anyProtocol(raftLadder), { nodes: 3, features, network });
}

function withoutDisk({ timeMs, does }: Script[number]): Script[number] {
  return { timeMs, does: does.type === "restart" ? { ...does, diskLost: true } : does };
}

describe("The last stage of the ladder", () => {
  it.each([3, 5, 7])("is safe on a network that loses, doubles and reorders: %i nodes", (size) => {
    const rough = {
      dropPerMille: 100,
      duplicatePerMille: 100,
      latencyMsMin: 0,
      latencyMsMax: 2500,
    };
    const lab = watching(ladderLab("24", size, rough), ...SAFETY);
    const swept = seedSweep(lab, { seeds: [1, 100], untilMs: 150_000, script: storm(lab.nodes) });
    expectNoFailure(swept);
    expect(swept.events).toBeGreaterThan(30_000);
  });

  it("recovers when all faults are over: one leader, one log, and writes are committed", () => {
    const { nodes } = ladderLab("24", 5);
    const script = (seed: number): Script => [...storm(nodes)(seed), ...orders(nodes, 160_000)];
    const options = { seeds: [101, 160], untilMs: 200_000, script, atEnd: isWell } as const;
    expectNoFailure(seedSweep(ladderLab("24", 5), options));
  });
});

/** A write at each node, a second apart. */
function orders(nodes: readonly string[], fromMs: number): Script {
  return nodes.map((node, n) => ({
    timeMs: fromMs + n * 1000,
    does: { type: "command", node, command: order(n) },
  }));
}

function isWell(world: World<AnyTypes>): string | undefined {
  const states = world.nodes.map(({ state }) => state as unknown as LadderState);
  const leaders = states.filter(({ role }) => role === "leader");
  const [leader] = leaders;
  if (leader === undefined || leaders.length > 1) return `${leaders.length} nodes lead`;
  const { log, commitLength } = leader;
  if (commitLength < log.length) return `${commitLength} of ${log.length} entries are committed`;
  const different = states.filter((state) => state.log.length !== log.length);
  return different.length === 0 ? undefined : `${different.length} nodes lack entries`;
}

/** Elections that collide, a leader that is cut off and comes back, and writes all along. */
function contended(nodes: readonly string[]): Script {
  const writes: Script = Array.from({ length: 24 }, (_, n) => ({
    timeMs: 9000 + n * 1700,
    does: { type: "command", node: nodes[n % nodes.length] ?? "", command: order(n) },
  }));
  const faults: Script = [
    { timeMs: 12_000, does: { type: "timeout", node: nodes[1] ?? "", timer: "no-leader-ack" } },
    { timeMs: 12_005, does: { type: "timeout", node: nodes[2] ?? "", timer: "no-leader-ack" } },
    { timeMs: 21_000, does: { type: "isolate", node: nodes[1] ?? "" } },
    { timeMs: 33_000, does: { type: "heal" } },
  ];
  const script = [...writes, ...faults, ...orders(nodes, 120_000)];
  return script.sort((a, b) => a.timeMs - b.timeMs);
}

describe("A crash at every event", () => {
  const options = (nodes: readonly string[], more: Partial<CrashOptions>): CrashOptions => ({
    ...{ seed: 7, from: 0, to: 200, downMs: 5000, thenMs: 90_000 },
    ...{ script: contended(nodes), ...more },
  });

  it.each(STAGES)("breaks no promise of stage %s", (stage) => {
    const lab = ladderLab(stage, 3);
    expectNoFailure(crashAtEveryEvent(lab, options(lab.nodes, { every: 3 })));
  });

  it.each([3, 5])("leaves the last stage whole with %i nodes, which recover", (size) => {
    const lab = ladderLab("24", size);
    const more = { thenMs: 150_000, atEnd: isWell };
    const swept = crashAtEveryEvent(lab, options(lab.nodes, more));
    expectNoFailure(swept);
    expect(swept.runs).toBeGreaterThan(size * 150);
  });

  it("leaves it whole if nodes crash after any of the effects of a step", () => {
    const lab = ladderLab("24", 3);
    const crashes = { afterEffects: [0, 1, 2, 3, 4], every: 3, thenMs: 150_000, atEnd: isWell };
    expectNoFailure(crashAtEveryEvent(lab, options(lab.nodes, crashes)));
  });

  it.each(["8", "14", "18", "21", "24"])(
    "breaks no promise of stage %s if two nodes crash, at once or within twenty events",
    (stage) => {
      const lab = ladderLab(stage, 3);
      const pairs = { every: 23, within: 20, thenMs: 90_000 };
      const swept = crashPairs(lab, { ...options(lab.nodes, pairs), within: 20 });
      expectNoFailure(swept);
      expect(swept.runs).toBeGreaterThan(300);
    },
  );
});
