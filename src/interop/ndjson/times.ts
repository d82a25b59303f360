import { bad, ok, type Result } from "../../base/result.js";
import type { Sentence } from "../../trace/sentence.js";
import type { PairedEntry } from "./pairing.js";

export interface Times {
  /** Whole milliseconds from the first, never less than before; absent when nothing has a time. */
  readonly timesMs?: readonly number[];
  readonly inferred: readonly Sentence[];
}

/** When the entries happened. An entry without time happened with the one before it. */
export function timesOf(entries: readonly PairedEntry[], source: string): Result<Times> {
  let first = Infinity;
  for (const { entry } of entries) first = Math.min(first, entry.time ?? Infinity);
  if (first === Infinity) return ok({ inferred: [] });
  const timesMs: number[] = [];
  let now = 0;
  let late = 0;
  let mostMs = 0;
  for (const { entry } of entries) {
    const ms = entry.time === undefined ? now : Math.round(entry.time - first);
    if (!Number.isSafeInteger(ms)) {
      const problem = "time: expected one within 285,000 years of the first, found a later one";
      return bad({ source, line: entry.number, problem });
    }
    if (ms < now) {
      late += 1;
      mostMs = Math.max(mostMs, now - ms);
    }
    now = Math.max(now, ms);
    timesMs.push(now);
  }
  return ok({ timesMs, inferred: late === 0 ? [] : [lateSentence(late, mostMs)] });
}

function lateSentence(count: number, mostMs: number): Sentence {
  const template =
    "Events with an earlier time in the log than one before them: {count}, by up to {most:ms}. They are shown at that one's time.";
  return { template, facts: { count, most: mostMs } };
}
