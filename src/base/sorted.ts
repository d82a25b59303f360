/** Binary search. */

/** How many of the places 0 … count − 1 fulfil a condition; after one that does not, none does. */
export function countWhile(count: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many numbers of a sorted list are less than a limit. */
export function countBelow(sorted: ArrayLike<number>, limit: number): number {
  return countWhile(sorted.length, (place) => (sorted[place] ?? Infinity) < limit);
}

/** How many numbers of a sorted list are at most a limit. */
export function countUpTo(sorted: ArrayLike<number>, limit: number): number {
  return countWhile(sorted.length, (place) => (sorted[place] ?? Infinity) <= limit);
}
