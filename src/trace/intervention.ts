import type { JsonObject, Link, MessageId, NodeId } from "./ids.js";
import type { NodeHeader } from "./records.js";

/**
 * Everything a person (or a fault plan) does to a run. Applied after an event, at a virtual time,
 * it makes exactly one event. All are data, so that they can be saved, undone and replayed.
 */
export type Intervention =
  /** The running timer fires now. */
  | { readonly type: "timeout"; readonly node: NodeId; readonly timer: string }
  /** A client asks the node for something. */
  | {
      readonly type: "command";
      readonly node: NodeId;
      readonly command: JsonObject & { readonly type: string };
    }
  /**
   * Now, or (with `afterEffects`) during the node's next step: persisted fields first, then that
   * many effects. The event it makes is then `crashSoon`; the `crash` follows by itself.
   */
  | { readonly type: "crash"; readonly node: NodeId; readonly afterEffects?: number }
  /** With `diskLost` the persisted fields are gone as well. */
  | { readonly type: "restart"; readonly node: NodeId; readonly diskLost?: boolean }
  /** Directed links; messages on them are lost. */
  | { readonly type: "cut"; readonly links: readonly Link[] }
  | { readonly type: "restore"; readonly links: readonly Link[] }
  /** Cuts all links from and to the node. */
  | { readonly type: "isolate"; readonly node: NodeId }
  /** Cuts all links between different groups. Nodes in no group make one more group. */
  | { readonly type: "partition"; readonly groups: readonly (readonly NodeId[])[] }
  /** Restores all links. */
  | { readonly type: "heal" }
  /** The message in flight (or held) arrives now. */
  | { readonly type: "receive"; readonly message: MessageId }
  | { readonly type: "drop"; readonly message: MessageId }
  | { readonly type: "duplicate"; readonly message: MessageId }
  /** Adds to the message's travel time. */
  | { readonly type: "delay"; readonly message: MessageId; readonly byMs: number }
  /** Keeps the message in flight until it is released. */
  | { readonly type: "hold"; readonly message: MessageId }
  | { readonly type: "release"; readonly message: MessageId }
  /**
   * The node's clock reads offsetMs + timeMs × ratePerMille / 1000 from now on. Running timers keep
   * what is left of them on the node's clock: the rate stretches or shrinks it, a jump does not.
   */
  | {
      readonly type: "clock";
      readonly node: NodeId;
      readonly ratePerMille: number;
      readonly offsetMs: number;
    }
  /**
   * From now on what is persisted reaches the disk that much later (0: at once), in the order in
   * which it was written. A crash before loses it.
   */
  | { readonly type: "disk"; readonly node: NodeId; readonly lagMs: number }
  /** A message that `from` never sent is on its way from it. */
  | {
      readonly type: "forge";
      readonly from: NodeId;
      readonly to: NodeId;
      readonly body: JsonObject & { readonly type: string };
    }
  /**
   * A new node with the next id; its `start` follows by itself. Its neighbours get links from and
   * to it; without a list every node does.
   */
  | { readonly type: "addNode"; readonly node: NodeHeader }
  /** For good. Messages to it are lost, those from it still arrive. */
  | { readonly type: "removeNode"; readonly node: NodeId }
  /** Directed links of the topology; what is sent on a removed one is lost. */
  | { readonly type: "addLink"; readonly links: readonly Link[] }
  | { readonly type: "removeLink"; readonly links: readonly Link[] };

export type InterventionType = Intervention["type"];
