import { describe, expect, it } from "vitest";
import type { Answer, CursorInfo, DocumentState, Request } from "../../src/bridge/messages.js";
import { Rpc } from "../../src/bridge/rpc.js";
import { Memory } from "../../src/webview/model/memory.js";
import { View } from "../../src/webview/model/view.js";

const LENGTH = 30;

function cursorAt(at: number): CursorInfo {
  const table = { at, timeMs: at, columns: [], rows: [] };
  return { at, timeMs: at, sentence: `sentence ${at}`, table };
}

const opened: DocumentState = {
  state: "open",
  info: {
    title: "t",
    protocol: "raft",
    branch: "b1",
    length: LENGTH,
    timed: true,
    damage: [],
    cursor: cursorAt(3),
  },
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

async function open() {
  const all = setUp();
  void all.view.start();
  await all.answer(all.asked[0], opened);
  return all;
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
    view.move(1);
    expect(asked).toHaveLength(2);
    view.move(-Infinity);
    expect(view.store.state.at).toBe(0);
  });

  it("keeps zoom and split for the next page of the same editor", async () => {
    const { view, memory, rpc } = await open();
    view.act("zoomIn");
    view.setSplit(0.4);
    const next = new View(rpc, memory);
    expect(next.store.state).toMatchObject({ zoom: 1.15, split: 0.4 });
  });

  it("forgets a state that is none of its own", () => {
    const memory = new Memory({ getState: () => ({ zoom: "huge" }), setState: () => undefined });
    expect(memory.remembered).toEqual({});
  });
});
