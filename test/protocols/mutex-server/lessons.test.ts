/**
 * What each rule is for, as the shipped scenarios tell it: without the rule a promise is broken in
 * these words, with it the same story breaks none.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import { outcomeOf } from "../../session/scenarioKit.js";
import { repository } from "../../tidy/source.js";

interface Lesson {
  readonly scenario: string;
  /** The stage without the rule, and the next one that has it. */
  readonly without: string;
  readonly mended: string;
  /** Invariant → the sentence of its violation. */
  readonly breaks: { readonly [invariant: string]: string };
}

const BOTH_INSIDE = "are both in the critical section.";

const LESSONS: readonly Lesson[] = [
  {
    ...{ scenario: "client-dies-inside", without: "coordinator", mended: "dead-clients-freed" },
    breaks: { "No Lost Request": "Nam waits for Marta, which is down." },
  },
  {
    ...{ scenario: "client-dies-waiting", without: "coordinator", mended: "dead-clients-freed" },
    breaks: {
      "No Grant to the Dead": "The server grants to Nam, of whose death it has been told.",
      "No Lost Request": "Oba waits for Nam, which is down.",
    },
  },
  {
    ...{ scenario: "both-die", without: "dead-clients-freed", mended: "saved-clients" },
    breaks: { "No Lost Request": "Nam waits, but the server knows nothing of it." },
  },
  {
    ...{ scenario: "server-dies", without: "dead-clients-freed", mended: "saved-clients" },
    breaks: { "Mutual Exclusion": `Marta and Pia ${BOTH_INSIDE}` },
  },
  {
    scenario: "grant-from-before",
    ...{ without: "saved-clients", mended: "saved-clients-and-epochs" },
    breaks: { "Mutual Exclusion": `Marta and Nam ${BOTH_INSIDE}` },
  },
  {
    ...{ scenario: "server-remembers-nothing", without: "stateless", mended: "recovery-window" },
    breaks: { "Mutual Exclusion": `Marta and Nam ${BOTH_INSIDE}` },
  },
  {
    ...{ scenario: "write-of-the-dead", without: "recovery-window", mended: "fencing" },
    breaks: {
      "No Stale Access": "The resource takes a write of Marta after one of Nam, granted later.",
    },
  },
];

/** The broken promises of a shipped scenario at a stage, with their sentences. */
function broken(scenario: string, stage: string): { readonly [invariant: string]: string } {
  const file = path.join(repository, "traces/mutex-server", `${scenario}.scenario`);
  const { violations } = outcomeOf(fs.readFileSync(file, "utf8"), { stage });
  return Object.fromEntries(violations.map(({ invariant, sentence }) => [invariant, sentence]));
}

describe("A rule of the server", () => {
  it.each(LESSONS)("keeps a promise that is broken without it: $without, $scenario", (lesson) => {
    expect(broken(lesson.scenario, lesson.without)).toEqual(lesson.breaks);
    expect(broken(lesson.scenario, lesson.mended)).toEqual({});
  });

  it("is behind every promise but FIFO Grants, which the queue alone keeps", () => {
    const names = new Set(LESSONS.flatMap(({ breaks }) => Object.keys(breaks)));
    const all = mutexServer.invariants.map(({ name }) => name);
    expect(all.filter((name) => !names.has(name))).toEqual(["FIFO Grants"]);
  });

  it("has a lesson for every stage but those that only begin anew", () => {
    const taught = LESSONS.map(({ mended }) => mended);
    const stages = mutexServer.stages.map(({ name }) => name);
    const others = stages.filter((stage) => !taught.includes(stage));
    expect(others).toEqual(["coordinator", "stateless"]);
  });
});

describe("When the window is too short", () => {
  it("fencing keeps the late write out, though two clients are in the critical section", () => {
    const both = { "Mutual Exclusion": `Marta and Pia ${BOTH_INSIDE}` };
    const late = "The resource takes a write of Marta after one of Pia, granted later.";
    const without = broken("window-too-short", "recovery-window");
    expect(without).toEqual({ ...both, "No Stale Access": late });
    expect(broken("window-too-short", "fencing")).toEqual(both);
    expect(broken("window-too-short", "saved-clients-and-epochs")).toEqual({});
  });
});
