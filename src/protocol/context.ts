import type { CommandId, NodeId } from "../trace/ids.js";
import type { Facts } from "../trace/sentence.js";
import type { KindName, MessageOf, ProtocolTypes, ResultOf, TimerOf } from "./types.js";

/** Facts of a sentence, built only while somebody records. */
export type LazyFacts = () => Facts;

/**
 * What a handler may know besides the state, and do besides returning the next one.
 * Each call of the second group records one effect, in order. Valid only during the handler's call.
 */
export interface Context<T extends ProtocolTypes, K extends KindName<T> = KindName<T>> {
  readonly self: NodeId;
  readonly kind: K;
  /** How often this node has booted, this time included: 1 at its first start. */
  readonly incarnation: number;
  readonly config: T["Config"];
  readonly features: T["Features"];
  /** All other nodes (of that kind) that are there now, in header order. */
  peers(kind?: KindName<T>): readonly NodeId[];
  /**
   * Nodes to which this one has a link now, cut or not, in header order: all peers unless the
   * topology says otherwise.
   */
  readonly neighbours: readonly NodeId[];
  /**
   * The node's own clock in ms: virtual, may run fast, slow or wrong. Never decreases unless it is
   * set back.
   */
  clockMs(): number;
  /** An integer in min … max (both included) from the node's own random stream. */
  draw(min: number, max: number): number;

  /** To another node. Lost at once when the link is cut or there is none. */
  send(to: NodeId, message: MessageOf<T>): void;
  /** To all peers, in header order. */
  broadcast(message: MessageOf<T>): void;
  /**
   * (Re)starts the timer. The delay is drawn from the range declared by name unless one is given,
   * in ms of the node's clock.
   */
  setTimer(timer: TimerOf<T, K>, delayMs?: number): void;
  /** Nothing happens when it is not running. */
  cancelTimer(timer: TimerOf<T, K>): void;
  /** Answers a command, possibly in a later step than the one that asked. */
  reply(command: CommandId, result: ResultOf<T>): void;

  /** A diagnostic of the engine, shown with the event. */
  note(template: string, facts?: LazyFacts): void;
  /**
   * The evaluated guard of a decision, under one of the protocol's questions; answers "why is n3
   * not leader?" from the trace. Returns the verdict, so that it can stand in the condition itself.
   */
  because(question: string, guard: string, verdict: boolean, facts?: LazyFacts): boolean;
}
