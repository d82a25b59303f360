import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../src/render/cells.js";
import { shortNames } from "../../../src/render/transcript/shortNames.js";

describe("names over narrow columns", () => {
  it.each([
    [["Ana", "Ben"], 7, ["Ana", "Ben"]],
    [["server 1", "server 2", "server 10"], 7, ["1", "2", "10"]],
    [["server1", "server12"], 7, ["1", "12"]],
    [["eu-west", "eu-north"], 6, ["west", "north"]],
    [["Jean-Pierre", "Marguerite"], 7, ["Jean-P…", "Margue…"]],
    [["Jean-Pierre", "Jean-Paul"], 4, ["1", "2"]],
    [["node10", "node11"], 3, ["10", "11"]],
  ])("%j in %d cells are %j", (names, cells, short) => {
    expect(shortNames(names, cells)).toEqual(short);
  });

  it("fit and differ, whatever the names are", () => {
    const names = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), {
      ...{ minLength: 1, maxLength: 9 },
    });
    fc.assert(
      fc.property(names, fc.integer({ min: 3, max: 11 }), (all, cells) => {
        const short = shortNames(all, cells);
        expect(new Set(short).size).toBe(all.length);
        for (const name of short) expect(cellsOf(name)).toBeLessThanOrEqual(cells);
      }),
    );
  });
});
