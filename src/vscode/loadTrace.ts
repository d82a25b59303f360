/**
 * Reading a trace for the editor: needs no VS Code, so that every refusal can be tried in a unit
 * test.
 */
import { describeBadInput, type BadInput } from "../base/result.js";
import { openTrace } from "../trace/reader.js";
import type { TraceFile } from "../trace/traceFile.js";
import type { FileAccess, FileStat } from "./fileAccess.js";
import { isLog, readLog, type LogSurroundings, type OpenedLog } from "./logs/readLog.js";

export interface LoadOptions {
  /** Lets the event loop turn. */
  pause(): Promise<void>;
  progress(perMille: number): void;
  readonly signal: AbortSignal;
  /** Absent: logs of other tools are refused as what they are not, traces. */
  readonly logs?: LogSurroundings;
}

export interface LoadedTrace {
  readonly trace: TraceFile;
  /** What the trace was read from, or what a log was made into. */
  readonly bytes: Uint8Array;
  /** Present when it was read from a log of another tool. */
  readonly log?: OpenedLog;
  /** Why the rest could not be read; empty for a sound file. */
  readonly damage: readonly string[];
}

export type Loaded =
  | ({ readonly ok: true } & LoadedTrace)
  | { readonly ok: false; readonly problems: readonly string[] };

/** VS Code hands a file over whole, so it has to fit into memory twice. */
export const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/** The trace with its damage, or sentences that say why there is none. Never rejects. */
export async function loadTrace(file: FileAccess, options: LoadOptions): Promise<Loaded> {
  try {
    const refusal = refuse(file.name, await file.stat());
    if (refusal !== undefined) return { ok: false, problems: [refusal] };
    return await openBytes(file.name, await file.read(), options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [`${file.name}: expected a readable file, found: ${reason}`] };
  }
}

async function openBytes(name: string, bytes: Uint8Array, options: LoadOptions): Promise<Loaded> {
  const { logs } = options;
  if (logs === undefined || !isLog({ name, bytes }, logs.choices())) {
    return openTraceBytes(name, bytes, options);
  }
  const pause = async () => {
    await options.pause();
    options.signal.throwIfAborted();
  };
  const read = await readLog({ name, bytes }, logs, pause);
  if (!read.ok) return refused(read.problems);
  const opened = await openTraceBytes(name, read.value.bytes, options);
  return opened.ok ? { ...opened, log: read.value.log } : opened;
}

async function openTraceBytes(
  name: string,
  bytes: Uint8Array,
  options: LoadOptions,
): Promise<Loaded> {
  const opened = await openTrace(bytes, { source: name, ...options });
  if (!opened.ok) return refused(opened.problems);
  const { trace, damage } = opened.value;
  return { ok: true, trace, bytes, damage: damage.map(describeBadInput) };
}

function refused(problems: readonly BadInput[]): Loaded {
  return { ok: false, problems: problems.map(describeBadInput) };
}

function refuse(name: string, stat: FileStat | undefined): string | undefined {
  if (stat === undefined) return `${name}: expected a trace file, found none`;
  if (stat.isDirectory) return `${name}: expected a trace file, found a folder`;
  if (stat.bytes <= MAX_FILE_BYTES) return undefined;
  const [found, most] = [megabytes(stat.bytes), megabytes(MAX_FILE_BYTES)];
  return `${name}: expected at most ${most} MB, found ${found} MB`;
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / (1024 * 1024)));
}
