import { describe, expect, it } from "vitest";
import { openTrace } from "../../src/trace/reader.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { upTo } from "../../src/trace/upTo.js";
import { raftRun, ringRun, type Hands } from "../render/runs.js";
import { bytesOf } from "./makeTrace.js";

/** The trace of a run that was stopped after so many events. */
async function stoppedAfter(lines: readonly string[], cursor: number): Promise<RecordedTrace> {
  const isLater = (line: string) => {
    const { kind, at, after } = JSON.parse(line) as Record<string, unknown>;
    if (kind === "event") return Number(at) > cursor;
    return Number(after ?? 0) > cursor || (kind === "intervention" && after === cursor);
  };
  const opened = await openTrace(bytesOf(lines.filter((line) => !isLater(line))), {
    source: "test",
  });
  if (!opened.ok || opened.value.damage.length > 0) throw new Error(JSON.stringify(opened));
  return opened.value.trace;
}

/** All that can be asked about the branch. */
function answers(trace: RecordedTrace) {
  const length = trace.length("b1");
  const all = Array.from({ length }, (_, i) => i + 1);
  return {
    length,
    nodes: trace.nodes("b1"),
    events: all.map((at) => trace.event("b1", at)),
    times: all.map((at) => trace.timeOf("b1", at)),
    worlds: [0, ...all].map((at) => trace.world("b1", at)),
    messages: trace.messages("b1", 1, length),
    late: trace.messages("b1", Math.max(1, length - 2), length + 9),
    each: Array.from({ length: 200 }, (_, i) => trace.message("b1", i)),
    interventions: trace.interventions("b1"),
    holdings: trace.holdings("b1", 1, length),
    lateHoldings: trace.holdings("b1", Math.max(1, length - 2), length + 9),
    beats: trace.beats,
  };
}

/** Everything that can make a message's fate depend on the cursor. */
const HANDS: Hands = {
  8: [
    { type: "hold", message: 5 },
    { type: "delay", message: 6, byMs: 40 },
  ],
  11: [{ type: "delay", message: 7, byMs: 400 }],
  13: [{ type: "hold", message: 7 }],
  15: [{ type: "duplicate", message: 8 }],
  17: [{ type: "isolate", node: "n4" }],
  19: [{ type: "crash", node: "n2" }],
  21: [{ type: "release", message: 5 }],
  25: [{ type: "addNode", node: { id: "n5", name: "Eve", kind: "server" } }],
  30: [{ type: "heal" }, { type: "restart", node: "n2" }],
  36: [{ type: "release", message: 7 }],
  40: [{ type: "removeNode", node: "n5" }],
};

describe("a trace up to a cursor", () => {
  it("is the trace of a run that was stopped there, at every cursor", async () => {
    const lines: string[] = [];
    const whole = await raftRun(60, { nodes: 4 }, HANDS, lines);
    expect(whole.interventions("b1").length).toBeGreaterThan(8);
    for (let cursor = 0; cursor <= 60; cursor++) {
      const seen = answers(upTo(whole, "b1", cursor));
      expect(seen).toEqual(answers(await stoppedAfter(lines, cursor)));
    }
  });

  it("tells of a token what was known there", async () => {
    const enter = (node: string) =>
      ({ type: "command", node, command: { type: "enter" } }) as const;
    const hands: Hands = {
      5: [enter("n3")],
      12: [enter("n2"), { type: "crash", node: "n4" }],
      16: [{ type: "crash", node: "n2" }],
      20: [enter("n3")],
      40: [{ type: "timeout", node: "n3", timer: "patience" }],
    };
    const lines: string[] = [];
    const whole = await ringRun(70, { stage: "query" }, hands, lines);
    expect(whole.holdings("b1", 1, 70).some(({ ends }) => ends)).toBe(true);
    for (let cursor = 0; cursor <= 70; cursor++) {
      const seen = answers(upTo(whole, "b1", cursor));
      expect(seen).toEqual(answers(await stoppedAfter(lines, cursor)));
    }
  });

  it("knows nothing of later events and of other branches", async () => {
    const seen = upTo(await raftRun(30), "b1", 10);
    expect(() => seen.event("b1", 11)).toThrow("expected at most 10");
    expect(() => seen.world("b2", 3)).toThrow("expected branch b1");
  });
});
