/**
 * What is going to happen, earliest first: a binary heap on (time, sequence number), both unique
 * together, so the order of equal times is the order in which they were planned. The keys lie in
 * arrays of their own because that is what the heap compares.
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
      timeMs: at(this.times, i),
      seq: at(this.seqs, i),
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
      const parentTime = at(times, parent);
      if (parentTime < timeMs || (parentTime === timeMs && at(seqs, parent) < seq)) break;
      times[hole] = parentTime;
      seqs[hole] = at(seqs, parent);
      items[hole] = at(items, parent);
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
      const childTime = at(times, child);
      if (timeMs < childTime || (timeMs === childTime && seq < at(seqs, child))) break;
      times[hole] = childTime;
      seqs[hole] = at(seqs, child);
      items[hole] = at(items, child);
      hole = child;
    }
    times[hole] = timeMs;
    seqs[hole] = seq;
    items[hole] = item;
  }

  private isBefore(a: number, b: number): boolean {
    const timeA = at(this.times, a);
    const timeB = at(this.times, b);
    return timeA < timeB || (timeA === timeB && at(this.seqs, a) < at(this.seqs, b));
  }
}

export interface QueueEntry<Item> {
  readonly timeMs: number;
  readonly seq: number;
  readonly item: Item;
}

/** The element that must be there; the heap's hot paths can do without a check. */
function at<V>(array: readonly V[], index: number): V {
  return array[index] as V;
}
