import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { axisOf, scaleOf } from "../../../src/render/spaceTime/axis.js";
import { drawPicture } from "../../../src/render/spaceTime/drawing.js";
import { frameOf } from "../../../src/render/spaceTime/frame.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import { legend } from "../../../src/render/spaceTime/legend.js";
import type { Picture, TrailLeg } from "../../../src/render/spaceTime/picture.js";
import type { Shape } from "../../../src/render/spaceTime/shape.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { ringRun, type Hands } from "../runs.js";
import { BRANCH } from "./troubledRun.js";

const enter = (node: string) => ({ type: "command", node, command: { type: "enter" } }) as const;

/** Ben dies with a token in his hands; queries taken literally make two more. */
async function lostAndFound(): Promise<RecordedTrace> {
  const wish = { stage: "query", seed: 5 };
  const first: Hands = { 6: [enter("n3")], 20: [enter("n2")] };
  const [held] = (await ringRun(60, wish, first))
    .holdings(BRANCH, 20, 60)
    .filter(({ node }) => node === "n2");
  const has = held?.from ?? 0;
  return ringRun(120, wish, {
    ...first,
    [has]: [{ type: "crash", node: "n2" }, enter("n3"), enter("n4")],
    [has + 8]: [
      { type: "timeout", node: "n3", timer: "patience" },
      { type: "timeout", node: "n4", timer: "patience" },
    ],
  });
}

let trace: RecordedTrace;
beforeAll(async () => {
  trace = await lostAndFound();
});

function pictureOf(axis: "order" | "time", from = 1, to = 120): Picture {
  const scale = scaleOf(trace, BRANCH, axis);
  return layout(trace, BRANCH, from, to, frameOf(trace, BRANCH, undefined, scale));
}

/** The legs of one thing, from top to bottom. */
function wayOf({ trails }: Picture, number: number): readonly TrailLeg[] {
  return trails.filter((leg) => leg.number === number).sort((a, b) => a.y1 - b.y1 || a.y2 - b.y2);
}

function numbersIn({ trails }: Picture): readonly number[] {
  return [...new Set(trails.map(({ number }) => number))];
}

/** All shapes with a class, however deep they lie. */
function shapesWith(shapes: readonly Shape[], name: string): readonly Shape[] {
  return shapes.flatMap((shape): readonly Shape[] => [
    ...(String(shape.attributes.class).split(" ").includes(name) ? [shape] : []),
    ...shapesWith(shape.children ?? [], name),
  ]);
}

describe("trails", () => {
  it.each(["order", "time"] as const)("are one continuous way each, by %s", (axis) => {
    const whole = pictureOf(axis);
    expect(numbersIn(whole).length).toBeGreaterThan(2);
    for (const number of numbersIn(whole)) {
      const way = wayOf(whole, number);
      way.forEach((leg, i) => {
        const next = way[i + 1];
        if (next) expect([next.x1, next.y1]).toEqual([leg.x2, leg.y2]);
        expect([leg.begins, leg.ends && next !== undefined]).toEqual([i === 0, false]);
      });
    }
  });

  it("lie on the arrows that carry the thing and on the lifelines of those who hold it", () => {
    const whole = pictureOf("order");
    const xs = whole.lifelines.map(({ x }) => x);
    for (const leg of whole.trails) {
      const arrow = whole.arrows.find(({ message }) => message === leg.message);
      if (leg.message === undefined) expect(xs).toContain(leg.x1);
      const { x1, y1, x2, y2, bow } = arrow ?? { ...leg, x2: leg.x1, bow: 0 };
      expect(leg).toMatchObject({ x1, y1, x2, y2, bow });
    }
    const carriers = whole.arrows.filter(({ type }) => type === "Token");
    expect(whole.trails.filter(({ message }) => message !== undefined)).toHaveLength(
      carriers.length,
    );
  });

  it("end with a sign and words where the holder crashes, and begin with others", () => {
    const { trailSigns, rows } = pictureOf("order");
    const crash = rows.find(({ mark }) => mark === "crash");
    const end = trailSigns.find(({ sign }) => sign === "ends");
    expect(end).toMatchObject({ y: crash?.y, x: crash?.x });
    expect(end?.tag?.text).toBe("token 1 (g1) ends");
    const begun = trailSigns.filter(({ sign }) => sign === "begins");
    expect(begun.map(({ words }) => words).slice(0, 3)).toEqual(["token 1", "token 2", "token 3"]);
    for (const { tag, words } of begun) expect(tag?.text).toBe(words);
  });

  it("of two tokens at once differ in pattern and name, and the legend tells both", () => {
    const whole = pictureOf("order");
    const looks = [2, 3].map((number) => wayOf(whole, number)[0]);
    expect(looks.map((leg) => leg?.pattern)).toEqual([1, 2]);
    expect(looks.map((leg) => leg?.name)).toEqual(["token 2", "token 3"]);
    const words = legend(whole).map((entry) => entry.words);
    for (const told of ["token 1, 4", "token 2, 5", "token 3", "lost or given up"]) {
      expect(words).toContain(told);
    }
    const dashes = shapesWith(drawPicture(whole), "trailStripes").map(
      ({ attributes }) => attributes["stroke-dasharray"],
    );
    expect(new Set(dashes).size).toBe(2);
  });

  it("are drawn under all lines and marks", () => {
    const layers = drawPicture(pictureOf("order")).map(({ attributes }) => attributes.class);
    for (const over of ["lanes", "lifelines", "arrows", "marks", "labels"]) {
      expect(layers.indexOf("trails")).toBeLessThan(layers.indexOf(over));
    }
  });

  it.each(["order", "time"] as const)("are the same in every window, by %s", (axis) => {
    const whole = pictureOf(axis);
    const heights = axisOf(trace, BRANCH, whole.scale);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.nat(30), (from, more) => {
        const to = Math.min(120, from + more);
        const part = pictureOf(axis, from, to);
        const [top, bottom] = [heights.cursorY(from - 1), heights.bottomOf(to)];
        const touching = whole.trails.filter(
          ({ y1, y2, bow }) =>
            Math.max(y1, y2) + Math.max(0, bow) > top && y1 + Math.min(0, bow) < bottom,
        );
        const cut = touching.map((leg) => {
          if (leg.message !== undefined) return leg;
          const [y1, y2] = [Math.max(leg.y1, top), Math.min(leg.y2, bottom)];
          return {
            ...leg,
            y1,
            y2,
            begins: leg.begins && y1 === leg.y1,
            ends: leg.ends && y2 === leg.y2,
          };
        });
        expect(part.trails).toEqual(cut);
        const signs = whole.trailSigns.filter(({ y }) => y >= top && y < bottom);
        expect(part.trailSigns).toEqual(signs);
      }),
      { numRuns: 60 },
    );
  });
});
