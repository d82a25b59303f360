import { bad, ok, type BadInput, type Result } from "../base/result.js";
import { findHeaderProblem } from "./header.js";
import { LineParser, linesOf, type Line, type ParsedLine } from "./lines.js";
import type { HeaderRecord } from "./records.js";
import { TraceFile } from "./traceFile.js";
import { ValueReader } from "./valueReader.js";

export interface OpenOptions {
  /** The file's name, for messages. */
  readonly source: string;
  /** Called often enough (every few milliseconds of work) to let an event loop turn. */
  readonly pause?: () => Promise<void>;
  /** How much has been read, in thousandths of the file. */
  readonly progress?: (perMille: number) => void;
  readonly signal?: AbortSignal;
}

export interface OpenedTrace {
  readonly trace: TraceFile;
  /** Why the rest could not be read, with its line; empty for a sound file. */
  readonly damage: readonly BadInput[];
}

/** Bytes read between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 128 * 1024;

/**
 * Opens a trace. One pass checks every line and notes where it stands. The first line that is wrong
 * ends the trace: what stands before it opens, and `damage` says what was wrong. Without a sound
 * header there is nothing to open. The bytes must not change afterwards.
 */
export async function openTrace(
  bytes: Uint8Array,
  options: OpenOptions,
): Promise<Result<OpenedTrace>> {
  const { source, pause, progress, signal } = options;
  const opening = new Opening(bytes);
  let pauseAt = PAUSE_EVERY;
  for (const line of linesOf(bytes)) {
    const problem = opening.take(line);
    if (problem !== undefined) return opening.finish({ source, line: line.number, problem });
    if (line.end < pauseAt) continue;
    pauseAt = line.end + PAUSE_EVERY;
    progress?.(Math.floor((line.end * 1000) / bytes.length));
    await pause?.();
    if (signal?.aborted === true) return bad({ source, problem: "opening was cancelled" });
  }
  const isEmpty = opening.trace === undefined;
  const found = bytes.length === 0 ? "an empty file" : "no record";
  return opening.finish(
    isEmpty ? { source, problem: `expected a trace with a header, found ${found}` } : undefined,
  );
}

/** A trace while it is being opened. */
class Opening {
  trace: TraceFile | undefined;
  readonly #lines: LineParser;
  readonly #values: ValueReader;

  constructor(bytes: Uint8Array) {
    this.#lines = new LineParser(bytes);
    this.#values = new ValueReader(this.#lines);
  }

  /** Returns what is wrong with the line. */
  take(line: Line): string | undefined {
    if (this.trace === undefined) return this.#begin(this.#lines.parseHeader(line));
    const parsed = this.#lines.parse(line);
    if (!parsed.ok) return parsed.problem;
    const { record, text } = parsed;
    if (record === undefined) {
      this.trace.otherLines.push(text);
      return undefined;
    }
    const problem = this.#values.findProblem(record, text);
    if (problem !== undefined) return problem;
    if (record.kind === "value") return this.#values.add(record.id, line);
    return this.trace.index.add(this.#values.restore(record, text), line.start);
  }

  #begin(parsed: ParsedLine<HeaderRecord>): string | undefined {
    if (!parsed.ok) return parsed.problem;
    const header = parsed.record;
    const problem = findHeaderProblem(header);
    if (problem === undefined) this.trace = new TraceFile(header, this.#lines, this.#values);
    return problem;
  }

  finish(damage: BadInput | undefined): Result<OpenedTrace> {
    if (this.trace === undefined) return bad(...(damage === undefined ? [] : [damage]));
    this.trace.finish();
    return ok({ trace: this.trace, damage: damage === undefined ? [] : [damage] });
  }
}
