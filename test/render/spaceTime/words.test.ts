/** Words of pictures: none covers another, nor a mark, nor the tip of an arrow. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AXIS_NAMES, scaleOf, type AxisName } from "../../../src/render/spaceTime/axis.js";
import { frameOf } from "../../../src/render/spaceTime/frame.js";
import { boxesOverlap, type Box } from "../../../src/render/spaceTime/geometry.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import type { Picture } from "../../../src/render/spaceTime/picture.js";
import { shortForms } from "../../../src/render/spaceTime/shortForms.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { raftRun, ringRun, type Hands } from "../runs.js";
import { arrowLabelBoxes, markBoxes, otherBoxes, tipPoints } from "./boxes.js";
import { BRANCH, troubledRun } from "./troubledRun.js";

function pictureOf(trace: RecordedTrace, axis: AxisName, stretch = 1, room?: number): Picture {
  const frame = frameOf(trace, BRANCH, room, scaleOf(trace, BRANCH, axis, stretch));
  return layout(trace, BRANCH, 1, trace.length(BRANCH), frame);
}

/** Pairs of boxes, one of each list, that cover each other; each box is in one list only. */
function covering(ones: readonly Box[], others: readonly Box[]): readonly (readonly [Box, Box])[] {
  return ones.flatMap((a, i) =>
    others
      .slice(ones === others ? i + 1 : 0)
      .filter((b) => boxesOverlap(a, b))
      .map((b) => [a, b] as const),
  );
}

function expectClear(picture: Picture): void {
  const words = [...arrowLabelBoxes(picture), ...otherBoxes(picture)];
  expect(covering(words, words)).toEqual([]);
  expect(covering(words, markBoxes(picture))).toEqual([]);
  expect(covering(words, tipPoints(picture))).toEqual([]);
}

/** The labels of a picture's arrows whose middles lie between the edges of a window. */
function labelsBetween({ arrows }: Picture, { top, bottom }: Picture) {
  return arrows.flatMap(({ message, label }) =>
    label !== undefined && label.y > top && label.y < bottom ? [{ message, label }] : [],
  );
}

/** Somebody does something after every so many events. */
const hands = fc
  .array(
    fc.constantFrom<Hands[number][number]>(
      { type: "isolate", node: "n2" },
      { type: "partition", groups: [["n1", "n3"]] },
      { type: "heal" },
      { type: "crash", node: "n1" },
      { type: "restart", node: "n1" },
      { type: "timeout", node: "n3", timer: "election" },
      { type: "command", node: "n2", command: { type: "set", key: "key", value: "value" } },
    ),
    { minLength: 3, maxLength: 8 },
  )
  .map((all): Hands => Object.fromEntries(all.map((does, i) => [12 + i * 14, [does]])));

const runs = fc.record({
  nodes: fc.integer({ min: 2, max: 7 }),
  seed: fc.integer({ min: 1, max: 1000 }),
  network: fc.record({
    dropPerMille: fc.constantFrom(0, 150),
    duplicatePerMille: fc.constantFrom(0, 150),
    latencyMsMax: fc.constantFrom(20, 200),
  }),
});

describe("words", () => {
  it("cover no words, marks or tips of arrows in any run, on either axis", async () => {
    await fc.assert(
      fc.asyncProperty(runs, hands, async (wish, does) => {
        const trace = await raftRun(140, wish, does);
        expectClear(pictureOf(trace, "order"));
        expectClear(pictureOf(trace, "time"));
      }),
      { numRuns: 25 },
    );
  });

  it("stand at the same place in every window of any run", async () => {
    await fc.assert(
      fc.asyncProperty(runs, hands, fc.integer({ min: 1, max: 100 }), async (wish, does, from) => {
        const trace = await raftRun(140, wish, does);
        for (const axis of AXIS_NAMES) {
          const frame = frameOf(trace, BRANCH, 600, scaleOf(trace, BRANCH, axis));
          const whole = layout(trace, BRANCH, 1, trace.length(BRANCH), frame);
          const part = layout(trace, BRANCH, from, from + 30, frame);
          expect(part.rows).toEqual(whole.rows.slice(from - 1, from + 30));
          expect(labelsBetween(part, part)).toEqual(labelsBetween(whole, part));
        }
      }),
      { numRuns: 15 },
    );
  });

  it("cover none where columns stand close or time is compressed", async () => {
    const trace = await troubledRun();
    expectClear(pictureOf(trace, "order", 1, 500));
    expectClear(pictureOf(trace, "time", 1 / 16));
    expectClear(pictureOf(trace, "time", 4, 700));
  });

  it("of messages are mostly whole, and else a short form of the whole", async () => {
    const trace = await raftRun(400, { nodes: 5, seed: 2 });
    const { arrows } = pictureOf(trace, "order");
    const whole = arrows.filter(({ label, words }) => label?.text === words);
    expect(whole.length).toBeGreaterThan(arrows.length * 0.97);
    for (const { label, words } of pictureOf(await troubledRun(), "time", 1 / 4).arrows) {
      if (label !== undefined) expect(shortForms(words)).toContain(label.text);
    }
  });

  it("are hardly ever left out on the order axis", async () => {
    for (const seed of [1, 2, 3]) {
      const network = { dropPerMille: 150, duplicatePerMille: 100 };
      const { arrows } = pictureOf(await raftRun(300, { nodes: 7, seed, network }), "order");
      const mute = arrows.filter(({ label }) => label === undefined);
      expect(mute.length).toBeLessThan(arrows.length * 0.02);
    }
  });
});

describe("what a failure detector tells", () => {
  it("stands beside the mark in whole or short by meaning, never cut", async () => {
    const hands: Hands = {
      12: [{ type: "crash", node: "n2" }],
      40: [{ type: "restart", node: "n2" }],
    };
    const trace = await ringRun(80, { nodes: 5 }, hands);
    const seen = new Set<string>();
    for (const room of [400, 500, 700, 1200]) {
      const rows = pictureOf(trace, "order", 1, room).rows.filter(({ mark }) => mark === "notice");
      expect(rows.length).toBeGreaterThan(4);
      for (const { label } of rows) seen.add(label);
    }
    expect(seen).toContain("Ben is down");
    expect(seen).toContain("Ben down");
    for (const label of seen) {
      expect(label).toMatch(/^(Ben( is)? down|Ben( is)? up( \(boot 2\))?|)$/);
    }
  });
});
