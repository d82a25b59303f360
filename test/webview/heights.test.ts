import { describe, expect, it } from "vitest";
import type { CursorInfo } from "../../src/bridge/messages.js";
import { ORDER_SCALE } from "../../src/render/spaceTime/axis.js";
import { cursorHeight, placeOn } from "../../src/webview/model/heights.js";

const TIME_SCALE = { axis: "time", pxPerMs: 2, startMs: 0 } as const;

const cursor: CursorInfo = {
  ...{ branch: "b1", length: 20, at: 5, timeMs: 100, sentence: "" },
  table: { at: 5, timeMs: 100, columns: [], rows: [], flights: [], cut: "" },
  places: [
    { scale: ORDER_SCALE, height: 700, y: 160 },
    { scale: TIME_SCALE, height: 900, y: 222 },
  ],
};

const near = {
  ...{ scale: TIME_SCALE, from: 4, top: 150 },
  rows: [
    { at: 4, bottom: 180 },
    { at: 5, bottom: 222 },
    { at: 6, bottom: 260 },
  ],
};

describe("the height of a cursor", () => {
  it("is what the host has said", () => {
    expect(cursorHeight(5, cursor, "order")).toBe(160);
    expect(cursorHeight(5, cursor, "time")).toBe(222);
  });

  it("is known ahead of the host by order, and by time as far as something is drawn", () => {
    expect(cursorHeight(6, cursor, "order")).toBe(192);
    expect([3, 6].map((at) => cursorHeight(at, cursor, "time", near))).toEqual([150, 260]);
    expect(cursorHeight(9, cursor, "time", near)).toBeUndefined();
    const stale = { ...near, scale: { ...TIME_SCALE, pxPerMs: 1 } };
    expect(cursorHeight(6, cursor, "time", stale)).toBeUndefined();
  });

  it("is by order where a trace has no times", () => {
    const untimed: CursorInfo = { ...cursor, places: [cursor.places[0]] };
    expect(placeOn(untimed, "time").scale.axis).toBe("order");
    expect(cursorHeight(6, untimed, "time")).toBe(192);
  });
});
