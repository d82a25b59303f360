import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boxesOverlap,
  segmentMeetsBox,
  slopeDegrees,
  uprightBox,
  type Box,
} from "../../../src/render/spaceTime/geometry.js";

const coordinate = fc.integer({ min: -60, max: 60 });
const box = fc
  .record({ x: coordinate, y: coordinate, w: fc.integer({ min: 2, max: 30 }), turn: coordinate })
  .map(({ x, y, w, turn }): Box => {
    const size = { halfWidth: w, halfHeight: 6 };
    return { x, y, ...size, cos: Math.cos(turn / 40), sin: Math.sin(turn / 40) };
  });

/** Points all over a box, a little inside its edges. */
function pointsOf({ x, y, halfWidth, halfHeight, cos, sin }: Box): { x: number; y: number }[] {
  const steps = Array.from({ length: 21 }, (_, i) => (i / 10 - 1) * 0.98);
  return steps.flatMap((u) =>
    steps.map((v) => ({
      x: x + u * halfWidth * cos - v * halfHeight * sin,
      y: y + u * halfWidth * sin + v * halfHeight * cos,
    })),
  );
}

function contains(b: Box, p: { x: number; y: number }): boolean {
  const [dx, dy] = [p.x - b.x, p.y - b.y];
  const [u, v] = [dx * b.cos + dy * b.sin, dy * b.cos - dx * b.sin];
  return Math.abs(u) <= b.halfWidth && Math.abs(v) <= b.halfHeight;
}

describe("two turned boxes", () => {
  it("overlap whenever a point lies in both", () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        if (pointsOf(a).some((p) => contains(b, p))) expect(boxesOverlap(a, b)).toBe(true);
      }),
    );
  });

  it("do not overlap when they are farther apart than their corners reach", () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const distance = Math.hypot(a.x - b.x, a.y - b.y);
        const reach = Math.hypot(a.halfWidth, 6) + Math.hypot(b.halfWidth, 6);
        if (distance > reach) expect(boxesOverlap(a, b)).toBe(false);
      }),
    );
  });

  it("do not overlap when they only share an edge", () => {
    expect(boxesOverlap(uprightBox(0, 0, 5, 5), uprightBox(10, 0, 5, 5))).toBe(false);
    expect(boxesOverlap(uprightBox(0, 0, 5, 5), uprightBox(9, 0, 5, 5))).toBe(true);
  });
});

describe("a segment", () => {
  it("meets a box whenever one of its points lies in it, and never otherwise by much", () => {
    fc.assert(
      fc.property(box, coordinate, coordinate, coordinate, coordinate, (b, x1, y1, x2, y2) => {
        const inside = Array.from({ length: 101 }, (_, i) => i / 100).some((t) =>
          contains(b, { x: x1 + (x2 - x1) * t, y: y1 + (y2 - y1) * t }),
        );
        const grown = { ...b, halfWidth: b.halfWidth + 2, halfHeight: b.halfHeight + 2 };
        if (inside) expect(segmentMeetsBox({ x1, y1, x2, y2 }, grown)).toBe(true);
        if (!inside) {
          const shrunk = { ...b, halfWidth: b.halfWidth - 2, halfHeight: b.halfHeight - 2 };
          expect(segmentMeetsBox({ x1, y1, x2, y2 }, shrunk)).toBe(false);
        }
      }),
    );
  });

  it("has the slope that the arc tangent gives, without calling it", () => {
    fc.assert(
      fc.property(coordinate, coordinate, (dx, dy) => {
        const slope = slopeDegrees({ x1: 0, y1: 0, x2: dx, y2: dy });
        const flipped = dx < 0 ? Math.atan2(-dy, -dx) : Math.atan2(dy, dx);
        expect(slope).toBeCloseTo((flipped * 180) / Math.PI, 3);
      }),
    );
  });
});
