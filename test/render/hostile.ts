/** A trace whose texts try everything: markup, bidirectional controls, endless words. */
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import type { EventRecord, HeaderRecord } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { openLines } from "./runs.js";

export const SCRIPT = `<script>alert("x")</script>&amp;'`;
export const BIDI = "abc\u202edef\u2066ghi\u0007\u0000";
export const ENDLESS = "W".repeat(10_000);

const kinds: HeaderRecord["kinds"] = {
  server: {
    roles: [{ name: SCRIPT, tone: "leading" }],
    fields: [
      { field: "__proto__", show: "value" },
      { field: "log", show: "entries", term: "term", label: "label" },
    ],
    lanes: [],
  },
};

/** What may be chosen: two names (1–40 characters without controls) and any labels. */
export interface HostileTexts {
  readonly names: readonly [string, string];
  readonly labels: readonly string[];
}

const TEXTS: HostileTexts = {
  names: ["<b>Ana</b>", "\"Ben' & Co"],
  labels: [SCRIPT, BIDI, ENDLESS, "", "{node:node} $& \\u{202e}"],
};

function headerFor([first, second]: HostileTexts["names"]): HeaderRecord {
  return {
    ...{ kind: "header", format: "lockstep-trace", version: 1, kinds, timed: true },
    nodes: [
      { id: "n1", name: first, kind: "server" },
      { id: "n2", name: second, kind: "server" },
    ],
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
}

/** Each label is a timer, a message that is on its way at the end, and a local event. */
function recordsFor(labels: readonly string[]): readonly EventRecord[] {
  const head = (at: number) => ({ kind: "event", branch: "b1", at, timeMs: at * 10 }) as const;
  const state = { log: labels.map((label, term) => ({ label, term })) };
  const view = { role: SCRIPT, label: ENDLESS };
  const start: EventRecord = {
    ...head(1),
    ...{ event: "start", node: "n1", change: { fields: state }, view },
    moments: [{ name: SCRIPT, sentence: { template: BIDI } }],
    flips: [{ invariant: ENDLESS, holds: false, sentence: { template: SCRIPT } }],
    notes: [{ template: ENDLESS }],
  };
  const second: EventRecord = { ...head(2), event: "start", node: "n2", view: { role: BIDI } };
  const sends = labels.map((label, i): EventRecord => {
    const message = { message: i + 1, to: "n2", type: SCRIPT, label, body: { label } };
    const effects = [{ effect: "send" as const, ...message, arrivesMs: 500 + i }];
    return { ...head(i + 3), event: "timeout", node: "n1", timer: label, effects };
  });
  const local = labels.map((label, i): EventRecord => {
    return { ...head(i + 3 + labels.length), event: "local", node: "n2", label };
  });
  return [start, second, ...sends, ...local];
}

export async function hostileTrace({
  names,
  labels,
}: HostileTexts = TEXTS): Promise<RecordedTrace> {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  writer.write(headerFor(names));
  for (const record of recordsFor(labels)) writer.write(record);
  writer.finish();
  return openLines(lines);
}
