/** Chance for tests and plans, apart from the run's own. */

/** An integer in min … max, both included. */
export type Draw = (min: number, max: number) => number;

/** One of them; there must be one. */
export function pick<V>(values: readonly V[], draw: Draw): V {
  return values[draw(0, values.length - 1)] as V;
}

/** A stream of integers by Marsaglia's xorshift (32 bits), good enough to choose faults. */
export function makeDraw(seed: number): Draw {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x6d2b79f5) | 0 || 1;
  return (min, max) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return min + ((state >>> 0) % (max - min + 1));
  };
}
