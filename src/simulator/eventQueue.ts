/**
 * What is going to happen, earliest first: a binary heap on (time, sequence number), both unique together, so the
 * order of equal times is the order in which they were planned. The keys lie in arrays of their own because that
 * is what the heap compares.
 */
export class EventQueue<Item> {
  private readonly times: number[] = [];
  private readonly seqs: number[] = [];
  private readonly items: Item[] = [];

  get size(): number {
    return this.items.length;
  }

  /** Time of the earliest item; undefined when the queue is empty. */
  firstTimeMs(): number | undefined {
    return this.times[0];
  }

  /** Sequence number of the earliest item; undefined when the queue is empty. */
  firstSeq(): number | undefined {
    return this.seqs[0];
  }

  /** The earliest item, left where it is. */
  first(): Item | undefined {
    return this.items[0];
  }

  push(timeMs: number, seq: number, item: Item): void {
    const hole = this.items.length;
    this.times.push(timeMs);
    this.seqs.push(seq);
    this.items.push(item);
    this.rise(hole, timeMs, seq, item);
  }

  /** Takes the earliest item out. */
  pop(): Item | undefined {
    const first = this.items[0];
    const time = this.times.pop();
    const seq = this.seqs.pop();
    const item = this.items.pop();
    if (time === undefined || seq === undefined || this.items.length === 0) return first;
    this.sink(time, seq, item as Item);
    return first;
  }

  /** Takes out all items for which it is true. O(size). */
  remove(isOne: (item: Item) => boolean): void {
    this.replace(this.entries().filter(({ item }) => !isOne(item)));
  }

  /** All items in no special order. */
  all(): readonly Item[] {
    return this.items;
  }

  /** All items with their keys, in no special order. */
  entries(): QueueEntry<Item>[] {
    return this.items.map((item, i) => ({
      timeMs: this.times[i] as number,
      seq: this.seqs[i] as number,
      item,
    }));
  }

  /** Forgets everything and takes these instead. */
  replace(entries: readonly QueueEntry<Item>[]): void {
    this.times.length = this.seqs.length = this.items.length = 0;
    for (const { timeMs, seq, item } of entries) this.push(timeMs, seq, item);
  }

  private rise(start: number, timeMs: number, seq: number, item: Item): void {
    const { times, seqs, items } = this;
    let hole = start;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentTime = times[parent] as number;
      if (parentTime < timeMs || (parentTime === timeMs && (seqs[parent] as number) < seq)) break;
      times[hole] = parentTime;
      seqs[hole] = seqs[parent] as number;
      items[hole] = items[parent] as Item;
      hole = parent;
    }
    times[hole] = timeMs;
    seqs[hole] = seq;
    items[hole] = item;
  }

  private sink(timeMs: number, seq: number, item: Item): void {
    const { times, seqs, items } = this;
    const size = items.length;
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && this.isBefore(child + 1, child)) child++;
      const childTime = times[child] as number;
      if (timeMs < childTime || (timeMs === childTime && seq < (seqs[child] as number))) break;
      times[hole] = childTime;
      seqs[hole] = seqs[child] as number;
      items[hole] = items[child] as Item;
      hole = child;
    }
    times[hole] = timeMs;
    seqs[hole] = seq;
    items[hole] = item;
  }

  private isBefore(a: number, b: number): boolean {
    const timeA = this.times[a] as number;
    const timeB = this.times[b] as number;
    return (
      timeA < timeB || (timeA === timeB && (this.seqs[a] as number) < (this.seqs[b] as number))
    );
  }
}

export interface QueueEntry<Item> {
  readonly timeMs: number;
  readonly seq: number;
  readonly item: Item;
}
