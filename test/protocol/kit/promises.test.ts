import { describe, expect, it } from "vitest";
import { Judge, livenessMs, promisesOf } from "../../../src/protocol/kit/promises.js";
import { gossipProtocol } from "../../simulator/gossip.js";

const promises = promisesOf(gossipProtocol, { polite: true });
const broken = (invariant: string) => ({
  invariant,
  holds: false,
  sentence: { template: "{n:node} is ill", facts: { n: "n2" } },
});

describe("The promises of an engine", () => {
  it("are those of its features; the longest bound decides how long it has to recover", () => {
    expect(promises.promised).toEqual(["Few Thanks", "All Up"]);
    expect(livenessMs(promises)).toBe(1001);
    expect(promisesOf(gossipProtocol, { polite: false }).promised).toContain("Few Rumours");
    expect(livenessMs({ promised: [], eventually: new Map() })).toBe(1);
  });

  it("are broken at once by what must always hold, disturbed or not", () => {
    for (const isDisturbed of [true, false]) {
      const judge = new Judge(promises);
      expect(judge.judge(broken("Few Thanks"), isDisturbed)).toEqual({
        ...{ promise: "Few Thanks", sentence: "n2 is ill" },
      });
      expect(judge.judge(broken("Few Rumours"), isDisturbed)).toBeUndefined();
    }
  });

  it("wait for what holds eventually until nothing disturbs the run any more", () => {
    const judge = new Judge(promises);
    expect(judge.judge(broken("All Up"), true)).toBeUndefined();
    expect(judge.late()).toEqual([{ promise: "All Up", sentence: "n2 is ill" }]);
    judge.judge({ invariant: "All Up", holds: true }, true);
    expect(judge.late()).toEqual([]);
    expect(judge.judge(broken("All Up"), false)).toMatchObject({ promise: "All Up" });
  });
});
