import type { BranchIndex } from "./branchIndex.js";
import { Column } from "./column.js";
import type { MessageId } from "./ids.js";
import type { EventRecord } from "./records.js";

/** One event, and an earlier one that led to it. */
export interface Cause {
  readonly at: number;
  readonly cause: number;
}

/** What led to events, beside what happened before at their own nodes. Sorted by event. */
export interface CauseColumns {
  /** Events that a message led to; once for each message. */
  readonly at: ArrayLike<number>;
  /** What last happened to that message: it was sent, held, delayed or released. */
  readonly cause: ArrayLike<number>;
  /** Events that happen to a message at a node which has no part in them. */
  readonly apart: ArrayLike<number>;
  /** What the failure detector told somebody; their records say of whom. */
  readonly notices: ArrayLike<number>;
}

/** The causes on one segment of a branch: 8 bytes for each event of a message, 4 for a notice. */
export class Causes {
  readonly #at = new Column("int32");
  readonly #cause = new Column("int32");
  readonly #apart = new Column("int32");
  readonly #notices = new Column("int32");

  /** Before the branch is told what the event does to messages. */
  add(event: EventRecord, branch: BranchIndex): void {
    for (const message of messagesOf(event)) {
      this.#at.push(event.at);
      this.#cause.push(branch.lastDeed(message));
    }
    // A crashed node does not learn of what it loses.
    if (event.event === "lose") this.#apart.push(event.at);
    if ("peer" in event) this.#notices.push(event.at);
  }

  columnsUpTo(last: number): CauseColumns {
    const count = this.#at.countUpTo(last);
    return {
      at: this.#at.first(count),
      cause: this.#cause.first(count),
      apart: this.#apart.first(this.#apart.countUpTo(last)),
      notices: this.#notices.first(this.#notices.countUpTo(last)),
    };
  }
}

/** The messages that led to the event. What a cut or a removal loses did not make anybody cut. */
function messagesOf(event: EventRecord): readonly MessageId[] {
  if (event.event === "local") return event.received ?? [];
  return "message" in event ? [event.message] : [];
}
