/** A few numbers that tell of many. */

/**
 * The least value that so many per cent of the values do not exceed (nearest rank); undefined of
 * none.
 */
export function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/**
 * Jain's index: 1 when all have the same, 1/n when one of n has everything; undefined when nobody
 * has anything (Jain, Chiu and Hawe 1984).
 */
export function jainIndex(shares: readonly number[]): number | undefined {
  const sum = shares.reduce((all, share) => all + share, 0);
  const squares = shares.reduce((all, share) => all + share * share, 0);
  return squares === 0 ? undefined : (sum * sum) / (shares.length * squares);
}

/** Several runs' values of one measure. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread | undefined {
  const median = percentile(values, 50);
  return median === undefined
    ? undefined
    : { low: Math.min(...values), median, high: Math.max(...values) };
}
