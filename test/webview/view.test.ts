import { describe, expect, it } from "vitest";
import type { Answer, CursorInfo, DocumentInfo, Request } from "../../src/bridge/messages.js";
import { Rpc } from "../../src/bridge/rpc.js";
import { ORDER_SCALE } from "../../src/render/spaceTime/axis.js";
import { Memory } from "../../src/webview/model/memory.js";
import { View } from "../../src/webview/model/view.js";

const LENGTH = 30;

function cursorAt(at: number): CursorInfo {
  const table = { at, timeMs: at, columns: [], rows: [], flights: [], cut: "" };
  const places: CursorInfo["places"] = [{ scale: ORDER_SCALE, height: LENGTH * 32, y: at * 32 }];
  return {
    branch: "b1",
    length: LENGTH,
    at,
    timeMs: at,
    sentence: `sentence ${at}`,
    table,
    places,
  };
}

const opened = {
  state: "open" as const,
  info: {
    title: "t",
    protocol: "raft",
    timed: true,
    damage: [],
    branches: [{ id: "b1", words: "as recorded", after: 0, length: LENGTH }],
    verification: { state: "verified", words: "verified", sentence: "Verified" },
    bendable: true,
    cursor: cursorAt(3),
  } satisfies DocumentInfo,
};

/** A view, and the host's end of its bridge in the test's hands. */
function setUp() {
  const asked: Request[] = [];
  const rpc = new Rpc({
    post: (message) => asked.push(message as Request),
    after: () => () => undefined,
  });
  let kept: unknown;
  const memory = new Memory({ getState: () => kept, setState: (state) => (kept = state) });
  const view = new View(rpc, memory);
  const answer = async (request: Request | undefined, result: unknown) => {
    expect(request).toBeDefined();
    view.take({ id: request?.id ?? 0, ok: true, result } satisfies Answer);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { view, asked, answer, memory, rpc };
}

async function open(fields: Partial<DocumentInfo> = {}) {
  const all = setUp();
  void all.view.start();
  await all.answer(all.asked[0], { ...opened, info: { ...opened.info, ...fields } });
  return all;
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

describe("View", () => {
  it("starts where the document's cursor stands", async () => {
    const { view } = await open();
    expect(view.store.state.at).toBe(3);
    expect(view.store.state.cursor?.sentence).toBe("sentence 3");
  });

  it("shows a step before the host has answered", async () => {
    const { view, asked, answer } = await open();
    view.move(1);
    expect(view.store.state.at).toBe(4);
    expect(view.store.state.cursor?.at).toBe(3);
    await answer(asked[1], cursorAt(4));
    expect(view.store.state.cursor?.at).toBe(4);
  });

  it("skips what a held key wanted in between", async () => {
    const { view, asked, answer } = await open();
    for (let n = 0; n < 5; n++) view.move(1);
    expect(asked).toHaveLength(2);
    await answer(asked[1], cursorAt(4));
    expect(asked[2]).toMatchObject({ request: "goTo", params: { cursor: 8 } });
    await answer(asked[2], cursorAt(8));
    expect(view.store.state).toMatchObject({ at: 8, cursor: { at: 8 } });
  });

  it("is not dragged back by a notice while it has moved on", async () => {
    const { view, asked, answer } = await open();
    view.move(1);
    view.take({ notice: "cursor", cursor: cursorAt(17) });
    expect(view.store.state.at).toBe(4);
    await answer(asked[1], cursorAt(4));
    expect(view.store.state.at).toBe(4);
  });

  it("follows another editor of the document", async () => {
    const { view } = await open();
    view.take({ notice: "cursor", cursor: cursorAt(17) });
    expect(view.store.state.at).toBe(17);
  });

  it("goes back to where the host is when a move is refused, and says why", async () => {
    const { view, asked } = await open();
    view.move(1);
    view.take({ id: asked[1]?.id ?? 0, ok: false, problem: "no" });
    await new Promise((resolve) => setTimeout(resolve));
    expect(view.store.state).toMatchObject({ at: 3, problem: "no" });
  });

  it("stops at both ends", async () => {
    const { view, asked, answer } = await open();
    view.move(Infinity);
    expect(view.store.state.at).toBe(LENGTH);
    await answer(asked[1], cursorAt(LENGTH));
    view.move(-Infinity);
    expect(view.store.state.at).toBe(0);
  });

  it("tells the host whether causes are shown, and so does the next page", async () => {
    const { view, asked, memory } = await open();
    view.act("toggleCauses");
    expect(asked.at(-1)).toMatchObject({ request: "showCauses", params: { shows: true } });
    const later: Request[] = [];
    const post = (message: unknown) => later.push(message as Request);
    const next = new View(new Rpc({ post, after: () => () => undefined }), memory);
    void next.start();
    next.take({ id: later[0]?.id ?? 0, ok: true, result: opened });
    await settle();
    expect(later.at(-1)).toMatchObject({ request: "showCauses", params: { shows: true } });
    view.act("toggleCauses");
    expect(asked.at(-1)).toMatchObject({ request: "showCauses", params: { shows: false } });
  });

  it("keeps zoom and split for the next page of the same editor", async () => {
    const { view, memory, rpc } = await open();
    view.act("zoomIn");
    view.setSplit(0.4);
    const next = new View(rpc, memory);
    expect(next.store.state).toMatchObject({ zoom: 1.15, split: 0.4 });
  });

  it("zooms out until the whole run fits, and in until a message fills the view", async () => {
    const { view } = await open();
    view.wholeZoom = 0.01;
    view.act("fitRun");
    expect(view.zoom).toBe(0.01);
    view.act("zoomOut");
    expect(view.zoom).toBe(0.01);
    const filled: number[] = [];
    view.fillWith = (message) => filled.push(message) > 0;
    view.act("zoomToMessage", { message: 7 });
    expect([filled, view.store.state.problem]).toEqual([[7], undefined]);
    view.act("zoomToMessage");
    expect(view.store.state.problem).toMatch(/menu of an arrow/);
  });

  it("has the axis of time where the trace has times, and keeps it", async () => {
    const { view, memory } = await open();
    view.act("toggleAxis");
    expect([view.store.state.axis, memory.remembered.axis]).toEqual(["time", "time"]);
    const untimed = (await open({ timed: false })).view;
    untimed.act("toggleAxis");
    expect(untimed.store.state).toMatchObject({ axis: "order" });
    expect(untimed.store.state.problem).toMatch(/no times/);
  });

  it("forgets a state that is none of its own", () => {
    const memory = new Memory({ getState: () => ({ zoom: "huge" }), setState: () => undefined });
    expect(memory.remembered).toEqual({});
  });
});

describe("bending the run", () => {
  const does = { type: "timeout", node: "n2", timer: "election" } as const;

  it("asks the host, and shows the cursor that it answers with", async () => {
    const { view, asked, answer } = await open();
    view.intervene(does);
    await settle();
    expect(asked[1]).toMatchObject({ request: "intervene", params: { does } });
    await answer(asked[1], { ...cursorAt(4), branch: "b2", length: 4 });
    expect(view.store.state).toMatchObject({ at: 4, cursor: { branch: "b2" } });
    expect(view.length).toBe(4);
  });

  it("waits until the cursor is where it was wanted", async () => {
    const { view, asked, answer } = await open();
    view.move(1);
    view.move(1);
    view.intervene(does);
    await answer(asked[1], cursorAt(4));
    expect(asked[2]).toMatchObject({ request: "goTo", params: { cursor: 5 } });
    await answer(asked[2], cursorAt(5));
    expect(asked[3]).toMatchObject({ request: "intervene" });
  });

  it("tells why it was refused until something else is wished, and changes nothing", async () => {
    const { view, asked } = await open();
    view.intervene(does);
    await settle();
    view.take({ id: asked[1]?.id ?? 0, ok: false, problem: "no such timer" });
    await settle();
    expect(view.store.state).toMatchObject({ at: 3, problem: "no such timer" });
    view.move(1);
    expect(view.store.state.problem).toBeUndefined();
  });

  it("is not asked for when the run cannot be bent: the reason is told", async () => {
    const { view, asked } = await open({ bendable: "it is recorded only" });
    view.intervene(does);
    await settle();
    expect(asked).toHaveLength(1);
    expect(view.store.state.problem).toBe("it is recorded only");
  });

  it("shows another branch, and does not ask for the one that is shown", async () => {
    const { view, asked } = await open();
    view.switchBranch("b1");
    view.switchBranch("b2");
    await settle();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({ request: "switchBranch", params: { branch: "b2" } });
  });
});

describe("past the last event", () => {
  it("the engine runs on, step by step", async () => {
    const { view, asked, answer } = await open();
    view.goTo(LENGTH);
    await answer(asked[1], cursorAt(LENGTH));
    view.move(1);
    expect(asked[2]).toMatchObject({ request: "goTo", params: { cursor: LENGTH + 1 } });
    expect(view.store.state.at).toBe(LENGTH);
    await answer(asked[2], { ...cursorAt(LENGTH + 1), length: LENGTH + 1 });
    expect(view.store.state.at).toBe(LENGTH + 1);
  });

  it("there is nothing when the run cannot go on", async () => {
    const { view, asked, answer } = await open({ bendable: "it is recorded only" });
    view.goTo(LENGTH);
    await answer(asked[1], cursorAt(LENGTH));
    view.move(1);
    expect(asked).toHaveLength(2);
  });

  it("the End key does not go", async () => {
    const { view, asked } = await open();
    view.move(Infinity);
    expect(asked[1]).toMatchObject({ params: { cursor: LENGTH } });
  });
});

describe("the ring", () => {
  const ring = {
    ...{ width: 1, height: 1, caption: "Ring", clauses: [] },
    ...{ peers: [], links: [], flights: [], words: [] },
  };

  it("is shown until it is closed, and stays closed in a view that is made anew", async () => {
    const { view, memory, rpc } = await open({ cursor: { ...cursorAt(3), ring } });
    expect(view.store.state.showsRing).toBe(true);
    view.act("toggleRing");
    expect(view.store.state.showsRing).toBe(false);
    expect(new View(rpc, memory).store.state.showsRing).toBe(false);
    view.act("toggleRing");
    expect(view.store.state.showsRing).toBe(true);
  });

  it("is not toggled where there is none: that is told", async () => {
    const { view } = await open();
    view.act("toggleRing");
    expect(view.store.state.problem).toBe("The nodes of this trace form no ring.");
    expect(view.store.state.showsRing).toBe(true);
  });
});
