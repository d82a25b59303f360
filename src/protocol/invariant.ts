import type { Link, NodeId } from "../trace/ids.js";
import type { Happening } from "../trace/records.js";
import type { Facts, Sentence } from "../trace/sentence.js";
import type { CommandOf, KindName, MessageOf, ProtocolTypes, ResultOf, StateOf } from "./types.js";

/** All nodes and the network at one instant, as invariants, moments and predicates see them. */
export interface World<T extends ProtocolTypes> {
  readonly timeMs: number;
  /** In header order. */
  readonly nodes: readonly WorldNode<T>[];
  readonly features: T["Features"];
  readonly config: T["Config"];
  node(id: NodeId): WorldNode<T>;
  inFlight(): readonly MessageInFlight<T>[];
  isCut(link: Link): boolean;
}

export interface WorldNode<T extends ProtocolTypes> {
  readonly id: NodeId;
  readonly kind: KindName<T>;
  readonly isUp: boolean;
  /** Of a crashed node: what it last was. Undefined until it has started. */
  readonly state: StateOf<T> | undefined;
}

export interface MessageInFlight<T extends ProtocolTypes> {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly body: MessageOf<T>;
}

/** One event with what it did, as observers see it. */
export interface Step<T extends ProtocolTypes> {
  /** The event's number. */
  readonly at: number;
  readonly timeMs: number;
  readonly happening: Happening;
  /** The node it happened at; undefined for events of the network. */
  readonly node: NodeId | undefined;
  /** The message that was received. */
  readonly received: MessageInFlight<T> | undefined;
  /** The node's state before; undefined at its first start. */
  readonly before: StateOf<T> | undefined;
  /** The same object when nothing changed. */
  readonly after: StateOf<T> | undefined;
  readonly sent: readonly MessageInFlight<T>[];
  readonly asked: CommandOf<T> | undefined;
  readonly replies: readonly Reply<T>[];
}

export interface Reply<T extends ProtocolTypes> {
  readonly command: number;
  readonly result: ResultOf<T>;
}

/** Whether an invariant holds; if not, a sentence that names the witnesses. */
export type Verdict =
  { readonly holds: true } | { readonly holds: false; readonly sentence: Sentence };

export const HOLDS: Verdict = { holds: true };

export function broken(template: string, facts?: Facts): Verdict {
  return { holds: false, sentence: facts === undefined ? { template } : { template, facts } };
}

interface Claim<T extends ProtocolTypes> {
  /** The name the field uses, such as `Election Safety`. */
  readonly name: string;
  /** One sentence: what is claimed, with the paper's section. */
  readonly about: string;
  /** Whether a run with these features claims it. Evaluated and shown in either case. */
  promised(features: T["Features"]): boolean;
}

/** Must hold after every event; evaluated after each event that changed a node. */
export interface Always<T extends ProtocolTypes> extends Claim<T> {
  readonly type: "always";
  /** `changed` is the node whose state the event changed. */
  check(world: World<T>, changed: WorldNode<T>): Verdict;
}

/** A property of histories: keeps a memory of its own, as immutable as a state. */
export interface Monitor<T extends ProtocolTypes, Memory = unknown> extends Claim<T> {
  readonly type: "monitor";
  readonly memory: Memory;
  /** Called for every event; returns the same memory object when there is nothing to remember. */
  observe(
    memory: Memory,
    step: Step<T>,
    world: World<T>,
  ): { readonly memory: Memory; readonly verdict: Verdict };
}

/**
 * Must come true again within a bound of virtual time after it stopped holding or somebody
 * intervened. When nothing is left to happen by itself, waiting is no use: then it is broken at
 * once.
 */
export interface Eventually<T extends ProtocolTypes> extends Claim<T> {
  readonly type: "eventually";
  readonly withinMs: number;
  check(world: World<T>): Verdict;
}

export type Invariant<T extends ProtocolTypes> = Always<T> | Monitor<T> | Eventually<T>;

/** Hides the memory's type, so that monitors of different memories stand in one list. */
export function monitor<T extends ProtocolTypes, Memory>(
  m: Omit<Monitor<T, Memory>, "type">,
): Monitor<T> {
  return { type: "monitor", ...m } as unknown as Monitor<T>;
}

/** A named predicate over a step that a viewer may jump to: "leader elected", "split vote". */
export interface Moment<T extends ProtocolTypes> {
  readonly name: string;
  readonly about: string;
  /** The sentence to show when it is one. */
  when(step: Step<T>, world: World<T>): Sentence | undefined;
}
