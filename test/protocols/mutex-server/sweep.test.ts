/**
 * Whole runs in the real simulator, at every stage, under crashes of every kind of node: what a
 * stage promises must hold all along.
 */
import { describe, expect, it } from "vitest";
import type { World } from "../../../src/protocol/invariant.js";
import { faultScript, usualPlan } from "../../../src/protocol/kit/faultPlan.js";
import {
  crashAtEveryEvent,
  describeFailure,
  planSweep,
  seedSweep,
  type CrashOptions,
  type Script,
  type SweepResult,
} from "../../../src/protocol/kit/testKit.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import type { AnyTypes } from "../../../src/protocol/types.js";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import type { ClientState, ServerState } from "../../../src/protocols/mutex-server/types.js";
import type { NetworkSettings } from "../../../src/trace/network.js";
import { simulatorLab, watching } from "../../protocol/kit/lab.js";

const STAGES = mutexServer.stages.map(({ name }) => name);
const RECOVERING = STAGES.slice(2);

function mutexLab(stage: string, clients = 3, network: Partial<NetworkSettings> = {}) {
  return simulatorLab(anyProtocol(mutexServer), { stage, nodes: { client: clients }, network });
}

const enter = { type: "enter" };

/** When the crashes of a storm begin at the latest, and when all of it is over. */
const STORM_MS = 20_000;
const HEALED_MS = 20_900;

/** Crashes and doubled messages among the wishes of many clients. */
function storm(nodes: readonly string[]): (seed: number) => Script {
  const kinds = ["crash", "crashDuringStep", "duplicate", "duplicate"] as const;
  const plan = { faults: 60, untilMs: STORM_MS, forMs: HEALED_MS - STORM_MS, kinds };
  return (seed) => faultScript(seed, { nodes, ...plan, commands: 150, command: () => enter });
}

function expectNoFailure({ failures }: SweepResult): void {
  expect(failures.slice(0, 1).map(describeFailure)).toEqual([]);
}

describe("Every stage under crashes", () => {
  it.each(STAGES)("keeps what it promises: %s", (stage) => {
    for (const clients of [1, 3, 6]) {
      const lab = mutexLab(stage, clients);
      const options = { untilMs: 40_000, script: storm(lab.nodes) };
      const swept = seedSweep(lab, { ...options, seeds: [1, 25] });
      expectNoFailure(swept);
      expect(swept.events).toBeGreaterThan(4000);
    }
  });

  it.each(RECOVERING)("ends with nobody waiting, and the critical section free: %s", (stage) => {
    const lab = mutexLab(stage);
    const script = storm(lab.nodes);
    const options = { untilMs: 40_000, healedMs: HEALED_MS, script, atEnd: isQuiet };
    expectNoFailure(seedSweep(lab, { ...options, seeds: [101, 130] }));
  });

  /** The stages at which some of the storms break a promise. */
  const breaksAt = (promise: string) =>
    STAGES.filter((stage) => {
      const lab = watching(mutexLab(stage), promise);
      const options = { seeds: [1, 15], untilMs: 40_000, script: storm(lab.nodes) } as const;
      return seedSweep(lab, options).failures.length > 0;
    });

  it.each([
    ["Mutual Exclusion", ["coordinator", "dead-clients-freed", "stateless"]],
    ["No Lost Request", ["coordinator", "dead-clients-freed"]],
    ["No Grant to the Dead", ["coordinator"]],
    ["No Stale Access", ["coordinator", "dead-clients-freed"]],
  ])("breaks what no stage has mended yet: %s at %j", (promise, stages) => {
    expect(breaksAt(promise)).toEqual(stages);
  });
});

describe("On a network without any bound on time", () => {
  const slow = { latencyMsMin: 0, latencyMsMax: 1500 };
  const script = (nodes: readonly string[]) => (seed: number) => {
    const kinds = ["crash", "crashDuringStep", "duplicate", "delay", "hold"] as const;
    const plan = { faults: 120, untilMs: 60_000, forMs: 300, kinds };
    return faultScript(seed, { nodes, ...plan, commands: 200, command: () => enter });
  };
  const sweep = (stage: string, ...promises: readonly [string, ...string[]]) => {
    const lab = watching(mutexLab(stage, 4, slow), ...promises);
    return seedSweep(lab, { seeds: [1, 40], untilMs: 80_000, script: script(lab.nodes) });
  };

  it("the server that asks keeps mutual exclusion, and the one that waits a while does not", () => {
    expectNoFailure(sweep("saved-clients-and-epochs", "Mutual Exclusion"));
    for (const stage of ["saved-clients", "recovery-window", "fencing"]) {
      expect(sweep(stage, "Mutual Exclusion").failures.length).toBeGreaterThan(0);
    }
  });

  it("a resource that looks at numbers takes no late write, and one that does not does", () => {
    const promises = ["No Stale Access", "FIFO Grants", "No Grant to the Dead"] as const;
    expectNoFailure(sweep("fencing", ...promises));
    for (const stage of ["saved-clients", "recovery-window"]) {
      expect(sweep(stage, "No Stale Access").failures.length).toBeGreaterThan(0);
    }
  });
});

describe("The last stage", () => {
  it("survives what it says it survives, clients that come and go included", () => {
    const protocol = anyProtocol(mutexServer);
    const lab = mutexLab("fencing");
    const plan = usualPlan(protocol, lab.nodes, { faults: 40, untilMs: 15_000 });
    const swept = planSweep(lab, plan, { seeds: [1, 40], atEnd: isQuiet });
    expectNoFailure(swept);
    expect(swept.events).toBeGreaterThan(10_000);
  });
});

function isQuiet(world: World<AnyTypes>): string | undefined {
  const [server] = world.nodes.map(({ state }) => state as unknown as ServerState);
  if (server?.role !== "serving") return "the server does not serve";
  const { queue, holders } = server;
  const hasWork = queue.length > 0 || holders.length > 0;
  if (hasWork) return `${queue.length} wait, ${holders.join()} holds`;
  const clients = world.nodes.filter(({ kind }) => kind === "client");
  const busy = clients.find(({ state }) => {
    const { mutex, isConnected } = state as unknown as ClientState;
    return mutex !== "released" || !isConnected;
  });
  return busy && `${busy.id} is not at rest`;
}

/** Everybody wants to enter again and again. */
function contended(nodes: readonly string[]): Script {
  const clients = nodes.slice(1, -1);
  return Array.from({ length: 24 }, (_, n) => ({
    timeMs: 100 + n * 130,
    does: { type: "command", node: clients[n % clients.length] ?? "", command: enter },
  }));
}

/** Long runs; crashes.test.ts has every crash, and every two, of short ones. */
describe("A crash after every event of a long run", () => {
  const options = (nodes: readonly string[], more: Partial<CrashOptions>): CrashOptions => ({
    ...{ seed: 7, from: 0, to: 200, downMs: 200, thenMs: 4000 },
    ...{ script: contended(nodes), ...more },
  });

  it.each(STAGES)("of any node breaks no promise of %s", (stage) => {
    const lab = mutexLab(stage);
    for (const downMs of [0, 200]) {
      const swept = crashAtEveryEvent(lab, options(lab.nodes, { downMs }));
      expectNoFailure(swept);
      expect(swept.runs).toBeGreaterThan(600);
    }
  });

  it.each(RECOVERING)("leaves all at rest in the end: %s", (stage) => {
    const lab = mutexLab(stage);
    const crashes = { afterEffects: [0, 1, 2], every: 2, atEnd: isQuiet };
    expectNoFailure(crashAtEveryEvent(lab, options(lab.nodes, crashes)));
  });
});
