/** A scenario at the stages of its protocol. */
import { describe, expect, it } from "vitest";
import { describeBadInput } from "../../src/base/result.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { promisedStages } from "../../src/session/promises.js";
import { differencesOf } from "../../src/session/scenario/differences.js";
import { stageRanges } from "../../src/session/scenario/stageRanges.js";
import {
  isAsClaimed,
  openScenario,
  runAtStage,
  stagesOf,
  type OpenedScenario,
} from "../../src/session/scenario/stageRuns.js";

function opened(text: string): OpenedScenario {
  const scenario = openScenario(text, "x.scenario", findProtocol);
  if (scenario.ok) return scenario.value;
  throw new Error(scenario.problems.map(describeBadInput).join("\n"));
}

const HEAD = "protocol raft\nnodes Ana, Ben, Cleo\nseed 1\n";
const LED = `${HEAD}run until moment "leader elected"\n`;

describe("the stages that a scenario speaks of", () => {
  it("are its own and those of its stages line, in the protocol's order", () => {
    expect(stagesOf(opened(LED), "claimed")).toEqual(["raft"]);
    const claims = "stages passes without-truncation fails without-durable-vote\n";
    const scenario = opened(LED.replace("nodes", `${claims}nodes`));
    expect(scenario.ownStage).toBe("without-truncation");
    expect(stagesOf(scenario, "claimed")).toEqual(["without-durable-vote", "without-truncation"]);
    expect(stagesOf(scenario, "all")).toHaveLength(7);
  });

  it("are told as a stages line tells them", () => {
    const all = ["a", "b", "c", "d", "e"];
    expect(stageRanges(["a"], all)).toBe("a");
    expect(stageRanges(["e", "c", "b"], all)).toBe("b..c, e");
    expect(stageRanges(all, all)).toBe("a..e");
    expect(stageRanges([], all)).toBe("");
  });

  it("promise an invariant when their features do", () => {
    const { protocol } = opened(LED);
    const safety = protocol.invariants.find(({ name }) => name === "Election Safety");
    const promised = safety && promisedStages(protocol, safety);
    expect(promised).toContain("raft");
    expect(promised).not.toContain("without-durable-vote");
  });
});

describe("what is not as the scenario says", () => {
  it("is nothing where it says nothing, as long as it runs", () => {
    const scenario = opened(`${LED}expect Ana.role = leader\n`);
    const run = runAtStage(scenario, "without-truncation");
    expect(run).not.toHaveProperty("claim");
    expect(isAsClaimed(run)).toBe(true);
    expect(differencesOf(scenario, run)).toEqual([]);
  });

  it("is the expectation that failed where it claims to pass", () => {
    const scenario = opened(`${LED}expect Ana.role = leader\n`);
    const [difference] = differencesOf(scenario, runAtStage(scenario, "raft"));
    expect(difference).toMatchObject({
      ...{ source: "x.scenario", line: 5, column: 1 },
      ...{ expected: "Ana.role = leader", found: "Ana.role is follower" },
    });
  });

  it("is its claim where it claims to fail and does not", () => {
    const scenario = opened(`stages fails raft\n${LED}`);
    expect(differencesOf(scenario, runAtStage(scenario, "raft")).map(describeBadInput)).toEqual([
      "x.scenario:1: expected to fail at stage raft, but every expectation is met",
    ]);
  });

  it("is whatever does not apply at its own stage", () => {
    const scenario = opened(`${LED}restart Ana\n`);
    expect(differencesOf(scenario, runAtStage(scenario, "raft")).map(describeBadInput)).toEqual([
      "x.scenario:5:1: restart does not apply: Ana is already up",
    ]);
  });
});
