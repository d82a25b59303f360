import { assert, ensure } from "../base/assert.js";
import type { WorldNode } from "../protocol/invariant.js";
import type { AnyProtocol, NodeKind } from "../protocol/protocol.js";
import type { Asked, AnyTypes, CommandOf, MessageOf, StateOf } from "../protocol/types.js";
import type { Context } from "../protocol/context.js";
import type { NodeId } from "../trace/ids.js";
import type { NodeHeader } from "../trace/records.js";
import type { SlowDisk } from "./disk.js";
import type { ToldOf } from "./notices.js";
import { streamKey, type StreamKey } from "./random.js";
import type { Setup } from "./setup.js";

export type AnyState = StateOf<AnyTypes>;
type AnyContext = Context<AnyTypes>;

export type MessageHandler = (
  state: AnyState,
  message: MessageOf<AnyTypes>,
  from: NodeId,
  ctx: AnyContext,
) => AnyState;
export type TimerHandler = (state: AnyState, ctx: AnyContext) => AnyState;
export type CommandHandler = (
  state: AnyState,
  command: Asked<CommandOf<AnyTypes>>,
  ctx: AnyContext,
) => AnyState;

/** One named timer of one node. */
export interface SimTimer {
  readonly name: string;
  readonly minMs: number;
  readonly maxMs: number;
  readonly handler: TimerHandler;
  readonly key: StreamKey;
  /**
   * What stands for it in the event queue. Shared by all simulators' checkpoints, so it holds no
   * state.
   */
  readonly queued: TimerItem;
  isRunning: boolean;
  /** How often its delay was drawn. */
  draws: number;
  /** The event that set it, and when. */
  setAt: number;
  setMs: number;
  /** When it fires, and its sequence number in the queue. */
  firesMs: number;
  seq: number;
  /**
   * The key of its one valid entry in the queue, never later than `firesMs, seq`; -1: it has none.
   */
  queuedMs: number;
  queuedSeq: number;
}

export interface TimerItem {
  readonly what: "timer";
  readonly slot: number;
  readonly timer: string;
}

/** One directed link. */
export interface SimLink {
  readonly key: StreamKey;
  isCut: boolean;
  /** Removed from the topology; it keeps its counts for the time when it is added again. */
  isGone: boolean;
  /** Messages that its sender's steps have sent. */
  sent: number;
  /** Copies that somebody made of messages on it. */
  copies: number;
  /** Messages on it that somebody forged. */
  forged: number;
  /** The latest arrival drawn so far, for links that keep the order. */
  lastArrivesMs: number;
}

/** One node of a running simulation: what changes about it, beside the tables of its kind. */
export class SimNode implements WorldNode<AnyTypes> {
  readonly id: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly definition: NodeKind<AnyTypes, string>;
  readonly persisted: readonly string[];
  readonly messageHandlers: ReadonlyMap<string, MessageHandler>;
  readonly timers: ReadonlyMap<string, SimTimer>;
  readonly drawKey: StreamKey;
  /** By the receiver's slot; undefined where there never was a link. */
  links: (SimLink | undefined)[] = [];
  /** Kept by `topology.ts`: the other nodes, and those of them to which this one has a link. */
  peers: readonly NodeId[] = [];
  peersByKind: ReadonlyMap<string, readonly NodeId[]> = new Map();
  neighbours: readonly NodeId[] = [];
  isRemoved = false;

  isUp = false;
  /** How often it has booted. */
  incarnation = 0;
  state: AnyState | undefined = undefined;
  /** The node's clock: offsetMs + timeMs × ratePerMille / 1000. */
  ratePerMille = 1000;
  offsetMs = 0;
  /** How often the engine has drawn. */
  draws = 0;
  /** After how many effects the next step ends in a crash; -1: it does not. */
  crashAfter = -1;
  /** Undefined while everything that is persisted is on the disk at once. */
  disk: SlowDisk | undefined = undefined;
  /** What the failure detector has told it, or will; empty where nobody wants to know. */
  told: ToldOf = new Map();

  constructor(
    setup: Setup,
    readonly header: NodeHeader,
    readonly slot: number,
  ) {
    const { protocol, seed } = setup;
    this.id = header.id;
    this.name = header.name;
    this.kind = header.kind;
    this.definition = kindOf(protocol, header.kind);
    this.persisted = this.definition.persisted(setup.features);
    this.messageHandlers = new Map(Object.entries(this.definition.onMessage));
    this.timers = makeTimers(setup, this.definition, header.id, slot);
    this.drawKey = streamKey(seed, `draw/${header.id}`);
  }

  peersOf(kind: string): readonly NodeId[] {
    return ensure(this.peersByKind.get(kind), `unknown kind of node ${kind}`);
  }

  timer(name: string): SimTimer {
    return this.timers.get(name) ?? unknownTimer(this, name);
  }

  clockMs(timeMs: number): number {
    if (this.ratePerMille === 1000) return timeMs + this.offsetMs;
    return this.offsetMs + Math.floor((timeMs * this.ratePerMille) / 1000);
  }

  /** How much virtual time passes while the node's clock advances by that much; rounded up. */
  virtualMs(delayMs: number): number {
    if (this.ratePerMille === 1000) return delayMs;
    return Math.ceil((delayMs * 1000) / this.ratePerMille);
  }
}

function kindOf(protocol: AnyProtocol, kind: string): NodeKind<AnyTypes, string> {
  return ensure(protocol.kinds[kind], `${protocol.name} has no kind of node ${kind}`);
}

function makeTimers(
  setup: Setup,
  definition: NodeKind<AnyTypes, string>,
  id: NodeId,
  slot: number,
): Map<string, SimTimer> {
  const timers = Object.entries<TimerHandler>(definition.onTimer).map(([name, handler]) => {
    const [minMs, maxMs] = ensure(setup.timers[name], `timer ${name} has no declared range`);
    const key = streamKey(setup.seed, `timer/${id}/${name}`);
    const queued: TimerItem = { what: "timer", slot, timer: name };
    const still = { isRunning: false, draws: 0, setAt: 0, setMs: 0, firesMs: 0, seq: 0 };
    return { name, minMs, maxMs, handler, key, queued, ...still, queuedMs: -1, queuedSeq: -1 };
  });
  return new Map(timers.map((timer) => [timer.name, timer]));
}

function unknownTimer(node: SimNode, name: string): never {
  const known = [...node.timers.keys()].join(", ");
  assert(false, `unknown timer ${JSON.stringify(name)} of ${node.id}; known: ${known}`);
}
