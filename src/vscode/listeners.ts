/** Who wants to hear of something. */
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>();

  /** Calls back on every `tell` until the returned function is called. */
  add(listener: (value: T) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(value: T): void {
    for (const listener of [...this.#all]) listener(value);
  }
}
