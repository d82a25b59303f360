/**
 * `npm run bench:pictures`: the time from a trace to its picture in the page, here and with
 * Mermaid, which gets the same run as the text that we export for it. Nothing is asserted.
 */

import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";
import { afterAll, test } from "vitest";
import { ensure } from "../../../src/base/assert.js";
import { median } from "../../bench/table.js";
import { raftRun } from "../../render/runs.js";
import * as h from "../harness.js";
import type { PictureBench, Timing } from "./page.js";

/** Messages, and how often each picture is made. */
const CASES = [
  { messages: 100, runs: 5 },
  { messages: 1000, runs: 5 },
  { messages: 4000, runs: 5 },
];
const NODES = 5;

afterAll(h.closeBrowser);

test("pictures", { timeout: 600_000 }, async () => {
  const rows: string[][] = [];
  for (const { messages, runs } of CASES) rows.push(...(await measure(messages, runs)));
  const head = ["messages", "picture", "median ms", "times ours", "bytes"];
  print([head, ...rows]);
});

async function measure(messages: number, runs: number): Promise<string[][]> {
  const page = await (await h.browser()).newPage();
  await page.setContent("<div id='host'></div>");
  const script = path.join(h.repository, "test/e2e/node_modules/mermaid/dist/mermaid.min.js");
  await page.addScriptTag({ path: script });
  await page.addScriptTag({ content: await pageBundle() });
  const lines = await linesWith(messages);
  const font = [...fs.readFileSync(path.join(h.repository, "media/fonts/Inter-Regular.woff2"))];
  const timings = await page.evaluate(runInPage, { lines, font, runs });
  await page.close();
  const ours = ensure(timings[0], "ours is measured first");
  return timings.map((timing) => rowOf(messages, timing, ours));
}

/** Runs in the page. */
async function runInPage(given: { lines: string; font: number[]; runs: number }) {
  const { lockstepBench } = globalThis as unknown as {
    readonly lockstepBench: {
      pictureBench(lines: string, font: readonly number[]): Promise<PictureBench>;
    };
  };
  const bench = await lockstepBench.pictureBench(given.lines, given.font);
  return [
    { picture: "lockstep", ...(await bench.ours(given.runs)) },
    { picture: "mermaid", ...(await bench.mermaid(given.runs, false)) },
    { picture: "mermaid, arrows alone", ...(await bench.mermaid(given.runs, true)) },
  ];
}

async function pageBundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, "page.ts")],
    ...{ bundle: true, format: "iife", globalName: "lockstepBench", write: false },
    ...{ target: "es2022", minify: true, logLevel: "error" },
  });
  return ensure(outputFiles[0], "the bundle is one file").text;
}

/** The file of a Raft run up to the event that sends the last of so many messages. */
async function linesWith(messages: number): Promise<string> {
  const long = await raftRun(messages * 2, { nodes: NODES });
  const last = ensure(long.message("b1", messages), "the run is long enough");
  const lines: string[] = [];
  await raftRun(last.sentAt, { nodes: NODES }, {}, lines);
  return lines.join("");
}

type NamedTiming = Timing & { readonly picture: string };

function rowOf(messages: number, { picture, ms, bytes }: NamedTiming, ours: Timing): string[] {
  const middle = median(ms);
  const times = (middle / median(ours.ms)).toFixed(1);
  return [String(messages), picture, middle.toFixed(1), times, String(bytes)];
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 1 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
  console.log(rows.map((row) => line(row).join("  ")).join("\n"));
}
