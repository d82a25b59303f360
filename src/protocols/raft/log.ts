/**
 * Pure helpers over Figure 2's log. Indexes count from 1, and index 0 is the place before the first
 * entry, of term 0. A log is a plain array: copying one of 10,000 entries on append takes
 * microseconds. Compaction (§7) would change only this file: nothing else computes a position in
 * the array.
 */
import type { Entry } from "./types.js";

export const NO_ENTRIES: readonly Entry[] = [];

/** Index of the last entry; 0 when there is none. */
export function lastLogIndex(log: readonly Entry[]): number {
  return log.length;
}

/** Term of the last entry; 0 when there is none. */
export function lastLogTerm(log: readonly Entry[]): number {
  return termAt(log, log.length);
}

/** Term of the entry at the index; 0 when there is none. */
export function termAt(log: readonly Entry[], index: number): number {
  return index >= 1 && index <= log.length ? (log[index - 1]?.term ?? 0) : 0;
}

/** The entry at the index, if there is one. */
export function entryAt(log: readonly Entry[], index: number): Entry | undefined {
  return log[index - 1];
}

/** Whether the log reaches the index and has that term there (§5.3, consistency check). */
export function containsEntry(log: readonly Entry[], index: number, term: number): boolean {
  return index <= log.length && termAt(log, index) === term;
}

/** Entries from the index on. */
export function entriesFrom(log: readonly Entry[], index: number): readonly Entry[] {
  return index > log.length ? NO_ENTRIES : log.slice(index - 1);
}

/**
 * §5.4.1: the log whose last entry has the later term, or in the same term the longer one, is more
 * up to date.
 */
export function isAtLeastAsUpToDate(
  theirs: { readonly lastLogIndex: number; readonly lastLogTerm: number },
  log: readonly Entry[],
): boolean {
  const ours = lastLogTerm(log);
  if (theirs.lastLogTerm !== ours) return theirs.lastLogTerm > ours;
  return theirs.lastLogIndex >= lastLogIndex(log);
}

/**
 * Steps 3 and 4 of AppendEntries: a conflicting entry goes with all that follow it; entries not yet
 * in the log are appended. What agrees stays even if the log is longer: the message may be old. The
 * same array when nothing is new.
 */
export function mergeEntries(
  log: readonly Entry[],
  prevLogIndex: number,
  entries: readonly Entry[],
): readonly Entry[] {
  for (let i = 0; i < entries.length; i++) {
    const index = prevLogIndex + 1 + i;
    if (containsEntry(log, index, entries[i]?.term ?? 0)) continue;
    return [...log.slice(0, index - 1), ...entries.slice(i)];
  }
  return log;
}

/** Step 4 alone, for the stage that skips step 3: what is there stays, whatever its term. */
export function appendMissing(
  log: readonly Entry[],
  prevLogIndex: number,
  entries: readonly Entry[],
): readonly Entry[] {
  const known = log.length - prevLogIndex;
  return known >= entries.length ? log : [...log, ...entries.slice(known)];
}

/** Whether both are the same entry. */
export function sameEntry(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && a.term === b?.term && a.command === b.command;
}

/** The lowest index in `from` … `to` at which the logs differ; undefined when they agree there. */
export function firstDifference(
  a: readonly Entry[],
  b: readonly Entry[],
  from: number,
  to: number,
): number | undefined {
  for (let index = from; index <= to; index++) {
    if (!sameEntry(a[index - 1], b[index - 1])) return index;
  }
  return undefined;
}
