/** Pure helpers over logs. An entry's term counts as 0 before entries carry terms. */
import type { Entry } from "./types.js";

export const NO_ENTRIES: readonly Entry[] = [];

/** Term of the last of the log's first `length` entries; 0 when there is none. */
export function termAt(log: readonly Entry[], length: number): number {
  return log[length - 1]?.term ?? 0;
}

/** Term of the last entry; 0 when there is none. */
export function lastTerm(log: readonly Entry[]): number {
  return termAt(log, log.length);
}

/** Whether both are the same entry, or both none. */
export function sameEntry(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && a.command === b?.command && a.term === b.term;
}

/** How many entries both logs begin with. */
export function commonLength(a: readonly Entry[], b: readonly Entry[]): number {
  if (a === b) return a.length;
  let length = 0;
  while (length < Math.min(a.length, b.length) && sameEntry(a[length], b[length])) length++;
  return length;
}

/** Whether the shorter log is the beginning of the longer one. */
export function agree(a: readonly Entry[], b: readonly Entry[]): boolean {
  return commonLength(a, b) === Math.min(a.length, b.length);
}

/** The log as it was if it is the same, so that nothing seems changed. */
export function replaceLog(log: readonly Entry[], by: readonly Entry[]): readonly Entry[] {
  return log.length === by.length && agree(log, by) ? log : by;
}

/**
 * Puts the suffix behind the prefix without a look at what is there: only what reaches beyond the
 * log's end is appended.
 */
export function appendUnchecked(
  log: readonly Entry[],
  prefixLength: number,
  suffix: readonly Entry[],
): readonly Entry[] {
  const known = Math.max(0, log.length - prefixLength);
  return known >= suffix.length ? log : [...log, ...suffix.slice(known)];
}

/**
 * Puts the suffix behind the prefix; an entry of another term is cut off with all that follow. What
 * agrees stays even if the log is longer, since the request may be an old one.
 */
export function appendChecked(
  log: readonly Entry[],
  prefixLength: number,
  suffix: readonly Entry[],
): readonly Entry[] {
  const conflict = suffix.findIndex((entry, i) => !sameEntry(log[prefixLength + i], entry));
  if (conflict === -1) return log;
  return [...log.slice(0, prefixLength + conflict), ...suffix.slice(conflict)];
}

/** The least number of nodes that is more than half of them. */
export function majorityOf(nodes: number): number {
  return (nodes >> 1) + 1;
}

/** The greatest length that a strict majority has, given everybody's. */
export function majorityLength(lengths: readonly number[]): number {
  const descending = [...lengths].sort((a, b) => b - a);
  return descending[majorityOf(lengths.length) - 1] ?? 0;
}
