import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { matricesOf, matrixMarkdown } from "../../../src/cli/matrixTable.js";
import { runFiles } from "../../../src/cli/scenarioFiles.js";
import { repository } from "../../tidy/source.js";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import { featuresAt } from "./helpers.js";

const PAGE = fs.readFileSync(path.join(repository, "docs/mutex-server.md"), "utf8");
const SCENARIOS = fs
  .readdirSync(path.join(repository, "traces/mutex-server"))
  .filter((name) => name.endsWith(".scenario"))
  .sort()
  .map((name) => `traces/mutex-server/${name}`);

describe("docs/mutex-server.md", () => {
  it("speaks of every scenario, by its title and with its stages line", () => {
    const told = [...PAGE.matchAll(/\[([^\]]*)\]\(\.\.\/(traces\/[^)]*)\): ([^|·\n]*[^|·\n ])/g)];
    const expected = SCENARIOS.map((name) => {
      const text = fs.readFileSync(path.join(repository, name), "utf8");
      return [/^# (.*)$/m.exec(text)?.[1], name, /^stages (.*)$/m.exec(text)?.[1]].join(" | ");
    });
    const parts = told.map(([, title, name, stages]) => [title, name, stages].join(" | "));
    expect(parts.sort()).toEqual(expected.sort());
  });

  it("has a row for every stage and every promise", () => {
    const rows = [...PAGE.matchAll(/^\| [`*]([^`*]*)[`*] \|/gm)].map(([, name]) => name);
    const stages = mutexServer.stages.map(({ name }) => name);
    const promised = mutexServer.invariants.filter((one) => one.promised(featuresAt("fencing")));
    expect(rows).toEqual([...stages, ...promised.map(({ name }) => name)]);
  });

  it("shows the matrix that the scenarios make now, each as its stages line says", () => {
    const silent = { out: () => undefined, err: () => undefined, progress: () => undefined };
    const files = SCENARIOS.map((name) => path.join(repository, name));
    const matrices = matricesOf(runFiles(files, { stages: "all" }, silent));
    const [table, ...more] = matrices.map(matrixMarkdown);
    expect(more).toEqual([]);
    expect(table).not.toMatch(/[✓✗–]~?!/);
    expect(PAGE.slice(PAGE.indexOf("Stages: ")).trim()).toBe(table);
  });
});
