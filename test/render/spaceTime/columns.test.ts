/** What stands at the lifelines: lanes, timers, gaps; and the bands between them. */
import { beforeAll, describe, expect, it } from "vitest";
import { axisOf, ORDER_SCALE, scaleOf, type Axis } from "../../../src/render/spaceTime/axis.js";
import { frameOf } from "../../../src/render/spaceTime/frame.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import type { Lifeline, Picture, TimerBar } from "../../../src/render/spaceTime/picture.js";
import type { NodeId } from "../../../src/trace/ids.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import type { EventRecord, Happening, HeaderRecord } from "../../../src/trace/records.js";
import { TraceWriter } from "../../../src/trace/writer.js";
import { openLines } from "../runs.js";
import { BRANCH, troubledRun } from "./troubledRun.js";

let trace: RecordedTrace;
let events: readonly EventRecord[];
let whole: Picture;
let axis: Axis;
beforeAll(async () => {
  trace = await troubledRun();
  const length = trace.length(BRANCH);
  events = Array.from({ length }, (_, i) => trace.event(BRANCH, i + 1));
  whole = layout(trace, BRANCH, 1, length);
  axis = axisOf(trace, BRANCH, ORDER_SCALE);
});

function lineOf(node: NodeId): Lifeline {
  const line = whole.lifelines.find((one) => one.node === node);
  if (line === undefined) throw new Error(`no lifeline of ${node}`);
  return line;
}

/** Heights of the events of that kind that name the node. */
function rowsOf(kind: EventRecord["event"], node?: NodeId): readonly number[] {
  return events
    .filter((e) => e.event === kind && (node === undefined || ("node" in e && e.node === node)))
    .map(({ at }) => axis.rowY(at));
}

describe("a node that comes or goes", () => {
  const happenings: readonly Happening[] = [
    { event: "start", node: "n1" },
    { event: "addNode", node: "n2", added: { id: "n2", name: "Ben", kind: "server" } },
    { event: "start", node: "n2" },
    { event: "removeNode", node: "n1", lost: [] },
    { event: "local", node: "n2", label: "alone" },
  ];
  let lines: readonly Lifeline[];
  beforeAll(async () => {
    const picture = layout(await traceOf(happenings), BRANCH, 1, happenings.length);
    lines = picture.lifelines;
    expect(picture.rows.map(({ mark }) => mark)).toEqual([
      ...["start", "added", "start", "removed", "local"],
    ]);
  });

  it("has no line before it is added", () => {
    const [before, absent, running] = lines[1]?.stretches ?? [];
    expect(before).toMatchObject({ look: "gone", y1: 0, y2: axis.rowY(2) });
    expect(absent).toMatchObject({ look: "absent", y2: axis.rowY(3) });
    expect(running?.look).toBe("quiet");
  });

  it("has no line after it is removed, nor a block or a timer", () => {
    const removed = axis.rowY(4);
    const { stretches = [], blocks = [], timers = [] } = lines[0] ?? {};
    expect(stretches.at(-1)).toMatchObject({ look: "gone", y1: removed });
    expect(blocks.map(({ y2 }) => y2)).toEqual([removed]);
    expect(timers).toMatchObject([{ y2: removed, end: "crashed" }]);
  });
});

/** A trace with these events, in which every start sets a timer and begins a term. */
async function traceOf(happenings: readonly Happening[]): Promise<RecordedTrace> {
  const written: string[] = [];
  const writer = new TraceWriter((line) => written.push(line));
  const lanes = [{ lane: "term", show: "block" }] as const;
  const header: HeaderRecord = {
    ...{ kind: "header", format: "lockstep-trace", version: 1, timed: true },
    kinds: { server: { roles: [], fields: [], lanes } },
    nodes: [{ id: "n1", name: "Ana", kind: "server" }],
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
  writer.write(header);
  const started = {
    view: { role: "follower", blocks: { term: "term 0" } },
    effects: [{ effect: "setTimer", timer: "election", firesMs: 100 }],
  } as const;
  happenings.forEach((happening, i) => {
    const head = { kind: "event", branch: BRANCH, at: i + 1, timeMs: i } as const;
    writer.write({ ...head, ...happening, ...(happening.event === "start" ? started : {}) });
  });
  writer.finish();
  return openLines(written);
}

describe("the lanes", () => {
  it("say at every event what the node's view said then, and nothing while it is down", () => {
    for (const { at } of events) {
      const { nodes } = trace.world(BRANCH, at);
      const y = axis.cursorY(at);
      for (const { node, blocks } of whole.lifelines) {
        const here = blocks.filter((block) => block.y1 < y && block.y2 >= y);
        const known = nodes.get(node);
        const said = known?.up === true ? known.view.blocks?.term : undefined;
        expect(here.map(({ words }) => words)).toEqual(said === undefined ? [] : [said]);
      }
    }
  });

  it("tell neighbouring terms apart by their pattern", () => {
    for (const { blocks } of whole.lifelines) {
      for (const { words, pattern } of blocks) expect(pattern).toBe(Number(words.slice(5)) % 2);
    }
  });

  it("say what their pills need not say again", () => {
    const captions = whole.lifelines
      .flatMap((line) => line.stretches)
      .flatMap((s) => s.caption ?? []);
    expect(captions.length).toBeGreaterThan(8);
    for (const { text } of captions) expect(text).toMatch(/^(follower|candidate|leader)$/);
  });

  it("have their words where they begin, left of the line", () => {
    const tagged = whole.lifelines.flatMap(({ x, blocks }) =>
      blocks.flatMap((b) => (b.tag ? [{ x, ...b, tag: b.tag }] : [])),
    );
    expect(tagged.length).toBeGreaterThan(8);
    for (const { x, y1, tag, words } of tagged) {
      expect(tag.text).toBe(words);
      expect(tag.x + tag.width / 2).toBeLessThan(x - 10);
      expect(Math.abs(tag.y - y1)).toBeLessThan(40);
    }
  });
});

/** A timer's runs as the events tell them, made apart from the picture. */
function runsOf(node: NodeId): readonly string[] {
  const set = new Map<string, number>();
  const runs: string[] = [];
  const end = (timer: string, at: number, how: TimerBar["end"]) => {
    const since = set.get(timer);
    // A timer that is set twice by one event has run no time.
    if (since !== undefined && since < at) runs.push(`${timer} ${since}–${at} ${how}`);
    set.delete(timer);
  };
  for (const event of events) {
    if (!("node" in event) || event.node !== node) continue;
    if (event.event === "crash" || event.event === "removeNode") {
      for (const timer of [...set.keys()]) end(timer, event.at, "crashed");
    }
    if (event.event === "timeout") end(event.timer, event.at, event.by ? "forced" : "fired");
    for (const effect of event.effects ?? []) {
      if (effect.effect === "cancelTimer") end(effect.timer, event.at, "cancelled");
      if (effect.effect !== "setTimer") continue;
      end(effect.timer, event.at, "reset");
      set.set(effect.timer, event.at);
    }
  }
  for (const timer of [...set.keys()]) end(timer, Infinity, "running");
  return runs;
}

describe("the timers' bars", () => {
  it("run from the event that set them to the event that ended them, in every way there is", () => {
    const seen = new Set<string>();
    for (const { node, timers } of whole.lifelines) {
      const rowAt = (y: number) => (y === whole.height ? Infinity : Math.floor(y / 32) + 1);
      const bars = timers.map((b) => `${b.timer} ${rowAt(b.y1)}–${rowAt(b.y2)} ${b.end}`);
      for (const { since, until, y1, y2 } of timers) {
        expect(since).toBe(`${trace.timeOf(BRANCH, rowAt(y1))} ms`);
        if (until !== undefined) expect(until).toBe(`${trace.timeOf(BRANCH, rowAt(y2))} ms`);
      }
      expect([...bars].sort()).toEqual([...runsOf(node)].sort());
      for (const { end } of timers) seen.add(end);
    }
    const ways = ["cancelled", "crashed", "fired", "forced", "reset", "running"];
    expect([...seen].sort()).toEqual(ways);
  });

  it("of one timer never overlap", () => {
    for (const { timers } of whole.lifelines) {
      for (const name of new Set(timers.map(({ timer }) => timer))) {
        const bars = timers.filter(({ timer }) => timer === name).sort((a, b) => a.y1 - b.y1);
        bars.slice(1).forEach((bar, i) => expect(bar.y1).toBeGreaterThanOrEqual(bars[i]?.y2 ?? 0));
      }
    }
  });

  it("have a place of their own for each timer", () => {
    const bars = whole.lifelines.flatMap((line) => line.timers);
    const places = new Map(bars.map(({ timer, place }) => [timer, place]));
    expect(places).toEqual(
      new Map([
        ["election", 0],
        ["heartbeat", 1],
      ]),
    );
    for (const { timer, place } of bars) expect(place).toBe(places.get(timer));
  });
});

describe("bands of cut links", () => {
  it("stand between the groups for as long as they are parted", () => {
    const [, partition = 0] = rowsOf("cut");
    const [, heal = 0] = rowsOf("restore");
    const [left = 0, right = 0] = ["n2", "n3"].map((id) => lineOf(id).x);
    const found = whole.bands.filter(({ isWhole }) => isWhole);
    expect(found.map(({ x, y1, y2 }) => [x, y1, y2])).toEqual([
      [(left + right) / 2, partition, heal],
    ]);
    expect(found[0]?.label?.text).toBe("partition");
  });

  it("stand dashed at both sides of an isolated node", () => {
    const [isolate = 0] = rowsOf("cut");
    const found = whole.bands.filter(({ y1 }) => y1 === isolate);
    expect(found.map(({ isWhole }) => isWhole)).toEqual([false, false]);
    expect(found[1]?.words).toBe("Ben ↔ Cleo, Ben ↔ Dan, Ben ↔ Eve");
    expect(found[1]?.label?.text).toBe("Ben cut off");
  });

  it("name a single direction that is cut", () => {
    const [, , single = 0] = rowsOf("cut");
    const [found] = whole.bands.filter(({ y1 }) => y1 === single);
    expect(found).toMatchObject({ isWhole: false, words: "Ana → Dan" });
    expect(found?.y2).toBe(whole.height);
  });

  it("are where every blocked message ends", () => {
    const blocked = whole.arrows.filter(({ fate }) => fate === "blocked");
    expect(blocked.length).toBeGreaterThan(15);
    for (const { x1, x2, y2, to } of blocked) {
      const receiver = lineOf(to).x;
      expect(Math.abs(x2 - x1)).toBeLessThan(Math.abs(receiver - x1));
      const around = whole.bands.filter((band) => band.x === x2 && band.y1 <= y2);
      expect(around.length).toBeGreaterThan(0);
    }
  });
});

describe("messages with a story", () => {
  it("show where they were held and released again", () => {
    const held = whole.arrows.filter(({ pauses }) => pauses.length > 0);
    expect(held).toHaveLength(1);
    const heights = held.map(({ y1, y2, pauses }) => y1 + (pauses[0] ?? 0) * (y2 - y1));
    expect(heights[0]).toBeCloseTo(rowsOf("hold")[0] ?? 0, 5);
  });

  it("are marked when they are copies, or were never sent", () => {
    const copies = whole.arrows.filter(({ copy }) => copy).map(({ message }) => message);
    const lives = trace.messages(BRANCH, 1, trace.length(BRANCH));
    expect(copies).toEqual(lives.filter((m) => m.copyOf !== undefined).map(({ id }) => id));
    const forged = whole.arrows.filter((arrow) => arrow.forged);
    expect(forged).toHaveLength(1);
    expect(forged[0]).toMatchObject({ from: "n1", to: "n4", x1: lineOf("n1").x });
  });
});

describe("a window of what stands at the lifelines", () => {
  const windows = [
    [1, 33],
    [62, 99],
    [135, 136],
    [181, 260],
  ] as const;

  it.each(windows)("from %i to %i is that part of the whole, on both axes", (from, to) => {
    for (const name of ["order", "time"] as const) {
      const frame = frameOf(trace, BRANCH, undefined, scaleOf(trace, BRANCH, name));
      const all = layout(trace, BRANCH, 1, trace.length(BRANCH), frame);
      const part = layout(trace, BRANCH, from, to, frame);
      const cut = cutTo(part);
      expect(part.bands).toEqual(cut(all.bands));
      part.lifelines.forEach((line, i) => {
        const same = all.lifelines[i];
        expect(line.stretches).toEqual(cut(same?.stretches ?? []));
        expect(line.blocks).toEqual(cut(same?.blocks ?? []));
        expect(new Set(line.timers)).toEqual(new Set(cut(same?.timers ?? [])));
      });
    }
  });
});

interface Extent {
  readonly y1: number;
  readonly y2: number;
}

/** Cuts things to a window; words and beginnings above it are gone, ends below it open. */
function cutTo({ top, bottom }: Picture) {
  return <T extends Extent>(things: readonly T[]): readonly T[] =>
    things
      .filter(({ y1, y2 }) => y2 > top && y1 < bottom)
      .map((thing) => {
        const above = thing.y1 < top;
        const hidden = {
          ...("caption" in thing && above ? { caption: undefined } : {}),
          ...("tag" in thing && above ? { tag: undefined } : {}),
          ...("label" in thing && "isWhole" in thing && above ? { label: undefined } : {}),
          ...("begins" in thing && above ? { begins: false } : {}),
          ...("end" in thing && thing.y2 > bottom ? { end: "further", until: undefined } : {}),
        };
        const extent = { y1: Math.max(thing.y1, top), y2: Math.min(thing.y2, bottom) };
        return { ...thing, ...hidden, ...extent };
      });
}
