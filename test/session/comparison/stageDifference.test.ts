import { describe, expect, it } from "vitest";
import { differenceWords } from "../../../src/render/comparison/comparison.js";
import { comparisonText } from "../../../src/render/comparison/comparisonText.js";
import { findProtocol } from "../../../src/protocols/catalogue.js";
import { recordPassing } from "../../../src/session/comparison/recordPassing.js";
import { openScenario } from "../../../src/session/scenario/stageRuns.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { FIRST_BRANCH } from "../../../src/trace/records.js";
import { TraceWriter } from "../../../src/trace/writer.js";
import { openLines } from "../../render/runs.js";
import { comparedVotes } from "./twoVotes.js";

describe("the first difference between two stages", () => {
  it("is the event at which a guard was answered otherwise, with both answers", async () => {
    const { difference, pairs } = await comparedVotes(["without-durable-vote", "raft"]);
    expect(pairs[difference?.place ?? 0]).toEqual({ left: 10, right: 10 });
    expect(difference?.leftGuards).toHaveLength(1);
    expect(difference?.rightGuards).toHaveLength(1);
    const [before, after] = [difference?.leftGuards[0], difference?.rightGuards[0]];
    expect(before).toMatchObject({ guard: after?.guard, verdict: true });
    expect(after?.verdict).toBe(false);
  });

  it("takes what is done from the stage at which all of it is done", async () => {
    const there = await comparedVotes(["without-durable-vote", "raft"]);
    const back = await comparedVotes(["raft", "without-durable-vote"]);
    expect(back.left.lines).toEqual(there.right.lines);
    expect(back.right.lines).toEqual(there.left.lines);
  });

  it("takes the later stage in the protocol's order when it passes at several", async () => {
    const scenario = 'protocol raft\nseed 3\nrun until moment "leader elected"\n';
    const record = (...stages: string[]) => recordedAt(scenario, stages);
    expect(await record("without-truncation", "raft")).toBe("raft");
    expect(await record("raft", "without-truncation")).toBe("raft");
  });

  it("is told side by side, with what is only in one run on its own side", async () => {
    const text = comparisonText(await comparedVotes(["without-durable-vote", "raft"]));
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^stage without-durable-vote +│ stage raft$/);
    expect(lines.filter((line) => line.includes("≠"))).toHaveLength(1);
    expect(lines.find((line) => line.includes("≠"))).toMatch(/^ +10 .* ≠ +10 /);
    expect(text).toMatch(/Election Safety is/);
    expect(text).toContain("The first difference is event 10.");
    expect(text).toMatch(/At stage raft this is not so: no vote for another than Cleo .*Ana/);
    expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(131);
  });

  it("is nothing when both stages do the same, and then says so", async () => {
    const same = await comparedVotes(["raft", "raft"]);
    expect(comparisonText(same)).toMatch(/Both stages do the same\.$/);
  });

  it("is told with the names of members that came along the branch, too", async () => {
    const run = { stage: "12", branch: FIRST_BRANCH, trace: await runWithBen() };
    const guard = { question: "q", guard: "{who:node} leads", verdict: true, facts: { who: "n2" } };
    const difference = { place: 0, leftGuards: [guard], rightGuards: [] };
    const words = differenceWords({ left: run, right: run, pairs: [{ left: 1 }], difference });
    expect(words).toContain("At stage 12 this is so: Ben leads");
  });
});

/** Ana is there from the beginning; Ben is added. */
async function runWithBen(): Promise<RecordedTrace> {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  writer.write({
    ...{ kind: "header", format: "lockstep-trace", version: 1, timed: true },
    nodes: [{ id: "n1", name: "Ana", kind: "server" }],
    kinds: { server: { roles: [], fields: [], lanes: [] } },
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  });
  const added = { id: "n2", name: "Ben", kind: "server" };
  const head = { kind: "event", branch: FIRST_BRANCH, at: 1, timeMs: 0 } as const;
  writer.write({ ...head, event: "addNode", node: "n2", added });
  writer.finish();
  return openLines(lines);
}

/** The stage at which the scenario's run is taken. */
async function recordedAt(text: string, stages: readonly string[]): Promise<string | undefined> {
  const opened = openScenario(text, "x.scenario", findProtocol);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const { scenario, protocol } = opened.value;
  const run = await recordPassing(scenario, protocol, "x.scenario", stages);
  if (!run.ok) throw new Error(JSON.stringify(run.problems));
  return run.value.trace.header.engine?.stage;
}
