import { ROW_HEIGHT } from "./scale.js";

/**
 * Things of a diagram by the strips of their height that they touch, so that neighbours are found
 * without looking at all. On the order axis a strip is a row.
 */
export type Shelves<V> = ReadonlyMap<number, readonly V[]>;

/**
 * Puts every thing on the shelf of each strip between its y1 and y2, in whatever order, as far as
 * strips lie between the heights top and bottom.
 */
export function shelve<V>(
  things: readonly V[],
  extent: (thing: V) => { readonly y1: number; readonly y2: number },
  top: number,
  bottom: number,
): Shelves<V> {
  const [from, to] = [stripAt(top), stripAt(bottom)];
  const shelf = new Map<number, V[]>();
  for (const thing of things) {
    const { y1, y2 } = extent(thing);
    const last = Math.min(to, stripAt(Math.max(y1, y2)));
    for (let strip = Math.max(from, stripAt(Math.min(y1, y2))); strip <= last; strip++) {
      const there = shelf.get(strip);
      if (there) there.push(thing);
      else shelf.set(strip, [thing]);
    }
  }
  return shelf;
}

/** The things between two heights, or a little above or below, each once. */
export function thingsIn<V>(shelf: Shelves<V>, y1: number, y2: number): Iterable<V> {
  const [first, last] = [stripAt(y1), stripAt(y2)];
  if (first === last) return shelf.get(first) ?? [];
  const found = new Set<V>();
  for (let strip = first; strip <= last; strip++) {
    for (const thing of shelf.get(strip) ?? []) found.add(thing);
  }
  return found;
}

function stripAt(y: number): number {
  return Math.floor(y / ROW_HEIGHT);
}
