import { assert, ensure } from "../../base/assert.js";
import type { CommandId, NodeId } from "../../trace/ids.js";
import type { GuardData } from "../../trace/records.js";
import type { Sentence } from "../../trace/sentence.js";
import type { Context } from "../context.js";
import type { Reply } from "../invariant.js";
import type { NodeKind, Protocol } from "../protocol.js";
import type {
  CommandOf,
  KindName,
  MessageOf,
  OfType,
  ProtocolTypes,
  ResultOf,
  StateOf,
  TimerOf,
} from "../types.js";

/** What one node is given to handle, without a simulator around it. */
export interface StepInput<T extends ProtocolTypes, K extends KindName<T>> {
  /** The node that handles it; `n1` unless said otherwise. */
  readonly node?: NodeId;
  /** May be left out where the engine has one kind of node. */
  readonly kind?: K;
  /** Ignored by `start`, needed by everything else. */
  readonly state?: Readonly<StateOf<T, K>>;
  readonly event: StepEvent<T, K>;
  /** The other nodes: all of the same kind, or by kind. */
  readonly peers: readonly NodeId[] | { readonly [kind: string]: readonly NodeId[] };
  /** How often the node has booted; 1 unless said otherwise. */
  readonly incarnation?: number;
  /** All peers unless said otherwise. */
  readonly neighbours?: readonly NodeId[];
  /** What differs from the defaults. */
  readonly config?: Partial<T["Config"]>;
  readonly features?: Partial<T["Features"]>;
  /** What the node's clock shows; 0 unless said otherwise. */
  readonly clockMs?: number;
  /** Answers the engine's draws; the least possible value unless said otherwise. */
  readonly draw?: (min: number, max: number) => number;
}

export type StepEvent<T extends ProtocolTypes, K extends KindName<T>> =
  /** First boot, or (with what was persisted) a restart. */
  | { readonly event: "start"; readonly saved?: Partial<StateOf<T, K>> }
  | { readonly event: "receive"; readonly from: NodeId; readonly message: MessageOf<T, K> }
  | { readonly event: "timeout"; readonly timer: TimerOf<T, K> }
  /** The id is 1 unless said otherwise. */
  | { readonly event: "command"; readonly command: CommandOf<T, K>; readonly id?: CommandId }
  | {
      readonly event: "peerDown" | "peerUp" | "neighbourDown" | "neighbourUp";
      readonly peer: NodeId;
      /** 1 unless said otherwise. */
      readonly incarnation?: number;
    };

/** One effect of a step, in the order asked for. A broadcast is one `send` for each peer. */
export type StepEffect<T extends ProtocolTypes, K extends KindName<T>> =
  | { readonly effect: "send"; readonly to: NodeId; readonly message: MessageOf<T> }
  /** No delay: drawn from the timer's range. */
  | { readonly effect: "setTimer"; readonly timer: TimerOf<T, K>; readonly delayMs?: number }
  | { readonly effect: "cancelTimer"; readonly timer: TimerOf<T, K> }
  | { readonly effect: "reply"; readonly command: CommandId; readonly result: ResultOf<T> };

/** What a handler did. */
export interface StepResult<T extends ProtocolTypes, K extends KindName<T>> {
  /** The same object as before when nothing changed. */
  readonly state: Readonly<StateOf<T, K>>;
  readonly effects: readonly StepEffect<T, K>[];
  readonly guards: readonly GuardData[];
  readonly notes: readonly Sentence[];
  readonly replies: readonly Reply<T>[];
}

/**
 * Runs one handler of an engine, `before` included, with a context that records. There is no
 * simulator, no time and no network: this is for tests that check an engine against its paper, one
 * sentence after the other.
 */
export function stepOnce<T extends ProtocolTypes, K extends KindName<T> = KindName<T>>(
  protocol: Protocol<T>,
  input: StepInput<T, K>,
): StepResult<T, K> {
  const kinds = Object.keys(protocol.kinds);
  assert(input.kind !== undefined || kinds.length === 1, `say which kind: ${kinds.join(", ")}`);
  const kind = input.kind ?? (kinds[0] as K);
  const recording = record(protocol, kind, input);
  const state = handle(protocol.kinds[kind] as NodeKind<T, K>, input, recording.ctx);
  return { state, ...recording.done };
}

/** The handler that the event names, called as the simulator would. */
function handle<T extends ProtocolTypes, K extends KindName<T>>(
  node: NodeKind<T, K>,
  { state: given, event }: StepInput<T, K>,
  ctx: Context<T, K>,
): Readonly<StateOf<T, K>> {
  if (event.event === "start") return node.init(event.saved ?? {}, ctx);
  const state = ensure(given, `a node needs a state to handle ${event.event}`);
  if (event.event === "timeout") return node.onTimer[event.timer](state, ctx);
  if (event.event === "receive") {
    const { message, from } = event;
    const ready = node.before?.(state, message, from, ctx) ?? state;
    const name = message.type as MessageOf<T, K>["type"];
    // The name belongs to the message, which the compiler cannot know.
    return node.onMessage[name](ready, message as OfType<MessageOf<T, K>, typeof name>, from, ctx);
  }
  if (event.event === "command") {
    const name = event.command.type as CommandOf<T, K>["type"];
    const asked = { ...event.command, id: event.id ?? 1 };
    return node.onCommand[name](
      state,
      asked as Parameters<(typeof node.onCommand)[typeof name]>[1],
      ctx,
    );
  }
  return handleNotice(node, state, event, ctx);
}

type Notice = Extract<StepEvent<ProtocolTypes, string>, { readonly peer: NodeId }>;

function handleNotice<T extends ProtocolTypes, K extends KindName<T>>(
  node: NodeKind<T, K>,
  state: Readonly<StateOf<T, K>>,
  { event, peer, incarnation = 1 }: Notice,
  ctx: Context<T, K>,
): Readonly<StateOf<T, K>> {
  const handlers = {
    peerDown: node.onPeerDown,
    peerUp: node.onPeerUp,
    neighbourDown: node.onNeighbourDown,
    neighbourUp: node.onNeighbourUp,
  };
  const handler = ensure(handlers[event], `this kind of node does not handle ${event}`);
  return handler(state, peer, incarnation, ctx);
}

/** A context that writes down every call. */
function record<T extends ProtocolTypes, K extends KindName<T>>(
  protocol: Protocol<T>,
  kind: K,
  input: StepInput<T, K>,
) {
  const effects: StepEffect<T, K>[] = [];
  const guards: GuardData[] = [];
  const notes: Sentence[] = [];
  const replies: Reply<T>[] = [];
  const peersByKind = new Map<string, readonly NodeId[]>(
    isList(input.peers) ? [[kind, input.peers]] : Object.entries(input.peers),
  );
  const all = [...peersByKind.values()].flat();
  const ctx: Context<T, K> = {
    self: input.node ?? "n1",
    kind,
    incarnation: input.incarnation ?? 1,
    config: { ...defaults(protocol.config), ...input.config },
    features: { ...defaults(protocol.features), ...input.features },
    peers: (wanted) => (wanted === undefined ? all : (peersByKind.get(wanted) ?? [])),
    neighbours: input.neighbours ?? all,
    clockMs: () => input.clockMs ?? 0,
    draw: input.draw ?? ((min) => min),
    send: (to, message) => void effects.push({ effect: "send", to, message }),
    broadcast: (message) => all.forEach((to) => effects.push({ effect: "send", to, message })),
    setTimer: (timer, delayMs) =>
      void effects.push({
        effect: "setTimer",
        timer,
        ...(delayMs === undefined ? {} : { delayMs }),
      }),
    cancelTimer: (timer) => void effects.push({ effect: "cancelTimer", timer }),
    reply(command, result) {
      effects.push({ effect: "reply", command, result });
      replies.push({ command, result });
    },
    note: (template, facts) =>
      void notes.push({ template, ...(facts === undefined ? {} : { facts: facts() }) }),
    because(question, guard, verdict, facts) {
      const told = facts === undefined ? {} : { facts: facts() };
      guards.push({ question, guard, verdict, ...told });
      return verdict;
    },
  };
  return { ctx, done: { effects, guards, notes, replies } };
}

function isList(peers: StepInput<ProtocolTypes, string>["peers"]): peers is readonly NodeId[] {
  return Array.isArray(peers);
}

function defaults<P extends object>(specs: {
  readonly [N in keyof P]: { readonly default: unknown };
}): P {
  const entries = Object.entries<{ readonly default: unknown }>(specs);
  return Object.fromEntries(entries.map(([name, spec]) => [name, spec.default])) as P;
}
