import { describe, expect, it } from "vitest";
import { findSchemaProblems } from "./checkLines.js";
import { makeLines } from "./makeTrace.js";

describe("the published schema", () => {
  it("fits every line that the writer writes", () => {
    for (const seed of [1, 2, 3]) {
      const lines = makeLines({ seed, events: 2000 }, { statesEvery: 100, hashEvery: 100 });
      expect(findSchemaProblems(lines)).toEqual([]);
      const kinds = new Set(lines.map((line) => (JSON.parse(line) as { kind: string }).kind));
      expect([...kinds].sort()).toEqual(["event", "hash", "header", "states", "value"]);
    }
  });

  it.each([
    ["an unknown kind", { kind: "surprise" }],
    [
      "a member that no record has",
      { kind: "hash", branch: "b1", after: 1, sha256: "0".repeat(64), x: 1 },
    ],
    [
      "an event without a number",
      { kind: "event", branch: "b1", timeMs: 0, event: "start", node: "n1" },
    ],
    [
      "an event with a member of another event",
      { kind: "event", branch: "b1", at: 1, timeMs: 0, event: "start", node: "n1", timer: "t" },
    ],
    [
      "time as a fraction",
      { kind: "event", branch: "b1", at: 1, timeMs: 0.5, event: "start", node: "n1" },
    ],
    ["a reference that is no id", { kind: "value", id: "v1", value: { $value: 3 } }],
    [
      "a link of three",
      { kind: "event", branch: "b1", at: 1, timeMs: 0, event: "restore", links: [["a", "b", "c"]] },
    ],
  ])("refuses %s", (_, record) => {
    expect(findSchemaProblems([JSON.stringify(record)])).toHaveLength(1);
  });
});
