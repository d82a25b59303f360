import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { Session } from "../../src/session/session.js";
import { setupFromHeader } from "../../src/simulator/setup.js";
import type { BranchId, NodeId } from "../../src/trace/ids.js";
import type { Intervention } from "../../src/trace/intervention.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import type { EventRecord, HeaderRecord } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { openLines, ringRun, type Hands } from "../render/runs.js";

/** A part of a thing's way: where and when it began, and where it led. */
interface Stay {
  readonly number: number;
  readonly from: number;
  readonly to: number | undefined;
  readonly begins: boolean;
  readonly ends: boolean;
  /** The node at its beginning and, if it came there, at its end. */
  readonly nodes: readonly [NodeId, NodeId];
}

/** Everything that is said of tokens along a branch. */
function staysOf(trace: RecordedTrace, branch: BranchId): readonly Stay[] {
  const length = trace.length(branch);
  const held = trace.holdings(branch, 1, length).map(({ node, to, ...part }): Stay => {
    return { ...part, to, nodes: [node, node] };
  });
  const carried = trace.messages(branch, 1, length).flatMap((life): Stay[] => {
    expect(life.carries !== undefined).toBe(life.type === "Token");
    if (life.carries === undefined) return [];
    const { sentAt, endAt, from, to } = life;
    return [{ ...life.carries, from: sentAt, to: endAt, nodes: [from, to] }];
  });
  return [...held, ...carried];
}

/** Each thing begins once, goes on where it was, and ends once or is still there. */
function expectWays(trace: RecordedTrace, branch: BranchId): number {
  const stays = staysOf(trace, branch);
  const numbers = [...new Set(stays.map(({ number }) => number))].sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  for (const number of numbers) {
    const way = stays
      .filter((stay) => stay.number === number)
      .sort((a, b) => a.from - b.from || (a.to ?? Infinity) - (b.to ?? Infinity));
    way.forEach((stay, i) => {
      const next = way[i + 1];
      expect([number, stay.begins]).toEqual([number, i === 0]);
      expect(stay.ends).toBe(next === undefined && stay.to !== undefined);
      if (next === undefined) return;
      expect([next.from, next.nodes[0]]).toEqual([stay.to, stay.nodes[1]]);
    });
  }
  return numbers.length;
}

/** Holdings tell exactly what the views of running nodes say. */
function expectViews(trace: RecordedTrace, branch: BranchId): void {
  const holdings = trace.holdings(branch, 1, trace.length(branch));
  for (let cursor = 1; cursor <= trace.length(branch); cursor++) {
    const says = [...trace.world(branch, cursor).nodes]
      .filter(([, { up, view }]) => up && view.holds !== undefined)
      .map(([node]) => node);
    const held = holdings.filter(({ from, to = Infinity }) => from <= cursor && cursor < to);
    expect([cursor, held.map(({ node }) => node).sort()]).toEqual([cursor, says.sort()]);
  }
}

const node = fc.constantFrom("n1", "n2", "n3", "n4");
const message = fc.integer({ min: 1, max: 40 });
const deed: fc.Arbitrary<Intervention> = fc.oneof(
  node.map((n): Intervention => ({ type: "command", node: n, command: { type: "enter" } })),
  node.map((n): Intervention => ({ type: "command", node: n, command: { type: "enter" } })),
  node.map((n): Intervention => ({ type: "crash", node: n })),
  node.map((n): Intervention => ({ type: "restart", node: n })),
  node.map((n): Intervention => ({ type: "isolate", node: n })),
  node.map((n): Intervention => ({ type: "timeout", node: n, timer: "patience" })),
  fc.constant<Intervention>({ type: "heal" }),
  message.map((m): Intervention => ({ type: "drop", message: m })),
  message.map((m): Intervention => ({ type: "duplicate", message: m })),
);
const hands = fc.dictionary(
  fc.integer({ min: 4, max: 60 }).map(String),
  fc.array(deed, { minLength: 1, maxLength: 3 }),
  { maxKeys: 12 },
) as fc.Arbitrary<Hands>;

describe("the trails of tokens", () => {
  it("are unbroken ways, and agree with what the nodes say", async () => {
    const stages = fc.constantFrom("ring", "query", "generations", "rejoining");
    let most = 0;
    await fc.assert(
      fc.asyncProperty(hands, stages, fc.nat(50), async (does, stage, seed) => {
        const trace = await ringRun(90, { stage, seed }, does);
        most = Math.max(most, expectWays(trace, "b1"));
        expectViews(trace, "b1");
      }),
      { numRuns: 60 },
    );
    expect(most).toBeGreaterThan(1);
  });

  it("look the same in every part of the branch", async () => {
    const enter: Intervention = { type: "command", node: "n3", command: { type: "enter" } };
    const trace = await ringRun(120, {}, { 9: [enter], 30: [enter], 70: [enter] });
    const all = trace.holdings("b1", 1, 120);
    expect(all.length).toBeGreaterThan(2);
    for (let from = 1; from <= 120; from++) {
      for (const to of [from, from + 1, from + 17]) {
        const touching = all.filter((one) => one.from <= to && (one.to ?? Infinity) >= from);
        expect(trace.holdings("b1", from, to)).toEqual(touching);
      }
    }
  });

  it("go on along branches, and come back with undo", async () => {
    const trace = await ringRun(60, { stage: "query" });
    const found = findProtocol("token-ring");
    const setup = found.ok ? setupFromHeader(found.value, trace.header) : found;
    if (!setup.ok) throw new Error("the header fits the engine");
    const session = new Session(trace, setup.value);
    const before = staysOf(trace, "b1");
    session.goTo({ branch: "b1", cursor: 20 });
    const carrier = trace.world("b1", 20).inFlight.find(({ send }) => send.type === "Token");
    const id = ensure(carrier, "the token is on its way").id;
    expect(session.intervene({ type: "duplicate", message: id }).ok).toBe(true);
    for (let i = 0; i < 30; i++) session.step();
    expect(staysOf(trace, "b1")).toEqual(before);
    expect(expectWays(trace, "b2")).toBe(2);
    session.goTo({ branch: "b2", cursor: 30 });
    expect(session.intervene({ type: "crash", node: "n1" }).ok).toBe(true);
    for (let i = 0; i < 20; i++) session.step();
    expect(expectWays(trace, "b3")).toBeGreaterThan(1);
    expectViews(trace, "b3");
  });
});

const HEADER: HeaderRecord = {
  ...{ kind: "header", format: "lockstep-trace", version: 1, timed: true },
  nodes: ["n1", "n2"].map((id) => ({ id, name: id, kind: "process" })),
  kinds: { process: { roles: [], fields: [], lanes: [] } },
  ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  trails: [
    { trail: "lease", messages: ["Lease"] },
    { trail: "token", messages: ["Token"] },
  ],
};

/** A trace of another tool, with these events at the times 1, 2, … */
async function traceOf(events: readonly object[]): Promise<RecordedTrace> {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  writer.write(HEADER);
  events.forEach((event, i) => {
    const head = { kind: "event", branch: "b1", at: i + 1, timeMs: i + 1 };
    writer.write({ ...head, ...event } as EventRecord);
  });
  writer.finish();
  return openLines(lines);
}

const send = (id: number, type: string) => {
  return { effect: "send", message: id, to: "n2", type, label: type, body: {} };
};

describe("two kinds of things", () => {
  it("are numbered and followed apart", async () => {
    const trace = await traceOf([
      { event: "start", node: "n1", view: { role: "", holds: { lease: "", token: "g1" } } },
      { event: "start", node: "n2" },
      {
        event: "local",
        node: "n1",
        label: "sends",
        effects: [send(1, "Token")],
        view: { role: "", holds: { lease: "" } },
      },
      { event: "receive", node: "n2", message: 1, view: { role: "", holds: { token: "g1" } } },
      { event: "local", node: "n1", label: "lets go", view: { role: "" } },
      { event: "crash", node: "n2" },
      { event: "restart", node: "n2" },
    ]);
    const told = trace.holdings("b1", 1, 7).map(({ trail, number, node: at, ...rest }) => {
      return [`${trail} ${number} ${at}`, rest];
    });
    expect(told).toEqual([
      ["lease 1 n1", { from: 1, to: 5, begins: true, ends: true }],
      ["token 1 n1", { from: 1, to: 3, begins: true, ends: false }],
      ["token 1 n2", { from: 4, to: 6, begins: false, ends: true }],
      ["token 2 n2", { from: 7, begins: true, ends: false }],
    ]);
    const part = { trail: "token", number: 1, begins: false, ends: false };
    expect(trace.message("b1", 1)?.carries).toEqual(part);
  });

  it("end with a message that the receiver does not keep", async () => {
    const trace = await traceOf([
      { event: "start", node: "n1" },
      { event: "start", node: "n2" },
      { event: "local", node: "n1", label: "sends", effects: [send(1, "Lease")] },
      { event: "receive", node: "n2", message: 1 },
    ]);
    expect(trace.holdings("b1", 1, 4)).toEqual([]);
    const part = { trail: "lease", number: 1, begins: true, ends: true };
    expect(trace.message("b1", 1)?.carries).toEqual(part);
  });
});
