import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  ORDER_SCALE,
  axisOf,
  niceAtLeast,
  roughCursorY,
  scaleOf,
  timeY,
  type Axis,
  type AxisScale,
} from "../../../src/render/spaceTime/axis.js";
import { frameOf } from "../../../src/render/spaceTime/frame.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import { ROW_HEIGHT, TAIL } from "../../../src/render/spaceTime/scale.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import type { EventRecord, HeaderRecord } from "../../../src/trace/records.js";
import { TraceWriter } from "../../../src/trace/writer.js";
import { openLines, raftRun } from "../runs.js";

const BRANCH = "b1";

/** A trace of two nodes with an event at each of these times. */
async function traceAt(timesMs: readonly number[], timed = true): Promise<RecordedTrace> {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  const kinds = { server: { roles: [], fields: [], lanes: [] } };
  const header: HeaderRecord = {
    ...{ kind: "header", format: "lockstep-trace", version: 1, kinds, timed },
    nodes: ["n1", "n2"].map((id) => ({ id, name: id, kind: "server" })),
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
  writer.write(header);
  timesMs.forEach((timeMs, i) => {
    const head = { kind: "event", branch: BRANCH, at: i + 1, timeMs } as const;
    const event: EventRecord = { ...head, event: "local", node: `n${(i % 2) + 1}`, label: "" };
    writer.write(event);
  });
  writer.finish();
  return openLines(lines);
}

/** Checks what every axis promises to whoever asks for a part of the branch. */
function expectSound(axis: Axis, length: number): void {
  expect(axis.cursorY(0)).toBe(0);
  expect(axis.bottomOf(length)).toBe(axis.height);
  for (let at = 1; at <= length; at++) {
    expect(axis.rowY(at)).toBeGreaterThan(axis.cursorY(at - 1));
    expect(axis.cursorY(at)).toBeGreaterThan(axis.rowY(at));
    const y = axis.rowY(at);
    expect(axis.rowsIn(y, y)).toEqual({ from: at, to: at });
    expect(axis.rowsIn(axis.cursorY(at - 1), axis.bottomOf(at))).toEqual({ from: at, to: at });
  }
  expect(axis.rowsIn(-100, axis.height + 100)).toEqual({ from: 1, to: length });
}

describe("the order axis", () => {
  it("gives every event a row of the same height and owns the tail with its last row", async () => {
    const axis = axisOf(await traceAt([0, 0, 7, 9000]), BRANCH, ORDER_SCALE);
    expect([1, 2, 3].map((at) => axis.rowY(at))).toEqual([11, 43, 75]);
    expect(axis.cursorY(4)).toBe(4 * ROW_HEIGHT);
    expect(axis.height).toBe(4 * ROW_HEIGHT + TAIL);
    expectSound(axis, 4);
  });
});

describe("the time axis", () => {
  const increasing = fc
    .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ max: 5000 })), {
      minLength: 1,
      maxLength: 30,
    })
    .map((gaps) =>
      gaps.reduce<number[]>((at, gap) => [...at, (at.at(-1) ?? 0) + Math.abs(gap)], []),
    );
  const stretch = fc.constantFrom(1 / 16, 1 / 2, 1, 2, 64);

  it("keeps the order of events and lets every height belong to one of them", async () => {
    await fc.assert(
      fc.asyncProperty(increasing, stretch, async (times, factor) => {
        const trace = await traceAt(times);
        expectSound(axisOf(trace, BRANCH, scaleOf(trace, BRANCH, "time", factor)), times.length);
      }),
      { numRuns: 60 },
    );
  });

  it("puts every event between its time and the next later one", async () => {
    await fc.assert(
      fc.asyncProperty(increasing, stretch, async (times, factor) => {
        const trace = await traceAt(times);
        const scale = scaleOf(trace, BRANCH, "time", factor);
        const axis = axisOf(trace, BRANCH, scale);
        times.forEach((timeMs, i) => {
          const next = times.find((other) => other > timeMs) ?? Infinity;
          expect(axis.rowY(i + 1)).toBeGreaterThanOrEqual(timeY(scale, timeMs));
          expect(axis.rowY(i + 1)).toBeLessThan(timeY(scale, next));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("sets events of one time apart at the same node, and hardly at different ones", async () => {
    // The events happen at n1 and n2 in turn; the clock is so coarse that many share a time.
    const trace = await traceAt([0, 1000, 1000, 1000, 1000, 2000]);
    const axis = axisOf(trace, BRANCH, scaleOf(trace, BRANCH, "time"));
    const gaps = [2, 3, 4, 5].map((at) => axis.rowY(at + 1) - axis.rowY(at));
    expect(gaps.slice(0, 3)).toEqual([0.5, 11.5, 0.5]);
  });

  it("makes a run about as tall as the order axis does", async () => {
    const trace = await raftRun(400, { nodes: 5 });
    const scale = scaleOf(trace, BRANCH, "time");
    const height = axisOf(trace, BRANCH, scale).height / axisOf(trace, BRANCH, ORDER_SCALE).height;
    expect(height).toBeGreaterThanOrEqual(0.9);
    expect(height).toBeLessThan(2.6);
  });

  it("begins with the first event of a trace that counts from anywhere", async () => {
    const trace = await traceAt([1_700_000_000_000, 1_700_000_000_100]);
    const axis = axisOf(trace, BRANCH, scaleOf(trace, BRANCH, "time"));
    expect(axis.rowY(1)).toBe(11);
    expect(axis.height).toBeLessThan(300);
  });

  it("is about as tall as the order axis, however long the run takes", async () => {
    for (const spanMs of [1, 1e6, 1e12, Number.MAX_SAFE_INTEGER]) {
      const trace = await traceAt([0, spanMs]);
      const frame = frameOf(trace, BRANCH, undefined, scaleOf(trace, BRANCH, "time"));
      const { height, ticks } = layout(trace, BRANCH, 1, 2, frame);
      expect(height).toBeLessThan(2 * 2.5 * ROW_HEIGHT + ROW_HEIGHT + TAIL);
      expect(ticks.length).toBeLessThan(10);
    }
  });

  it("is the order axis for a trace without times", async () => {
    expect(scaleOf(await traceAt([0, 0], false), BRANCH, "time")).toBe(ORDER_SCALE);
  });

  it("tells roughly where a cursor stands to those who have no trace", async () => {
    const trace = await raftRun(200, { nodes: 5 });
    for (const scale of [ORDER_SCALE, scaleOf(trace, BRANCH, "time")]) {
      const axis = axisOf(trace, BRANCH, scale);
      for (let cursor = 0; cursor <= 200; cursor++) {
        const rough = roughCursorY(scale, cursor, trace.timeOf(BRANCH, cursor));
        const off = Math.abs(rough - axis.cursorY(cursor));
        expect(off).toBeLessThanOrEqual(scale.axis === "order" ? 0 : 2 * ROW_HEIGHT);
      }
    }
  });
});

describe("round numbers", () => {
  it("are the next of 1, 2 and 5 times a power of ten", () => {
    const wanted = [0.0003, 0.02, 0.021, 1, 1.1, 4.7, 5, 6, 99, 1000, 1001];
    const round = [0.0005, 0.02, 0.05, 1, 2, 5, 5, 10, 100, 1000, 2000];
    expect(wanted.map(niceAtLeast)).toEqual(round);
  });
});

describe("a picture on the time axis", () => {
  let trace: RecordedTrace;
  let scale: AxisScale;
  beforeAll(async () => {
    trace = await raftRun(300, { nodes: 5, network: { dropPerMille: 100 } });
    scale = scaleOf(trace, BRANCH, "time");
  });

  it("has rows, arrows and labels at the same place in every window", () => {
    const frame = frameOf(trace, BRANCH, undefined, scale);
    const whole = layout(trace, BRANCH, 1, 300, frame);
    for (const [from, to] of [
      [1, 20],
      [77, 140],
      [250, 300],
    ] as const) {
      const picture = layout(trace, BRANCH, from, to, frame);
      expect(picture.rows).toEqual(whole.rows.slice(from - 1, to));
      for (const arrow of picture.arrows) {
        const same = whole.arrows.find(({ message }) => message === arrow.message);
        expect({ ...arrow, label: arrow.label ?? same?.label }).toEqual(same);
      }
      const ticks = whole.ticks.filter(({ y }) => y >= picture.top && y <= picture.bottom);
      expect(picture.ticks).toEqual(ticks);
    }
  });

  it("joins its windows without gap or overlap", () => {
    const frame = frameOf(trace, BRANCH, undefined, scale);
    let end = 0;
    for (let from = 1; from <= 300; from += 50) {
      const { top, bottom, rows } = layout(trace, BRANCH, from, from + 49, frame);
      expect(top).toBe(end);
      expect(rows.at(-1)?.bottom).toBe(bottom);
      end = bottom;
    }
    expect(end).toBe(layout(trace, BRANCH, 1, 0, frame).height);
  });

  it("has round times at equal distances, none so near that their words would touch", () => {
    const { ticks } = layout(trace, BRANCH, 1, 300, frameOf(trace, BRANCH, undefined, scale));
    expect(ticks.length).toBeGreaterThan(20);
    const steps = ticks.slice(1).map(({ timeMs }, i) => timeMs - (ticks[i]?.timeMs ?? 0));
    expect(new Set(steps).size).toBe(1);
    for (const { y, timeMs } of ticks) expect(y).toBe(timeY(scale, timeMs));
    expect((steps[0] ?? 0) * scale.pxPerMs).toBeGreaterThanOrEqual(44);
  });
});
