import { describe, expect, it } from "vitest";
import { openTrace } from "../../src/trace/reader.js";
import { verifyTrace } from "../../src/vscode/verification.js";
import { linesOf, makeForeign } from "../render/foreign.js";
import { bytesOf } from "../trace/makeTrace.js";

describe("a trace that was read from another program's log", () => {
  it("says so, with what was inferred, and why it cannot be bent", async () => {
    const inferred = ["Messages were paired.", "{node:node}\u202e"];
    const lines = linesOf(makeForeign(["Ana"], false, inferred, []));
    const opened = await openTrace(bytesOf(lines), { source: "a" });
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    const { signal } = new AbortController();
    const verified = await verifyTrace(opened.value.trace, {
      pause: () => Promise.resolve(),
      signal,
    });
    expect(verified).toEqual({
      info: {
        state: "recorded only",
        words: "read from a ShiViz log",
        sentence: "Read from a ShiViz log: clients.log. It can be stepped through but not bent.",
        inferred: ["Messages were paired", "{node:node}\\u{202e}"],
      },
      engine: "this run was recorded by another program: it was read from a ShiViz log",
    });
  });
});
