import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapped, type ImportedLog } from "./kit.js";

const MAPPING = {
  ...{ node: "at", event: "what", sends: "send", receives: "recv", drops: "lost" },
  state: "state",
  message: { from: "from", to: "to", body: "body" },
};
const BY_ID = { ...MAPPING, message: { ...MAPPING.message, key: "id" } };

type Line = { readonly [member: string]: unknown };

interface Sent {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly body: { readonly word: string };
  readonly sentAt: number;
  endAt?: number;
  fate: string;
}

/** A run, and the log of it: what happens is drawn, and everything has a cause. */
class Run {
  readonly lines: Line[] = [];
  readonly messages: Sent[] = [];
  readonly #nodes: readonly string[];

  constructor(nodes: number) {
    this.#nodes = Array.from({ length: nodes }, (_, place) => `n${place + 1}`);
  }

  step(kind: number, a: number, b: number, isFifo: boolean): void {
    const at = this.#nodes[a % this.#nodes.length] ?? "";
    const to = this.#nodes[b % this.#nodes.length] ?? "";
    const state = { count: this.lines.length };
    if (kind === 0) this.lines.push({ at, what: "think", state });
    else if (kind < 4) this.#send(at, to, { word: "xyz"[b % 3] ?? "" }, state);
    else this.#end(a * 7 + b, kind === 6, isFifo, state);
  }

  #send(from: string, to: string, body: Sent["body"], state: object): void {
    const id = this.messages.length + 1;
    this.lines.push({ at: from, what: "send", id, to, body, state });
    this.messages.push({ id, from, to, body, sentAt: this.lines.length, fate: "noReceive" });
  }

  #end(draw: number, isLost: boolean, isFifo: boolean, state: object): void {
    const open = this.messages.filter(({ endAt }) => endAt === undefined);
    const drawn = open[draw % open.length];
    if (drawn === undefined) return;
    const alike = (one: Sent): boolean =>
      one.from === drawn.from && one.to === drawn.to && one.body.word === drawn.body.word;
    const ended = isFifo ? (open.find(alike) ?? drawn) : drawn;
    const { id, from, to, body } = ended;
    const what = isLost ? { what: "lost", to } : { what: "recv" };
    this.lines.push({ at: to, ...what, id, from, body, state });
    ended.endAt = this.lines.length;
    ended.fate = isLost ? "dropped" : "received";
  }
}

const steps = fc.array(fc.tuple(fc.nat(6), fc.nat(20), fc.nat(20)), {
  minLength: 1,
  maxLength: 60,
});

function runOf(nodes: number, drawn: readonly (readonly number[])[], isFifo: boolean): Run {
  const run = new Run(nodes);
  for (const [kind = 0, a = 0, b = 0] of drawn) run.step(kind, a, b, isFifo);
  return run;
}

function livesIn(log: ImportedLog) {
  const names = new Map(log.trace.header.nodes.map(({ id, name }) => [id, name]));
  return log.messages.map(({ from, to, sentAt, endAt, fate }) => {
    return { from: names.get(from), to: names.get(to), sentAt, endAt, fate };
  });
}

function livesOf({ messages }: Run) {
  return messages.map(({ from, to, sentAt, endAt, fate }) => ({ from, to, sentAt, endAt, fate }));
}

describe("a random run, written as NDJSON and read by a mapping", () => {
  it.each([
    ["by the ids of messages", false, BY_ID],
    ["by content, where the oldest is received first", true, MAPPING],
  ])("has the same messages %s", async (_, isFifo, mapping) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), steps, async (nodes, drawn) => {
        const run = runOf(nodes, drawn, isFifo);
        if (run.lines.length === 0) return;
        const log = await mapped(run.lines, mapping);
        expect(livesIn(log)).toEqual(livesOf(run));
        expect([log.length, log.noSends]).toEqual([run.lines.length, 0]);
        const last = log.events.filter(({ event }) => event !== "drop").at(-1);
        if (last?.event !== "local") return;
        const node = log.trace.world("b1", log.length).nodes.get(last.node);
        expect(node?.state).toEqual(run.lines[last.at - 1]?.state);
      }),
      { numRuns: 150 },
    );
  });

  it("has the same messages when the nodes' own logs were put one behind the other", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 5 }), steps, async (nodes, drawn) => {
        const run = runOf(
          nodes,
          drawn.filter(([kind]) => kind !== 6),
          false,
        );
        if (run.lines.length === 0) return;
        const names = [...new Set(run.lines.map((line) => line.at))].reverse();
        const apart = names.flatMap((name) => run.lines.filter((line) => line.at === name));
        const log = await mapped(apart, BY_ID);
        expect(log.noSends).toBe(0);
        const whole = await mapped(run.lines, BY_ID);
        expect(log.fates).toEqual(whole.fates);
        expect(statesByNode(log)).toEqual(statesByNode(whole));
      }),
      { numRuns: 100 },
    );
  });
});

/** Each node's changes in its own order. */
function statesByNode(log: ImportedLog) {
  const names = new Map(log.trace.header.nodes.map(({ id, name }) => [id, name]));
  const states: { [node: string]: unknown[] } = {};
  for (const event of log.events) {
    if (event.event !== "local") continue;
    (states[names.get(event.node) ?? ""] ??= []).push(event.change);
  }
  return states;
}
