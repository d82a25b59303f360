import type { MessageInFlight } from "../protocol/invariant.js";
import type { AnyTypes } from "../protocol/types.js";
import type { MessageId } from "../trace/ids.js";

/** One message as it was sent. Immutable, so that checkpoints and recorded steps may share it. */
export interface SentMessage extends MessageInFlight<AnyTypes> {
  readonly what: "message";
  readonly id: MessageId;
  /** Position of the receiver in the header. */
  readonly toSlot: number;
  /** When it arrives unless something happens to it; undefined when it was lost at once. */
  readonly arrivesMs: number | undefined;
  readonly fate: "dropped" | "blocked" | undefined;
  readonly copyOf: MessageId | undefined;
}
