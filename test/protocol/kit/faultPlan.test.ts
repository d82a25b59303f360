import { describe, expect, it } from "vitest";
import { FAULT_KINDS, type FaultKind } from "../../../src/protocol/faults.js";
import { makeDraw } from "../../../src/protocol/kit/draw.js";
import {
  faultScript,
  healedMs,
  survivedFaults,
  usualPlan,
  type FaultPlan,
} from "../../../src/protocol/kit/faultPlan.js";
import { catalogue } from "../../../src/protocols/catalogue.js";
import { gossipProtocol } from "../../simulator/gossip.js";
import { watchersProtocol } from "../../simulator/watchers.js";

const KINDS: readonly FaultKind[] = [
  ...(["crash", "crashDuringStep", "isolate", "partition", "cut", "timeout", "clock"] as const),
];

const plan: FaultPlan = {
  ...{ nodes: ["n1", "n2", "n3"], untilMs: 1000, forMs: 300, faults: 20, kinds: KINDS },
  ...{ timers: ["election"], commands: 10, command: (n) => ({ type: "set", value: String(n) }) },
};

describe("A fault plan", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(faultScript(4, plan)).toEqual(faultScript(4, plan));
    expect(faultScript(4, plan)).not.toEqual(faultScript(5, plan));
  });

  it("is in order of time", () => {
    const times = faultScript(4, plan).map(({ timeMs }) => timeMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("ends with everything healed and every node restarted", () => {
    expect(faultScript(4, plan).slice(-4)).toEqual([
      { timeMs: 1300, does: { type: "heal" } },
      ...plan.nodes.map((node) => ({ timeMs: 1300, does: { type: "restart", node } })),
    ]);
  });

  it("ends each fault at most so long after it began", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const one = faultScript(seed, { ...plan, faults: 1, commands: 0, kinds: ["crash"] });
      const [crash, restart] = one;
      expect([crash?.does.type, restart?.does.type]).toEqual(["crash", "restart"]);
      expect((restart?.timeMs ?? 0) - (crash?.timeMs ?? 0)).toBeLessThanOrEqual(300);
      expect(crash?.timeMs).toBeLessThanOrEqual(1000);
    }
  });

  it("comes to every kind of fault and every node", () => {
    const lines = Array.from({ length: 20 }, (_, seed) => faultScript(seed, plan)).flat();
    const types = new Set(lines.map(({ does }) => does.type));
    for (const type of ["crash", "isolate", "partition", "cut", "restore", "timeout", "clock"]) {
      expect(types).toContain(type);
    }
    for (const node of plan.nodes) {
      expect(lines.some(({ does }) => does.type === "crash" && does.node === node)).toBe(true);
    }
  });

  it("comes to every kind of fault that there is, and ends those that last", () => {
    const whole = { ...plan, kinds: FAULT_KINDS, newKinds: ["server"], faults: 40 };
    const lines = Array.from({ length: 20 }, (_, seed) => faultScript(seed, whole)).flat();
    const told = new Set(lines.map(({ does }) => ("verb" in does ? does.verb : does.type)));
    expect([...told].sort()).toEqual([
      ...["clock", "command", "crash", "cut", "delay", "disk", "drop", "duplicate", "heal", "hold"],
      ...["isolate", "newNode", "partition", "releaseOldest", "removeNode", "restart", "restore"],
      "timeout",
    ]);
    const deeds = lines.map(({ does }) => does);
    expect(deeds).toContainEqual({ type: "restart", node: "n2", diskLost: true });
    expect(deeds).toContainEqual({ type: "disk", node: "n2", lagMs: 0 });
  });

  it("releases at its end every message that it may have held", () => {
    const holding: FaultPlan = { ...plan, kinds: ["hold"], faults: 3, commands: 0 };
    const end = faultScript(4, holding).filter(({ timeMs }) => timeMs === healedMs(holding));
    const releases = end.filter(({ does }) => does.type === "releaseOldest");
    expect(releases.length).toBeGreaterThanOrEqual(3);
  });

  it("draws for any protocol what it has: its timers, its commands, and what it survives", () => {
    for (const protocol of [...catalogue, gossipProtocol, watchersProtocol]) {
      const usual = usualPlan(protocol, ["n1", "n2", "n3"], { faults: 12, untilMs: 2000 });
      expect(usual.kinds).toEqual(survivedFaults(protocol));
      const deeds = faultScript(7, usual).map(({ does }) => does);
      for (const does of deeds) {
        if (does.type !== "command") continue;
        expect(Object.keys(protocol.commands)).toContain(does.command.type);
      }
      expect(deeds.filter(({ type }) => type === "command")).toHaveLength(24);
    }
    const chosen = usualPlan(gossipProtocol, ["n1"], {
      faults: 1,
      untilMs: 9,
      kinds: ["diskLost"],
    });
    expect(chosen.kinds).toEqual(["diskLost"]);
    expect(chosen.newKinds).toEqual(["gossip", "listener"]);
    expect(usualPlan(watchersProtocol, ["n1"], { faults: 1, untilMs: 9 }).newKinds).toEqual([
      "watcher",
    ]);
  });

  it("never partitions nobody or everybody, not even in a cluster of two", () => {
    for (const nodes of [["n1", "n2"], plan.nodes]) {
      for (let seed = 0; seed < 50; seed++) {
        for (const { does } of faultScript(seed, { ...plan, nodes, kinds: ["partition"] })) {
          if (does.type !== "partition") continue;
          const [group = []] = does.groups;
          expect(group.length).toBeGreaterThan(0);
          expect(group.length).toBeLessThan(nodes.length);
        }
      }
    }
  });

  it("draws integers evenly enough, from both ends of the range too", () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let seed = 0; seed < 100; seed++) {
      const draw = makeDraw(seed);
      for (let n = 0; n < 100; n++) {
        const drawn = draw(0, 9);
        counts[drawn] = (counts[drawn] ?? 0) + 1;
      }
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
