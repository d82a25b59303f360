import * as fs from "node:fs";
import { describe, expect, it } from "vitest";
import {
  copyName,
  readScenario,
  scenarioWords,
  showings,
} from "../../src/vscode/gallery/examples.js";
import type { OpenedScenario } from "../../src/session/scenario/stageRuns.js";

describe("the gallery", () => {
  it("says of a scenario what it is, where it fails and passes, and what to watch", () => {
    expect(scenarioWords(shipped("raft-ladder/10-old-leader-returns"))).toEqual({
      group: expect.stringContaining("Raft") as string,
      title: "An old leader comes back",
      outcome: expect.stringMatching(/^✗ .*11 {2}✓ 12\.\.24$/) as string,
      about: "Michel is cut off, Amina is elected.",
    });
  });

  it("offers the last stage that fails, the next that passes, and both", () => {
    const offered = showings(shipped("raft-ladder/10-old-leader-returns"));
    expect(offered.map(({ stages }) => stages)).toEqual([["11"], ["12"], ["11", "12"]]);
    expect(offered[1]?.about).toMatch(/leader/);
  });

  it("offers a scenario's own stage when no rule makes the difference", () => {
    const offered = showings(shipped("raft/split-vote"));
    expect(offered.map(({ stages }) => stages)).toEqual([["raft"]]);
  });

  it("has a name for each run of a scenario with other content", () => {
    const file = "10-old-leader-returns.scenario";
    expect(copyName(file, "12")).toBe("10-old-leader-returns-stage-12.trace.jsonl");
    const besides = [copyName(file, "11", "12"), copyName(file, "12", "11")];
    expect(besides[0]).toBe("10-old-leader-returns-stage-11-beside-12.trace.jsonl");
    expect(new Set([...besides, copyName(file, "11"), copyName(file, "12")]).size).toBe(4);
  });

  it("leaves out what is no sound scenario", () => {
    expect(readScenario("protocol nonsense", "x.scenario")).toBeUndefined();
  });
});

function shipped(name: string): OpenedScenario {
  const text = fs.readFileSync(`traces/${name}.scenario`, "utf8");
  const opened = readScenario(text, `${name}.scenario`);
  if (opened === undefined) throw new Error(`${name} is not sound`);
  return opened;
}
