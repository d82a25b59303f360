/** Bands of cut links while nodes come and go. */
import { beforeAll, describe, expect, it } from "vitest";
import { axisOf, ORDER_SCALE } from "../../../src/render/spaceTime/axis.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import type { Picture } from "../../../src/render/spaceTime/picture.js";
import { farPicture } from "../../../src/render/overview/overview.js";
import type { Link } from "../../../src/trace/ids.js";
import type { EffectData, Happening, HeaderRecord } from "../../../src/trace/records.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { TraceWriter } from "../../../src/trace/writer.js";
import { openLines } from "../runs.js";
import { BRANCH } from "./troubledRun.js";

const NODES = ["Ana", "Ben", "Cleo", "Dan"].map((name, i) => {
  return { id: `n${i + 1}`, name, kind: "server" };
});
const ADDED = { id: "n5", name: "Eve", kind: "server" };
/** More rows than a window looks at around itself. */
const QUIET = 90;

const SEND: EffectData = {
  ...{ effect: "send", message: 1, to: "n4", type: "Hello", label: "Hello", body: {} },
  arrivesMs: 100_000,
};

/** Ana is cut off, somebody joins her, and so on; nothing else happens for long between. */
async function run(): Promise<RecordedTrace> {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  const header: HeaderRecord = {
    ...{ kind: "header", format: "lockstep-trace", version: 1, timed: true, nodes: NODES },
    kinds: { server: { roles: [], fields: [], lanes: [] } },
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
  writer.write(header);
  let at = 0;
  const write = (happening: Happening, effects: readonly EffectData[] = []) => {
    at += 1;
    writer.write({ kind: "event", branch: BRANCH, at, timeMs: at, ...happening, effects });
  };
  const wait = () => {
    for (let i = 0; i < QUIET; i++) write({ event: "local", node: "n4", label: "" });
  };
  NODES.forEach(({ id }) => {
    write({ event: "start", node: id });
  });
  write({ event: "cut", links: bothWays(["n1", "n2"], ["n1", "n3"], ["n1", "n4"]), lost: [] });
  wait();
  write({ event: "addNode", node: "n5", added: ADDED });
  wait();
  write({ event: "restore", links: bothWays(["n1", "n2"], ["n1", "n3"], ["n1", "n4"]) });
  write({ event: "cut", links: bothWays(["n2", "n3"]), lost: [] });
  write({ event: "local", node: "n1", label: "" }, [SEND]);
  wait();
  write({ event: "removeNode", node: "n2", lost: [] });
  wait();
  write({ event: "cut", links: [["n1", "n4"]], lost: [1] });
  wait();
  writer.finish();
  return openLines(lines);
}

function bothWays(...links: readonly Link[]): readonly Link[] {
  return links.flatMap(([a, b]): readonly Link[] => [
    [a, b],
    [b, a],
  ]);
}

let trace: RecordedTrace;
let whole: Picture;
beforeAll(async () => {
  trace = await run();
  whole = layout(trace, BRANCH, 1, trace.length(BRANCH));
});

/** Where bands stand between two heights, and what they say. */
function bandsBetween({ bands }: Picture, top: number, bottom: number) {
  return bands
    .filter(({ y1, y2 }) => y2 > top && y1 < bottom)
    .map(({ x, isWhole, words, y1, y2 }) => {
      return { x, isWhole, words, y1: Math.max(y1, top), y2: Math.min(y2, bottom) };
    });
}

describe("the bands of cut links", () => {
  it("say in every window what they say in the whole, while nodes come and go", () => {
    const axis = axisOf(trace, BRANCH, ORDER_SCALE);
    for (let at = 1; at < trace.length(BRANCH); at += 5) {
      const edges = [axis.cursorY(at - 1), axis.cursorY(at)] as const;
      const window = layout(trace, BRANCH, at, at);
      expect([at, bandsBetween(window, ...edges)]).toEqual([at, bandsBetween(whole, ...edges)]);
    }
  });

  it("let a gap be parted no more when somebody comes whose links cross it", () => {
    const [x] = whole.bands.map((band) => band.x);
    const there = whole.bands.filter((band) => band.x === x).map(({ isWhole }) => isWhole);
    expect(there).toEqual([true, false, false]);
    const scale = { scale: ORDER_SCALE, zoom: 0.2, top: 0, height: 10_000, width: 800 };
    const far = farPicture(trace, BRANCH, scale).bands;
    const thereFar = far.filter((band) => band.x === far[0]?.x).map(({ isWhole }) => isWhole);
    expect(thereFar).toEqual([true, false, false]);
  });

  it("have a blocked message end at the same place in every window", () => {
    const tips = ({ arrows }: Picture) => arrows.map(({ x2, y2 }) => ({ x2, y2 }));
    expect(whole.arrows.map(({ fate }) => fate)).toEqual(["blocked"]);
    const sentAt = whole.arrows[0]?.sentAt ?? 0;
    expect(tips(layout(trace, BRANCH, sentAt, sentAt))).toEqual(tips(whole));
  });
});
