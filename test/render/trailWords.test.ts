import { beforeAll, describe, expect, it } from "vitest";
import { exportTrace, type ExportOptions } from "../../src/render/export.js";
import { trailLines } from "../../src/render/trailWords.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { raftRun, ringRun } from "./runs.js";

/** Ben dies with the token, which Cleo asks for; her query makes another one. */
let trace: RecordedTrace;
beforeAll(async () => {
  const enter = (node: string) => ({ type: "command", node, command: { type: "enter" } }) as const;
  const wish = { seed: 5 };
  const first = { 6: [enter("n3")], 20: [enter("n2")] };
  const [held] = (await ringRun(60, wish, first))
    .holdings("b1", 20, 60)
    .filter(({ node }) => node === "n2");
  const has = held?.from ?? 0;
  const dies = [{ type: "crash", node: "n2" }, enter("n3")] as const;
  const asks = [{ type: "timeout", node: "n3", timer: "patience" }] as const;
  trace = await ringRun(120, wish, { ...first, [has]: dies, [has + 8]: asks });
});

const linesOf = (from: number, to: number) => trailLines(trace, "b1", { from, to });

function exported(
  format: "text" | "mermaid",
  more: Partial<ExportOptions> = {},
): readonly string[] {
  const result = exportTrace(trace, { format, name: "A run", ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value.split("\n").map((line) => line.trim());
}

describe("what travels, in words", () => {
  it("is told for each thing: who holds it from when to when, and where it is lost", () => {
    const lines = linesOf(1, 120);
    expect(lines).toHaveLength(2);
    const stay = String.raw`(Ana|Ben|Cleo|Dan) from \d+ ms (to|until it is lost at) \d+ ms`;
    expect(lines[0]).toMatch(new RegExp(`^token 1 \\(g1\\): ${stay}(, ${stay})*$`));
    expect(lines[0]).toMatch(/Ben from \d+ ms until it is lost at \d+ ms$/);
    expect(lines[1]).toMatch(/^token 2 \(g2\): Cleo from \d+ ms/);
  });

  it("tells of a part what is seen there", () => {
    const [stay] = trace.holdings("b1", 1, 120).filter(({ number }) => number === 2);
    const from = stay?.from ?? 0;
    expect(linesOf(from, from)[0]).toMatch(/^token 2 \(g2\): Cleo from \d+ ms on$/);
    expect(linesOf(from + 1, from + 1)[0]).toMatch(
      /^token 2 \(g2\): Cleo from before this part to \d+ ms$/,
    );
  });

  it("stands under a transcript", () => {
    expect(exported("text").filter((line) => line.startsWith("token "))).toEqual(linesOf(1, 120));
  });

  it("is nothing where nothing travels", async () => {
    expect(trailLines(await raftRun(30), "b1", { from: 1, to: 30 })).toEqual([]);
  });
});

describe("the bars of a Mermaid text", () => {
  it("begin and end with what a node holds, in any part of the run", () => {
    for (const [from, to] of [
      [1, 120],
      [1, 40],
      [30, 33],
      [35, 120],
    ] as const) {
      const open = new Map<string, number>();
      let bars = 0;
      for (const line of exported("mermaid", { from, to })) {
        const [, does, node = ""] = /^(activate|deactivate) (\w+)$/.exec(line) ?? [];
        if (does === undefined) continue;
        bars += does === "activate" ? 1 : 0;
        open.set(node, (open.get(node) ?? 0) + (does === "activate" ? 1 : -1));
        expect(open.get(node)).toBeGreaterThanOrEqual(0);
      }
      expect([...open.values()].every((count) => count === 0)).toBe(true);
      const shown = trace
        .holdings("b1", from, to)
        .filter((stay) => Math.min(to, stay.to ?? to) > Math.max(from - 1, stay.from));
      expect(bars).toBe(shown.length);
    }
  });
});
