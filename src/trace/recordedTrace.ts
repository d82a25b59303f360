import type { Fate } from "./fate.js";
import type { BranchId, Link, MessageId, NodeId } from "./ids.js";
import type { Outline } from "./outline.js";
import type {
  BeatRecord,
  BranchRecord,
  EventRecord,
  HeaderRecord,
  InterventionRecord,
  NodeHeader,
} from "./records.js";
import type { Holding, TrailPart } from "./trails.js";
import type { RecordedWorld } from "./world.js";

/**
 * A recorded run as everything that looks at it sees it: whether it came from a file, from another
 * tool or from an engine that is still running. Positions are cursors on a branch's path (see
 * `records.ts`).
 */
export interface RecordedTrace {
  readonly header: HeaderRecord;
  readonly branches: readonly BranchRecord[];
  readonly beats: readonly BeatRecord[];
  /**
   * The header's nodes, then those that were added along the branch's path, in that order. Ids keep
   * their place: a removed node stays in the list.
   */
  nodes(branch: BranchId): readonly PathNode[];
  /** Number of events on the branch's path: its last cursor. */
  length(branch: BranchId): number;
  /** The event with that number, 1 … length, with stored values put back in. */
  event(branch: BranchId, at: number): EventRecord;
  /** Virtual time of an event without reading the rest of it; 0 for cursor 0. */
  timeOf(branch: BranchId, at: number): number;
  /** What is true at the cursor, 0 … length. */
  world(branch: BranchId, cursor: number): RecordedWorld;
  /** Every message whose life touches the events from … to, in sending order. */
  messages(branch: BranchId, from: number, to: number): readonly MessageLife[];
  /** One message of the branch's path; undefined when there is none with that id. */
  message(branch: BranchId, id: MessageId): MessageLife | undefined;
  /** Which nodes had what travels during the events from … to: by trail, node and time. */
  holdings(branch: BranchId, from: number, to: number): readonly Holding[];
  /** On the branch's path, in order. */
  interventions(branch: BranchId): readonly InterventionRecord[];
  /**
   * The branch's path as numbers, up to a cursor or whole: cheap, for pictures of very many events.
   */
  outline(branch: BranchId, cursor?: number): Outline;
}

/** A node as a whole path tells of it. */
export interface PathNode extends NodeHeader {
  /** The event that added it; absent for a node of the header. */
  readonly addedAt?: number;
  /** The event that removed it; absent while it stays. */
  readonly removedAt?: number;
}

/** A message from its sending to its end, as far as the branch's path tells. */
export interface MessageLife {
  readonly id: MessageId;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly type: string;
  readonly label: string;
  readonly sentAt: number;
  readonly sentMs: number;
  /** When it would arrive if nothing happened to it. */
  readonly arrivesMs?: number;
  /** The event that ended it; equal to `sentAt` when it was lost at the moment of sending. */
  readonly endAt?: number;
  readonly endMs?: number;
  /** At the end of the branch's path; `fateAt` tells it at a cursor. */
  readonly fate: Fate;
  readonly copyOf?: MessageId;
  /** The node that it seems to come from never sent it. */
  readonly forged?: true;
  /** What travels with it, if anything does. */
  readonly carries?: TrailPart;
  /** Cursors at which it was held and released, in turn. */
  readonly holds: readonly number[];
}

/** The message's fate as seen from a cursor, or undefined before it was sent. */
export function fateAt(life: MessageLife, cursor: number): Fate | undefined {
  if (cursor < life.sentAt) return undefined;
  if (life.endAt !== undefined && life.endAt <= cursor) return life.fate;
  const turns = life.holds.filter((at) => at <= cursor).length;
  if (turns % 2 === 1) return "held";
  return life.endAt === undefined && life.fate === "noReceive" ? "noReceive" : "inFlight";
}

/** A link as one word, for maps and sets. */
export function linkKey([from, to]: Link): string {
  return `${from}>${to}`;
}
