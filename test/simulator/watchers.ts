/**
 * A small engine whose nodes write down what the failure detector tells them, and all that they
 * hear. Peers know of each other's crashes, neighbours of the links between them.
 */
import { anyProtocol, type NodeKind, type Protocol } from "../../src/protocol/protocol.js";

interface WatcherState {
  /** In the order in which it came: `n2 down 1`, `~n2 up 2` (a neighbour), `n2: hello`. */
  readonly heard: readonly string[];
  /** Which boot this is, and who was there. */
  readonly boot: string;
}

type WatcherCommand = { readonly type: "greet"; readonly whom: string } | { readonly type: "look" };

interface WatcherTypes {
  Kinds: {
    watcher: {
      State: WatcherState;
      Message: { readonly type: "Hello" };
      Timer: never;
      Command: WatcherCommand;
      Result: readonly string[];
    };
    sleeper: {
      State: { readonly asleep: boolean };
      Message: { readonly type: "Hello" };
      Timer: never;
      Command: never;
      Result: never;
    };
  };
  Config: Record<string, never>;
  Features: Record<string, never>;
}

type Kind = NodeKind<WatcherTypes, "watcher">;

const watcher: Kind = {
  persisted: () => [],
  init: (_, ctx) => ({ heard: [], boot: `${ctx.incarnation}: ${ctx.peers().join(" ")}` }),
  onMessage: { Hello: (state, _, from) => hear(state, `${from}: hello`) },
  onTimer: {},
  onCommand: {
    greet(state, { whom }, ctx) {
      ctx.send(whom, { type: "Hello" });
      return state;
    },
    look(state, { id }, ctx) {
      ctx.reply(id, [
        ctx.peers().join(" "),
        ctx.peers("watcher").join(" "),
        ctx.neighbours.join(" "),
      ]);
      return state;
    },
  },
  onPeerDown: (state, peer, incarnation) => hear(state, `${peer} down ${incarnation}`),
  onPeerUp: (state, peer, incarnation) => hear(state, `${peer} up ${incarnation}`),
  onNeighbourDown: (state, peer, incarnation) => hear(state, `~${peer} down ${incarnation}`),
  onNeighbourUp: (state, peer, incarnation) => hear(state, `~${peer} up ${incarnation}`),
  view: { roles: [], fields: [], lanes: [], show: () => ({ role: "awake" }) },
};

const watchers: Protocol<WatcherTypes> = {
  ...{ name: "watchers", title: "Watchers", engineVersion: 1, source: "this test" },
  ...{ assumes: [], survives: [], beyond: [], config: {}, features: {} },
  stages: [{ name: "only", teaches: "Who is there.", features: {} }],
  timers: {},
  size: {
    watcher: { min: 1, usual: 3, max: 5 },
    sleeper: { min: 0, usual: 0, max: 2, fixed: true },
  },
  kinds: {
    watcher,
    sleeper: {
      persisted: () => [],
      init: () => ({ asleep: true }),
      onMessage: { Hello: (state) => state },
      ...{ onTimer: {}, onCommand: {} },
      view: { roles: [], fields: [], lanes: [], show: () => ({ role: "asleep" }) },
    },
  },
  labels: { Hello: () => "hello" },
  messages: { Hello: {} },
  commands: { greet: { whom: "node" }, look: {} },
  ...{ invariants: [], moments: [], routine: { messages: [], timers: [] }, questions: {} },
};

export const watchersProtocol = anyProtocol(watchers);

function hear(state: WatcherState, what: string): WatcherState {
  return { ...state, heard: [...state.heard, what] };
}
