import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import { canonicalJson } from "../../src/trace/canonicalJson.js";
import type { Json } from "../../src/trace/ids.js";
import { openTrace } from "../../src/trace/reader.js";
import type { EventRecord, HeaderRecord, InterventionRecord } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { anyJson, anyObject, anyWord } from "./arbitrary.js";
import { findSchemaProblems } from "./checkLines.js";
import { bytesOf, TraceMaker } from "./makeTrace.js";

const header: HeaderRecord = new TraceMaker({ seed: 1, nodes: 2 }).header;
const maybe = <V>(arbitrary: fc.Arbitrary<V>) => fc.option(arbitrary, { nil: undefined });
const HEAD = { kind: "event", branch: "b1", timeMs: 0 } as const;
const sentence = fc.record({ template: anyWord, facts: anyObject });

/**
 * An event with everything that may hold JSON; the message's id and the event's number are filled
 * in later.
 */
const anyDraft = fc.record({
  body: anyJson,
  result: anyJson,
  command: anyObject,
  label: anyWord,
  fields: anyObject,
  items: fc.array(anyJson, { maxLength: 3 }),
  view: maybe(fc.record({ role: anyWord, label: anyWord, blocks: fc.constant({ $value: "x" }) })),
  guards: maybe(
    fc.array(
      fc.record({ question: anyWord, guard: anyWord, verdict: fc.boolean(), facts: anyObject }),
      { maxLength: 2 },
    ),
  ),
  notes: maybe(fc.array(sentence, { maxLength: 2 })),
  moments: maybe(fc.array(fc.record({ name: anyWord, sentence }), { maxLength: 2 })),
  flips: maybe(
    fc.array(fc.record({ invariant: anyWord, holds: fc.boolean(), sentence }), { maxLength: 2 }),
  ),
});

type Draft = typeof anyDraft extends fc.Arbitrary<infer D> ? D : never;

function eventOf(draft: Draft, at: number): EventRecord {
  const { body, result, command, label, fields, items, ...rest } = draft;
  const shown = Object.fromEntries(Object.entries(rest).filter(([, part]) => part !== undefined));
  return {
    kind: "event",
    branch: "b1",
    at,
    timeMs: at,
    event: "command",
    node: "n1",
    id: at,
    command,
    effects: [
      { effect: "send", message: at, to: "n2", type: label, label, body },
      { effect: "reply", command: at, result },
    ],
    change: {
      fields: { ...fields, list: [] },
      ranges: { list: { start: 0, remove: 0, items } },
      gone: ["$value"],
    },
    ...shown,
  };
}

async function reopen(lines: readonly string[]) {
  const opened = await openTrace(bytesOf(lines), { source: "a" });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  expect(opened.value.damage).toEqual([]);
  return opened.value.trace;
}

/** Compares as text: it tells `__proto__` members and key order apart from nothing at all. */
function same(found: unknown, expected: unknown): void {
  expect(canonicalJson(found as Json)).toBe(canonicalJson(expected as Json));
  expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
}

describe("what is written", () => {
  it("comes back the same, whatever JSON an engine puts into it", async () => {
    const drafts = fc.array(anyDraft, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(drafts, async (made) => {
        // Everything twice, so that long values repeat.
        const events = [...made, ...made].map((draft, i) => eventOf(draft, i + 1));
        const lines: string[] = [];
        const writer = new TraceWriter((line) => lines.push(line));
        writer.write(header);
        for (const event of events) writer.write(event);
        writer.finish();
        expect(findSchemaProblems(lines)).toEqual([]);
        const trace = await reopen(lines);
        for (const event of events) same(trace.event("b1", event.at), event);
      }),
      { numRuns: 300 },
    );
  });

  it("comes back the same in a header's origin and in what a log received", async () => {
    await fc.assert(
      fc.asyncProperty(sentence, anyJson, anyWord, async (inferred, body, word) => {
        const origin = { format: word, source: word, inferred: [inferred, inferred] };
        const got = { type: word, label: word, body };
        const lines: string[] = [];
        const writer = new TraceWriter((line) => lines.push(line));
        writer.write({ ...header, origin });
        const events = [1, 2].map((at): EventRecord => {
          const noSend = [got, { from: "n2", type: word, label: word }, got];
          return { ...HEAD, at, event: "local", node: "n1", label: word, noSend };
        });
        for (const event of events) writer.write(event);
        expect(findSchemaProblems(lines)).toEqual([]);
        const trace = await reopen(lines);
        same(trace.header.origin, origin);
        for (const event of events) same(trace.event("b1", event.at), event);
      }),
      { numRuns: 200 },
    );
  });

  it("comes back the same in states, interventions and comments", async () => {
    await fc.assert(
      fc.asyncProperty(anyObject, anyJson, anyWord, async (state, value, word) => {
        const full = { ...state, value };
        const intervention: InterventionRecord = {
          kind: "intervention",
          id: "i1",
          branch: "b1",
          after: 1,
          timeMs: 1,
          does: { type: "command", node: "n1", command: { ...full, type: "set" } },
          skipped: { template: word, facts: full },
        };
        const comment = { kind: "comment", id: "c1", branch: "b1", after: 1, text: word } as const;
        const lines: string[] = [];
        const writer = new TraceWriter((line) => lines.push(line));
        const node = { up: true, state: full, view: { role: word }, timers: [] };
        writer.write(header);
        writer.write({ kind: "event", branch: "b1", at: 1, timeMs: 1, event: "start", node: "n1" });
        const states = { inFlight: [], held: [], cut: [], violated: [word] };
        for (let i = 0; i < 2; i++) {
          writer.write({
            kind: "states",
            branch: "b1",
            after: 1,
            timeMs: 1,
            nodes: { n1: node },
            ...states,
          });
        }
        writer.write(intervention);
        writer.write(comment);
        expect(findSchemaProblems(lines)).toEqual([]);
        const trace = await reopen(lines);
        same(trace.world("b1", 1).nodes.get("n1"), node);
        same(trace.interventions("b1")[0], intervention);
        same(trace.comments[0], comment);
      }),
      { numRuns: 200 },
    );
  });

  it("stores a long value that repeats once", async () => {
    const value = { text: "x".repeat(1000) };
    const lines: string[] = [];
    const writer = new TraceWriter((line) => lines.push(line));
    writer.write(header);
    const drafts = [1, 2, 3, 4].map((at) => ({
      ...eventOf(ensure(fc.sample(anyDraft, { seed: 1, numRuns: 1 })[0], "a draft"), at),
      change: { fields: { value, around: [at, value] } },
    }));
    for (const event of drafts) writer.write(event);
    const holding = lines.filter((line) => line.includes("x".repeat(1000)));
    // Where it was seen first, and where it was stored when it came again.
    expect(holding.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual([
      "value",
      "event",
    ]);
    const trace = await reopen(lines);
    for (const event of drafts) same(trace.event("b1", event.at), event);
  });
});
