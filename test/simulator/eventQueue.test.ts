import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "../../src/simulator/eventQueue.js";

type Entry = readonly [timeMs: number, seq: number];

/** The simplest thing that does the same: a list sorted after every change. */
class SortedTwin {
  private list: Entry[] = [];

  push(entry: Entry): void {
    this.list = [...this.list, entry].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  pop(): Entry | undefined {
    return this.list.shift();
  }

  remove(isOne: (entry: Entry) => boolean): void {
    this.list = this.list.filter((entry) => !isOne(entry));
  }

  get first(): Entry | undefined {
    return this.list[0];
  }

  get size(): number {
    return this.list.length;
  }
}

const actions = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant("push"), time: fc.nat(20) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("pop"), time: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("remove"), time: fc.nat(20) }) },
  ),
  { maxLength: 200 },
);

describe("the event queue", () => {
  it("does what a sorted array does", () => {
    fc.assert(
      fc.property(actions, (list) => {
        const queue = new EventQueue<Entry>();
        const twin = new SortedTwin();
        let seq = 0;
        for (const action of list) {
          if (action.do === "push") {
            const entry = [action.time, seq++] as const;
            queue.push(entry[0], entry[1], entry);
            twin.push(entry);
          } else if (action.do === "pop") {
            expect(queue.pop()).toBe(twin.pop());
          } else {
            const isOne = ([time]: Entry): boolean => time === action.time;
            queue.remove(isOne);
            twin.remove(isOne);
          }
          expect(queue.first()).toBe(twin.first);
          expect(queue.firstTimeMs()).toBe(twin.first?.[0]);
          expect(queue.firstSeq()).toBe(twin.first?.[1]);
          expect(queue.all().length).toBe(twin.size);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives equal times in the order of their sequence numbers", () => {
    const queue = new EventQueue<string>();
    queue.push(5, 2, "second");
    queue.push(5, 1, "first");
    queue.push(4, 3, "earlier");
    expect([queue.pop(), queue.pop(), queue.pop(), queue.pop()]).toEqual([
      "earlier",
      "first",
      "second",
      undefined,
    ]);
  });
});
