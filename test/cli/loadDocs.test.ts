import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { load, compareLoads, readLooks, showLoads } from "../../src/cli/load.js";
import { readLoadPlan } from "../../src/cli/loadOptions.js";
import { readArguments, valueOf } from "../../src/cli/options.js";
import type { Result } from "../../src/base/result.js";
import type { LoadComparison } from "../../src/session/load/comparison.js";
import { repository } from "../tidy/source.js";

const FILE = path.join(repository, "docs/mutual-exclusion.md");
const PAGE = fs.readFileSync(FILE, "utf8");
const font = () => fs.readFileSync(path.join(repository, "media/fonts/Inter-Regular.woff2"));

/** The commands in the page's comments, as their arguments. */
const COMMANDS = [...PAGE.matchAll(/^<!-- lockstep load (.*) -->$/gm)].map(([, text = ""]) => text);
const TABLES = COMMANDS.filter((command) => command.endsWith("--format markdown"));

/** Tables and charts of the same runs are made from one measurement. */
const measured = new Map<string, Promise<LoadComparison>>();

async function shown(command: string): Promise<{ text: string; file: string | undefined }> {
  const given = must(readArguments(load, wordsOf(command)));
  const plan = must(readLoadPlan(given));
  const key = command.replace(/ --format.*/, "");
  const known = measured.get(key) ?? compareLoads(plan, silent).then(must);
  measured.set(key, known);
  const text = showLoads(await known, must(readLooks(given)), font);
  return { text, file: valueOf(given, "output") };
}

const silent = { out: () => undefined, err: () => undefined, progress: () => undefined };

function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
}

function must<V>(result: Result<V>): V {
  if (!result.ok) throw new Error(result.problems.map(({ problem }) => problem).join("; "));
  return result.value;
}

describe("docs/mutual-exclusion.md", { timeout: 300_000 }, () => {
  it("shows the tables that its commands make now", async () => {
    const parts = PAGE.split(/(?<=^<!-- lockstep load .* --format markdown -->\n)/gm);
    const fresh: string[] = [];
    for (const part of parts) {
      const command = fresh.length === 0 ? undefined : TABLES[fresh.length - 1];
      const made = command === undefined ? "" : `\n${(await shown(command)).text}\n\n`;
      const end = command === undefined ? 0 : part.indexOf("<!-- end -->");
      expect(end).toBeGreaterThanOrEqual(0);
      fresh.push(`${made}${part.slice(end)}`);
    }
    expect(fresh).toHaveLength(TABLES.length + 1);
    await expect(fresh.join("")).toMatchFileSnapshot(FILE);
  });

  it("shows the charts that its commands make now, each for light and for dark pages", async () => {
    const charts = COMMANDS.filter((command) => !TABLES.includes(command));
    const files: string[] = [];
    for (const command of charts) {
      const { text, file = "" } = await shown(command);
      await expect(text).toMatchFileSnapshot(path.join(repository, file));
      files.push(file.replace("docs/", ""));
    }
    const used = [...PAGE.matchAll(/(?:src|srcset)="([^"]*)"/g)].map(([, file = ""]) => file);
    expect(used.sort()).toEqual(files.sort());
    expect(files.filter((file) => file.includes("dark"))).toHaveLength(charts.length / 2);
  });
});
