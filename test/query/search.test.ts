import { describe, expect, it } from "vitest";
import { LOST_MESSAGES } from "../../src/query/search/syntax.js";
import { findEvents, readSearch } from "../../src/render/search/find.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { FIRST_BRANCH } from "../../src/trace/records.js";
import { raftRun, shippedTrace } from "../render/runs.js";

const pause = () => Promise.resolve();

async function found(trace: RecordedTrace, text: string): Promise<readonly number[]> {
  const search = readSearch(text, trace, FIRST_BRANCH);
  if (!search.ok) throw new Error(JSON.stringify(search.problems));
  const hits: number[] = [];
  const options = { pause, found: (more: readonly number[]) => void hits.push(...more) };
  expect(await findEvents(trace, FIRST_BRANCH, search.value, options)).toBe(true);
  return hits;
}

function problem(trace: RecordedTrace, text: string): string {
  const search = readSearch(text, trace, FIRST_BRANCH);
  return search.ok ? "" : search.problems.map((one) => one.problem).join("; ");
}

const trace = await shippedTrace("raft-first-election");

describe("a search", () => {
  it("finds words of sentences, whatever their case, and several in one event", async () => {
    expect(await found(trace, "ELECTION timer")).toEqual([6]);
    expect(await found(trace, '"election timer fires"')).toEqual([6]);
    expect(await found(trace, '"timer election"')).toEqual([]);
  });

  it("finds one message by its ends and its type, where it is sent and where it ends", async () => {
    expect(await found(trace, "from:cleo to:Eve type:RequestVote")).toEqual([6, 7]);
    expect(await found(trace, "from:Cleo to:Eve type:RequestVote event:receive")).toEqual([7]);
    expect(await found(trace, "to:Ana,Eve type:RequestVote event:receive")).toEqual([7, 10]);
    expect(await found(trace, "from:Cleo type:RequestVote -to:Ana,Ben,Dan")).toEqual([6, 7]);
  });

  it("finds each message that never arrived once", async () => {
    const run = await raftRun(300, { network: { dropPerMille: 200 } });
    const lives = run.messages(FIRST_BRANCH, 1, 300);
    const lost = lives.filter(({ fate }) => ["dropped", "blocked", "lost"].includes(fate));
    expect(lost.length).toBeGreaterThan(5);
    const places = new Set(lost.map(({ endAt }) => endAt));
    expect(await found(run, LOST_MESSAGES)).toEqual(
      [...places].sort((a, b) => Number(a) - Number(b)),
    );
  });

  it("finds the events with which a question becomes true", async () => {
    expect(await found(trace, "= Cleo.role = leader")).toEqual([12]);
    expect(await found(trace, '= moment "leader elected"')).toEqual([12]);
    expect(await found(trace, "field:votedFor node:Eve")).toContain(7);
  });

  it("says what is wrong, with what was meant", () => {
    expect(problem(trace, "form:Ana")).toContain("did you mean from?");
    expect(problem(trace, "from:Anna")).toContain("did you mean Ana?");
    expect(problem(trace, "fate:droped")).toContain("did you mean dropped?");
    expect(problem(trace, "event:recieve")).toContain("did you mean receive?");
    expect(problem(trace, '"no end')).toContain("expected a closing quote");
    expect(problem(trace, "= Anna.role = leader")).toContain("did you mean Ana?");
    expect(problem(trace, "= Ana.role =")).not.toBe("");
    expect(problem(trace, "  ")).toContain("expected something to look for");
  });

  it("stops when it is no longer wanted", async () => {
    const search = readSearch("a", trace, FIRST_BRANCH);
    if (!search.ok) throw new Error("a word is a search");
    const stop = new AbortController();
    stop.abort();
    const { signal } = stop;
    const options = { pause, signal, found: () => undefined };
    expect(await findEvents(trace, FIRST_BRANCH, search.value, options)).toBe(false);
  });
});
