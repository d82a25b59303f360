/**
 * Why each rule exists, as the shipped scenarios tell it: a run that breaks a promise without the
 * rule and keeps all of them with it. The only difference between the two runs is the stage.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { describeBadInput } from "../../../src/base/result.js";
import { raft } from "../../../src/protocols/raft/raft.js";
import { parseScenario } from "../../../src/session/scenario/parser.js";
import { readClaims } from "../../../src/session/scenario/stages.js";
import { outcomeOf } from "../../session/scenarioKit.js";
import { repository } from "../../tidy/source.js";

const FOLDER = path.join(repository, "traces", "raft");
const SCENARIOS = fs
  .readdirSync(FOLDER)
  .filter((name) => name.endsWith(".scenario"))
  .map((name) => name.replace(/\.scenario$/, ""));
const STAGES = raft.stages.map(({ name }) => name);

interface Lesson {
  readonly stage: string;
  readonly scenario: string;
  /** Invariant → the sentence of its violation. */
  readonly breaks: { readonly [invariant: string]: string };
}

const LESSONS: readonly Lesson[] = [
  {
    stage: "without-durable-term",
    scenario: "forgotten-term",
    breaks: {
      "Leader Completeness":
        "Bilal leads term 2 without entry 1 (“set colour red” of term 1)," +
        " which Aroha committed in term 1.",
      "State Machine Safety":
        "At index 1 Aroha applied “set colour red” of term 1," +
        " but Bilal applied “set colour blue” of term 2.",
      "Acknowledged Writes Survive":
        "Aroha told a client in term 1 that “set colour red” was done (index 1)," +
        " but Bilal, leader of term 2, does not have it.",
    },
  },
  ...["without-durable-term", "without-durable-vote"].map((stage) => ({
    ...{ stage, scenario: "forgotten-vote" },
    breaks: { "Election Safety": "Aisha and Citlali were both elected leader of term 1." },
  })),
  {
    stage: "without-durable-vote",
    scenario: "two-leaders",
    breaks: {
      "Election Safety": "Ariadne and Cecília were both elected leader of term 2.",
      "Leader Append-Only": "Cecília, leader of term 2, changed entry 1 of its own log.",
    },
  },
  ...["without-durable-log", "without-election-restriction"].map((stage) => ({
    ...{ stage, scenario: "forgotten-log" },
    breaks: {
      "Leader Completeness":
        "Lupe leads term 2 without entry 1 (“set seat 12A” of term 1)," +
        " which Jarmila committed in term 1.",
      "Acknowledged Writes Survive":
        "Jarmila told a client in term 1 that “set seat 12A” was done (index 1)," +
        " but Lupe, leader of term 2, does not have it.",
    },
  })),
  {
    stage: "without-truncation",
    scenario: "conflicting-entries",
    breaks: {
      "Log Matching":
        "Tomasz and Uyen both have an entry of term 2 at index 2, but at index 1" +
        " Tomasz has “set price 10” of term 1 and Uyen has “set price 12” of term 2.",
      "State Machine Safety":
        "At index 1 Tomasz applied “set price 10” of term 1," +
        " but Uyen applied “set price 12” of term 2.",
    },
  },
  {
    stage: "without-election-restriction",
    scenario: "late-server",
    breaks: {
      "Leader Completeness":
        "Chidi leads term 2 without entry 1 (“set vault locked” of term 1)," +
        " which Anneke committed in term 1.",
      "Acknowledged Writes Survive":
        "Anneke told a client in term 1 that “set vault locked” was done (index 1)," +
        " but Chidi, leader of term 2, does not have it.",
    },
  },
  {
    stage: "without-current-term-rule",
    scenario: "figure-8",
    breaks: {
      "Leader Completeness":
        "Ewa leads term 5 without entry 2 (“set x 2” of term 2)," +
        " which Amina committed in term 4.",
    },
  },
];

function textOf(scenario: string): string {
  return fs.readFileSync(path.join(FOLDER, `${scenario}.scenario`), "utf8");
}

describe("A rule of Raft", () => {
  it.each(LESSONS)("keeps promises that are broken without it: $stage, $scenario", (lesson) => {
    const { stage, scenario, breaks } = lesson;
    const without = outcomeOf(textOf(scenario), { stage });
    const told = without.violations.map(({ invariant, sentence }) => [invariant, sentence]);
    expect(Object.fromEntries(told)).toEqual(breaks);
    const whole = outcomeOf(textOf(scenario), { stage: "raft" });
    expect([whole.failure, whole.violations]).toEqual([undefined, []]);
  });

  it("is behind every promise: each of them breaks in some lesson", () => {
    const broken = new Set(LESSONS.flatMap(({ breaks }) => Object.keys(breaks)));
    expect([...broken].sort()).toEqual(raft.invariants.map(({ name }) => name).sort());
  });

  it("has a lesson for each stage that lacks one", () => {
    expect([...new Set(LESSONS.map(({ stage }) => stage))].sort()).toEqual(
      STAGES.filter((stage) => stage !== "raft").sort(),
    );
  });
});

/** The stages at which the scenario says that it fails. */
function failingStages(scenario: string): readonly string[] {
  const parsed = parseScenario(textOf(scenario), scenario);
  if (!parsed.ok) throw new Error(parsed.problems.map(describeBadInput).join("\n"));
  const claims = readClaims(parsed.value.header.stages, STAGES);
  if (!claims.ok) throw new Error(claims.problems.map(describeBadInput).join("\n"));
  return STAGES.filter((stage) => claims.value.get(stage) === "fails");
}

describe("A scenario that fails without a rule", () => {
  const failing = SCENARIOS.flatMap((name) => failingStages(name).map((stage) => [name, stage]));

  it.each(failing)("names the invariant that is broken: %s %s", (name = "", stage = "") => {
    const { failure, violations } = outcomeOf(textOf(name), { stage });
    const broken = violations.map(({ invariant }) => invariant);
    expect(broken.some((invariant) => failure?.expected.includes(`"${invariant}"`))).toBe(true);
  });
});
