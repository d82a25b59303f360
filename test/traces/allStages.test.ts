/** Every shipped scenario at every stage of its protocol, against its own `stages` line. */
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { describeBadInput } from "../../src/base/result.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { differencesOf } from "../../src/session/scenario/differences.js";
import {
  isAsClaimed,
  openScenario,
  runAtStage,
  stagesOf,
  type OpenedScenario,
  type StageRun,
} from "../../src/session/scenario/stageRuns.js";
import { repository } from "../tidy/source.js";

const FOLDER = path.join(repository, "traces");
const FILES = fs
  .readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".scenario"))
  .sort();

function opened(file: string): OpenedScenario {
  const text = fs.readFileSync(path.join(FOLDER, file), "utf8");
  const scenario = openScenario(text, `traces/${file}`, findProtocol);
  if (scenario.ok) return scenario.value;
  throw new Error(scenario.problems.map(describeBadInput).join("\n"));
}

/** What a person needs to mend the scenario, the engine or the claim. */
function difference(scenario: OpenedScenario, run: StageRun): string {
  const told = differencesOf(scenario, run).map(describeBadInput).join("; ");
  return `the scenario says that it ${run.claim ?? "runs"} at stage ${run.stage}: ${told}`;
}

describe("the shipped scenarios at all stages", () => {
  it("are there", () => {
    expect(FILES).toContain("raft-first-election.scenario");
  });

  it.each(FILES)("%s does what its stages line says", (file) => {
    const scenario = opened(file);
    const runs = stagesOf(scenario, "all").map((stage) => runAtStage(scenario, stage));
    const wrong = runs.filter((run) => !isAsClaimed(run));
    expect(wrong.map((run) => difference(scenario, run)).join("\n")).toBe("");
  });

  it.each(FILES)("%s tells its title", (file) => {
    expect(opened(file).scenario.title).toMatch(/\S/);
  });
});
