/**
 * A ring at a cursor as numbers and words: what `layout.ts` computes and what `drawRing.ts` makes
 * shapes of. Coordinates are CSS pixels from the upper left corner. Nothing but what is on its way
 * moves while a run goes on, so that a step changes only what has changed.
 */
import type { MessageId, NodeId } from "../../trace/ids.js";
import type { NodeLook } from "../nodeWords.js";
import type { Point } from "../spaceTime/geometry.js";
import type { TrailLeg } from "../spaceTime/picture.js";

export interface RingPicture {
  readonly width: number;
  readonly height: number;
  /** `Ring after event 42`. */
  readonly caption: string;
  /** The same in words, clause by clause. */
  readonly clauses: readonly string[];
  /** In the direction of the ring. */
  readonly peers: readonly RingPeer[];
  /** From peers to whom they believe to be their successors. */
  readonly links: readonly RingLink[];
  readonly flights: readonly RingFlightMark[];
  /** What the messages say, beside their links. */
  readonly words: readonly RingWords[];
}

export interface RingPeer {
  readonly node: NodeId;
  readonly x: number;
  readonly y: number;
  readonly look: NodeLook;
  readonly isOutside: boolean;
  readonly name: RingWords;
  readonly role: RingWords;
  /** The patterns of what it holds, from the inside outwards. */
  readonly holds: readonly TrailLeg["pattern"][];
}

export interface RingLink {
  readonly from: NodeId;
  readonly to: NodeId;
  /** A line of straight pieces that runs round the peers between. */
  readonly way: readonly Point[];
}

export interface RingFlightMark {
  readonly message: MessageId;
  /** Where it is, with its way up to there. */
  readonly x: number;
  readonly y: number;
  readonly way: readonly Point[];
  readonly held: boolean;
  /** The pattern of what it carries; undefined when that is nothing of the ring's trail. */
  readonly carries: TrailLeg["pattern"] | undefined;
}

/** Words that stand level; `y` is the middle of their height. */
export interface RingWords {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}
