/** Traces as importers write them: one by hand, and any that there can be. */
import fc from "fast-check";
import { ensure } from "../../src/base/assert.js";
import type { Json, MessageId } from "../../src/trace/ids.js";
import type { EventRecord, HeaderRecord, NoSend, SendEffect } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { anyJson, anyObject, anyWord } from "../trace/arbitrary.js";

/** What one line of a log tells. Nodes are given by their place. */
export interface Draft {
  readonly event: "local" | "start" | "crash" | "restart";
  readonly node: number;
  readonly label: string;
  /** Which of the messages to the node that have no receive yet are received, by their place. */
  readonly receives: readonly number[];
  readonly sends: readonly { readonly to: number; readonly label: string; readonly body: Json }[];
  readonly noSend: readonly { readonly from: number | undefined; readonly label: string }[];
  readonly fields: { readonly [name: string]: Json };
  readonly timeMs: number;
}

export interface ForeignTrace {
  readonly header: HeaderRecord;
  readonly events: readonly EventRecord[];
}

/** Texts that try everything, also a `type` and a `label` of nothing. */
const anyText = fc.oneof(
  anyWord,
  fc.constantFrom("", "<script>", "{node:node} $&", "abc\u202edef", "W".repeat(5000)),
);

const anyDraft: fc.Arbitrary<Draft> = fc.record({
  event: fc.constantFrom("local", "local", "local", "local", "start", "crash", "restart"),
  node: fc.nat(20),
  label: anyText,
  receives: fc.array(fc.nat(20), { maxLength: 4 }),
  sends: fc.array(fc.record({ to: fc.nat(20), label: anyText, body: anyJson }), { maxLength: 4 }),
  noSend: fc.array(fc.record({ from: fc.option(fc.nat(20), { nil: undefined }), label: anyText }), {
    maxLength: 3,
  }),
  fields: anyObject,
  timeMs: fc.nat(50),
});

/** Any trace of up to so many events, with a time or without. */
export function anyForeignTrace(most: number): fc.Arbitrary<ForeignTrace> {
  return fc
    .record({
      nodes: fc.integer({ min: 1, max: 6 }),
      timed: fc.boolean(),
      inferred: fc.array(anyText, { maxLength: 3 }),
      drafts: fc.array(anyDraft, { maxLength: most }),
    })
    .map(({ nodes, timed, inferred, drafts }) => {
      const names = ["Ana", "<b>Ben", "{node:node}", "$&", "é\u0301 x", "`;%%"].slice(0, nodes);
      return makeForeign(names, timed, inferred, drafts);
    });
}

export function makeForeign(
  names: readonly string[],
  timed: boolean,
  inferred: readonly string[],
  drafts: readonly Draft[],
): ForeignTrace {
  const ids = names.map((_, place) => `n${place + 1}`);
  const idOf = (place: number) => ensure(ids[place % ids.length], "a node");
  const open = new Map<string, MessageId[]>();
  let messages = 0;
  let timeMs = 0;
  const events = drafts.map((draft, i): EventRecord => {
    timeMs += timed ? draft.timeMs : 0;
    const node = idOf(draft.node);
    const waiting = open.get(node) ?? [];
    const isLocal = draft.event === "local";
    const places = isLocal && waiting.length > 0 ? draft.receives : [];
    const received = [...new Set(places.map((n) => ensure(waiting[n % waiting.length], "one")))];
    open.set(
      node,
      waiting.filter((message) => !received.includes(message)),
    );
    const effects = draft.sends.map(({ to, label, body }): SendEffect => {
      messages += 1;
      open.set(idOf(to), [...(open.get(idOf(to)) ?? []), messages]);
      return { effect: "send", message: messages, to: idOf(to), type: "m", label, body };
    });
    const noSend = draft.noSend.map(({ from, label }): NoSend => {
      const what = { type: "m", label };
      return from === undefined ? what : { ...what, from: idOf(from) };
    });
    const head = { kind: "event", branch: "b1", at: i + 1, timeMs, node } as const;
    const rest = { effects, change: { fields: draft.fields } };
    return isLocal
      ? { ...head, event: "local", label: draft.label, received, noSend, ...rest }
      : { ...head, event: draft.event, ...rest };
  });
  return { header: headerFor(names, timed, inferred), events };
}

function headerFor(
  names: readonly string[],
  timed: boolean,
  inferred: readonly string[],
): HeaderRecord {
  return {
    ...{ kind: "header", format: "lockstep-trace", version: 1, timed },
    title: "Log",
    origin: {
      ...{ format: "ShiViz log", source: "clients.log" },
      inferred: inferred.map((template) => ({ template })),
    },
    nodes: names.map((name, place) => ({ id: `n${place + 1}`, name, kind: "process" })),
    kinds: {
      process: {
        roles: [],
        fields: [
          { field: "open", show: "value" },
          { field: "clock", show: "perNode" },
        ],
        lanes: [],
      },
    },
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
}

export function linesOf({ header, events }: ForeignTrace): readonly string[] {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  writer.write(header);
  for (const event of events) writer.write(event);
  writer.finish();
  return lines;
}
