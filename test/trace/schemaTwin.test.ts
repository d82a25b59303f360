import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineParser, linesOf } from "../../src/trace/lines.js";
import { anyJson } from "./arbitrary.js";
import { findSchemaProblems } from "./checkLines.js";
import { bytesOf, makeLines } from "./makeTrace.js";

type Parent = { [key: string]: unknown } | unknown[];

/** Every place in a record: the object or list, and the key. */
function placesIn(value: unknown): { readonly parent: Parent; readonly key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as Parent;
  return Object.entries(value).flatMap(([key, member]) => [{ parent, key }, ...placesIn(member)]);
}

/** Without members of its own: the schema refuses those it does not know, the reader does not. */
const plainValue = anyJson.filter((value) => !JSON.stringify(value).includes('":'));

/** Whether the reader finds the line's shape sound, apart from all other lines. */
function readerAccepts(line: string): boolean {
  const bytes = bytesOf([line]);
  const parser = new LineParser(bytes);
  const isHeader = line.startsWith('{"kind":"header"');
  return [...linesOf(bytes)].every((one) =>
    isHeader ? parser.parseHeader(one).ok : parser.parse(one).ok,
  );
}

const LINES = makeLines({ seed: 12, events: 400 }, { statesEvery: 90, hashEvery: 90 });
const SEND = { effect: "send", message: 1, to: "n2", type: "x", label: "x", body: {} };
const NO_SEND = { from: "n2", type: "x", label: "x", body: [1] };
const INFERRED = { template: "{n} arrows", facts: { n: 1 } };
const OTHERS = [
  {
    ...(JSON.parse(LINES[0] ?? "") as object),
    origin: { format: "ShiViz log", source: "a.log", inferred: [INFERRED] },
    trails: [{ trail: "token", messages: ["Token"] }],
    ring: {
      ...{ kind: "server", members: "ring", isIn: "isIn", trail: "token", waiting: "inbox" },
      rounds: [{ message: "Query", called: "query", by: "asker" }],
    },
  },
  { kind: "branch", id: "b2", parent: "b1", after: 3, name: "x" },
  { kind: "beat", branch: "b1", after: 3, title: "x", speakerNote: "y" },
  { kind: "comment", id: "c1", branch: "b1", after: 3, text: "x", node: "n1" },
  ...[
    { type: "timeout", node: "n1", timer: "t" },
    { type: "command", node: "n1", command: { type: "set", x: [1] } },
    { type: "crash", node: "n1", afterEffects: 1 },
    { type: "restart", node: "n1", diskLost: true },
    { type: "cut", links: [["n1", "n2"]] },
    { type: "partition", groups: [["n1"], ["n2"]] },
    { type: "delay", message: 1, byMs: 3 },
    { type: "clock", node: "n1", ratePerMille: 900, offsetMs: -3 },
    { type: "disk", node: "n1", lagMs: 3 },
    { type: "forge", from: "n1", to: "n2", body: { type: "Vote", term: [1] } },
    { type: "addNode", node: { id: "n4", name: "Dan", kind: "x", neighbours: ["n1"] } },
    { type: "removeNode", node: "n1" },
    { type: "addLink", links: [["n1", "n2"]] },
    { type: "removeLink", links: [["n1", "n2"]] },
  ].map((does) => ({ kind: "intervention", id: "i1", branch: "b1", after: 0, timeMs: 0, does })),
  ...[
    { event: "crashSoon", node: "n1", afterEffects: 2 },
    { event: "clock", node: "n1", ratePerMille: 1, offsetMs: -1 },
    { event: "peerDown", node: "n1", peer: "n2", incarnation: 2 },
    { event: "disk", node: "n1", lagMs: 3 },
    { event: "forge", from: "n1", to: "n2", effects: [{ ...SEND, forged: true }] },
    { event: "addNode", node: "n4", added: { id: "n4", name: "Dan", kind: "x" } },
    { event: "removeNode", node: "n1", lost: [1] },
    { event: "start", node: "n1", view: { role: "x", holds: { token: "g1" } } },
    { event: "addLink", links: [["n1", "n2"]] },
    { event: "local", node: "n1", label: "x", received: [1], noSend: [NO_SEND] },
    { event: "removeLink", links: [["n1", "n2"]], lost: [] },
  ].map((what) => ({ kind: "event", branch: "b1", at: 1, timeMs: 0, ...what })),
].map((record) => JSON.stringify(record));

describe("the published schema and the reader's own checks", () => {
  it("accept and refuse the same lines, with any one value replaced or taken away", () => {
    const verdicts = new Set<boolean>();
    const lines = fc.constantFrom(
      ...LINES.slice(0, 200),
      ...LINES.filter((l) => !l.includes('"kind":"event"')),
      ...OTHERS,
      ...OTHERS,
    );
    const replacement = fc.oneof(
      plainValue,
      fc.constantFrom(0, -1, 0.5, "n1", [], {}, true, "0".repeat(64)),
    );
    fc.assert(
      fc.property(lines, fc.nat(), fc.option(replacement, { nil: undefined }), (line, n, value) => {
        const record = JSON.parse(line) as { [key: string]: unknown };
        const places = placesIn(record).filter(
          ({ key, parent }) => parent !== record || key !== "kind",
        );
        const place = places[n % places.length];
        if (place === undefined || (value === undefined && Array.isArray(place.parent))) return;
        Object.assign(place.parent, { [place.key]: value });
        const changed = `${JSON.stringify(record)}\n`;
        // References are checked by the reader when it knows the values before them.
        if (changed.includes('"$value"')) return;
        const isAccepted = findSchemaProblems([changed]).length === 0;
        expect({ changed, isAccepted: readerAccepts(changed) }).toEqual({ changed, isAccepted });
        verdicts.add(isAccepted);
      }),
      { numRuns: 4000 },
    );
    expect(verdicts.size).toBe(2);
  });
});
