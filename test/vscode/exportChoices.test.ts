import { beforeAll, describe, expect, it } from "vitest";
import type { TraceFile } from "../../src/trace/traceFile.js";
import { exportTrace } from "../../src/render/export.js";
import { openTrace } from "../../src/trace/reader.js";
import * as fs from "node:fs";
import {
  firstBeatChoices,
  kindChoices,
  lastBeatChoices,
  partChoices,
  themeChoices,
} from "../../src/vscode/exportChoices.js";
import { good } from "../simulator/runs.js";

let trace: TraceFile;

beforeAll(async () => {
  const bytes = fs.readFileSync("traces/raft-first-election.trace.jsonl");
  trace = good(await openTrace(bytes, { source: "a", pause: () => Promise.resolve() })).trace;
});

const at = (cursor: number) => ({ trace, position: { branch: "b1", cursor } });

describe("the format", () => {
  it("is a ring only where the nodes form one", () => {
    const values = (ofTrace: TraceFile) => {
      const standing = { ...at(3), trace: ofTrace };
      return kindChoices(standing, false).map(({ value }) => value.format);
    };
    expect(values(trace)).toEqual(["svg", "svg", "overview", "mermaid", "text"]);
    const ring = { kind: "server", members: "log" };
    const ringed = Object.create(trace, {
      header: { value: { ...trace.header, ring } },
    }) as TraceFile;
    expect(values(ringed)).toEqual(["svg", "svg", "overview", "mermaid", "text", "ring"]);
  });
});

describe("the part of a run that is exported", () => {
  it("is all, what is seen at the cursor, what lies between beats, or some events", () => {
    const values = partChoices(at(12)).map(({ value }) => value);
    expect(values).toEqual([{}, { at: 12 }, "beats", "range"]);
  });

  it("begins after a beat and ends at a later one, or with the run", () => {
    const length = trace.length("b1");
    for (const { value: from } of firstBeatChoices(at(0))) {
      const ends = lastBeatChoices(at(0), from).map(({ value }) => value);
      expect(ends.at(-1)).toBe(length);
      for (const to of ends) expect(to).toBeGreaterThanOrEqual(from);
    }
    expect(firstBeatChoices(at(0)).length).toBeGreaterThan(2);
  });
});

describe("what is exported", () => {
  it("begins with what the editor shows: the causes of the cursor's event, or none", () => {
    const values = (cursor: number, shows: boolean) =>
      kindChoices(at(cursor), shows).map(({ value }) => value);
    const [plain, caused] = [{ format: "svg" }, { format: "svg", causes: 12 }];
    expect(values(12, false).slice(0, 2)).toEqual([plain, caused]);
    expect(values(12, true).slice(0, 2)).toEqual([caused, plain]);
    expect(values(0, true).map(({ format }) => format)).toEqual([
      ...["svg", "overview", "mermaid", "text"],
    ]);
  });

  it("is a picture that marks the chain, whichever part is shown", () => {
    for (const part of [{}, { at: 12 }, { from: 3, to: 9 }, { from: 20, to: 24 }]) {
      const [caused] = kindChoices(at(12), true);
      const options = { name: "a", ...part };
      const marked = good(exportTrace(trace, { ...options, ...caused?.value, format: "svg" }));
      const plain = good(exportTrace(trace, { ...options, format: "svg" }));
      expect(marked).toMatch(/class="[^"]*relation/);
      expect(plain).not.toMatch(/class="[^"]*relation/);
    }
  });
});

describe("the colours", () => {
  it("are for print first, then as in the editor, each theme once", () => {
    const themes = themeChoices("dark").map(({ value }) => value);
    expect(themes.slice(0, 2)).toEqual(["print", "dark"]);
    expect(new Set(themes).size).toBe(5);
    expect(themes).toHaveLength(5);
  });
});
