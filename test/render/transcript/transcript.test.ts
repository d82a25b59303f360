import { beforeAll, describe, expect, it } from "vitest";
import { cellsOf } from "../../../src/render/cells.js";
import { exportTrace, type ExportOptions } from "../../../src/render/export.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { hostileTrace } from "../hostile.js";
import { raftRun, shippedTrace } from "../runs.js";

let example: RecordedTrace;
beforeAll(async () => {
  example = await shippedTrace("raft-first-election");
});

function told(trace: RecordedTrace, options: Partial<ExportOptions> = {}): string {
  const result = exportTrace(trace, { format: "text", name: "A run", ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function widest(text: string): number {
  return Math.max(...text.split("\n").map(cellsOf));
}

describe("the transcript of the shipped trace", () => {
  it("is what it was", async () => {
    await expect(told(example)).toMatchFileSnapshot("../golden/first-election.txt");
  });

  it("seen from a cursor is what it was, with the state there", async () => {
    await expect(told(example, { at: 33 })).toMatchFileSnapshot("../golden/first-election-33.txt");
  });
});

describe("a transcript", () => {
  it.each([1, 2, 5, 7])("of %d nodes is no wider than a terminal's 100 cells", async (nodes) => {
    const network = { dropPerMille: 100, duplicatePerMille: 50 };
    const trace = await raftRun(120, { nodes, network });
    expect(widest(told(trace, { at: 120 }))).toBeLessThanOrEqual(100);
  });

  it("of hostile texts stays within its width and its lines, without controls", async () => {
    const trace = await hostileTrace();
    const text = told(trace, { at: trace.length("b1") });
    expect(widest(text)).toBeLessThanOrEqual(100);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("draws a lifeline for every node that is there, in every line of an event", async () => {
    const hands = { 20: [{ type: "crash", node: "n2" }] } as const;
    const text = told(await raftRun(40, {}, hands), { from: 10 });
    const lines = text.split("\n").filter((line) => /^ *\d+ +\d+ ms /.test(line));
    expect(lines.length).toBeGreaterThanOrEqual(31);
    for (const line of lines) expect(line.match(/[│┊├┤┼◆○×•]/gu)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain("┊");
  });
});
