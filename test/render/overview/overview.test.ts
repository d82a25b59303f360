import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ensure } from "../../../src/base/assert.js";
import { CELL } from "../../../src/render/overview/farSheet.js";
import { heightsOf, type Heights } from "../../../src/render/overview/heights.js";
import { farPicture } from "../../../src/render/overview/overview.js";
import {
  BUCKET,
  type FarLine,
  type FarPicture,
  type Look,
} from "../../../src/render/overview/picture.js";
import { LINE_HEIGHT } from "../../../src/render/spaceTime/scale.js";
import { roughCursorY, type AxisName } from "../../../src/render/spaceTime/axis.js";
import type { EventRecord, TraceRecord } from "../../../src/trace/records.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { raftRun } from "../runs.js";
import { makeTree } from "../../trace/treeOfBranches.js";
import { madeRun, openFile, wholePicture, wholeWindow, zoomFor } from "./farRuns.js";

const EVENTS = 3000;
const AXES = ["order", "time"] as const;
/** From one picture high to a row of nine pixels. */
const HEIGHTS = [120, 700, 4000, 27_000];

let run: TraceFile;
/** By cursor: whether a link between two nodes is cut. */
let cutAfter: readonly boolean[];
beforeAll(async () => {
  run = await madeRun(11, EVENTS);
  cutAfter = Array.from({ length: EVENTS + 1 }, (_, cursor) =>
    run.world("b1", cursor).cut.some(([from, to]) => from !== to),
  );
});

const cases = AXES.flatMap((axis) => HEIGHTS.map((height) => [axis, height] as const));

function eventsOf(trace: TraceFile, branch = "b1"): readonly EventRecord[] {
  return Array.from({ length: trace.length(branch) }, (_, i) => trace.event(branch, i + 1));
}

function heightsFor(axis: AxisName, zoom: number): Heights {
  return heightsOf(run.outline("b1"), wholeWindow(run, "b1", axis, zoom).scale, zoom);
}

function lookAt({ stretches }: FarLine, y: number): Look | undefined {
  return stretches.find(({ y1, y2 }) => y >= y1 && y < y2)?.look;
}

describe.each(cases)("a run on the axis of %s, %i pixels high", (axis, height) => {
  let zoom: number;
  let picture: FarPicture;
  let heights: Heights;
  beforeAll(() => {
    zoom = zoomFor(run, axis, height);
    picture = wholePicture(run, axis, zoom);
    heights = heightsFor(axis, zoom);
  });

  it("flags every moment, every flip and every beat once", () => {
    const events = eventsOf(run);
    const told = events.flatMap(({ moments = [], flips = [] }) => [...moments, ...flips]).length;
    const flagged = picture.flags.reduce((sum, { count }) => sum + count, 0);
    expect(flagged).toBe(told + run.beats.length);
    expect(told).toBeGreaterThan(100);
  });

  it("shows each violation as one, at its height", () => {
    const violations = eventsOf(run).filter(({ flips = [] }) => flips.some((f) => !f.holds));
    expect(violations.length).toBeGreaterThan(5);
    for (const { at } of violations) {
      const y = heights.eventY(at);
      const flag = picture.flags.find(
        ({ from, to, tone }) => tone === "violated" && from <= at && at <= to,
      );
      expect(flag?.places.some((p) => p.tone === "violated" && Math.abs(p.y - y) <= 1)).toBe(true);
      expect(flag?.text).toMatch(/^(\d+ × )?Safety violated/);
    }
  });

  it("marks every crash and restart, and shows the node as down there", () => {
    const events = eventsOf(run);
    const marked = picture.marks.reduce((sum, { count }) => sum + count, 0);
    const crashes = events.filter(({ event }) => event === "crash");
    const restarts = events.filter(({ event }) => event === "restart");
    expect(marked).toBe(crashes.length + restarts.length);
    expect(crashes.length).toBeGreaterThan(10);
    for (const crash of crashes) {
      const line = picture.lines.find(({ node }) => "node" in crash && node === crash.node);
      expect(line && lookAt(line, heights.eventY(crash.at))).toBe("down");
    }
  });

  it("draws a band exactly where a link is cut, if only for a moment", () => {
    const { eventsAbove } = picture;
    eventsAbove.slice(1).forEach((end, slot) => {
      const [y, first] = [slot * BUCKET + BUCKET / 2, eventsAbove[slot] ?? 0];
      const isInside = y < Math.min(picture.span, picture.height);
      const hasBand = picture.bands.some(({ y1, y2 }) => y >= y1 && y < y2);
      const isCut = cutAfter.slice(first, end + 1).some((cut) => cut);
      if (isInside) expect(`${slot} ${hasBand}`).toBe(`${slot} ${isCut}`);
    });
    expect(cutAfter.filter((cut) => cut).length).toBeGreaterThan(100);
  });

  it("leads from every height back to its events", () => {
    for (let at = 1; at <= EVENTS; at += 13) {
      const slot = Math.floor((heights.eventY(at) - picture.top) / BUCKET);
      expect(ensure(picture.eventsAbove[slot], "a slot")).toBeLessThan(at);
      expect(ensure(picture.eventsAbove[slot + 1], "the next slot")).toBeGreaterThanOrEqual(at);
    }
  });

  it("has room for all its words and stays inside its edges", () => {
    const { span, width, notesX } = picture;
    for (const { y, x, text, width: wide } of picture.flags) {
      expect(x + wide).toBeLessThanOrEqual(width);
      expect([y > 0 && y < span, x > notesX, text !== ""]).toEqual([true, true, true]);
    }
    for (const { stretches } of picture.lines) {
      expect([stretches[0]?.y1, stretches.at(-1)?.y2]).toEqual([0, span]);
      stretches.slice(1).forEach(({ y1 }, i) => expect(y1).toBe(stretches[i]?.y2));
    }
  });

  it("cuts no pill off at its end", () => {
    const ends = picture.lines.flatMap(({ pills }) => pills.map(({ y }) => y + LINE_HEIGHT / 2));
    expect(Math.max(...ends)).toBeLessThanOrEqual(height);
  });

  it("puts flags and pills so that their words never overlap", () => {
    const ys = picture.flags.map(({ y }) => y).sort((a, b) => a - b);
    ys.slice(1).forEach((y, i) => expect(y - (ys[i] ?? 0)).toBeGreaterThanOrEqual(CELL / 2));
    for (const { pills } of picture.lines) {
      const middles = pills.map(({ y }) => y).sort((a, b) => a - b);
      middles.slice(1).forEach((y, i) => expect(y - (middles[i] ?? 0)).toBeGreaterThanOrEqual(16));
    }
  });
});

describe("strands", () => {
  it.each(AXES)("stand for every message that ends at another node (%s)", (axis) => {
    const picture = wholePicture(run, axis, zoomFor(run, axis, 700));
    const counted = (lost: boolean) =>
      picture.strands.filter((s) => s.lost === lost).reduce((sum, { count }) => sum + count, 0);
    const lives = run.messages("b1", 1, EVENTS);
    const lost = lives.filter(({ fate }) => ["dropped", "blocked", "lost"].includes(fate));
    expect(counted(true)).toBe(lost.length);
    // A message that was lost in a later cell than it was sent from is told in both.
    expect(counted(false)).toBeGreaterThanOrEqual(lives.length - lost.length);
    expect(counted(false)).toBeLessThanOrEqual(lives.length);
  });

  it("are single messages with their fates once there are three pixels for an event", () => {
    const picture = wholePicture(run, "order", 4 / 32);
    const lives = run.messages("b1", 1, EVENTS);
    expect(picture.strands.map(({ fate }) => fate)).toEqual(lives.map(({ fate }) => fate));
    expect(picture.lines.reduce((sum, { dots }) => sum + dots.length, 0)).toBe(
      eventsOf(run).filter((event) => "node" in event).length,
    );
  });

  it("tell who talks to whom: a leader to its followers, and they to it", async () => {
    const trace = await raftRun(4000, { nodes: 5 });
    const { strands, lines } = wholePicture(trace, "order", zoomFor(trace, "order", 600));
    const leader = lines.find(({ stretches }) => stretches.at(-1)?.look === "leading")?.node;
    const late = strands.filter(({ y1 }) => y1 > 300);
    expect(leader).toBeDefined();
    expect(late.length).toBeGreaterThan(50);
    expect(late.every(({ from, to }) => from === leader || to === leader)).toBe(true);
  });
});

/** What of a picture stands between two heights from the top of the branch, as text. */
function itemsIn(picture: FarPicture, y1: number, y2: number): readonly string[] {
  const { top } = picture;
  const placed = (y: number) => y + top >= y1 && y + top < y2;
  const text = (kind: string, y: number, item: object) =>
    `${kind} ${(y + top).toFixed(4)} ${JSON.stringify(item)}`;
  const without = (item: { readonly y: number }) => ({ ...item, y: undefined });
  return [
    ...picture.flags
      .filter(({ y }) => placed(y))
      .map((f) => {
        const places = f.places.map((p) => [(p.y + top).toFixed(3), p.tone]);
        return text("flag", f.y, { ...without(f), places });
      }),
    ...picture.marks.filter(({ y }) => placed(y)).map((m) => text("mark", m.y, without(m))),
    ...picture.ticks.filter(({ y }) => placed(y)).map((t) => text("tick", t.y, without(t))),
    ...picture.strands
      .filter((s) => placed(s.y1))
      .map(({ y1: y, y2: end, ...rest }) =>
        text("strand", y, { ...rest, fall: (end - y).toFixed(3) }),
      ),
    ...picture.lines.flatMap(({ node, pills }) =>
      pills.filter(({ y }) => placed(y)).map((p) => text(`pill ${node}`, p.y, without(p))),
    ),
  ].sort();
}

function bandsAt({ bands }: FarPicture, y: number): readonly string[] {
  const there = bands.filter(({ y1, y2 }) => y >= y1 && y < y2);
  return there.map(({ x, isWhole, words }) => `${x} ${isWhole} ${words}`).sort();
}

describe("a window", () => {
  const windows = fc.record({
    axis: fc.constantFrom<AxisName>(...AXES),
    height: fc.constantFrom(...HEIGHTS),
    part: fc.double({ min: 0, max: 0.9, noNaN: true }),
    visible: fc.integer({ min: 50, max: 900 }),
  });

  it("shows what the whole picture shows there", () => {
    fc.assert(
      fc.property(windows, ({ axis, height, part, visible }) => {
        const zoom = zoomFor(run, axis, height);
        const whole = wholeWindow(run, "b1", axis, zoom);
        const all = farPicture(run, "b1", whole);
        const window = { ...whole, top: part * whole.height, height: visible };
        const some = farPicture(run, "b1", window);
        const [y1, y2] = [some.top, some.top + some.span];
        expect(y1).toBeLessThanOrEqual(window.top);
        expect(y2).toBeGreaterThanOrEqual(Math.min(window.top + visible, whole.height));
        expect(itemsIn(some, y1, y2)).toEqual(itemsIn(all, y1, y2));
        for (let y = 1; y < some.span; y += BUCKET) {
          expect(bandsAt(some, y)).toEqual(bandsAt(all, y + some.top));
        }
        for (const [i, line] of some.lines.entries()) {
          const same = ensure(all.lines[i], "the line in the whole picture");
          for (let y = 1; y < some.span; y += BUCKET) {
            expect(lookAt(line, y)).toBe(lookAt(same, y + some.top));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has its cursor's line between the events that it parts", () => {
    const zoom = zoomFor(run, "order", 700);
    const heights = heightsFor("order", zoom);
    const { scale } = wholeWindow(run, "b1", "order", zoom);
    for (let at = 1; at < EVENTS; at += 101) {
      const y = roughCursorY(scale, at, run.timeOf("b1", at)) * zoom;
      expect(y).toBeGreaterThan(heights.eventY(at));
      expect(y).toBeLessThan(heights.eventY(at + 1));
    }
  });
});

describe("the same picture comes", () => {
  it("from a branch that grew by edits and from the file that it is saved to", async () => {
    const { lines } = makeTree(4, 16);
    const trace = await openFile(lines);
    const half = Math.floor(lines.length / 2);
    const grown = await openFile(lines.slice(0, half));
    for (const line of lines.slice(half)) {
      const record = JSON.parse(line) as TraceRecord;
      if (record.kind !== "event" && record.kind !== "branch") continue;
      if (record.kind === "event") grown.extend(record.branch);
      grown.append(record);
    }
    const picture = wholePicture(trace, "order", 0.02);
    expect(wholePicture(grown, "order", 0.02)).toEqual(picture);
  });

  it("for two branches up to where they part", async () => {
    const trace = await openFile(makeTree(4, 16).lines);
    const parting = ensure(
      trace.branches.find(({ id }) => id === "b2"),
      "b2",
    ).after;
    const zoom = 8 / 32;
    const [b1, b2] = ["b1", "b2"].map((branch) => {
      const { lines } = wholePicture(trace, "order", zoom, branch);
      const y = (parting - 1) * 32 * zoom;
      return lines.map((line) => Array.from({ length: y / 2 }, (_, i) => lookAt(line, i * 2 + 1)));
    });
    expect(b1).toEqual(b2);
  });
});
