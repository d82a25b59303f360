import { useEffect, useState } from "preact/hooks";

/** A value that components watch. Setting an equal value tells nobody. */
export class Store<S extends object> {
  #state: S;
  readonly #watchers = new Set<() => void>();

  constructor(state: S) {
    this.#state = state;
  }

  get state(): S {
    return this.#state;
  }

  /** Replaces some fields. */
  set(fields: Partial<S>): void {
    const before = this.#state;
    const names = Object.keys(fields) as (keyof S)[];
    if (names.every((name) => Object.is(before[name], fields[name]))) return;
    this.#state = { ...before, ...fields };
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Calls back after every change until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** The store's state; the component is drawn again whenever it changes. */
export function useStore<S extends object>(store: Store<S>): S {
  const [, redraw] = useState(store.state);
  useEffect(() => {
    redraw(store.state); // it may have changed before this component watched
    return store.watch(() => redraw(store.state));
  }, [store]);
  return store.state;
}
