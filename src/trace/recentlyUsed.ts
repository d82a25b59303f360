/**
 * Keeps at least the `most` values that were asked for last, and at most twice as many. They live
 * in two generations: what is asked for moves to the younger one, and when that is full the older
 * one is dropped as a whole. (Taking single entries out of a `Map`, oldest first, is slow.)
 */
export class RecentlyUsed<K, V> {
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: K): V | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const aged = this.#old.get(key);
    if (aged !== undefined) this.set(key, aged);
    return aged;
  }

  set(key: K, value: V): void {
    this.#young.set(key, value);
    if (this.#young.size < this.#most) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  /** In no particular order; a value may come twice. */
  *values(): Generator<V> {
    yield* this.#young.values();
    yield* this.#old.values();
  }
}
