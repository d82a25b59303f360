import { describe, expect, it } from "vitest";
import type { AnyProtocol } from "../../src/protocol/protocol.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { firstDifference } from "../../src/session/firstDifference.js";
import { verify, type Verification, type VerifyOptions } from "../../src/session/verify.js";
import { openTrace } from "../../src/trace/reader.js";
import { bytesOf, runText } from "./scenarioKit.js";

const RUN = [
  "# A run with everything that a replay must repeat",
  "protocol raft",
  "nodes Ana, Ben, Cleo",
  "seed 1",
  "network dropPerMille=50 duplicatePerMille=50",
  'run until moment "leader elected"',
  "isolate Ben",
  "timeout Ana election",
  "run 300ms",
  "heal",
  "crash Ana after 1 effect",
  "run 500ms",
  "restart Ana",
  "clock Cleo rate 1500 offset 7",
  "run 2s",
].join("\n");

function knownProtocol(name: string): AnyProtocol | undefined {
  const found = findProtocol(name);
  return found.ok ? found.value : undefined;
}

async function verifyLines(
  lines: readonly string[],
  options: Partial<VerifyOptions> = {},
): Promise<Verification> {
  const opened = await openTrace(bytesOf(lines), { source: "x.trace.jsonl" });
  if (!opened.ok) throw new Error("the trace does not open");
  expect(opened.value.damage).toEqual([]);
  return verify(opened.value.trace, { findProtocol: knownProtocol, ...options });
}

const RECORDED = runText(RUN).lines;

/** The trace with one kind of line changed. */
function edited(isIt: (line: string) => boolean, edit: (line: string) => string): string[] {
  const place = RECORDED.findIndex(isIt);
  expect(place).toBeGreaterThan(-1);
  return RECORDED.map((line, i) => (i === place ? edit(line) : line));
}

function event(at: number): (line: string) => boolean {
  return (line) => line.includes('"kind":"event"') && line.includes(`"at":${at},`);
}

describe("verifying a trace", () => {
  it("makes the same run again, faults and all", async () => {
    const events = RECORDED.filter((line) => line.startsWith('{"kind":"event"')).length;
    expect(events).toBeGreaterThan(100);
    expect(await verifyLines(RECORDED)).toEqual({ verdict: "verified", events });
  });

  it("names event, node, field and both values where the run differs", async () => {
    const lines = edited(event(4), (line) => line.replace('"currentTerm":1', '"currentTerm":7'));
    expect(await verifyLines(lines)).toEqual({
      verdict: "diverged",
      branch: "b1",
      at: 4,
      node: "n2",
      sentence: "event 4, Ben: change.fields.currentTerm: expected 7, got 1",
    });
  });

  it("finds an event that says nothing of what happened", async () => {
    const lines = edited(event(4), (line) => line.replace(/,"moments":\[.*?\}\}\]/, ""));
    const result = await verifyLines(lines);
    expect(result).toMatchObject({ verdict: "diverged", at: 4 });
    expect(result).toHaveProperty(
      "sentence",
      expect.stringMatching(/^event 4, Ben: moments: expected nothing, got \[/),
    );
  });

  it("finds an intervention that does not apply any more", async () => {
    const isolate = (line: string): boolean => line.includes('"type":"isolate"');
    const lines = edited(isolate, (line) =>
      line.replace('"type":"isolate","node":"n2"', '"type":"restart","node":"n2"'),
    );
    const result = await verifyLines(lines);
    expect(result).toHaveProperty(
      "sentence",
      expect.stringMatching(/^event \d+: intervention i1 does not apply: Ben is already up$/),
    );
  });

  it("finds a hash that is not the events'", async () => {
    const isHash = (line: string): boolean => line.startsWith('{"kind":"hash"');
    const lines = edited(isHash, (line) => line.replace(/"sha256":"[0-9a-f]{4}/, '"sha256":"0000'));
    expect(await verifyLines(lines)).toHaveProperty(
      "sentence",
      expect.stringContaining('sha256: expected "0000'),
    );
  });

  it("finds a header that tells another story than the engine", async () => {
    const isHeader = (line: string): boolean => line.startsWith('{"kind":"header"');
    const lines = edited(isHeader, (line) => line.replace('"tone":"leading"', '"tone":"quiet"'));
    expect(await verifyLines(lines)).toMatchObject({
      verdict: "diverged",
      at: 0,
      sentence: 'the header: kinds.server.roles[2].tone: expected "quiet", got "leading"',
    });
  });

  it("does not mind a new name for a node or another title", async () => {
    const isHeader = (line: string): boolean => line.startsWith('{"kind":"header"');
    const lines = edited(isHeader, (line) =>
      line.replace('"name":"Ana"', '"name":"Anna"').replace("A run with everything", "Mine"),
    );
    expect(await verifyLines(lines)).toMatchObject({ verdict: "verified" });
  });

  it("is content with a record of what was skipped", async () => {
    const { lines } = runText("protocol raft\nrun 5 events\nrestart n1\nrun 100 events\n", {
      stage: "without-durable-vote",
    });
    expect(lines.some((line) => line.includes('"skipped"'))).toBe(true);
    expect(await verifyLines(lines)).toEqual({ verdict: "verified", events: 105 });
  });

  it("says why a trace can only be looked at", async () => {
    const header = (from: string, to: string): string[] =>
      edited(
        (line) => line.startsWith('{"kind":"header"'),
        (line) => {
          expect(line).toContain(from);
          return line.replace(from, to);
        },
      );
    expect(await verifyLines(header('"protocol":"raft"', '"protocol":"paxos"'))).toEqual({
      verdict: "recorded only",
      reason: "its protocol paxos is not known here",
    });
    expect(await verifyLines(header('"engineVersion":1', '"engineVersion":99'))).toEqual({
      verdict: "recorded only",
      reason: "it was made by version 99 of engine raft; this is version 1",
    });
    expect(await verifyLines(header('"stage":"raft"', '"stage":"best"'))).toMatchObject({
      verdict: "recorded only",
      reason: expect.stringMatching(
        /^its header does not fit the engine: unknown stage "best"/,
      ) as string,
    });
    const foreign = RECORDED.map((line, i) =>
      i === 0
        ? `${JSON.stringify({ ...(JSON.parse(line) as object), engine: undefined })}\n`
        : line,
    );
    expect(await verifyLines(foreign)).toEqual({
      verdict: "recorded only",
      reason: "no engine of this tool made it",
    });
  });

  it("pauses, tells how far it is, and stops when asked to", async () => {
    const { lines } = runText("protocol raft\nrun 2000 events\n");
    const told: number[] = [];
    let pauses = 0;
    const pause = (): Promise<void> => {
      pauses += 1;
      return Promise.resolve();
    };
    const progress = (done: number): void => {
      told.push(done);
    };
    expect(await verifyLines(lines, { pause, progress })).toMatchObject({ verdict: "verified" });
    expect(pauses).toBeGreaterThan(3);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    const stopped = new AbortController();
    stopped.abort();
    expect(await verifyLines(lines, { signal: stopped.signal })).toEqual({ verdict: "cancelled" });
  });
});

describe("the first difference", () => {
  it.each([
    [{ a: 1 }, { a: 1 }, undefined],
    [{ a: [1, { b: null }] }, { a: [1, { b: 0 }] }, { path: "a[1].b", expected: null, found: 0 }],
    [[1, 2], [1], { path: "[1]", expected: 2, found: undefined }],
    [{}, { x: false }, { path: "x", expected: undefined, found: false }],
    [[], {}, { path: "", expected: [], found: {} }],
    [{ a: "1" }, { a: 1 }, { path: "a", expected: "1", found: 1 }],
  ])("of %j and %j is %j", (expected, found, difference) => {
    expect(firstDifference(expected, found)).toEqual(difference);
  });
});
