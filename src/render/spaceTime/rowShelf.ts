import { ROW_HEIGHT } from "./scale.js";

/**
 * Things of a diagram by the rows they touch, so that neighbours are found without looking at all.
 */
export type RowShelf<V> = ReadonlyMap<number, readonly V[]>;

/**
 * Puts every thing on the shelf of each row between its y1 and y2, in whatever order, as far as
 * rows lie in from … to.
 */
export function shelve<V>(
  things: readonly V[],
  extent: (thing: V) => { readonly y1: number; readonly y2: number },
  from: number,
  to: number,
): RowShelf<V> {
  const shelf = new Map<number, V[]>();
  for (const thing of things) {
    const { y1, y2 } = extent(thing);
    const last = Math.min(to, rowAt(Math.max(y1, y2)));
    for (let row = Math.max(from, rowAt(Math.min(y1, y2))); row <= last; row++) {
      const there = shelf.get(row);
      if (there) there.push(thing);
      else shelf.set(row, [thing]);
    }
  }
  return shelf;
}

/** The things in the rows between two heights, each once. */
export function inRows<V>(shelf: RowShelf<V>, y1: number, y2: number): Iterable<V> {
  const [first, last] = [rowAt(y1), rowAt(y2)];
  if (first === last) return shelf.get(first) ?? [];
  const found = new Set<V>();
  for (let row = first; row <= last; row++) {
    for (const thing of shelf.get(row) ?? []) found.add(thing);
  }
  return found;
}

function rowAt(y: number): number {
  return Math.floor(y / ROW_HEIGHT) + 1;
}
