import type { JsonObject, Link, MessageId, NodeId } from "./ids.js";
import type { RunningTimer } from "./records.js";
import type { SendEffect } from "./records.js";
import type { ViewData } from "./view.js";

/** Everything that is true at one cursor of a recorded trace. */
export interface RecordedWorld {
  /** The cursor: 0 is before the first event. */
  readonly at: number;
  readonly timeMs: number;
  /** By node id, in header order; a node that has not started yet is absent. */
  readonly nodes: ReadonlyMap<NodeId, RecordedNode>;
  readonly inFlight: readonly MessageOnItsWay[];
  /** Links that are cut, sorted. */
  readonly cut: readonly Link[];
  /** Names of the invariants that do not hold. */
  readonly violated: readonly string[];
}

export interface RecordedNode {
  readonly up: boolean;
  readonly state: JsonObject;
  readonly view: ViewData;
  /** Sorted by name. */
  readonly timers: readonly RunningTimer[];
}

export interface MessageOnItsWay {
  readonly id: MessageId;
  readonly from: NodeId;
  readonly sentAt: number;
  readonly sentMs: number;
  readonly held: boolean;
  /**
   * When it arrives unless something more happens to it: delays up to the cursor count. Absent when
   * it is held, or unknown.
   */
  readonly arrivesMs?: number;
  readonly send: SendEffect;
}
