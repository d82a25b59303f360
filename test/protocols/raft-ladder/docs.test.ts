import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { matricesOf, matrixMarkdown } from "../../../src/cli/matrixTable.js";
import { runFiles } from "../../../src/cli/scenarioFiles.js";
import { repository } from "../../tidy/source.js";

const PAGE = fs.readFileSync(path.join(repository, "docs/raft-ladder.md"), "utf8");
const SCENARIOS = fs
  .readdirSync(path.join(repository, "traces/raft-ladder"))
  .filter((name) => name.endsWith(".scenario"))
  .sort()
  .map((name) => `traces/raft-ladder/${name}`);

describe("docs/raft-ladder.md", () => {
  it("speaks of every scenario, by its title and with its stages line", () => {
    const told = [...PAGE.matchAll(/\[([^\]]*)\]\(\.\.\/(traces\/[^)]*)\): ([^|·]*[^|· ])/g)];
    const expected = SCENARIOS.map((name) => {
      const text = fs.readFileSync(path.join(repository, name), "utf8");
      const title = /^# (.*)$/m.exec(text)?.[1];
      return [title, name, /^stages (.*)$/m.exec(text)?.[1]];
    });
    const inOrder = told.map(([, ...parts]) => parts).sort(byFile);
    expect(inOrder).toEqual(expected);
  });

  it("shows the matrix that the scenarios make now, each as its stages line says", () => {
    const silent = { out: () => undefined, err: () => undefined, progress: () => undefined };
    const files = SCENARIOS.map((name) => path.join(repository, name));
    const matrices = matricesOf(runFiles(files, { stages: "all" }, silent));
    const [table, ...more] = matrices.map(matrixMarkdown);
    expect(more).toEqual([]);
    expect(table).not.toMatch(/[✓✗–]~?!/);
    expect(PAGE.slice(PAGE.indexOf("| scenario | 0 |")).trim()).toBe(table);
  });
});

function byFile([, a = ""]: readonly string[], [, b = ""]: readonly string[]): number {
  return a < b ? -1 : 1;
}
