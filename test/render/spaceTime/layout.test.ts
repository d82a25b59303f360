import { beforeAll, describe, expect, it } from "vitest";
import { layout } from "../../../src/render/spaceTime/layout.js";
import { pointOn } from "../../../src/render/spaceTime/course.js";
import type { Picture } from "../../../src/render/spaceTime/picture.js";
import { ORDER_SCALE, axisOf, type Axis } from "../../../src/render/spaceTime/axis.js";
import { ROW_HEIGHT, TAIL } from "../../../src/render/spaceTime/scale.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { raftRun } from "../runs.js";
import { BRANCH, troubledRun } from "./troubledRun.js";

let trace: RecordedTrace;
let whole: Picture;
let axis: Axis;
beforeAll(async () => {
  trace = await troubledRun();
  whole = layout(trace, BRANCH, 1, trace.length(BRANCH));
  axis = axisOf(trace, BRANCH, ORDER_SCALE);
});

describe("the geometry of a whole branch", () => {
  it("has one row for every event, all equally far apart", () => {
    expect(whole.rows.map(({ at }) => at)).toEqual(
      Array.from({ length: trace.length(BRANCH) }, (_, i) => i + 1),
    );
    for (const { at, y } of whole.rows) expect(y).toBe(axis.rowY(at));
    expect(whole.height).toBe(trace.length(BRANCH) * ROW_HEIGHT + TAIL);
  });

  it("starts every arrow on its sender's lifeline in the row of the sending event", () => {
    const x = new Map(whole.lifelines.map((line) => [line.node, line.x]));
    expect(whole.arrows.length).toBeGreaterThan(200);
    for (const arrow of whole.arrows) {
      expect(arrow.x1).toBe(x.get(arrow.from ?? ""));
      expect(arrow.y1).toBe(axis.rowY(arrow.sentAt));
      expect(arrow.y2).toBeGreaterThan(arrow.y1);
    }
  });

  it("ends an arrow on the receiver's lifeline exactly when the message got there", () => {
    const x = new Map(whole.lifelines.map((line) => [line.node, line.x]));
    for (const arrow of whole.arrows) {
      const got = ["received", "ignored", "lost"].includes(arrow.fate);
      expect(arrow.x2 === x.get(arrow.to)).toBe(got);
      if (got) expect(arrow.y2).toBe(axis.rowY(arrow.endAt ?? 0));
    }
  });

  it("shows every fate that the run has, and lets arrows in flight run to the lower edge", () => {
    const fates = new Set(whole.arrows.map(({ fate }) => fate));
    for (const fate of ["received", "ignored", "dropped", "blocked", "lost", "inFlight"] as const) {
      expect(fates).toContain(fate);
    }
    const flying = whole.arrows.filter(({ fate }) => fate === "inFlight");
    for (const arrow of flying) expect(arrow.y2).toBe(whole.height);
  });

  it("covers each lifeline from top to bottom without gap or overlap", () => {
    for (const { stretches } of whole.lifelines) {
      const edges = stretches.flatMap(({ y1, y2 }) => [y1, y2]);
      expect(edges[0]).toBe(0);
      expect(edges.at(-1)).toBe(whole.height);
      for (let i = 1; i < stretches.length; i++) {
        expect(stretches[i]?.y1).toBe(stretches[i - 1]?.y2);
      }
    }
  });

  it("has a gap between a crash and the restart, and nothing before the start", () => {
    const line = whole.lifelines.find(({ node }) => node === "n3");
    const rowOf = (mark: string) => whole.rows.find((r) => r.node === "n3" && r.mark === mark)?.y;
    const down = line?.stretches.filter(({ look }) => look === "down");
    expect(down?.map(({ y1, y2 }) => [y1, y2])).toEqual([[rowOf("crash"), rowOf("restart")]]);
    expect(line?.stretches[0]).toMatchObject({
      look: "absent",
      y1: 0,
      y2: rowOf("start"),
      role: "",
    });
  });

  it("keeps arrows clear of the marks of nodes that they only pass", () => {
    let passes = 0;
    for (const arrow of whole.arrows) {
      for (const { x, node } of whole.lifelines) {
        const part = (x - arrow.x1) / (arrow.x2 - arrow.x1);
        if (part <= 0 || part >= 1) continue;
        const { y } = pointOn(arrow, part);
        passes++;
        const near = whole.rows.filter((row) => row.node === node && Math.abs(row.y - y) < 6);
        expect(near.map(({ at }) => at)).toEqual([]);
      }
    }
    expect(passes).toBeGreaterThan(80);
  });
});

describe("a window", () => {
  const windows = [
    [1, 1],
    [1, 40],
    [17, 33],
    [60, 121],
    [199, 203],
    [230, 260],
    [290, 300],
  ] as const;

  it.each(windows)("from %i to %i shows the same as the same part of the whole", (from, to) => {
    const picture = layout(trace, BRANCH, from, to);
    const [y1, y2] = [axis.cursorY(from - 1), to === whole.to ? whole.height : axis.cursorY(to)];
    expect(picture.rows).toEqual(whole.rows.slice(from - 1, to));
    const touching = whole.arrows.filter((arrow) => {
      const ys = Array.from({ length: 101 }, (_, i) => pointOn(arrow, i / 100).y);
      return Math.max(...ys) > y1 && Math.min(...ys) < y2;
    });
    const drawn = new Set(picture.arrows.map(({ message }) => message));
    for (const { message } of touching) expect(drawn).toContain(message);
    for (const arrow of picture.arrows) {
      const same = whole.arrows.find(({ message }) => message === arrow.message);
      expect({ ...arrow, label: null }).toEqual({ ...same, label: null });
      if (arrow.label) expect(arrow.label).toEqual(same?.label);
      else expect(standsIn(same?.label, y1, y2)).toBe(false);
    }
    expect(picture).toMatchObject({ width: whole.width, height: whole.height, from, to });
  });

  it("cuts the lifelines at its edges and repeats no pill from above", () => {
    const picture = layout(trace, BRANCH, 40, 90);
    for (const { stretches, node } of picture.lifelines) {
      expect([stretches[0]?.y1, stretches.at(-1)?.y2]).toEqual([
        axis.cursorY(39),
        axis.cursorY(90),
      ]);
      const all = whole.lifelines.find((line) => line.node === node)?.stretches ?? [];
      const begun = all.filter(({ y1 }) => y1 >= axis.cursorY(39) && y1 < axis.cursorY(90));
      const captions = begun.flatMap(({ caption }) => caption ?? []);
      expect(stretches.flatMap(({ caption }) => caption ?? [])).toEqual(captions);
    }
  });

  it("without rows has lifelines all the same", () => {
    const picture = layout(trace, BRANCH, 1, 0);
    expect(picture.rows).toEqual([]);
    expect(picture.arrows).toEqual([]);
    expect(picture.lifelines.map(({ name }) => name)).toEqual(["Ana", "Ben", "Cleo", "Dan", "Eve"]);
  });

  it("that reaches beyond the branch is clipped to it", () => {
    const end = trace.length(BRANCH);
    expect(layout(trace, BRANCH, end - 5, end + 50)).toEqual(layout(trace, BRANCH, end - 5, end));
    expect(layout(trace, BRANCH, -10, 5)).toEqual(layout(trace, BRANCH, 1, 5));
  });

  it("reads a number of events that depends on the window alone", async () => {
    const [short, long] = [await raftRun(400, { nodes: 5 }), await raftRun(4000, { nodes: 5 })];
    const reads = (run: RecordedTrace) => {
      const counted = countReads(run);
      layout(counted.trace, BRANCH, 200, 230);
      return counted.reads();
    };
    expect(reads(long)).toBe(reads(short));
    expect(reads(long)).toBeLessThan(1000);
  });
});

function standsIn(label: { readonly y: number } | undefined, y1: number, y2: number): boolean {
  return label !== undefined && label.y > y1 && label.y < y2;
}

/** The same trace, with a count of the events that were read. */
function countReads(run: RecordedTrace): { trace: RecordedTrace; reads: () => number } {
  let count = 0;
  const get = (target: RecordedTrace, name: string): unknown => {
    if (name === "event") count++;
    const value: unknown = Reflect.get(target, name, target);
    return typeof value === "function" ? (value.bind(target) as unknown) : value;
  };
  return {
    trace: new Proxy(run, { get: (target, name) => get(target, String(name)) }),
    reads: () => count,
  };
}
