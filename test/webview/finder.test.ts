import { describe, expect, it } from "vitest";
import { Rpc } from "../../src/bridge/rpc.js";
import { Finder } from "../../src/webview/model/finder.js";

/** A finder, what it asked, and the host's answers in the test's hands. */
function setUp() {
  const asked: { readonly id: number; readonly request: string; readonly params: unknown }[] = [];
  const rpc = new Rpc({
    post: (message) => asked.push(message as (typeof asked)[number]),
    after: () => () => undefined,
  });
  const finder = new Finder(rpc);
  finder.renew("b1");
  return { asked, rpc, finder };
}

const LENGTH = 20;

/** Where it goes at once. */
function next(finder: Finder, at: number, steps: 1 | -1): number | undefined {
  let gone: number | undefined;
  finder.goToNext({ at, steps, length: LENGTH, goTo: (hit) => (gone = hit) });
  return gone;
}

describe("the finder", () => {
  it("goes round through what was found, from wherever the cursor stands", () => {
    const { finder } = setUp();
    finder.open("vote");
    finder.take({ notice: "found", search: 1, hits: [3, 7], searched: 10 });
    finder.take({ notice: "found", search: 1, hits: [12], searched: 20 });
    expect([0, 3, 5, 12, 20].map((at) => next(finder, at, 1))).toEqual([3, 7, 7, 3, 3]);
    expect([3, 7, 20].map((at) => next(finder, at, -1))).toEqual([12, 3, 12]);
  });

  it("has nowhere to go without hits", () => {
    const { finder } = setUp();
    finder.open("vote");
    finder.take({ notice: "found", search: 1, hits: [], searched: LENGTH });
    expect([next(finder, 5, 1), next(finder, 5, -1)]).toEqual([undefined, undefined]);
  });

  it("goes there once it is found, if somebody is quicker than the search", () => {
    const { finder } = setUp();
    const found = (hits: readonly number[], searched: number) =>
      finder.take({ notice: "found", search: 1, hits, searched });
    const gone: number[] = [];
    const want = (at: number, steps: 1 | -1) =>
      finder.goToNext({ at, steps, length: LENGTH, goTo: (hit) => gone.push(hit) });
    finder.open("vote");
    want(5, 1);
    found([3], 4); // before the cursor: whether one follows is not known
    expect(gone).toEqual([]);
    found([7, 9], 10);
    expect(gone).toEqual([7]);
    want(12, -1);
    found([11], 15);
    found([16], LENGTH);
    expect(gone).toEqual([7, 11]);
    finder.look("votes");
    want(16, 1);
    finder.look("voters");
    finder.take({ notice: "found", search: 3, hits: [17], searched: LENGTH });
    expect(gone).toEqual([7, 11]);
  });

  it("forgets what an earlier search finds late", () => {
    const { finder, asked } = setUp();
    finder.open("vote");
    finder.look("votes");
    finder.take({ notice: "found", search: 1, hits: [3], searched: 10 });
    expect(finder.store.state.hits).toEqual([]);
    expect(asked.map(({ params }) => params)).toEqual([
      { branch: "b1", text: "vote", search: 1 },
      { branch: "b1", text: "votes", search: 2 },
    ]);
  });

  it("shows what is wrong with a text until another one is typed", async () => {
    const { finder, rpc, asked } = setUp();
    finder.open("form:Ana");
    rpc.take({ id: asked[0]?.id ?? 0, ok: true, result: "unknown key" });
    await Promise.resolve();
    expect(finder.store.state.problem).toBe("unknown key");
    finder.look("from:Ana");
    expect(finder.store.state.problem).toBeUndefined();
  });

  it("looks again when the run has changed, while it is open", () => {
    const { finder, asked } = setUp();
    finder.renew("b1");
    expect(asked).toEqual([]);
    finder.open("vote");
    finder.renew("b2");
    expect(asked.at(-1)?.params).toEqual({ branch: "b2", text: "vote", search: 2 });
    finder.close();
    finder.renew("b1");
    expect(asked.at(-1)?.request).toBe("stopFinding");
  });
});
