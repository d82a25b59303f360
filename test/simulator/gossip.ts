/**
 * A small engine that uses everything the simulator offers, so that each of its rules can be seen.
 */
import { broken, HOLDS, monitor } from "../../src/protocol/invariant.js";
import { anyProtocol, type Protocol } from "../../src/protocol/protocol.js";
import type { Context } from "../../src/protocol/context.js";

interface GossipState {
  /** Survives crashes. */
  readonly told: readonly string[];
  /** Does not. */
  readonly heard: readonly string[];
  readonly rounds: number;
  /** How long the node's own clock had run at its last event. */
  readonly clockMs: number;
  readonly luck: number;
}

interface Rumour {
  readonly type: "Rumour";
  readonly text: string;
}

interface Thanks {
  readonly type: "Thanks";
  readonly text: string;
}

type GossipCommand =
  | { readonly type: "tell"; readonly text: string }
  | { readonly type: "sleep"; readonly delay: number }
  | { readonly type: "misbehave"; readonly how: string }
  | { readonly type: "visit"; readonly whom: string };

// A bag of types has to be a type alias: interfaces have no index signature.
interface GossipTypes {
  Kinds: {
    gossip: {
      State: GossipState;
      Message: Rumour | Thanks;
      Timer: "round" | "nap";
      Command: GossipCommand;
      Result: string;
    };
    listener: {
      State: { readonly heard: readonly string[] };
      Message: Rumour | Thanks;
      Timer: never;
      Command: never;
      Result: never;
    };
  };
  Config: { readonly limit: number };
  Features: { readonly polite: boolean; readonly forgetful: boolean };
}

type GossipContext = Context<GossipTypes, "gossip">;

const gossip: Protocol<GossipTypes> = {
  name: "gossip",
  title: "Gossip",
  engineVersion: 3,
  source: "this test",
  assumes: [],
  survives: [],
  beyond: [],
  config: { limit: { about: "Most rumours.", type: "integer", default: 100, min: 1, max: 1000 } },
  features: {
    polite: { about: "Says thanks.", type: "boolean", default: false },
    forgetful: { about: "Nothing survives.", type: "boolean", default: false },
  },
  stages: [
    { name: "rude", teaches: "Nobody answers.", features: {} },
    { name: "polite", teaches: "Everybody answers.", features: { polite: true } },
  ],
  timers: { round: [100, 200], nap: [500, 500] },
  size: { gossip: { min: 1, usual: 3, max: 9 }, listener: { min: 0, usual: 0, max: 3 } },
  kinds: {
    gossip: {
      persisted: ({ forgetful }) => (forgetful ? [] : ["told"]),
      init(saved, ctx) {
        ctx.setTimer("round");
        return { told: saved.told ?? [], heard: [], rounds: 0, clockMs: 0, luck: 0 };
      },
      onMessage: { Rumour: hear, Thanks: (state) => state },
      onTimer: {
        round(state, ctx) {
          ctx.setTimer("round");
          ctx.broadcast({ type: "Rumour", text: `${ctx.self} round ${String(state.rounds)}` });
          return { ...state, rounds: state.rounds + 1, clockMs: ctx.clockMs() };
        },
        nap: (state, ctx) => ({ ...state, luck: ctx.draw(1, 6) }),
      },
      onCommand: {
        tell(state, { id, text }, ctx) {
          ctx.note("{who:node} tells {text}", () => ({ who: ctx.self, text }));
          ctx.broadcast({ type: "Rumour", text });
          ctx.reply(id, `told ${text}`);
          return { ...state, told: [...state.told, text] };
        },
        sleep(state, { delay }, ctx) {
          ctx.cancelTimer("round");
          ctx.setTimer("nap", delay);
          return state;
        },
        misbehave,
        visit(state, { whom }, ctx) {
          ctx.send(whom, { type: "Rumour", text: "visit" });
          return state;
        },
      },
      view: {
        roles: [
          { name: "fresh", tone: "quiet" },
          { name: "wise", tone: "leading" },
        ],
        fields: [{ field: "told", show: "value" }],
        lanes: [],
        show: ({ heard }) => ({ role: heard.length === 0 ? "fresh" : "wise" }),
      },
    },
    listener: {
      persisted: () => [],
      init: () => ({ heard: [] }),
      onMessage: {
        Rumour: (state, { text }) => ({ heard: [...state.heard, text] }),
        Thanks: (state) => state,
      },
      onTimer: {},
      onCommand: {},
      view: { roles: [], fields: [], lanes: [], show: () => ({ role: "listening" }) },
    },
  },
  labels: { Rumour: ({ text }) => `psst ${text}`, Thanks: () => "thanks" },
  messages: { Rumour: { text: "text" } },
  commands: {
    tell: { text: "text" },
    sleep: { delay: "integer" },
    misbehave: { how: "text" },
    visit: { whom: "node" },
  },
  invariants: [
    {
      type: "always",
      name: "Few Rumours",
      about: "Nobody hears more than three rumours.",
      promised: ({ polite }) => !polite,
      check(_, { id, state }) {
        const heard = state?.heard ?? [];
        return heard.length <= 3 ? HOLDS : broken("{who:node} heard too much", { who: id });
      },
    },
    monitor<GossipTypes, number>({
      name: "Few Thanks",
      about: "At most two thanks are sent in a whole run.",
      promised: () => true,
      memory: 0,
      observe(count, step) {
        const now = count + step.sent.filter(({ body }) => body.type === "Thanks").length;
        return { memory: now, verdict: now <= 2 ? HOLDS : broken("{n} thanks", { n: now }) };
      },
    }),
    {
      type: "eventually",
      name: "All Up",
      about: "Every node runs within 1000 ms.",
      promised: () => true,
      withinMs: 1000,
      check({ nodes }) {
        const down = nodes.filter((node) => !node.isUp).map(({ id }) => id);
        return down.length === 0 ? HOLDS : broken("{down:nodes} down", { down });
      },
    },
  ],
  moments: [
    {
      name: "first rumour",
      about: "A node hears its first rumour.",
      when({ before, after, node }) {
        const isFirst = before?.heard.length === 0 && after?.heard.length === 1;
        return isFirst && node !== undefined
          ? { template: "{who:node} knows", facts: { who: node } }
          : undefined;
      },
    },
  ],
  routine: { messages: [], timers: ["round"] },
  questions: { heed: "Why does {node:node} not listen?" },
};

export const gossipProtocol = anyProtocol(gossip);

function hear(state: GossipState, { text }: Rumour, from: string, ctx: GossipContext): GossipState {
  const isNews = ctx.because("heed", "{text} is news", !state.heard.includes(text), () => ({
    text,
  }));
  if (!isNews) return state;
  if (ctx.features.polite) ctx.send(from, { type: "Thanks", text });
  return { ...state, heard: [...state.heard, text] };
}

/** The bugs that an engine may have. */
function misbehave(
  state: GossipState,
  { how }: { readonly how: string },
  ctx: GossipContext,
): GossipState {
  if (how === "throw") throw new Error("oops");
  if (how === "timer") ctx.setTimer("alarm" as "nap");
  if (how === "delay") ctx.setTimer("nap", -1);
  if (how === "node") ctx.send("n99", { type: "Thanks", text: "" });
  if (how === "draw") ctx.draw(2, 1);
  if (how === "reply") ctx.reply(999, "what?");
  if (how === "mutate") (state.told as string[]).push("oops");
  return state;
}
