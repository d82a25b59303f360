import fc from "fast-check";
import { expect, it } from "vitest";
import { countBelow, countUpTo, countWhile } from "../../src/base/sorted.js";

it("counts as somebody does who looks at every number", () => {
  const lists = fc.array(fc.integer({ min: -9, max: 9 })).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(lists, fc.integer({ min: -10, max: 10 }), (list, limit) => {
      expect(countBelow(list, limit)).toBe(list.filter((one) => one < limit).length);
      expect(countUpTo(list, limit)).toBe(list.filter((one) => one <= limit).length);
    }),
  );
});

it("asks about few places of many, and about none that is not there", () => {
  const asked: number[] = [];
  const count = countWhile(1_000_000, (place) => asked.push(place) > 0 && place < 123_456);
  expect(count).toBe(123_456);
  expect(asked.length).toBeLessThan(22);
  expect(countWhile(0, () => true)).toBe(0);
});
