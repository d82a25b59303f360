/** Small traces to damage, and what is said of them. */
import { expect } from "vitest";
import { describeBadInput } from "../../src/base/result.js";
import { openTrace } from "../../src/trace/reader.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import { bytesOf, makeLines } from "./makeTrace.js";

export const LINES = makeLines({ seed: 4, events: 60 }, { hashEvery: 25, statesEvery: 20 });
export const HEADER = JSON.parse(LINES[0] ?? "") as { [key: string]: unknown };
export const NODES = [
  { id: "n1", name: "Ana", kind: "server" },
  { id: "n2", name: "Ben", kind: "server" },
];

export function text(...records: readonly unknown[]): Uint8Array {
  return bytesOf(records.map((record) => `${JSON.stringify(record)}\n`));
}

export const header = { ...HEADER, nodes: NODES };
export const start = { kind: "event", branch: "b1", at: 1, timeMs: 5, event: "start", node: "n1" };
export const send = {
  effect: "send",
  message: 1,
  to: "n2",
  type: "M",
  label: "M",
  body: { type: "M" },
};
export const sends = { ...start, at: 2, event: "timeout", timer: "t", effects: [send] };

/** What is said of the bytes, and how many events open nevertheless. */
export async function damageOf(bytes: Uint8Array): Promise<{ damage: string; events: number }> {
  const before = bytes.slice();
  const opened = await openTrace(bytes, { source: "a.trace.jsonl" });
  expect(Buffer.compare(bytes, before)).toBe(0);
  if (!opened.ok) {
    return { damage: opened.problems.map(describeBadInput).join("\n"), events: -1 };
  }
  const { trace, damage } = opened.value;
  readEverything(trace);
  return { damage: damage.map(describeBadInput).join("\n"), events: trace.length("b1") };
}

/** Whatever opens must answer every question. */
function readEverything(trace: TraceFile): void {
  for (const { id } of trace.branches) {
    const length = trace.length(id);
    for (let at = 0; at <= length; at++) trace.world(id, at);
    for (let at = 1; at <= length; at++) expect(trace.event(id, at).at).toBe(at);
    trace.messages(id, 1, length);
    trace.interventions(id);
  }
}

export async function expectDamage(
  bytes: Uint8Array,
  damage: string,
  events: number,
): Promise<void> {
  expect(await damageOf(bytes)).toEqual({ damage: `a.trace.jsonl:${damage}`, events });
}
