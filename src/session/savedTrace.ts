import { EventHash } from "../trace/hash.js";
import type { BranchId } from "../trace/ids.js";
import { linesOf } from "../trace/lines.js";
import type { TraceFile } from "../trace/traceFile.js";
import type { TraceRecord } from "../trace/records.js";

export interface SaveOptions {
  /** Called every few milliseconds of work, to let an event loop turn. */
  readonly pause?: () => Promise<void>;
}

const EVENTS_BETWEEN_PAUSES = 250;
const LINE_FEED = 10;

/**
 * The file as it is to be saved: its own lines as they were (but for those of branches that were
 * deleted), then what was appended, new names, and a hash of each branch that grew. `bytes` is what
 * the trace was read from.
 */
export async function savedTrace(
  trace: TraceFile,
  bytes: Uint8Array,
  { pause }: SaveOptions = {},
): Promise<Uint8Array> {
  const grown = trace.grownBranches();
  const lines = [...trace.appendedLines(), ...nameLines(trace)];
  for (const branch of grown) lines.push(await hashLine(trace, branch, pause));
  const kept = keptBytes(trace, bytes);
  const added = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  const isEnded = kept.length === 0 || kept[kept.length - 1] === LINE_FEED;
  const saved = new Uint8Array(kept.length + (isEnded ? 0 : 1) + added.length);
  saved.set(kept);
  if (!isEnded) saved[kept.length] = LINE_FEED;
  saved.set(added, saved.length - added.length);
  return saved;
}

function nameLines(trace: TraceFile): readonly string[] {
  const isNamed = ({ id }: { readonly id: BranchId }) => trace.newNames.has(id);
  return trace.branches.filter(isNamed).map((record) => JSON.stringify(record));
}

async function hashLine(
  trace: TraceFile,
  branch: BranchId,
  pause: (() => Promise<void>) | undefined,
): Promise<string> {
  const record = trace.branches.find(({ id }) => id === branch);
  const after = trace.length(branch);
  const hash = new EventHash();
  for (let at = (record?.after ?? 0) + 1; at <= after; at++) {
    hash.add(trace.event(branch, at));
    if (at % EVENTS_BETWEEN_PAUSES === 0) await pause?.();
  }
  return JSON.stringify({ kind: "hash", branch, after, sha256: hash.digest() });
}

/** The bytes of all lines but those of branches that are there no more. */
function keptBytes(trace: TraceFile, bytes: Uint8Array): Uint8Array {
  const gone = trace.deletedBranches();
  if (gone.size === 0) return bytes;
  const kept: Uint8Array[] = [];
  let from = 0;
  for (const line of linesOf(bytes)) {
    const next = Math.min(line.next, bytes.length);
    if (!gone.has(branchOf(bytes.subarray(line.start, line.end)))) {
      kept.push(bytes.subarray(from, next));
    }
    from = next;
  }
  return concatenate(kept);
}

function branchOf(line: Uint8Array): BranchId {
  const record = JSON.parse(new TextDecoder().decode(line)) as TraceRecord;
  if (record.kind === "branch") return record.id;
  return "branch" in record ? record.branch : "";
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
