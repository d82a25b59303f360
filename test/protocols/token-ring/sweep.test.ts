/**
 * Whole runs in the real simulator, at every stage, under crashes: what a stage promises must hold
 * all along.
 */
import { describe, expect, it } from "vitest";
import type { World } from "../../../src/protocol/invariant.js";
import { faultScript } from "../../../src/protocol/kit/faultPlan.js";
import {
  crashAtEveryEvent,
  describeFailure,
  seedSweep,
  type CrashOptions,
  type Script,
  type SweepResult,
} from "../../../src/protocol/kit/testKit.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import type { AnyTypes } from "../../../src/protocol/types.js";
import type { PeerState } from "../../../src/protocols/token-ring/types.js";
import { tokenRing } from "../../../src/protocols/token-ring/tokenRing.js";
import { simulatorLab, watching } from "../../protocol/kit/lab.js";

const STAGES = tokenRing.stages.map(({ name }) => name);

function ringLab(stage: string, peers = 4) {
  return simulatorLab(anyProtocol(tokenRing), { stage, nodes: { peer: peers } });
}

const enter = { type: "enter" };
const STORM_MS = 6000;
const HEALED_MS = 6500;

/** Crashes among the wishes of many peers. */
function storm(nodes: readonly string[], faults = 16): (seed: number) => Script {
  const kinds = ["crash", "crashDuringStep"] as const;
  const plan = { faults, untilMs: STORM_MS, forMs: HEALED_MS - STORM_MS, kinds };
  return (seed) => faultScript(seed, { nodes, ...plan, commands: 50, command: () => enter });
}

function expectNoFailure({ failures }: SweepResult): void {
  expect(failures.slice(0, 1).map(describeFailure)).toEqual([]);
}

describe("Every stage under crashes", () => {
  it.each(STAGES)("keeps what it promises: %s", (stage) => {
    for (const peers of [1, 2, 4, 6]) {
      const lab = ringLab(stage, peers);
      const script = storm(lab.nodes);
      const options = { untilMs: 11_000, healedMs: HEALED_MS, script };
      expectNoFailure(seedSweep(lab, { ...options, seeds: [1, 15] }));
    }
  });

  it("ends with everybody in the ring and at rest at the last stage", () => {
    const lab = ringLab("rejoining", 5);
    const script = storm(lab.nodes);
    const options = { untilMs: 12_000, healedMs: HEALED_MS, script, atEnd: isQuiet };
    expectNoFailure(seedSweep(lab, { ...options, seeds: [101, 130] }));
  });

  /** The stages at which some of the storms break a promise. */
  const breaksAt = (promise: string) =>
    STAGES.filter((stage) => {
      const lab = watching(ringLab(stage), promise);
      const script = storm(lab.nodes, 6);
      const options = { seeds: [1, 30], untilMs: 11_000, healedMs: HEALED_MS, script } as const;
      return seedSweep(lab, options).failures.length > 0;
    });

  it.each([
    ["Mutual Exclusion", ["query"]],
    ["One Token", ["query"]],
    ["Every Request Granted", ["ring", "closing", "resending"]],
    ["Copies Equal", ["ring", "closing"]],
    ["Edits Build on All Earlier", ["query"]],
  ])("breaks what no stage has mended yet: %s at %j", (promise, stages) => {
    expect(breaksAt(promise)).toEqual(stages);
  });
});

/** All are in the ring and at rest, unless at some time none of the ring was left. */
function isQuiet(world: World<AnyTypes>): string | undefined {
  const peers = world.nodes.map(({ id, state }) => ({ id, ...(state as unknown as PeerState) }));
  if (peers.every(({ isIn }) => !isIn)) return undefined;
  const busy = peers.find(({ isIn, mutex, inbox }) => !isIn || mutex !== "released" || inbox[0]);
  return busy && `${busy.id} is not at rest`;
}

/** Everybody wants to enter again and again. */
function contended(nodes: readonly string[]): Script {
  return Array.from({ length: 24 }, (_, n) => ({
    timeMs: 100 + n * 70,
    does: { type: "command", node: nodes[n % nodes.length] ?? "", command: enter },
  }));
}

/** Long runs, sampled; crashes.test.ts has every crash of short ones. */
describe("A crash along a long run", () => {
  const options = (nodes: readonly string[], more: Partial<CrashOptions>): CrashOptions => ({
    ...{ seed: 7, from: 0, to: 160, downMs: 120, thenMs: 4000 },
    ...{ script: contended(nodes), ...more },
  });

  it.each(STAGES)("of any peer breaks no promise of %s", (stage) => {
    const lab = ringLab(stage);
    const swept = crashAtEveryEvent(lab, options(lab.nodes, { every: 2 }));
    expectNoFailure(swept);
    expect(swept.runs).toBeGreaterThan(300);
  });

  it("leaves everybody in the ring and at rest in the end", () => {
    const lab = ringLab("rejoining");
    const crashes = { afterEffects: [0, 1, 2], every: 4, downMs: 0, atEnd: isQuiet };
    expectNoFailure(crashAtEveryEvent(lab, options(lab.nodes, crashes)));
  });
});
