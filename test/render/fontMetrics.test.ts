import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { widthTable } from "../../scripts/fontMetrics.mjs";
import { fitText, textWidth } from "../../src/render/fontMetrics.js";
import { UNITS_PER_EM, WIDTH_RUNS } from "../../src/render/interWidths.js";

describe("the font that ships", () => {
  it("has the widths that the committed table says", () => {
    expect(widthTable()).toEqual({ unitsPerEm: UNITS_PER_EM, runs: WIDTH_RUNS });
  });

  it("holds the characters that pictures themselves use", () => {
    const known = new Set(WIDTH_RUNS.flatMap(([first = 0, ...w]) => w.map((_, i) => first + i)));
    for (const character of "…→↔·–éŁΩж") expect(known).toContain(character.codePointAt(0));
  });

  it("comes with its licence and stays small", () => {
    const file = (name: string) =>
      readFileSync(new URL(`../../media/fonts/${name}`, import.meta.url));
    expect(file("Inter-LICENSE.txt").toString()).toContain("SIL Open Font License");
    const size = file("Inter-Regular.ttf").length + file("Inter-Regular.woff2").length;
    expect(size).toBeLessThan(400_000);
  });
});

describe("text that is fitted", () => {
  it("is the text itself when there is room", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fitText(text, 11, textWidth(text, 11) + 0.001)).toBe(text);
      }),
    );
  });

  it("is never wider than the room", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(200), (text, room) => {
        expect(textWidth(fitText(text, 11, room), 11)).toBeLessThanOrEqual(room);
      }),
    );
  });

  it("begins as the whole does and ends with dots", () => {
    expect(fitText("AppendEntries t12 #4–9", 11, 80)).toBe("AppendEntri…");
    expect(fitText("AppendEntries", 11, 8)).toBe("");
  });
});
