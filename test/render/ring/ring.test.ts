import * as fs from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { successorOf } from "../../../src/protocols/token-ring/ring.js";
import type { PeerState } from "../../../src/protocols/token-ring/types.js";
import { exportTrace } from "../../../src/render/export.js";
import { textWidth } from "../../../src/render/fontMetrics.js";
import { drawRing } from "../../../src/render/ring/drawRing.js";
import { ringFacts } from "../../../src/render/ring/facts.js";
import { ringPicture, RING_NAME_PX } from "../../../src/render/ring/layout.js";
import type { RingPicture, RingWords } from "../../../src/render/ring/picture.js";
import { directionAt } from "../../../src/render/ring/turn.js";
import { ringSentence } from "../../../src/render/ring/words.js";
import { axisOf, scaleOf } from "../../../src/render/spaceTime/axis.js";
import { frameOf } from "../../../src/render/spaceTime/frame.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import type { Shape } from "../../../src/render/spaceTime/shape.js";
import { openTrace } from "../../../src/trace/reader.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { runText } from "../../session/scenarioKit.js";
import { good } from "../../simulator/runs.js";
import { bytesOf } from "../../trace/makeTrace.js";
import { raftRun, ringRun } from "../runs.js";
import { parseXml } from "../xml.js";

const BRANCH = "b1";

async function opened(lines: readonly string[]): Promise<TraceFile> {
  const pause = () => Promise.resolve();
  return good(await openTrace(bytesOf([...lines]), { source: "a", pause })).trace;
}

/** What comes of a scenario that ships. */
async function told(name: string): Promise<TraceFile> {
  const text = fs.readFileSync(`traces/token-ring/${name}.scenario`, "utf8");
  return opened(runText(text).lines);
}

function pictureAt(trace: TraceFile, at: number): RingPicture {
  const picture = ringPicture(trace, BRANCH, at);
  if (picture === undefined) throw new Error(`no ring at ${at}`);
  return picture;
}

const says = (trace: TraceFile, at: number) => ringSentence(pictureAt(trace, at));

function cursors(trace: TraceFile): readonly number[] {
  return Array.from({ length: trace.length(BRANCH) + 1 }, (_, at) => at);
}

let queries: TraceFile;
let rejoining: TraceFile;
beforeAll(async () => {
  queries = await told("two-queries");
  rejoining = await told("rejoining");
});

describe("a ring in words", () => {
  it("tells who follows whom, who has the token, and who is down", () => {
    expect(says(queries, 0)).toBe(
      "Ring before the first event: nobody has a successor; there is no token.",
    );
    expect(says(queries, 6)).toBe(
      "Ring after event 6: Ana → Ben → Cleo → Dan → Ana; Ben holds token 1 (g1).",
    );
    expect(says(queries, 10)).toBe(
      "Ring after event 10: Ana → Cleo → Dan → Ana; there is no token; Ben is down, left out by Ana.",
    );
  });

  it("tells where queries and tokens are on their way", () => {
    expect(pictureAt(queries, 18).clauses.slice(-2)).toEqual([
      "the query of Cleo is on its way from Ana to Cleo",
      "the query of Dan is on its way from Cleo to Dan",
    ]);
    expect(pictureAt(queries, 22).clauses).toContain("token 2 is on its way from Ana to Cleo");
  });

  it("tells of beliefs that make no round as of chains", async () => {
    expect(says(await told("two-neighbours-die"), 12)).toContain(": Eva → Ana → Ben → Cleo; ");
  });

  it("tells who is outside, and what waits for its turn", async () => {
    const all = cursors(rejoining).flatMap((at) => pictureAt(rejoining, at).clauses);
    expect(all).toContain("Cleo is outside the ring");
    const dying = await told("two-neighbours-die");
    const waiting = cursors(dying).flatMap((at) => pictureAt(dying, at).clauses);
    expect(waiting).toContain("the edit of Ben waits for its turn at Eva");
  });
});

describe("successors", () => {
  it.each(["two-queries", "rejoining", "two-neighbours-die", "coordinator-dies"])(
    "are those to whom the peers would send: %s",
    async (name) => {
      const trace = await told(name);
      for (const at of cursors(trace)) {
        const peers = ringFacts(trace, BRANCH, at)?.peers ?? [];
        for (const { node, next } of peers) {
          const there = trace.world(BRANCH, at).nodes.get(node);
          const state = there?.state as unknown as PeerState | undefined;
          const isSending = there?.up === true && state?.isIn === true;
          const successor = isSending ? successorOf(node, state.ring) : undefined;
          expect([at, node, next && peers[next]?.node]).toEqual([at, node, next && successor]);
          expect(next === undefined).toBe(successor === undefined);
        }
      }
    },
  );
});

/** A box of words, as the picture places them. */
function boxOf({ text, x, y, anchor }: RingWords, fontPx: number) {
  const width = textWidth(text, fontPx);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 7, bottom: y + 7 };
}

type Box = ReturnType<typeof boxOf>;

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe("the picture of a ring", () => {
  it.each([1, 2, 3, 4, 5, 6, 7])("has all its words inside and apart, of %i peers", async (n) => {
    const hands = { 9: [{ type: "crash", node: `n${Math.min(n, 3)}` }] } as const;
    const trace = await ringRun(n === 1 ? 1 : 60, { nodes: n, seed: 4 }, n === 1 ? {} : hands);
    for (const at of cursors(trace)) {
      const { peers, words, width, height } = pictureAt(trace, at);
      const boxes = [
        ...peers.map(({ name }) => boxOf(name, RING_NAME_PX)),
        ...peers.map(({ role }) => boxOf(role, 11)),
        ...words.map((each) => boxOf(each, 11)),
      ];
      for (const [i, box] of boxes.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(width);
        expect(box.bottom).toBeLessThanOrEqual(height);
        expect(boxes.slice(i + 1).filter((other) => meet(box, other))).toEqual([]);
      }
    }
  });

  it("stays where it is while the run goes on", () => {
    const placed = (at: number) => {
      const { width, height, peers } = pictureAt(queries, at);
      return { width, height, at: peers.map(({ x, y }) => [x, y]) };
    };
    for (const at of cursors(queries)) expect(placed(at)).toEqual(placed(0));
  });

  it("gives a token the pattern that it has in the diagram", () => {
    const frame = frameOf(queries, BRANCH, undefined, scaleOf(queries, BRANCH, "order"));
    const axis = axisOf(queries, BRANCH, frame.scale);
    const { trails } = layout(queries, BRANCH, 1, queries.length(BRANCH), frame);
    const seen = new Set<number>();
    for (const at of cursors(queries).slice(1)) {
      const { peers, flights } = pictureAt(queries, at);
      const y = axis.cursorY(at);
      const legs = trails.filter(({ y1, y2 }) => y1 < y && y < y2);
      const patterns = [
        ...peers.flatMap(({ holds }) => holds),
        ...flights.flatMap(({ carries = [] }) => carries),
      ];
      expect([at, patterns]).toEqual([at, legs.map(({ pattern }) => pattern)]);
      for (const pattern of patterns) seen.add(pattern);
    }
    expect(seen).toEqual(new Set([0, 1]));
  });

  it("keeps what is on one link apart, what was sent first ahead", () => {
    const { flights, words } = pictureAt(queries, 30);
    const [a, b] = flights;
    expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThan(8);
    expect(words.map(({ text }) => text)).toEqual(["Edit #2", "Token g2"]);
    expect([a?.carries, b?.carries]).toEqual([1, undefined]); // as in the words, the way leads up
  });

  it("marks who is down with a cross, and who is outside with another edge", () => {
    const names = (shapes: readonly Shape[]): readonly string[] =>
      shapes.flatMap(({ attributes, children = [] }) => [
        ...String(attributes.class).split(" "),
        ...names(children),
      ]);
    const drawn = cursors(rejoining).map((at) => names(drawRing(pictureAt(rejoining, at))));
    expect(drawn.some((classes) => classes.includes("mark-crash"))).toBe(true);
    expect(drawn.some((classes) => classes.includes("outside"))).toBe(true);
    expect(drawn[0]).not.toContain("mark-crash");
  });
});

describe("a ring of another tool", () => {
  const header = {
    ...{ kind: "header", format: "lockstep-trace", version: 1, timed: false },
    nodes: ["a", "b", "c"].map((id) => ({ id, name: id.toUpperCase(), kind: "peer" })),
    kinds: { peer: { roles: [], fields: [], lanes: [] } },
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
    ring: { kind: "peer", members: "knows" },
  };
  const start = (node: string, at: number, knows: unknown) => ({
    ...{ kind: "event", branch: "b1", at, timeMs: 0, event: "start", node },
    change: { fields: { knows } },
  });
  const traceOf = (records: readonly object[]) =>
    opened(records.map((record) => `${JSON.stringify(record)}\n`));

  it("needs no engine, and members may be a list", async () => {
    const trace = await traceOf([header, start("a", 1, ["c"]), start("c", 2, ["a", "b"])]);
    expect(says(trace, 2)).toBe("Ring after event 2: A → C → A.");
  });

  it("is drawn without successors where the states do not tell of any", async () => {
    const trace = await traceOf([header, start("a", 1, 7), start("b", 2, [3, "zz"])]);
    expect(says(trace, 2)).toBe("Ring after event 2: nobody has a successor.");
    expect(pictureAt(trace, 2).links).toEqual([]);
  });

  it("draws and tells some of very many messages, and counts the rest", async () => {
    const effects = Array.from({ length: 5000 }, (_, i) => ({
      ...{ effect: "send", message: i + 1, to: "c", type: "Ask", label: "Ask", body: {} },
      arrivesMs: 10,
    }));
    const asking = { ...start("a", 1, ["c"]), effects };
    const takes = {
      ...{ kind: "event", branch: "b1", at: 3, timeMs: 10, event: "local", node: "c" },
      ...{ label: "takes them all", received: effects.map(({ message }) => message) },
    };
    const trace = await traceOf([header, asking, start("c", 2, ["a"]), takes]);
    const words = says(trace, 2);
    expect(words).toMatch(/^Ring after event 2: A → C → A; (Ask is on its way from A to C; ){6}/);
    expect(words).toMatch(/; 4994 more messages\.$/);
    expect(pictureAt(trace, 2).flights).toHaveLength(3);
  });

  it("has no picture without peers, or with more than anybody could tell apart", async () => {
    const many = Array.from({ length: 25 }, (_, i) => ({
      id: `n${i}`,
      name: `N${i}`,
      kind: "peer",
    }));
    for (const nodes of [[], many]) {
      expect(ringPicture(await traceOf([{ ...header, nodes }]), BRANCH, 0)).toBeUndefined();
    }
  });
});

describe("directions", () => {
  it("are those of the circle", () => {
    for (let turn = -1.5; turn <= 1.5; turn += 0.01) {
      const { x, y } = directionAt(turn);
      expect(x).toBeCloseTo(Math.cos(2 * Math.PI * turn), 5);
      expect(y).toBeCloseTo(Math.sin(2 * Math.PI * turn), 5);
    }
  });
});

describe("the export of a ring", () => {
  it("says what it shows, at the cursor or at the end", () => {
    const svg = good(exportTrace(queries, { format: "ring", name: "q", at: 18 }));
    expect(svg).toContain(`${says(queries, 18).replaceAll(">", "&gt;")}</desc>`);
    expect(good(exportTrace(queries, { format: "ring", name: "q" }))).toContain(
      `Ring after event ${queries.length(BRANCH)}: `,
    );
  });

  it("is sound XML at every cursor, without a number that is none", () => {
    for (const at of cursors(rejoining)) {
      const svg = good(exportTrace(rejoining, { format: "ring", name: "q", at }));
      expect(parseXml(svg).tag).toBe("svg");
      expect(svg).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it("is refused for a part of the run, and where there is no ring", async () => {
    const problemOf = (trace: Parameters<typeof exportTrace>[0], more: object) => {
      const result = exportTrace(trace, { format: "ring", name: "q", ...more });
      return result.ok ? undefined : result.problems.map(({ source }) => source);
    };
    expect(problemOf(queries, { from: 3 })).toEqual(["from"]);
    expect(problemOf(queries, { to: 3 })).toEqual(["to"]);
    expect(problemOf(await raftRun(10), {})).toEqual(["format"]);
  });
});
