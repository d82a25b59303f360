/** Finds events in a run: by what is to be read of them, by their messages, or by a question. */
import { bad, ok, type Result } from "../../base/result.js";
import { fitsTerms, type SearchedRun } from "../../query/search/match.js";
import { Question, questionProblems } from "../../query/search/question.js";
import { parseSearch, type Search } from "../../query/search/syntax.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";
import { searchTextOf } from "./text.js";

/** So many events are looked at before others may do something. */
const AT_ONCE = 100;

export interface FindOptions {
  /** Lets the event loop turn. */
  pause(): Promise<void>;
  readonly signal?: AbortSignal;
  /** Told now and then: what was found since, and up to which event was searched. */
  found(hits: readonly number[], searched: number): void;
}

/** What is looked for, or what is wrong with it. */
export function readSearch(text: string, trace: RecordedTrace, branch: BranchId): Result<Search> {
  const search = parseSearch(
    text,
    trace.nodes(branch).map(({ name }) => name),
  );
  if (!search.ok || search.value.is === "terms") return search;
  const problems = questionProblems(search.value.query, trace, branch);
  return problems.length > 0 ? bad(...problems) : ok(search.value);
}

/** Looks through all events of the path as it is now. False: cancelled. */
export async function findEvents(
  trace: RecordedTrace,
  branch: BranchId,
  search: Search,
  options: FindOptions,
): Promise<boolean> {
  const fits = fitting(search, { trace, branch, textOf: searchTextOf(trace, branch) });
  const length = trace.length(branch);
  for (let done = 0; done < length;) {
    const hits: number[] = [];
    const last = Math.min(length, done + AT_ONCE);
    while (done < last) if (fits(trace.event(branch, ++done))) hits.push(done);
    options.found(hits, done);
    await options.pause();
    if (options.signal?.aborted === true) return false;
  }
  return true;
}

function fitting(search: Search, run: SearchedRun): (record: EventRecord) => boolean {
  if (search.is === "terms") return (record) => fitsTerms(search, record, run);
  const question = new Question(search.query, run.trace, run.branch);
  return (record) => question.turnsTrue(record);
}
