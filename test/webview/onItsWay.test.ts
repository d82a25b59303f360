import { describe, expect, it } from "vitest";
import { cursorOnItsWay, isOnItsWay } from "../../src/webview/diagram/onItsWay.js";

const received = { sentAt: 5, endAt: 9, fate: "received" } as const;
const held = { sentAt: 5, endAt: undefined, fate: "held" } as const;
const lost = { sentAt: 5, endAt: 5, fate: "dropped" } as const;
const unknown = { sentAt: 5, endAt: undefined, fate: "noReceive" } as const;

describe("a message", () => {
  it("is on its way from its sending until its end", () => {
    expect([4, 5, 8, 9].map((at) => isOnItsWay(received, at))).toEqual([false, true, true, false]);
  });

  it("that is held never ends, and one that was lost at once was never on its way", () => {
    expect(isOnItsWay(held, 1000)).toBe(true);
    expect(isOnItsWay(lost, 5)).toBe(false);
  });

  it("of which no end is known is not said to be on its way", () => {
    expect(isOnItsWay(unknown, 7)).toBe(false);
  });
});

describe("the cursor at which something can be done to a message", () => {
  it("is the present one while it is on its way", () => {
    expect(cursorOnItsWay(received, 7)).toBe(7);
  });

  it("is else the nearest: behind its sending, or before its end", () => {
    expect(cursorOnItsWay(received, 2)).toBe(5);
    expect(cursorOnItsWay(received, 30)).toBe(8);
  });

  it("is its sending when it was lost at once", () => {
    expect(cursorOnItsWay(lost, 2)).toBe(5);
    expect(cursorOnItsWay(lost, 9)).toBe(5);
  });
});
