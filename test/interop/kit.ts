import { readFileSync } from "node:fs";
import * as path from "node:path";
import { expect } from "vitest";
import { openLog, type ForeignLog, type ImportOptions } from "../../src/interop/import.js";
import type { WrittenRun } from "../../src/interop/writeForeignRun.js";
import { describeBadInput, type Result } from "../../src/base/result.js";
import { openTrace } from "../../src/trace/reader.js";
import { FIRST_BRANCH, type EventRecord } from "../../src/trace/records.js";
import { tell } from "../../src/trace/sentence.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import { findSchemaProblems } from "../trace/checkLines.js";
import { repository } from "../tidy/source.js";

/** The bytes of a file in `test/samples`. */
export function sample(name: string): Uint8Array {
  return readFileSync(path.join(repository, "test", "samples", name));
}

type Options = Partial<Omit<ImportOptions, "pause">>;

/** Finds the executions of a log. */
export function opened(log: string | Uint8Array, options: Options = {}) {
  const bytes = typeof log === "string" ? new TextEncoder().encode(log) : log;
  return openLog(bytes, { source: "a.log", ...options, pause: () => Promise.resolve() });
}

/** One execution of a log as the trace that a reader opens, checked against the schema. */
export async function imported(
  log: string | Uint8Array,
  options: Options & { readonly execution?: string } = {},
): Promise<TraceFile> {
  const found = value(await opened(log, options));
  return readBack(value(await found.trace(options.execution)));
}

/** What is wrong with a log, in words. */
export async function problemsOf(
  log: string | Uint8Array,
  options: Options & { readonly execution?: string } = {},
): Promise<readonly string[]> {
  const found: Result<ForeignLog> = await opened(log, options);
  const result = found.ok ? await found.value.trace(options.execution) : found;
  return result.ok ? [] : result.problems.map(describeBadInput);
}

/** Opens what was written; it must be sound and fit the schema. */
export async function readBack({ bytes, header }: WrittenRun): Promise<TraceFile> {
  const read = value(await openTrace(bytes, { source: "written" }));
  expect(read.damage).toEqual([]);
  expect(read.trace.header).toEqual(header);
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\n");
  expect(findSchemaProblems(lines)).toEqual([]);
  return read.trace;
}

export function eventsOf(trace: TraceFile): readonly EventRecord[] {
  const places = Array.from({ length: trace.length(FIRST_BRANCH) }, (_, place) => place + 1);
  return places.map((at) => trace.event(FIRST_BRANCH, at));
}

/** What was inferred, in words. */
export function inferredOf(trace: TraceFile): readonly string[] {
  return (trace.header.origin?.inferred ?? []).map((sentence) => tell(sentence, (id) => id));
}

export function value<V>(result: Result<V>): V {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(describeBadInput).join("\n"));
}
