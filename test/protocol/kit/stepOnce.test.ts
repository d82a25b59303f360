import { describe, expect, it } from "vitest";
import type { Protocol } from "../../../src/protocol/protocol.js";
import { stepOnce } from "../../../src/protocol/kit/stepOnce.js";
import { raft } from "../../../src/protocols/raft/raft.js";

/** Two kinds of node, config and notices: what a lock service looks like, in small. */
interface LockTypes {
  Kinds: {
    readonly server: {
      State: { readonly holder: string | null; readonly grants: number };
      Message:
        { readonly type: "Request"; readonly patience: number } | { readonly type: "Release" };
      Timer: "lease";
      Command: { readonly type: "who" };
      Result: string;
    };
    readonly client: {
      State: { readonly holds: boolean };
      Message: { readonly type: "Grant" };
      Timer: never;
      Command: never;
      Result: never;
    };
  };
  Config: { readonly leaseMs: number };
  Features: { readonly tellsTime: boolean };
}

const locks: Protocol<LockTypes> = {
  name: "locks",
  title: "Locks",
  engineVersion: 1,
  source: "a test",
  assumes: [],
  survives: [],
  beyond: [],
  config: { leaseMs: { type: "integer", about: "", default: 30, min: 1, max: 99 } },
  features: { tellsTime: { type: "boolean", about: "", default: false } },
  stages: [{ name: "all", teaches: "", features: {} }],
  timers: { lease: [10, 20] },
  size: { server: { min: 1, usual: 1, max: 1 }, client: { min: 1, usual: 2, max: 9 } },
  kinds: {
    server: {
      persisted: () => ["grants"],
      init: (saved) => ({ holder: null, grants: saved.grants ?? 0 }),
      before: (state, message, from, ctx) => {
        ctx.note("{who:node} says {what}", () => ({ who: from, what: message.type }));
        return state;
      },
      onMessage: {
        Request: (state, request, from, ctx) => {
          const isFree = ctx.because("grant", "nobody holds the lock", state.holder === null);
          if (!isFree) return state;
          ctx.send(from, { type: "Grant" });
          ctx.setTimer("lease", ctx.config.leaseMs + ctx.draw(0, request.patience));
          return { holder: from, grants: state.grants + 1 };
        },
        Release: (state, _release, _from, ctx) => {
          ctx.cancelTimer("lease");
          return { ...state, holder: null };
        },
      },
      onTimer: { lease: (state) => ({ ...state, holder: null }) },
      onCommand: {
        who: (state, command, ctx) => {
          const time = ctx.features.tellsTime ? ` at ${ctx.clockMs()}` : "";
          ctx.reply(command.id, `${state.holder ?? "nobody"}${time}`);
          return state;
        },
      },
      onPeerDown: (state, peer) => (state.holder === peer ? { ...state, holder: null } : state),
      view: { roles: [], fields: [], lanes: [], show: () => ({ role: "server" }) },
    },
    client: {
      persisted: () => [],
      init: (_saved, ctx) => {
        for (const server of ctx.peers("server")) ctx.send(server, { type: "Release" });
        return { holds: false };
      },
      onMessage: { Grant: () => ({ holds: true }) },
      onTimer: {},
      onCommand: {},
      view: { roles: [], fields: [], lanes: [], show: () => ({ role: "client" }) },
    },
  },
  labels: { Request: () => "Request", Release: () => "Release", Grant: () => "Grant" },
  commands: { who: {} },
  invariants: [],
  moments: [],
  routine: { messages: [], timers: [] },
  questions: { grant: "Why?" },
};

const free = { holder: null, grants: 0 };
const held = { holder: "c1", grants: 1 };
const peers = { client: ["c1", "c2"] };
const request = { type: "Request", patience: 5 } as const;

describe("stepOnce", () => {
  it("gives the next state, and effects, guards and notes in order", () => {
    const event = { event: "receive", from: "c1", message: request } as const;
    expect(stepOnce(locks, { kind: "server", state: free, peers, event })).toEqual({
      state: held,
      effects: [
        { effect: "send", to: "c1", message: { type: "Grant" } },
        { effect: "setTimer", timer: "lease", delayMs: 30 },
      ],
      guards: [{ question: "grant", guard: "nobody holds the lock", verdict: true }],
      notes: [{ template: "{who:node} says {what}", facts: { who: "c1", what: "Request" } }],
      replies: [],
    });
  });

  it("takes config, features, clock and draws from the caller, else their defaults", () => {
    const event = { event: "receive", from: "c1", message: request } as const;
    const config = { leaseMs: 50 };
    const draw = (_min: number, max: number) => max;
    const granted = stepOnce(locks, { kind: "server", state: free, peers, event, config, draw });
    expect(granted.effects[1]).toMatchObject({ delayMs: 55 });
    const who = { event: "command", command: { type: "who" }, id: 8 } as const;
    const asked = { kind: "server", state: held, peers, event: who } as const;
    expect(stepOnce(locks, asked).replies).toEqual([{ command: 8, result: "c1" }]);
    const features = { tellsTime: true };
    const told = stepOnce(locks, { ...asked, features, clockMs: 77 });
    expect(told.replies).toEqual([{ command: 8, result: "c1 at 77" }]);
  });

  it("gives the same object back when a handler changes nothing", () => {
    const event = { event: "receive", from: "c2", message: request } as const;
    const result = stepOnce(locks, { kind: "server", state: held, peers, event });
    expect(result.state).toBe(held);
    expect(result.guards[0]?.verdict).toBe(false);
  });

  it("boots a node, also from what a crash has left", () => {
    const start = { event: "start" } as const;
    const client = stepOnce(locks, { kind: "client", peers: { server: ["s1"] }, event: start });
    expect(client.effects).toEqual([{ effect: "send", to: "s1", message: { type: "Release" } }]);
    const saved = { event: "start", saved: { grants: 3 } } as const;
    const server = stepOnce(locks, { kind: "server", peers, event: saved });
    expect(server.state).toEqual({ holder: null, grants: 3 });
  });

  it("runs timers and notices of failures", () => {
    const lease = { event: "timeout", timer: "lease" } as const;
    const ended = stepOnce(locks, { kind: "server", state: held, peers, event: lease });
    expect(ended.state.holder).toBeNull();
    const down = { event: "peerDown", peer: "c1" } as const;
    const freed = stepOnce(locks, { kind: "server", state: held, peers, event: down });
    expect(freed.state.holder).toBeNull();
  });

  it("refuses as a bug what the kind of node does not handle, or cannot without a state", () => {
    const up = { event: "peerUp", peer: "c1" } as const;
    const asked = { kind: "server", state: held, peers, event: up } as const;
    expect(() => stepOnce(locks, asked)).toThrow("does not handle peerUp");
    const lease = { event: "timeout", timer: "lease" } as const;
    expect(() => stepOnce(locks, { kind: "server", peers, event: lease })).toThrow("needs a state");
    expect(() => stepOnce(locks, { peers, event: lease })).toThrow(
      "say which kind: server, client",
    );
  });

  it("needs no kind where there is one, and broadcasts to every peer in order", () => {
    const start = stepOnce(raft, { peers: ["n3", "n2"], event: { event: "start" } });
    const timeout = { event: "timeout", timer: "election" } as const;
    const { effects } = stepOnce(raft, { state: start.state, peers: ["n3", "n2"], event: timeout });
    expect(effects.flatMap((e) => (e.effect === "send" ? [e.to] : []))).toEqual(["n3", "n2"]);
  });
});
