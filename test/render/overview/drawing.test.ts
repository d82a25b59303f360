import { beforeAll, describe, expect, it } from "vitest";
import { drawFarGutter, drawFarPicture } from "../../../src/render/overview/drawing.js";
import { farLegend } from "../../../src/render/overview/farLegend.js";
import { farPicture } from "../../../src/render/overview/overview.js";
import { overviewCss } from "../../../src/render/overview/overviewCss.js";
import type { FarPicture } from "../../../src/render/overview/picture.js";
import { diagramCss } from "../../../src/render/spaceTime/diagramCss.js";
import type { Shape } from "../../../src/render/spaceTime/shape.js";
import { THEMES } from "../../../src/render/theme.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { hostileTrace } from "../hostile.js";
import { madeRun, wholePicture, wholeWindow, zoomFor } from "./farRuns.js";

let run: TraceFile;
beforeAll(async () => {
  run = await madeRun(11, 2000);
});

function flat(shapes: readonly Shape[]): readonly Shape[] {
  return shapes.flatMap((shape) => [shape, ...flat(shape.children ?? [])]);
}

function drawn(picture: FarPicture): readonly Shape[] {
  return flat([...drawFarPicture(picture), drawFarGutter(picture)]);
}

function classesOf(shapes: readonly Shape[]): ReadonlySet<string> {
  return new Set(shapes.flatMap(({ attributes }) => String(attributes.class ?? "").split(" ")));
}

/** The strip beside a scroll bar: the whole run, 70 pixels wide. */
function stripOf(trace: TraceFile): FarPicture {
  const window = wholeWindow(trace, "b1", "order", zoomFor(trace, "order", 800), 70);
  return farPicture(trace, "b1", window);
}

describe("the shapes of a far-out picture", () => {
  it.each([120, 700, 4000, 15_000])("have sound numbers at %i pixels of height", (height) => {
    for (const axis of ["order", "time"] as const) {
      for (const { attributes } of drawn(wholePicture(run, axis, zoomFor(run, axis, height)))) {
        expect(Object.values(attributes).join(" ")).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });

  it("tell what is bad by signs and patterns, not by colour alone", () => {
    const shapes = drawn(wholePicture(run, "order", zoomFor(run, "order", 4000)));
    const violations = shapes.filter(({ attributes }) => attributes.class === "flag flag-violated");
    expect(violations.every(({ children = [] }) => children.length > 0)).toBe(true);
    const lost = shapes.filter(({ attributes }) =>
      String(attributes.class).includes("fate-dropped"),
    );
    expect(lost.some(({ attributes }) => attributes["stroke-dasharray"] !== undefined)).toBe(true);
    expect(lost.some(({ attributes }) => String(attributes.class).includes("strandEnd"))).toBe(
      true,
    );
    expect([...classesOf(shapes)]).toEqual(expect.arrayContaining(["mark-crash", "alarm", "band"]));
  });

  it("are few, however long the run", () => {
    const counts = [0.5, 1].map((part) => {
      const zoom = zoomFor(run, "order", 700) / part;
      const window = { ...wholeWindow(run, "b1", "order", zoom), height: 700 };
      return drawn(farPicture(run, "b1", window)).length;
    });
    expect(Math.max(...counts)).toBeLessThan(1500);
  });

  it("have a rule for every class that has no rule of the diagram", () => {
    const css = `${diagramCss(THEMES.light)}\n${overviewCss(THEMES.light)}`;
    const shapes = drawn(wholePicture(run, "order", zoomFor(run, "order", 4000)));
    const ours = /^(activity|dots|strand|strand-\d|flagTick(-\w+)?|alarm|farBands)$/;
    const own = [...classesOf(shapes)].filter((name) => ours.test(name));
    expect(own.length).toBeGreaterThan(5);
    for (const name of own) expect(css).toContain(`.${name}`);
  });
});

describe("a strip", () => {
  it("has lines, gaps, bands and ticks, but no words and no messages", () => {
    const shapes = drawn(stripOf(run));
    expect(shapes.filter(({ tag }) => tag === "text")).toEqual([]);
    const classes = [...classesOf(shapes)];
    expect(classes).toEqual(
      expect.arrayContaining(["life", "farCross", "farBand", "stripTick-violated"]),
    );
    expect(classes.filter((name) => name.startsWith("strand"))).toEqual([]);
  });

  it("leaves nothing out: as many flags and marks as the whole picture", () => {
    const zoom = zoomFor(run, "order", 800);
    const whole = wholePicture(run, "order", zoom);
    const total = (items: readonly { readonly count: number }[]) =>
      items.reduce((sum, { count }) => sum + count, 0);
    expect(total(stripOf(run).flags)).toBe(total(whole.flags));
    expect(total(stripOf(run).marks)).toBe(total(whole.marks));
    expect(stripOf(run).width).toBeLessThanOrEqual(70);
  });
});

describe("the legend", () => {
  const wordsOf = (picture: FarPicture) => farLegend(run.header, picture).map(({ words }) => words);

  it("says what occurs and nothing else, each once", () => {
    const words = wordsOf(wholePicture(run, "order", zoomFor(run, "order", 700)));
    expect([...words].sort()).toEqual([
      ...["crash", "crashed", "follower", "holds again", "invariant violated", "leader"],
      ...["lost messages", "messages: the stronger, the more", "moment", "restart"],
      "some links cut",
    ]);
  });

  it("of an empty picture is empty", () => {
    const window = { ...wholeWindow(run, "b1", "order", 0.1), top: 0, height: 0 };
    expect(wordsOf(farPicture(run, "b1", window))).toEqual([]);
  });
});

describe("a hostile trace", () => {
  it("is words and nothing else", async () => {
    const trace = await hostileTrace();
    const shapes = drawn(wholePicture(trace, "order", 8 / 32));
    for (const { text = "", attributes } of shapes) {
      expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(Object.keys(attributes).some((name) => /^on|href/.test(name))).toBe(false);
    }
  });
});
