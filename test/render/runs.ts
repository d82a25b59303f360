/**
 * Real runs for the tests of pictures and words: a simulated engine, written to a trace and read
 * back.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { ensure } from "../../src/base/assert.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { RecordedRun } from "../../src/session/recordedRun.js";
import { makeSetup, type SetupWish } from "../../src/simulator/setup.js";
import type { Intervention } from "../../src/trace/intervention.js";
import { openTrace } from "../../src/trace/reader.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import { repository } from "../tidy/source.js";
import { bytesOf } from "../trace/makeTrace.js";

/**
 * What somebody does after an event of a run, by its number. Does nothing where it does not apply.
 */
export type Hands = { readonly [after: number]: readonly Intervention[] };

export const NAMES = ["Ana", "Ben", "Cleo", "Dan", "Eve", "Flo", "Gus"];

type Wish = Omit<SetupWish, "nodes"> & { readonly nodes?: number };

/** A Raft run of at least that many events; `lines` takes those of its file. */
export function raftRun(
  events: number,
  wish: Wish = {},
  hands: Hands = {},
  lines: string[] = [],
): Promise<RecordedTrace> {
  const nodes = NAMES.slice(0, wish.nodes ?? 3).map((name) => ({ name, kind: "server" }));
  return runOf("raft", nodes, events, wish, hands, lines);
}

/** A run of a ring with a token, as {@link raftRun}. */
export function ringRun(
  events: number,
  wish: Wish = {},
  hands: Hands = {},
  lines: string[] = [],
): Promise<TraceFile> {
  const nodes = NAMES.slice(0, wish.nodes ?? 4).map((name) => ({ name, kind: "peer" }));
  return runOf("token-ring", nodes, events, wish, hands, lines);
}

async function runOf(
  protocol: string,
  nodes: readonly { readonly name: string; readonly kind: string }[],
  events: number,
  wish: Wish,
  hands: Hands,
  lines: string[],
): Promise<TraceFile> {
  const found = findProtocol(protocol);
  if (!found.ok) throw new Error(`there is no engine ${protocol}`);
  const setup = makeSetup(found.value, { seed: 7, ...wish, nodes });
  if (!setup.ok) throw new Error(JSON.stringify(setup.problems));
  const run = new RecordedRun(setup.value, (line) => lines.push(line), { title: "A test" });
  while (run.at < events && run.step() !== undefined) {
    for (const does of hands[run.at] ?? []) run.intervene(does, run.timeMs);
  }
  run.finish();
  return openLines(lines);
}

/** A trace of the folder `traces`, by its name without the ending. */
export function shippedTrace(name: string): Promise<RecordedTrace> {
  const text = fs.readFileSync(path.join(repository, "traces", `${name}.trace.jsonl`), "utf8");
  return openLines([text]);
}

export async function openLines(lines: readonly string[]): Promise<TraceFile> {
  const opened = await openTrace(bytesOf(lines), { source: "test" });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const { trace, damage } = opened.value;
  if (damage.length > 0) throw new Error(JSON.stringify(damage));
  return ensure(trace, "a sound file opens");
}
