import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { matricesOf, matrixMarkdown } from "../../../src/cli/matrixTable.js";
import { runFiles } from "../../../src/cli/scenarioFiles.js";
import { repository } from "../../tidy/source.js";

const PAGE = fs.readFileSync(path.join(repository, "docs/raft.md"), "utf8");
const SCENARIOS = [
  "traces/raft-first-election.scenario",
  ...fs
    .readdirSync(path.join(repository, "traces/raft"))
    .filter((name) => name.endsWith(".scenario"))
    .sort()
    .map((name) => `traces/raft/${name}`),
];

describe("docs/raft.md", () => {
  it("speaks of every scenario", () => {
    const links = [...PAGE.matchAll(/\]\(\.\.\/(traces\/[^)]*)\)/g)].map(([, link]) => link);
    expect(links.sort()).toEqual([...SCENARIOS].sort());
  });

  it("shows the matrix that the scenarios make now", () => {
    const silent = { out: () => undefined, err: () => undefined, progress: () => undefined };
    const files = SCENARIOS.map((name) => path.join(repository, name));
    const matrices = matricesOf(runFiles(files, { stages: "all" }, silent));
    const [table, ...more] = matrices.map(matrixMarkdown);
    expect(more).toEqual([]);
    expect(PAGE.slice(PAGE.indexOf("Stages: ")).trim()).toBe(table);
  });
});
