import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayText } from "../../src/trace/displayText.js";

describe("text for display", () => {
  it.each([
    ["plain words, Ελληνικά, 日本語, עברית", "plain words, Ελληνικά, 日本語, עברית"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["two\nlines\tand\u0007", "two␊lines␉and␇"],
    ["\u007f\u0085", "␡\\u{85}"],
    ["a\u202egpj.exe", "a\\u{202e}gpj.exe"],
    ["a\u2066b\u2069\u200f\u061c", "a\\u{2066}b\\u{2069}\\u{200f}\\u{61c}"],
    ["zero\u200bwidth\ufeff", "zero\\u{200b}width\\u{feff}"],
    ["lone\ud800", "lone\\u{d800}"],
    ["\u2028\u2029", "\\u{2028}\\u{2029}"],
    ["👩‍👩‍👧 👩🏽‍🔬", "👩‍👩‍👧 👩🏽‍🔬"],
    ["می‌خواهم", "می‌خواهم"],
    ["\u200djoined", "\\u{200d}joined"],
  ])("shows %j", (text, shown) => {
    expect(displayText(text)).toBe(shown);
  });

  it("is shortened by whole characters", () => {
    expect(displayText("abcdef", 6)).toBe("abcdef");
    expect(displayText("abcdefg", 6)).toBe("abcde…");
    expect(displayText("😀😀😀", 2)).toBe("😀…");
    expect(displayText("x".repeat(10_000), 80)).toHaveLength(80);
    expect(displayText("x".repeat(50_000_000), 5)).toBe("xxxx…");
  });

  it("never holds anything that changes how the rest reads, and never grows beyond its bound", () => {
    const any = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 50 }), (text, max) => {
        const shown = displayText(text, max);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u);
        expect(Array.from(shown).length).toBeLessThanOrEqual(max);
      }),
    );
  });
});
