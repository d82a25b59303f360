import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, cutToCells, padToCells, wrapToCells } from "../../src/render/cells.js";

describe("text in terminal cells", () => {
  it.each([
    ["", 0],
    ["Ana", 3],
    ["Zoé", 3],
    ["Zoe\u0301", 3],
    ["東京", 4],
    ["한국", 4],
    ["a😀b", 4],
    ["│├──►", 5],
  ])("%j takes %d", (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
  });

  it("is cut and padded to exactly the cells there are", () => {
    expect(cutToCells("Jean-Pierre", 6)).toBe("Jean-…");
    expect(cutToCells("東京都庁", 6)).toBe("東京…");
    expect(padToCells("東京", 6)).toBe("東京  ");
    expect(cutToCells("Ana", 3)).toBe("Ana");
  });

  it("is wrapped at spaces, and within a word that is too long", () => {
    expect(wrapToCells("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapToCells("a Donaudampfschiff", 6)).toEqual(["a", "Donaud", "ampfsc", "hiff"]);
    expect(wrapToCells("", 6)).toEqual([""]);
  });

  it("is never wider than asked and never loses a character", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (words, cells) => {
        const lines = wrapToCells(words, cells);
        for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(cells);
        const bare = (s: string) => s.replaceAll(" ", "");
        expect(bare(lines.join(""))).toBe(bare(words));
        expect(cellsOf(cutToCells(words, cells))).toBeLessThanOrEqual(cells);
      }),
    );
  });
});
