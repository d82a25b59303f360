/** A trace's branches as a person tells them apart. */
import { countWhile } from "../base/sorted.js";
import type { BranchInfo } from "../bridge/messages.js";
import { interventionWords } from "../render/interventionWords.js";
import { displayText } from "../trace/displayText.js";
import type { BranchId } from "../trace/ids.js";
import { FIRST_BRANCH, type BranchRecord } from "../trace/records.js";
import type { TraceFile } from "../trace/traceFile.js";

const MAX_NAME = 40;

export function branchInfos(trace: TraceFile): readonly BranchInfo[] {
  return trace.branches.map((record) => {
    const { id, parent, after, name } = record;
    return {
      id,
      words: branchWords(trace, record),
      after,
      length: trace.length(id),
      ...(parent === undefined ? {} : { parent }),
      ...(name === undefined ? {} : { name: displayText(name, MAX_NAME) }),
    };
  });
}

/** `Two leaders`, or without a name `b2 · force Ben's election timer, after event 12`. */
export function branchTitle({ id, name, words }: BranchInfo): string {
  return name ?? `${id} · ${words}`;
}

/** What the branch does differently from the one that it leaves. */
function branchWords(trace: TraceFile, { id, after }: BranchRecord): string {
  if (id === FIRST_BRANCH) return "as recorded";
  const first = trace.interventions(id).find((one) => one.branch === id && !one.skipped);
  if (first === undefined) return `leaves after event ${after}`;
  return `${interventionWords(trace, id, first.does)}, after event ${first.after}`;
}

/** The last cursor up to which both paths are the same. */
export function partingOf(trace: TraceFile, a: BranchId, b: BranchId): number {
  const length = Math.min(trace.length(a), trace.length(b));
  return countWhile(
    length,
    (place) => trace.segmentOf(a, place + 1) === trace.segmentOf(b, place + 1),
  );
}
