/** From figures to places. */

export interface Ticks {
  /** The figures at which lines are drawn, from 0. */
  readonly values: readonly number[];
  readonly decimals: 0 | 1 | 2;
}

const MOST_STEPS = 6;

/** Steps of 1, 2 or 5 times a power of ten, at least hundredths, up to the figure or beyond. */
export function ticksUpTo(most: number): Ticks {
  const hundredths = Math.max(1, Math.ceil(most * 100));
  const step = stepFor(hundredths);
  const count = Math.ceil(hundredths / step);
  const values = Array.from({ length: count + 1 }, (_, place) => (place * step) / 100);
  return { values, decimals: step % 100 === 0 ? 0 : step % 10 === 0 ? 1 : 2 };
}

/** The smallest that comes far enough with so many steps. */
function stepFor(most: number): number {
  for (let power = 1; ; power *= 10) {
    const times = [1, 2, 5].find((each) => each * power * MOST_STEPS >= most);
    if (times !== undefined) return times * power;
  }
}

/** A linear scale from one pair of ends to another. */
export function linear(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  const span = to - from;
  return (value) => (span === 0 ? start : start + ((value - from) / span) * (end - start));
}

/**
 * Moves heights apart until each two are `gap` away from each other, each as little as may be, all
 * between `least` and `most` while there is room. The order stays.
 */
export function spreadApart(
  heights: readonly number[],
  gap: number,
  [least, most]: readonly [number, number],
): readonly number[] {
  const order = heights.map((_, place) => place).sort((a, b) => at(heights, a) - at(heights, b));
  const moved = [...heights];
  let free = least;
  for (const place of order) {
    moved[place] = Math.max(at(heights, place), free);
    free = at(moved, place) + gap;
  }
  let limit = most;
  for (const place of order.reverse()) {
    moved[place] = Math.min(at(moved, place), limit);
    limit = at(moved, place) - gap;
  }
  return moved;
}

function at(values: readonly number[], place: number): number {
  return values[place] ?? 0;
}
