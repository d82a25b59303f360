import { beforeAll, describe, expect, it } from "vitest";
import { frameOf } from "../../src/render/spaceTime/frame.js";
import { layout } from "../../src/render/spaceTime/layout.js";
import { drawPicture } from "../../src/render/spaceTime/drawing.js";
import type { Shape } from "../../src/render/spaceTime/shape.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { cursorAbove, lineIn, localPicture, upperEdge } from "../../src/webview/diagram/local.js";
import { raftRun } from "../render/runs.js";

let trace: RecordedTrace;

/** Far down, with one of everything. */
const HANDS = {
  900: [{ type: "crash", node: "n2" }],
  910: [{ type: "isolate", node: "n3" }],
  930: [{ type: "restart", node: "n2" }],
} as const;

beforeAll(async () => {
  trace = await raftRun(960, {}, HANDS);
});

/** Every number that a browser would compute with. */
function numbersIn({ attributes, children = [] }: Shape): readonly number[] {
  const own = Object.entries(attributes).flatMap(([name, value]) => {
    return name.startsWith("data-") ? [] : (String(value).match(/-?\d+(\.\d+)?/g) ?? []);
  });
  return [...own.map(Number), ...children.flatMap(numbersIn)];
}

describe("a window of the picture in its own coordinates", () => {
  it("has no large number left in what is drawn, however far down it is", () => {
    const picture = layout(trace, "b1", 890, 940, frameOf(trace, "b1"));
    const far = localPicture(picture);
    expect([far.bands.length > 0, far.origin > 20_000]).toEqual([true, true]);
    const most = far.span + 456 + far.width;
    for (const shape of drawPicture(far)) {
      for (const number of numbersIn(shape)) expect(Math.abs(number)).toBeLessThan(most);
    }
    expect(far.origin % 456).toBe(0);
    expect(far.origin + far.top).toBe(picture.top);
  });

  it("knows the cursor's line and the rows' edges from its upper edge", () => {
    const local = localPicture(layout(trace, "b1", 20, 29, frameOf(trace, "b1")));
    expect([19, 20, 29, 18, 30].map((at) => lineIn(local, at))).toEqual([
      ...[0, 32, 320],
      ...[undefined, undefined],
    ]);
    expect(upperEdge(local, 20)).toBe(local.top);
    expect(upperEdge(local, 22) - local.top).toBe(64);
    expect([0, 12, 31, 44].map((y) => cursorAbove(local, y))).toEqual([19, 20, 20, 21]);
  });
});
