import { beforeAll, describe, expect, it } from "vitest";
import {
  EXPORT_FORMATS,
  exportTrace,
  type ExportFormat,
  type ExportOptions,
} from "../../src/render/export.js";
import { THEMES, type ThemeName } from "../../src/render/theme.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { raftRun } from "./runs.js";
import { parseXml } from "./xml.js";
import { troubledRun } from "./spaceTime/troubledRun.js";

/** A ring is one moment: `ring/ring.test.ts`. */
const RUN_FORMATS = EXPORT_FORMATS.filter((format) => format !== "ring");
const FONT = new Uint8Array([1, 2, 3]);

let trace: RecordedTrace;
beforeAll(async () => {
  trace = await raftRun(40);
});

function exported(format: ExportFormat, options: Partial<ExportOptions> = {}): string {
  const result = exportTrace(trace, { format, name: "run.trace.jsonl", ...options });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe.each(RUN_FORMATS)("an export as %s", (format) => {
  it("holds the whole run, and less of it when less is asked for", () => {
    const whole = exported(format);
    expect(exported(format, { from: 1, to: 40 })).toBe(whole);
    expect(exported(format, { from: 10, to: 20 }).length).toBeLessThan(whole.length);
  });

  it("seen from the last cursor tells what the whole run tells", () => {
    const whole = exported(format);
    const seen = exported(format, { at: 40 });
    if (format === "text") expect(seen.startsWith(whole)).toBe(true);
    if (format === "mermaid" || format === "overview") expect(seen).toBe(whole);
    if (format === "svg") {
      const [bare, same] = [seen, whole].map((svg) =>
        svg.replace(/(title|desc\w*|window)-\w+/g, ""),
      );
      expect(bare?.replace(/<g class="cursor">.*<\/g>\n/, "")).toBe(same);
      expect(seen).toContain(`seen from here: event 40, ${trace.timeOf("b1", 40)} ms<`);
    }
  });

  it("seen from before the first event shows the nodes alone", () => {
    const seen = exported(format, { at: 0 });
    for (const name of ["Ana", "Ben", "Cleo"]) expect(seen).toContain(name);
    expect(seen).not.toContain("RequestVote");
  });

  it("is the same every time", () => {
    expect(exported(format)).toBe(exported(format));
  });
});

describe("an SVG", () => {
  it("has a row for each event, or heights by virtual time", () => {
    const [byOrder, byTime] = (["order", "time"] as const).map((axis) => exported("svg", { axis }));
    expect(byOrder).toBe(exported("svg"));
    expect(byTime).not.toBe(byOrder);
    for (const name of ["Ana", "Ben", "Cleo"]) expect(byTime).toContain(`>${name}<`);
  });

  it("points at names of its own, so that two of them can stand on one page", () => {
    const namesIn = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name);
    const [a = "", b = ""] = [10, 20].map((at) => exported("svg", { at }));
    expect(namesIn(a)).toHaveLength(3);
    for (const name of namesIn(a)) expect(namesIn(b)).not.toContain(name);
    const pointedAt = [...a.matchAll(/url\(#([^)]+)\)|aria-labelledby="(\S+) (\S+)"/g)];
    expect(
      pointedAt
        .flatMap((m) => m.slice(1))
        .filter(Boolean)
        .sort(),
    ).toEqual(namesIn(a).sort());
  });

  it("needs nothing from outside: no address, no variable, no foreign element", () => {
    for (const theme of Object.keys(THEMES) as ThemeName[]) {
      const svg = exported("svg", { theme, font: FONT, at: 30 });
      expect(svg).toContain('url("data:font/woff2;base64,AQID")');
      const rest = svg.replace("http://www.w3.org/2000/svg", "").replace("data:font", "");
      expect(rest).not.toMatch(/https?:|data:|var\(|@import|foreignObject|<script|href/);
    }
  });
});

describe("an overview", () => {
  it("takes one page, however long the run", async () => {
    const long = await raftRun(5000);
    for (const axis of ["order", "time"] as const) {
      const result = exportTrace(long, { format: "overview", name: "long", axis });
      if (!result.ok) throw new Error("a long run is drawn");
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(result.value) ?? [];
      expect([Number(width) < 1100, Number(height) < 1200]).toEqual([true, true]);
      expect(result.value.length).toBeLessThan(300_000);
      expect(result.value).toContain("leader elected");
      expect(result.value).toContain("messages: the stronger, the more");
    }
  });
});

describe("a run in which everything happens that can", () => {
  it("can be seen from any cursor, in every format", async () => {
    const troubled = await troubledRun();
    for (let at = 0; at <= 300; at += 23) {
      const from = Math.max(1, at - 60);
      for (const format of RUN_FORMATS) {
        const result = exportTrace(troubled, { format, name: "run", from, at, font: FONT });
        const text = result.ok ? result.value : JSON.stringify(result.problems);
        expect(text).toMatch(/^(<svg |%% Mermaid |A test\n)/);
        expect(text).not.toMatch(/undefined|NaN|\[object/);
        if (text.startsWith("<svg")) expect(parseXml(text).tag).toBe("svg");
      }
    }
  });
});

describe("a wrong wish", () => {
  const wrong: readonly (readonly [Partial<ExportOptions>, string, string])[] = [
    [{ branch: "b7" }, "branch", 'unknown branch "b7"; did you mean b1? Known: b1'],
    [{ from: 0 }, "from", "expected events from 1 to 40 in order, found 0 to 40"],
    [{ from: 20, to: 10 }, "to", "expected events from 1 to 40 in order, found 20 to 10"],
    [{ to: 41 }, "to", "expected events from 1 to 40 in order, found 1 to 41"],
    [{ from: 1.5 }, "from", "expected events from 1 to 40 in order, found 1.5 to 40"],
    [{ at: 41 }, "at", "expected an event from 0 to 40, found 41"],
    [{ at: -1 }, "at", "expected an event from 0 to 40, found -1"],
    [{ at: 10, to: 5 }, "to", "expected none beside at, which ends the run; found 5"],
    [{ at: 10, from: 11 }, "from", "expected events from 1 to 10 in order, found 11 to 10"],
    [{ at: 0, from: 2 }, "from", "expected no events, there are none, found 2 to 0"],
  ];

  it.each(wrong)("%j is refused, naming the option", (options, source, problem) => {
    const result = exportTrace(trace, { format: "text", name: "run", ...options });
    expect(result).toEqual({ ok: false, problems: [{ source, problem }] });
  });
});
