import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { matricesOf, matrixMarkdown } from "../../../src/cli/matrixTable.js";
import { runFiles } from "../../../src/cli/scenarioFiles.js";
import { repository } from "../../tidy/source.js";

export interface EngineDocs {
  readonly engine: string;
  /** Scenarios that stand elsewhere than in the engine's folder, first in the matrix. */
  readonly first?: readonly string[];
  /** Whether every link to a scenario is followed by its `stages` line. */
  readonly tellsStages: boolean;
  /** How the matrix begins; all that follows it is the matrix. */
  readonly matrixFrom: string;
}

function pageOf(engine: string): string {
  return fs.readFileSync(path.join(repository, "docs", `${engine}.md`), "utf8");
}

/** Holds an engine's page to its scenarios: all of them are told of, as they run now. */
export function describeDocs({ engine, first = [], tellsStages, matrixFrom }: EngineDocs): void {
  const page = pageOf(engine);
  const folder = `traces/${engine}`;
  const inFolder = fs.readdirSync(path.join(repository, folder)).sort();
  const scenarios = [
    ...first,
    ...inFolder.filter((name) => name.endsWith(".scenario")).map((name) => `${folder}/${name}`),
  ];

  describe(`docs/${engine}.md`, () => {
    it("speaks of every scenario, by its title", () => {
      const told = [...page.matchAll(/\[([^\]]*)\]\(\.\.\/(traces\/[^)]*)\)/g)];
      const expected = scenarios.map((file) => [titleOf(file), file].join(" | "));
      expect(told.map(([, title, file]) => [title, file].join(" | ")).sort()).toEqual(
        expected.sort(),
      );
    });

    it.runIf(tellsStages)("tells with every scenario where it fails and passes", () => {
      const told = [...page.matchAll(/\]\(\.\.\/(traces\/[^)]*)\): ([^|·\n]*[^|·\n ])/g)];
      const expected = scenarios.map((file) => [file, stagesOf(file)].join(" | "));
      expect(told.map(([, file, stages]) => [file, stages].join(" | ")).sort()).toEqual(
        expected.sort(),
      );
    });

    it("shows the matrix that the scenarios make now, each as its stages line says", () => {
      const silent = { out: () => undefined, err: () => undefined, progress: () => undefined };
      const files = scenarios.map((file) => path.join(repository, file));
      const matrices = matricesOf(runFiles(files, { stages: "all" }, silent));
      const [table, ...more] = matrices.map(matrixMarkdown);
      expect(more).toEqual([]);
      expect(table).not.toMatch(/[✓✗–]~?!/);
      expect(page.slice(page.indexOf(matrixFrom)).trim()).toBe(table);
    });
  });
}

/** Holds the tables of a page to the engine: a row for every stage, one for every invariant. */
export function describeRows({
  name,
  stages,
  invariants,
}: {
  readonly name: string;
  readonly stages: readonly { readonly name: string }[];
  readonly invariants: readonly { readonly name: string }[];
}): void {
  it(`docs/${name}.md has a row for every stage and every invariant`, () => {
    const rows = [...pageOf(name).matchAll(/^\| [`*]([^`*]*)[`*] \|/gm)].map(([, row]) => row);
    expect(rows).toEqual([...stages, ...invariants].map((one) => one.name));
  });
}

function titleOf(file: string): string | undefined {
  return /^# (.*)$/m.exec(textOf(file))?.[1];
}

function stagesOf(file: string): string | undefined {
  return /^stages (.*)$/m.exec(textOf(file))?.[1];
}

function textOf(file: string): string {
  return fs.readFileSync(path.join(repository, file), "utf8");
}
