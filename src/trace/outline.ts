import { upwards, type BranchIndex } from "./branchIndex.js";
import type { CauseColumns } from "./causeColumns.js";
import type { FlagColumns, FlagName, LinkChange, LossColumns, TurnColumns } from "./landmarks.js";

/**
 * A branch's path as numbers, for pictures of very many events: what the index holds, and no
 * event's text is read for it. Its lists stay as they are while the branch grows.
 */
export interface Outline {
  /** Number of events on the path. */
  readonly length: number;
  /** In order; together they hold every event once. */
  readonly parts: readonly OutlinePart[];
  /** What flags mean by number; may grow. */
  readonly flagNames: readonly FlagName[];
}

/** The events first … last. Events and messages are listed in order, nodes given by their place. */
export interface OutlinePart {
  readonly first: number;
  readonly last: number;
  /** Virtual time of each event. */
  readonly times: ArrayLike<number>;
  /** The node of each event; -1 for events of the network. */
  readonly nodes: ArrayLike<number>;
  readonly messages: MessageColumns;
  readonly turns: TurnColumns;
  /** Dropped, blocked or lost. */
  readonly losses: LossColumns;
  /** Received, but nothing tells that it was sent. */
  readonly noSends: LossColumns;
  /** Sent, but a log tells of no receive. */
  readonly noReceives: LossColumns;
  readonly flags: FlagColumns;
  readonly linkChanges: readonly LinkChange[];
  readonly causes: CauseColumns;
}

/** The messages that the part's events sent. */
export interface MessageColumns {
  readonly sentAt: ArrayLike<number>;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

/** The outline of a path up to a cursor; the first part is the oldest. */
export function outlineOf(
  branch: BranchIndex,
  cursor: number,
  flagNames: readonly FlagName[],
): Outline {
  const parts: OutlinePart[] = [];
  let last = cursor;
  for (const segment of upwards(branch)) {
    if (last > segment.after) parts.push(partOf(segment, last));
    last = Math.min(last, segment.after);
  }
  return { length: cursor, parts: parts.reverse(), flagNames };
}

function partOf(segment: BranchIndex, last: number): OutlinePart {
  const { landmarks } = segment;
  return {
    first: segment.after + 1,
    last,
    ...segment.columnsUpTo(last),
    turns: landmarks.turnsUpTo(last),
    losses: landmarks.losses.upTo(last),
    noSends: landmarks.noSends.upTo(last),
    noReceives: landmarks.noReceives.upTo(last),
    flags: landmarks.flagsUpTo(last),
    linkChanges: landmarks.linkChangesUpTo(last),
    causes: segment.causes.columnsUpTo(last),
  };
}
