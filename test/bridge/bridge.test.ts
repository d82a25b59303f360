import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BRIDGE_VERSION,
  MAX_FAR_PX,
  type Answer,
  type CursorInfo,
} from "../../src/bridge/messages.js";
import { Rpc, RpcError, type RpcPort } from "../../src/bridge/rpc.js";
import { readTarget } from "../../src/bridge/validate.js";
import { Refusal, serve, type Handlers } from "../../src/bridge/serve.js";
import { ORDER_SCALE } from "../../src/render/spaceTime/axis.js";
import { emptyPicture } from "../render/emptyPicture.js";

interface Heard {
  readonly handlers: Handlers;
  readonly calls: string[];
}

/** Handlers that write down what they were asked. */
function listener(): Heard {
  const calls: string[] = [];
  const cursorAt = (at: number) => {
    const place = { branch: "b1", length: 9, at, timeMs: 0 };
    const places: CursorInfo["places"] = [{ scale: ORDER_SCALE, height: 9, y: at }];
    return { ...place, sentence: "", table: { ...table, at }, places };
  };
  const table = { at: 0, timeMs: 0, columns: [], rows: [], flights: [], cut: "" };
  return {
    calls,
    handlers: {
      ready: () => {
        calls.push("ready");
        return { state: "opening", title: "t", perMille: 0 };
      },
      window: ({ y1, y2 }) => {
        calls.push(`window ${y1} ${y2}`);
        return emptyPicture(1, 0);
      },
      farWindow: () => {
        throw new Refusal("not here");
      },
      causes: () => {
        throw new Refusal("not here");
      },
      showCauses: () => null,
      find: ({ text }) => {
        calls.push(`find ${text}`);
        return null;
      },
      stopFinding: () => null,
      goTo: ({ cursor }) => {
        calls.push(`goTo ${cursor}`);
        if (cursor > 9) throw new Refusal("expected an event from 0 to 9");
        return cursorAt(cursor);
      },
      intervene: ({ does }) => {
        calls.push(`intervene ${does.type}`);
        return cursorAt(1);
      },
      run: ({ until }) => {
        calls.push(`run ${until.until}`);
        return cursorAt(1);
      },
      switchBranch: ({ branch }) => {
        calls.push(`switchBranch ${branch}`);
        return cursorAt(1);
      },
      renameBranch: ({ branch, name }) => {
        calls.push(`renameBranch ${branch} ${name}`);
        return null;
      },
      deleteBranch: ({ branch }) => {
        calls.push(`deleteBranch ${branch}`);
        return null;
      },
      invoke: ({ command }) => {
        calls.push(command);
        return null;
      },
    },
  };
}

/** A clock that a test turns by hand. */
function handClock(): { after: RpcPort["after"]; ring(): void } {
  const calls = new Set<() => void>();
  return {
    after: (_ms, call) => {
      calls.add(call);
      return () => calls.delete(call);
    },
    ring: () => [...calls].forEach((call) => call()),
  };
}

describe("serve", () => {
  it("answers each request with its own id", async () => {
    const { handlers } = listener();
    const answer = await serve({ id: 7, request: "goTo", params: { cursor: 3 } }, handlers);
    expect(answer).toMatchObject({ id: 7, ok: true, result: { at: 3 } });
  });

  it.each<[what: string, message: unknown, problem: RegExp]>([
    ["an unknown request", { id: 1, request: "format", params: {} }, /request: expected/],
    ["no parameters", { id: 1, request: "goTo" }, /params/],
    ["a negative cursor", { id: 1, request: "goTo", params: { cursor: -1 } }, /params.cursor/],
    ["a fraction", { id: 1, request: "goTo", params: { cursor: 1.5 } }, /params.cursor/],
    ["a text", { id: 1, request: "goTo", params: { cursor: "1" } }, /Number|number/],
    ["more than was asked", { id: 1, request: "goTo", params: { cursor: 1, x: 1 } }, /x/],
    [
      "an unknown intervention",
      { id: 1, request: "intervene", params: { does: { type: "explode", node: "n1" } } },
      /params.does: type: expected/,
    ],
    [
      "an intervention without its node",
      { id: 1, request: "intervene", params: { does: { type: "timeout", timer: "election" } } },
      /params.does: node: expected a text, found nothing/,
    ],
    [
      "a cut of half a link",
      { id: 1, request: "intervene", params: { does: { type: "cut", links: [["n1"]] } } },
      /params.does: links\[0\]/,
    ],
    [
      "waiting for something unknown",
      { id: 1, request: "run", params: { until: { until: "doomsday" } } },
      /params.until/,
    ],
    [
      "a branch without a number",
      { id: 1, request: "switchBranch", params: { branch: "main" } },
      /params.branch/,
    ],
    [
      "a target that is no target",
      { id: 1, request: "invoke", params: { command: "dropMessage", on: { message: 0 } } },
      /params.on.message/,
    ],
    ["another command", { id: 1, request: "invoke", params: { command: "rm" } }, /command/],
    [
      "an unknown axis",
      {
        id: 1,
        request: "window",
        params: { branch: "b1", axis: "size", y1: 0, y2: 9, room: 0 },
      },
      /params.axis/,
    ],
    [
      "a far-out picture that is too high",
      {
        id: 1,
        request: "farWindow",
        params: { branch: "b1", axis: "time", zoom: 1, top: 0, height: MAX_FAR_PX + 1, width: 9 },
      },
      /params.height/,
    ],
    [
      "a branch that is no id",
      { id: 1, request: "window", params: { branch: "../x", from: 1, to: 2, room: 0 } },
      /branch/,
    ],
  ])("refuses %s with a sentence and does nothing", async (_what, message, problem) => {
    const { handlers, calls } = listener();
    const answer = await serve(message, handlers);
    expect(answer.id).toBe(1);
    expect(answer.ok ? "" : answer.problem).toMatch(problem);
    expect(calls).toEqual([]);
  });

  it.each<[request: string, params: object, call: string]>([
    ["intervene", { does: { type: "timeout", node: "n1", timer: "x" } }, "intervene timeout"],
    ["intervene", { does: { type: "cut", links: [["n1", "n2"]] } }, "intervene cut"],
    ["intervene", { does: { type: "heal" } }, "intervene heal"],
    ["run", { until: { until: "role" } }, "run role"],
    ["run", { until: { until: "event", node: "n1" } }, "run event"],
    ["switchBranch", { branch: "b2" }, "switchBranch b2"],
    ["renameBranch", { branch: "b2", name: "Two" }, "renameBranch b2 Two"],
    ["deleteBranch", { branch: "b2" }, "deleteBranch b2"],
    ["invoke", { command: "dropMessage", on: { message: 3 } }, "dropMessage"],
  ])("lets a good %s through: %j", async (request, params, call) => {
    const { handlers, calls } = listener();
    const answer = await serve({ id: 3, request, params }, handlers);
    expect(answer).toMatchObject({ id: 3, ok: true });
    expect(calls).toEqual([call]);
  });

  it("turns a handler's refusal into an answer", async () => {
    const answer = await serve(
      { id: 2, request: "goTo", params: { cursor: 10 } },
      listener().handlers,
    );
    expect(answer).toEqual({ id: 2, ok: false, problem: "expected an event from 0 to 9" });
  });

  it("never throws and never acts, whatever a message is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (message) => {
        const { handlers, calls } = listener();
        const answer = await serve(message, handlers);
        expect(answer.ok).toBe(false);
        expect(calls).toEqual([]);
      }),
    );
  });
});

describe("readTarget", () => {
  it("takes what a context menu says, and leaves what VS Code adds", () => {
    const context = { webview: "lockstep.trace", webviewSection: "timer", node: "n1", timer: "t" };
    expect(readTarget(context)).toEqual({ node: "n1", timer: "t" });
  });

  it.each([undefined, null, "n1", { node: 1 }, { message: "1" }])("takes nothing of %j", (told) => {
    expect(readTarget(told)).toEqual({});
  });
});

describe("Rpc", () => {
  it("brings answers to whoever asked, in whatever order they come", async () => {
    const sent: unknown[] = [];
    const rpc = new Rpc({ post: (m) => sent.push(m), after: handClock().after });
    const first = rpc.ask("goTo", { cursor: 1 });
    const second = rpc.ask("goTo", { cursor: 2 });
    const { handlers } = listener();
    for (const message of sent.reverse()) rpc.take(await serve(message, handlers));
    expect((await first).at).toBe(1);
    expect((await second).at).toBe(2);
  });

  it("rejects with the host's sentence", async () => {
    const rpc: Rpc = new Rpc({
      post: (m) => void serve(m, listener().handlers).then((a: Answer) => rpc.take(a)),
      after: handClock().after,
    });
    await expect(rpc.ask("goTo", { cursor: 99 })).rejects.toThrow("expected an event from 0 to 9");
  });

  it("gives up on a silent host and forgets the question", async () => {
    const clock = handClock();
    const rpc = new Rpc({ post: () => undefined, after: clock.after }, 50);
    const answer = rpc.ask("ready", { bridgeVersion: BRIDGE_VERSION });
    clock.ring();
    await expect(answer).rejects.toThrow(RpcError);
    expect(rpc.take({ id: 1, ok: true, result: null })).toBeUndefined();
  });

  it("hands out notices", () => {
    const rpc = new Rpc({ post: () => undefined, after: handClock().after });
    const notice = { notice: "do", action: "zoomIn" } as const;
    expect(rpc.take(notice)).toBe(notice);
  });
});
