import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsToDraw } from "../../src/webview/diagram/rowWindow.js";
import { followTop, MAX_SPACER, scrollScale } from "../../src/webview/diagram/scrollScale.js";

describe("scrollScale", () => {
  it("is the identity for a content that browsers can lay out", () => {
    const scale = scrollScale(5_000, 600);
    expect(scale).toMatchObject({ spacer: 5_000, isScaled: false, end: 4_400 });
    expect(scale.toContent(1234)).toBe(1234);
    expect(scale.toScroll(1234)).toBe(1234);
  });

  it("reaches the first and the last pixel of a million rows", () => {
    const total = 1_000_000 * 32;
    const scale = scrollScale(total, 600);
    expect(scale.spacer).toBe(MAX_SPACER);
    expect(scale.toContent(0)).toBe(0);
    expect(scale.toContent(MAX_SPACER - 600)).toBe(total - 600);
    expect(scale.toScroll(total)).toBeCloseTo(MAX_SPACER - 600, 6);
  });

  it("comes back to the same place, whatever the height", () => {
    const heights = fc.tuple(
      fc.integer({ min: 1, max: 64_000_000 }),
      fc.integer({ max: 2000, min: 1 }),
    );
    fc.assert(
      fc.property(heights, fc.double({ min: 0, max: 1, noNaN: true }), ([total, visible], part) => {
        const scale = scrollScale(total, visible);
        const top = part * scale.end;
        expect(scale.toContent(scale.toScroll(top))).toBeCloseTo(top, 3);
      }),
    );
  });
});

describe("followTop", () => {
  it("leaves the content alone while the cursor has context around it", () => {
    expect(followTop(1000, 600, 1300, 9000)).toBe(1000);
  });

  it("moves by a row when a step leaves the comfortable part", () => {
    expect(followTop(1000, 600, 1360 + 32, 9000)).toBe(1032);
    expect(followTop(1000, 600, 1150 - 32, 9000)).toBe(968);
  });

  it("puts the cursor at 60 % of the height after a jump", () => {
    expect(followTop(0, 600, 5000, 9000)).toBe(5000 - 360);
  });

  it("never leaves the content", () => {
    expect(followTop(0, 600, 20, 9000)).toBe(0);
    expect(followTop(8990, 600, 9600, 9000)).toBe(9000);
  });
});

describe("rowsToDraw", () => {
  it("covers what is visible with rows to spare, within the trace", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 3000 }),
        (length, part, visible) => {
          const top = part * Math.max(0, length * 32 - visible);
          const { from, to } = rowsToDraw(top, visible, 32, length);
          expect(from).toBeGreaterThanOrEqual(1);
          expect(to).toBeLessThanOrEqual(length);
          expect(from).toBeLessThanOrEqual(Math.floor(top / 32) + 1);
          expect(to).toBeGreaterThanOrEqual(Math.min(length, Math.ceil((top + visible) / 32)));
          expect(to - from).toBeLessThan(visible / 32 + 200);
        },
      ),
    );
  });

  it("asks for the same rows after a small scroll", () => {
    expect(rowsToDraw(32_010, 600, 32, 5000)).toEqual(rowsToDraw(32_090, 600, 32, 5000));
  });

  it("is empty for an empty trace", () => {
    expect(rowsToDraw(0, 600, 32, 0)).toEqual({ from: 1, to: 0 });
  });
});
