import { describe, expect, it } from "vitest";
import { arrange, type Wishes } from "../../src/webview/model/arrangement.js";

const wishes: Wishes = {
  width: 1600,
  height: 900,
  pictureWidth: 920,
  lifelinesWidth: 690,
  nodes: 5,
  isLog: false,
  zoom: undefined,
  split: undefined,
};

describe("arrange", () => {
  it("gives the diagram no more than its picture needs", () => {
    const { share, zoom, stacked } = arrange(wishes);
    expect(stacked).toBe(false);
    expect(zoom).toBe(1);
    expect(share * wishes.width).toBeCloseTo(980);
  });

  it("makes the letters smaller before it cuts lifelines off, but not too small to read", () => {
    const { zoom, room } = arrange({ ...wishes, width: 1200 });
    expect(zoom).toBeLessThan(1);
    expect(zoom * wishes.lifelinesWidth).toBeGreaterThanOrEqual(room);
    expect(zoom * wishes.lifelinesWidth).toBeLessThan(room + 30);
    expect(arrange({ ...wishes, width: 1200, lifelinesWidth: 9000 }).zoom).toBe(0.8);
  });

  it("gives the table more where a log tells the states, but not most of the page", () => {
    const tableOf = (more: Partial<Wishes>) => {
      const width = more.width ?? wishes.width;
      return (1 - arrange({ ...wishes, pictureWidth: 3000, ...more }).share) * width;
    };
    expect(tableOf({ isLog: true })).toBeGreaterThan(tableOf({}) + 100);
    expect(tableOf({ isLog: true, nodes: 50 })).toBeLessThan(wishes.width / 2);
  });

  it("puts the table below when there is no room beside", () => {
    expect(arrange({ ...wishes, width: 700 })).toMatchObject({ stacked: true, share: 0.56 });
  });

  it("keeps it beside on a short page, as of a projector at 200 %, unless that is very narrow", () => {
    expect(arrange({ ...wishes, width: 900, height: 400 }).stacked).toBe(false);
    expect(arrange({ ...wishes, width: 900, height: 600 }).stacked).toBe(true);
    expect(arrange({ ...wishes, width: 500, height: 400 }).stacked).toBe(true);
  });

  it("does what the user chose", () => {
    expect(arrange({ ...wishes, zoom: 1.6, split: 0.3 })).toMatchObject({ zoom: 1.6, share: 0.3 });
  });

  it("wants no nonsense of a page that has no size yet", () => {
    const { room, share, zoom } = arrange({
      ...wishes,
      width: 0,
      pictureWidth: 0,
      lifelinesWidth: 0,
    });
    expect(room).toBe(0);
    expect(zoom).toBe(1);
    expect(Number.isFinite(share)).toBe(true);
  });
});
