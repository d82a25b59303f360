import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heightsToDraw } from "../../src/webview/diagram/heightWindow.js";
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

const blocks = { block: 1600, overscan: 800 };

describe("heightsToDraw", () => {
  it("covers what is visible with some to spare, within the content", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 32_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 3000 }),
        (height, part, visible) => {
          const top = part * Math.max(0, height - visible);
          const { y1, y2 } = heightsToDraw(top, visible, height, blocks);
          expect(y1).toBeGreaterThanOrEqual(0);
          expect(y2).toBeLessThanOrEqual(height);
          expect(y1).toBeLessThanOrEqual(Math.max(0, top - 800));
          expect(y2).toBeGreaterThanOrEqual(Math.min(height, top + visible + 800));
          expect(y2 - y1).toBeLessThan(visible + 2 * (800 + 1600));
        },
      ),
    );
  });

  it("asks for the same heights after a small scroll", () => {
    const [first, second] = [32_810, 32_890].map((top) => heightsToDraw(top, 600, 1e6, blocks));
    expect(first).toEqual(second);
  });

  it("is empty for an empty trace", () => {
    expect(heightsToDraw(0, 600, 0, blocks)).toEqual({ y1: 0, y2: 0 });
  });
});
