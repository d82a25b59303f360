import { describe, expect, it } from "vitest";
import {
  faultScript,
  makeDraw,
  type FaultKind,
  type FaultPlan,
} from "../../../src/protocol/kit/faultPlan.js";

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
