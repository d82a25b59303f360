import { countWhile } from "../base/sorted.js";

/** A growing list of numbers that takes 8 (or, for 32-bit integers, 4) bytes for each. */
export class Column {
  #items: Float64Array | Int32Array;
  #length = 0;

  constructor(numbers: "safe" | "int32") {
    this.#items = numbers === "int32" ? new Int32Array(64) : new Float64Array(64);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[this.#length++] = value;
  }

  /** The number at an index, from 0; 0 beyond the end. */
  at(index: number): number {
    return index < this.#length ? (this.#items[index] ?? 0) : 0;
  }

  set(index: number, value: number): void {
    this.#items[index] = value;
  }

  /** How many numbers at the start are ≤ limit; the column must be sorted. */
  countUpTo(limit: number): number {
    return countWhile(this.#length, (place) => this.at(place) <= limit);
  }

  /** That many numbers from the start, without copying; they stay while the column grows. */
  first(count: number): ArrayLike<number> {
    return this.#items.subarray(0, count);
  }

  #grow(): void {
    const size = this.#items.length * 2;
    const items = this.#items instanceof Int32Array ? new Int32Array(size) : new Float64Array(size);
    items.set(this.#items);
    this.#items = items;
  }
}
