/** "Did you mean": the known word that a person most likely wanted. */
import type { BadInput } from "./result.js";

/** The known word with the fewest typing slips, or undefined when none is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  let best: { readonly word: string; readonly slips: number } | undefined;
  for (const candidate of known) {
    const slips = editDistance(typed, candidate.toLowerCase());
    if (slips <= allowed && (best === undefined || slips < best.slips)) {
      best = { word: candidate, slips };
    }
  }
  return best?.word;
}

/** `unknown timer "elction"; did you mean election? Known: election, heartbeat` */
export function unknownWord(what: string, word: string, known: readonly string[]): string {
  const start = `unknown ${what} ${JSON.stringify(word)}`;
  if (known.length === 0) return `${start}; there is none`;
  const guess = nearest(word, known);
  const list = known.join(", ");
  return guess === undefined
    ? `${start}; known: ${list}`
    : `${start}; did you mean ${guess}? Known: ${list}`;
}

/** The same as a problem, with the known word that was probably meant beside it. */
export function unknownName(what: string, word: string, known: readonly string[]): BadInput {
  const meant = nearest(word, known);
  return { problem: unknownWord(what, word, known), ...(meant === undefined ? {} : { meant }) };
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
 */
export function editDistance(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let older: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      current.push(cheapest(left, right, row, column, older, previous, current));
    }
    older = previous;
    previous = current;
  }
  return at(previous, right.length);
}

function cheapest(
  left: readonly string[],
  right: readonly string[],
  row: number,
  column: number,
  older: readonly number[],
  previous: readonly number[],
  current: readonly number[],
): number {
  const replaced = at(previous, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1);
  const cost = Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1);
  const swapped =
    row > 1 &&
    column > 1 &&
    left[row - 1] === right[column - 2] &&
    left[row - 2] === right[column - 1];
  return swapped ? Math.min(cost, at(older, column - 2) + 1) : cost;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}
