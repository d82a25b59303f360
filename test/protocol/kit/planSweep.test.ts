import { describe, expect, it } from "vitest";
import { broken, HOLDS, type Eventually } from "../../../src/protocol/invariant.js";
import { FAULT_KINDS } from "../../../src/protocol/faults.js";
import { usualPlan, type FaultPlan } from "../../../src/protocol/kit/faultPlan.js";
import { describeFailure, planSweep } from "../../../src/protocol/kit/testKit.js";
import type { AnyProtocol } from "../../../src/protocol/protocol.js";
import type { AnyTypes } from "../../../src/protocol/types.js";
import { gossipProtocol } from "../../simulator/gossip.js";
import { simulatorLab, watching } from "./lab.js";

/** Nodes are down for longer than `All Up` allows, again and again. */
const wish = { faults: 30, untilMs: 20_000, kinds: FAULT_KINDS } as const;
const seeds = [1, 20] as const;

/** The gossip engine with one more promise. */
function promising(invariant: Eventually<AnyTypes>): AnyProtocol {
  return { ...gossipProtocol, invariants: [...gossipProtocol.invariants, invariant] };
}

describe("A sweep of plans", () => {
  const lab = simulatorLab(gossipProtocol, { nodes: 4 });
  const plan: FaultPlan = {
    ...usualPlan(gossipProtocol, lab.nodes, wish),
    command: (n) => ({ type: "tell", text: `rumour ${n}` }),
  };

  it("does not judge what holds eventually before everything is healed; then it must hold", () => {
    const { runs, events, failures } = planSweep(watching(lab, "All Up"), plan, { seeds });
    expect(failures.slice(0, 1).map(describeFailure)).toEqual([]);
    expect(runs).toBe(20);
    expect(events).toBeGreaterThan(5000);
  });

  it("judges all else from the beginning", () => {
    const { failures } = planSweep(watching(lab, "Few Rumours"), plan, { seeds });
    expect(failures).toHaveLength(20);
    for (const { promise, timeMs } of failures) {
      expect(promise).toBe("Few Rumours");
      expect(timeMs).toBeLessThan(plan.untilMs);
    }
  });

  it("names the seed and the invariant that does not come true again, and how to see it", () => {
    const lost = promising({
      ...{ type: "eventually", name: "Nobody Forgets", about: "", withinMs: 700 },
      promised: () => true,
      check({ nodes }) {
        const restarted = nodes.filter(({ state }) => state?.rounds === 0).map(({ id }) => id);
        return restarted.length === 0 ? HOLDS : broken("{who:nodes} forgot", { who: restarted });
      },
    });
    const never = promising({
      ...{ type: "eventually", name: "Spring", about: "", withinMs: 700, promised: () => true },
      check: () => broken("it is winter"),
    });
    const see = (seed: number) => `lockstep simulate gossip --seed ${seed}`;
    const sweep = (protocol: AnyProtocol, name: string) =>
      planSweep(watching(simulatorLab(protocol, { nodes: 3 }), name), plan, { seeds: [4, 5], see });
    expect(sweep(lost, "Nobody Forgets").failures).toEqual([]);
    const { failures } = sweep(never, "Spring");
    expect(failures.map(({ seed, promise }) => [seed, promise])).toEqual([
      [4, "Spring"],
      [5, "Spring"],
    ]);
    const [told = ""] = failures.map(describeFailure);
    expect(told).toMatch(/^seed 4, event \d+ \(\d+ ms\): Spring: it is winter \[.*\]; /);
    expect(told.split("; ").at(-1)).toBe("to see it: lockstep simulate gossip --seed 4");
  });
});
