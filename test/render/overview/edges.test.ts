import { describe, expect, it } from "vitest";
import { drawFarPicture } from "../../../src/render/overview/drawing.js";
import { farPicture } from "../../../src/render/overview/overview.js";
import { STRIP_WIDTH, type FarPicture } from "../../../src/render/overview/picture.js";
import { ORDER_SCALE } from "../../../src/render/spaceTime/axis.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { openLines, raftRun } from "../runs.js";

const KINDS = { server: { roles: [{ name: "boss", tone: "leading" }], fields: [], lanes: [] } };

/** A trace of an unknown tool: nodes by name, and events without their heads. */
function traceOf(nodes: readonly string[], events: readonly object[], timed = false) {
  const header = {
    ...{ kind: "header", format: "lockstep-trace", version: 1, kinds: KINDS, timed },
    nodes: nodes.map((id) => ({ id, name: id, kind: "server" })),
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
  const records = events.map((event, i) => {
    return { kind: "event", branch: "b1", at: i + 1, timeMs: 0, ...event };
  });
  return openLines([header, ...records].map((record) => `${JSON.stringify(record)}\n`));
}

function pictureOf(trace: RecordedTrace, zoom = 0.25, width = 900): FarPicture {
  const window = { scale: ORDER_SCALE, zoom, top: 0, height: 600, width };
  return farPicture(trace, "b1", window);
}

function looksOf(picture: FarPicture): readonly string[] {
  return picture.lines.map(({ stretches }) => stretches.map(({ look }) => look).join(" "));
}

const local = (node: string) => ({ event: "local", node, label: "x" });
const start = (node: string) => ({ event: "start", node, view: { role: "boss" } });

describe("a far-out picture", () => {
  it("of a branch without events has the lifelines' names and no height", async () => {
    const picture = pictureOf(await traceOf(["n1", "n2"], []));
    expect(picture.lines.map(({ name }) => name)).toEqual(["n1", "n2"]);
    expect([picture.height, picture.span, picture.flags, picture.strands]).toEqual([0, 0, [], []]);
    expect(drawFarPicture(picture).length).toBeGreaterThan(0);
  });

  it("shows a node that never started from its first event on", async () => {
    const trace = await traceOf(["n1", "n2"], [local("n1"), local("n1"), local("n1"), local("n2")]);
    expect(looksOf(pictureOf(trace))).toEqual(["absent quiet", "absent quiet"]);
  });

  it("shows when nodes come, start and go", async () => {
    const added = { id: "n3", name: "n3", kind: "server" };
    const trace = await traceOf(
      ["n1", "n2"],
      [
        ...[start("n1"), start("n2"), local("n1")],
        ...[{ event: "addNode", node: "n3", added }, local("n1"), start("n3"), local("n3")],
        ...[{ event: "removeNode", node: "n2", lost: [] }, local("n1"), local("n1")],
      ],
    );
    const picture = pictureOf(trace);
    expect(looksOf(picture)).toEqual([
      "absent leading",
      "absent leading gone",
      "gone absent leading",
    ]);
    expect(picture.marks.map(({ node, mark }) => `${node} ${mark}`)).toEqual([
      ...["n3 addNode", "n2 removeNode"],
    ]);
  });

  it("keeps a crash and a restart in one pixel as down, with words for both", async () => {
    const many = Array.from({ length: 4000 }, () => local("n1"));
    const crash = [
      { event: "crash", node: "n1" },
      { event: "restart", node: "n1" },
    ];
    const picture = pictureOf(await traceOf(["n1"], [...many, ...crash, ...many]), 0.002);
    expect(looksOf(picture)[0]).toBe("quiet down quiet");
    expect(picture.marks.map(({ mark, count, words }) => [mark, count, words])).toEqual([
      ["crash", 2, "crash, restart"],
    ]);
  });

  it("fits a hundred nodes by standing closer", async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `n${i + 1}`);
    const { lines, width } = pictureOf(await traceOf(ids, ids.map(start)));
    const xs = lines.map(({ x }) => x);
    xs.slice(1).forEach((x, i) => expect(x).toBeGreaterThan(xs[i] ?? Infinity));
    expect(width).toBeGreaterThan(xs.at(-1) ?? Infinity);
  });
});

describe("a strip", () => {
  it("keeps within its width, whatever that is", async () => {
    const trace = await raftRun(200, { nodes: 7 });
    for (const width of [30, 44, 70, STRIP_WIDTH - 1]) {
      const picture = pictureOf(trace, 0.1, width);
      expect(picture.width).toBeLessThanOrEqual(width);
      expect(picture.strands).toEqual([]);
    }
    expect(pictureOf(trace, 0.1, STRIP_WIDTH).strands.length).toBeGreaterThan(0);
  });
});
