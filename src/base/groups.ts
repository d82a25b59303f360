/** Lists by a key. */

/** The list of that key, which may be added to; an empty one if there is none yet. */
export function listIn<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Keys in the order in which they first come, items in theirs. */
export function groupBy<V, K>(
  items: Iterable<V>,
  keyOf: (item: V) => K,
): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) listIn(groups, keyOf(item)).push(item);
  return groups;
}
