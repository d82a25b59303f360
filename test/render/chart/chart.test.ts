import { describe, expect, it } from "vitest";
import type { Chart } from "../../../src/render/chart/chart.js";
import { chartSvg } from "../../../src/render/chart/chartSvg.js";
import { lookOf } from "../../../src/render/chart/looks.js";
import { linear, spreadApart, ticksUpTo } from "../../../src/render/chart/scales.js";
import { THEMES, type ThemeName } from "../../../src/render/theme.js";
import { parseXml } from "../xml.js";

const CHART: Chart = {
  ...{ title: "Waits <long> & short", subtitle: "five clients", xLabel: "load", yLabel: "ms" },
  xTicks: ["light", "middle", "heavy"].map((label, x) => ({ x, label })),
  flags: [{ x: 1, label: "crash" }],
  lines: [
    {
      ...{ name: "server", look: 0, drawn: "points" },
      points: [
        { x: 0, y: 10, low: 5, high: 30 },
        { x: 1, y: 20 },
        { x: 2, y: 40 },
      ],
    },
    {
      ...{ name: "ring", look: 1, drawn: "steps" },
      points: [
        { x: 0, y: 0 },
        { x: 2, y: 39 },
      ],
    },
  ],
};

describe("ticks", () => {
  it.each([
    [0, [0, 0.01], 2],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1], 1],
    [18.1, [0, 5, 10, 15, 20], 0],
    [1020, [0, 200, 400, 600, 800, 1000, 1200], 0],
  ])("up to %d go in round steps to it or beyond", (most, values, decimals) => {
    expect(ticksUpTo(most)).toEqual({ values, decimals });
  });
});

describe("places", () => {
  it("go from one pair of ends to another, also backwards", () => {
    expect([0, 5, 10].map(linear([0, 10], [100, 0]))).toEqual([100, 50, 0]);
    expect(linear([3, 3], [7, 9])(3)).toBe(7);
  });

  it("of names are moved apart as little as may be, in their order, within bounds", () => {
    expect(spreadApart([50, 10, 52], 20, [0, 100])).toEqual([50, 10, 70]);
    expect(spreadApart([95, 96], 20, [0, 100])).toEqual([80, 100]);
    expect(spreadApart([5, 5, 5], 10, [0, 100])).toEqual([5, 15, 25]);
    expect(spreadApart([], 10, [0, 100])).toEqual([]);
  });
});

describe("a chart as SVG", () => {
  const svg = chartSvg(CHART, THEMES.light, {});

  it("is well-formed, and texts are never markup", () => {
    expect(() => parseXml(svg)).not.toThrow();
    expect(svg).toContain("Waits &lt;long&gt; &amp; short");
  });

  it("names its lines where they end, and tells them apart without colours", () => {
    expect(svg).toMatch(/>server<\/text>/);
    expect(svg).toMatch(/>ring<\/text>/);
    const looks = [0, 1, 2, 3, 4, 5].map(lookOf);
    expect(new Set(looks.map(({ mark }) => mark)).size).toBe(6);
    expect(new Set(looks.map(({ dashes }) => dashes)).size).toBe(6);
    expect(lookOf(6)).toEqual(lookOf(0));
  });

  it("draws each figure at its place, with its spread where there is one", () => {
    const marks = [...svg.matchAll(/class="mark"[^>]* d="M\S+ (-?[\d.]+)/g)];
    // The server's marks are circles, which begin at the height of their middle.
    const heights = marks.slice(0, 3).map(([, y]) => Number(y));
    const [ten = NaN, twenty = NaN, forty = NaN] = heights;
    expect(ten - twenty).toBeCloseTo((twenty - forty) / 2, 0);
    // Three of the points, one at the end of the steps, and one spread of three strokes.
    expect(marks).toHaveLength(4);
    expect(svg.match(/V[\d.]+M[\d.]+ [\d.]+h8M[\d.]+ [\d.]+h8/g)).toHaveLength(1);
  });

  it("keeps all words within the page, in every theme", () => {
    for (const theme of Object.keys(THEMES) as ThemeName[]) {
      const drawn = chartSvg(CHART, THEMES[theme], {});
      expect(drawn).toContain(THEMES[theme].background);
      for (const [, x, y] of drawn.matchAll(/<text[^>]* x="([\d.]+)" y="([\d.]+)"/g)) {
        expect(Number(x)).toBeLessThan(880);
        expect(Number(y)).toBeLessThan(500);
      }
    }
  });

  it("can be drawn of nothing", () => {
    const empty = { ...CHART, lines: [], flags: [], xTicks: [] };
    expect(() => parseXml(chartSvg(empty, THEMES.print, {}))).not.toThrow();
    const [line] = CHART.lines;
    const bare = { ...CHART, lines: line === undefined ? [] : [{ ...line, points: [] }] };
    expect(chartSvg(bare, THEMES.print, {})).not.toContain("NaN");
  });
});
