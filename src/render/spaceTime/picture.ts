/**
 * A space-time diagram as numbers and words: what `layout.ts` computes and what both the screen (a
 * window of it) and the export (all of it) draw. Time runs downwards, lifelines are columns, one
 * event is one row. Coordinates are CSS pixels at zoom 1; y counts from the top of row 1, so rows
 * keep their y in every window.
 */
import type { Fate } from "../../trace/fate.js";
import type { MessageId, NodeId } from "../../trace/ids.js";
import type { Tone } from "../../trace/view.js";

export interface Picture {
  /** Width of the whole diagram; the same for every window of a branch. */
  readonly width: number;
  /** Height of the whole branch: its rows and a tail for what is still on its way. */
  readonly height: number;
  /** Right edge of the column on the left where an event's number and time stand. */
  readonly gutter: number;
  /** Left edge of the column right of the last lifeline: flags and events of the network. */
  readonly notesX: number;
  /** The rows (events) this window holds, both included; empty when `to` < `from`. */
  readonly from: number;
  readonly to: number;
  readonly lifelines: readonly Lifeline[];
  readonly rows: readonly Row[];
  readonly arrows: readonly Arrow[];
}

export interface Lifeline {
  readonly node: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly x: number;
  /**
   * What the node was, from top to bottom, clipped to the window: its role drawn along the line.
   */
  readonly stretches: readonly Stretch[];
}

/** A part of a lifeline on which nothing about the node's look changes. */
export interface Stretch {
  readonly y1: number;
  readonly y2: number;
  /** `absent`: not started yet; `down`: crashed. */
  readonly look: Tone | "absent" | "down";
  /** Role name; empty when absent. */
  readonly role: string;
  /** The view's label, such as `term 3`, when there is one. */
  readonly label: string;
  /**
   * Words for a pill on the line just below the row that began this stretch; empty when it began
   * elsewhere.
   */
  readonly caption: string;
  /** Width of the caption's text in pixels. */
  readonly captionWidth: number;
}

/** One event on its lifeline (or, for events of the network, on none). */
export interface Row {
  readonly at: number;
  readonly y: number;
  readonly timeMs: number;
  readonly node: NodeId | undefined;
  readonly x: number | undefined;
  readonly mark: Mark;
  /** A few words beside the mark; empty when the arrow says it all. */
  readonly label: string;
  /** The words in whole, when `label` is shortened. */
  readonly full: string;
  /** Left edge of the label. */
  readonly labelX: number;
  /** Middle of the label's height. */
  readonly labelY: number;
  /** Width of the label in pixels, by the metrics of the font that ships. */
  readonly labelWidth: number;
  /** Moments and invariant flips of this event, as words. */
  readonly flags: readonly Flag[];
}

/** The shape of an event's mark; never told by colour alone. */
export type Mark =
  | "start"
  | "receive"
  | "ignored"
  | "timeout"
  | "forced"
  | "command"
  | "crash"
  | "restart"
  | "lose"
  | "network"
  | "notice"
  | "local";

export interface Flag {
  readonly tone: "moment" | "violated" | "restored";
  readonly text: string;
  /** The words in whole, when `text` is shortened. */
  readonly full: string;
  /** Left edge; the flag stands in the notes column, one below the other. */
  readonly x: number;
  /** Middle of its height. */
  readonly y: number;
  readonly width: number;
}

/** A message: slanted from its sending to its end. */
export interface Arrow {
  readonly message: MessageId;
  readonly type: string;
  readonly fate: Fate;
  /** A copy of another message. */
  readonly copy: boolean;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly x1: number;
  readonly y1: number;
  /**
   * The tip: at the receiver when it arrived there, short of it when it was lost or is still on its
   * way.
   */
  readonly x2: number;
  readonly y2: number;
  /**
   * How many pixels its middle hangs below the straight line, so as to pass clear of a mark that is
   * not its own.
   */
  readonly bow: number;
  readonly sentAt: number;
  readonly endAt: number | undefined;
  /** What the message says, in whole. */
  readonly words: string;
  /** Undefined when it stands outside the window. */
  readonly label: ArrowLabel | undefined;
}

/** Where the label stands; its middle lies on the arrow, turned with it. */
export interface ArrowLabel {
  readonly text: string;
  /** The words in whole, when `text` is shortened. */
  readonly full: string;
  readonly x: number;
  readonly y: number;
  /** Degrees, −90 … 90, so that it is never upside down. */
  readonly angle: number;
  readonly width: number;
}
