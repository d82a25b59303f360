import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { separatingGaps, type Pair } from "../../../src/render/spaceTime/gaps.js";

const COLUMNS = 6;
const pair = fc
  .tuple(fc.integer({ min: 0, max: COLUMNS - 1 }), fc.integer({ min: 0, max: COLUMNS - 1 }))
  .filter(([a, b]) => a !== b)
  .map(([a, b]): Pair => [Math.min(a, b), Math.max(a, b)]);

/** Every link of a full mesh, in both directions. */
const mesh = Array.from({ length: COLUMNS }, (_, a) => a).flatMap((a) =>
  Array.from({ length: COLUMNS - a - 1 }, (_, i): Pair => [a, a + i + 1]).flatMap((p) => [p, p]),
);

function separates(gaps: readonly number[], [left, right]: Pair): boolean {
  return gaps.some((gap) => gap >= left && gap < right);
}

/** Every set of gaps. */
const sets = Array.from({ length: 2 ** (COLUMNS - 1) }, (_, bits) =>
  Array.from({ length: COLUMNS - 1 }, (_, gap) => gap).filter((gap) => (bits >> gap) % 2 === 1),
);

function gapsFor(cut: readonly Pair[]): readonly number[] {
  return separatingGaps(COLUMNS, mesh, cut).map(({ gap }) => gap);
}

/** Both directions of all links between two groups. */
function between(a: readonly number[], b: readonly number[]): readonly Pair[] {
  return a.flatMap((x) =>
    b.flatMap((y): Pair[] => {
      const one: Pair = [Math.min(x, y), Math.max(x, y)];
      return [one, one];
    }),
  );
}

describe("the gaps that show cut links", () => {
  it("separate the ends of every cut link, and no fewer gaps could", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (cut) => {
        const gaps = gapsFor(cut);
        for (const link of cut) expect(separates(gaps, link)).toBe(true);
        const enough = sets.filter((set) => cut.every((link) => separates(set, link)));
        expect(gaps.length).toBe(Math.min(...enough.map((set) => set.length)));
      }),
    );
  });

  it("are one gap, whole, for a partition of neighbours", () => {
    const cut = between([0, 1], [2, 3, 4, 5]);
    expect(separatingGaps(COLUMNS, mesh, cut)).toEqual([{ gap: 1, crossing: 16, cut: 16 }]);
  });

  it("are the ones at both sides of an isolated node", () => {
    expect(gapsFor(between([2], [0, 1, 3, 4, 5]))).toEqual([1, 2]);
  });

  it("prefer the gap of whose crossing links most are cut", () => {
    // Either gap separates columns 0 and 2; across the first one, another link is cut as well.
    expect(gapsFor([[0, 2]])).toEqual([0]);
    expect(
      gapsFor([
        [0, 5],
        [3, 5],
      ]),
    ).toEqual([4]);
  });

  it("count one direction of a link as half of it", () => {
    const [gap] = separatingGaps(
      2,
      [
        [0, 1],
        [0, 1],
      ],
      [[0, 1]],
    );
    expect(gap).toEqual({ gap: 0, crossing: 2, cut: 1 });
  });
});
