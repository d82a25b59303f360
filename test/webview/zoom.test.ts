import { describe, expect, it } from "vitest";
import { zoomWords, zoomedIn, zoomedOut } from "../../src/webview/model/zoom.js";

/** Every zoom from one end to the other. */
function steps(step: (zoom: number) => number, from: number): readonly number[] {
  const all = [from];
  for (let zoom = step(from); zoom !== all.at(-1); zoom = step(zoom)) all.push(zoom);
  return all;
}

describe("the zoom", () => {
  const whole = 0.002;

  it("goes in small steps from the whole run to a message, and back by the same readable ones", () => {
    const inwards = steps((zoom) => zoomedIn(zoom, whole), whole);
    const outwards = steps((zoom) => zoomedOut(zoom, whole), 8);
    expect([inwards.at(-1), outwards.at(-1)]).toEqual([8, whole]);
    const readable = (zoom: number) => zoom >= 0.5 && zoom <= 2;
    expect(outwards.filter(readable).reverse()).toEqual(inwards.filter(readable));
    for (const [i, zoom] of inwards.slice(1).entries()) {
      expect(zoom / (inwards[i] ?? 1)).toBeLessThanOrEqual(1.7);
    }
  });

  it("of a short run, which fits at any zoom, goes no further out than it can be read", () => {
    expect(steps((zoom) => zoomedOut(zoom, 1), 8).at(-1)).toBe(0.5);
  });

  it("is told in percent that say something", () => {
    expect([1, 0.75, 0.0352, 0.000_35].map(zoomWords)).toEqual([
      "100 %",
      "75 %",
      "3.5 %",
      "0.035 %",
    ]);
  });
});
