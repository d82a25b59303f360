import * as fs from "node:fs";
import * as path from "node:path";
import { expect, it } from "vitest";
import { COMMAND_WORDS, DIRECTIVES } from "../../src/session/scenario/syntax.js";
import { repository } from "../tidy/source.js";
import { outcomeOf } from "./scenarioKit.js";

const PAGE = fs.readFileSync(path.join(repository, "docs/scenario-language.md"), "utf8");

it("The example in docs/scenario-language.md runs as it says", () => {
  const example = /```\n(# An old leader[^`]*)```/.exec(PAGE)?.[1] ?? "";
  expect(example).toContain("expect eventually");
  const outcome = outcomeOf(example);
  expect(outcome.failure).toBeUndefined();
  expect(outcome.expectations).toHaveLength(2);
});

it("docs/scenario-language.md speaks of every word that opens a line", () => {
  const missing = [...DIRECTIVES, ...COMMAND_WORDS].filter(
    (word) => !new RegExp(`\`${word}[ \`]`).test(PAGE),
  );
  expect(missing).toEqual([]);
});
