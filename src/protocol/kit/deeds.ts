/** What a script does when its time has come, chosen among what is there by then. */
import type { MessageId, NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";

/**
 * An intervention, or one whose object is not known before: a message that is on its way then
 * (`pick` says which, counted round and round), the message held longest, a node with the next id.
 */
export type Deed =
  | Intervention
  | {
      readonly type: "someMessage";
      readonly verb: "drop" | "duplicate" | "hold" | "delay";
      readonly pick: number;
      /** Of a delay. */
      readonly byMs: number;
    }
  | { readonly type: "releaseOldest" }
  | { readonly type: "newNode"; readonly kind: string };

/** What must be known of a run to find out what a deed is about. */
export interface Sight {
  /** Messages on their way, held ones included, in sending order. */
  messagesInFlight(): readonly MessageId[];
  messagesHeld(): readonly MessageId[];
  /** The id that a node must have to be added now. */
  nextNodeId(): NodeId;
}

/** The intervention that the deed is in this run now; undefined when there is no object for it. */
export function interventionFor(deed: Deed, run: Sight): Intervention | undefined {
  switch (deed.type) {
    case "someMessage": {
      const held = run.messagesHeld();
      const flying = run.messagesInFlight().filter((id) => !held.includes(id));
      const message = flying[deed.pick % flying.length];
      if (message === undefined) return undefined;
      const { verb, byMs } = deed;
      return verb === "delay" ? { type: verb, message, byMs } : { type: verb, message };
    }
    case "releaseOldest": {
      const [message] = run.messagesHeld();
      return message === undefined ? undefined : { type: "release", message };
    }
    case "newNode": {
      const id = run.nextNodeId();
      return { type: "addNode", node: { id, name: id, kind: deed.kind } };
    }
    default:
      return deed;
  }
}
