import { beforeAll, describe, expect, it } from "vitest";
import { drawFarPicture } from "../../../src/render/overview/drawing.js";
import { farLegend } from "../../../src/render/overview/farLegend.js";
import { farPicture } from "../../../src/render/overview/overview.js";
import type { FarPicture } from "../../../src/render/overview/picture.js";
import type { TrailLeg } from "../../../src/render/spaceTime/picture.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { raftRun, ringRun } from "../runs.js";
import { wholePicture, wholeWindow, zoomFor } from "./farRuns.js";

const EVENTS = 300;

/** Ben wants the token again and again, and dies with it; his query was taken literally before. */
let trace: RecordedTrace;
beforeAll(async () => {
  const enter = (node: string) => ({ type: "command", node, command: { type: "enter" } }) as const;
  const hands = {
    ...{ 6: [enter("n3")], 20: [enter("n2")], 90: [enter("n4")], 150: [enter("n1")] },
    ...{ 160: [enter("n2")], 200: [enter("n3")] },
  };
  const calm = await ringRun(EVENTS, { stage: "query", seed: 5 }, hands);
  const [held] = calm.holdings("b1", 160, EVENTS).filter(({ node }) => node === "n2");
  const dies = [{ type: "crash", node: "n2" }, enter("n3")] as const;
  const wish = { stage: "query", seed: 5 };
  trace = await ringRun(EVENTS, wish, { ...hands, [held?.from ?? 170]: dies });
});

/** The legs of each thing, from top to bottom. */
function waysOf({ trails }: FarPicture): readonly (readonly TrailLeg[])[] {
  const numbers = [...new Set(trails.map(({ number }) => number))];
  return numbers.map((number) =>
    trails.filter((leg) => leg.number === number).sort((a, b) => a.y1 - b.y1 || a.y2 - b.y2),
  );
}

describe.each(["order", "time"] as const)("trails far out, by %s", (axis) => {
  it("are the ways of the messages and the lifelines between, while there is room", () => {
    const picture = wholePicture(trace, axis, axis === "order" ? 0.3 : 1);
    const ways = waysOf(picture);
    expect(ways.length).toBeGreaterThan(1);
    for (const way of ways) {
      way.forEach((leg, i) => {
        const next = way[i + 1];
        expect(leg.begins).toBe(i === 0);
        if (next === undefined) return;
        // Who has it for less than a pixel has no part of the way.
        expect(next.x1).toBe(leg.x2);
        expect(Math.abs(next.y1 - leg.y2)).toBeLessThan(1);
      });
    }
    expect(ways.some((way) => way.at(-1)?.ends)).toBe(true);
  });

  it("are where somebody holds something for a while, when there is no room", () => {
    const { trails, lines } = wholePicture(trace, axis, zoomFor(trace, axis, 400));
    expect(trails.length).toBeGreaterThan(3);
    for (const { message, x1, x2, y1, y2, begins, ends } of trails) {
      expect(message).toBeUndefined();
      expect(lines.map(({ x }) => x)).toContain(x1);
      expect(x2).toBe(x1);
      expect(y2 - y1 >= 1 || begins || ends).toBe(true);
    }
  });

  it("are the same in every window", () => {
    const zoom = axis === "order" ? 0.2 : 0.8;
    const window = wholeWindow(trace, "b1", axis, zoom);
    const whole = farPicture(trace, "b1", window);
    for (const top of [0, 320, 960]) {
      const part = farPicture(trace, "b1", { ...window, top, height: 320 });
      const placed = part.trails
        .filter(({ message }) => message !== undefined)
        .map((leg) => ({ ...leg, y1: leg.y1 + part.top, y2: leg.y2 + part.top }));
      for (const { message, y1, y2, number } of placed) {
        const same = whole.trails.find((leg) => leg.message === message);
        expect(same?.number).toBe(number);
        expect(same?.y1).toBeCloseTo(y1, 6);
        expect(same?.y2).toBeCloseTo(y2, 6);
      }
    }
  });
});

describe("trails of an overview", () => {
  it("are drawn under the messages, each with its pattern, and told in the legend", () => {
    const picture = wholePicture(trace, "order", 0.3);
    const groups = drawFarPicture(picture).map(({ attributes }) => String(attributes.class));
    expect(groups.indexOf("farTrails")).toBeLessThan(groups.indexOf("strands"));
    const words = farLegend(trace.header, picture).map((entry) => entry.words);
    for (const name of ["token 1", "token 2", "lost or given up"]) expect(words).toContain(name);
  });

  it("are none where nothing travels, and none in a strip", async () => {
    const raft = await raftRun(60);
    expect(wholePicture(raft, "order", 0.3).trails).toEqual([]);
    const strip = wholeWindow(trace, "b1", "order", 0.3, 44);
    expect(farPicture(trace, "b1", strip).trails).toEqual([]);
  });
});
