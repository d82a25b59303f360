/**
 * A space-time diagram as numbers and words: what `layout.ts` computes and what both the screen (a
 * window of it) and the export (all of it) draw. Time runs downwards, lifelines are columns, events
 * are rows, placed by an axis (see `axis.ts`). Coordinates are CSS pixels at zoom 1; y counts from
 * the top of the branch, so everything keeps its y in every window.
 */
import type { Fate } from "../../trace/fate.js";
import type { MessageId, NodeId } from "../../trace/ids.js";
import type { TrailPart } from "../../trace/trails.js";
import type { Tone } from "../../trace/view.js";
import type { AxisScale } from "./axis.js";

export interface Picture {
  /** Width of the whole diagram; the same for every window of a branch. */
  readonly width: number;
  /** Height of the whole branch: its rows and a tail for what is still on its way. */
  readonly height: number;
  /** Right edge of the column on the left where an event's number and time stand. */
  readonly gutter: number;
  /** Right edge of the numbers in that column; the times end 16 px before the gutter does. */
  readonly numberX: number;
  /** Left edge of the column right of the last lifeline: flags and events of the network. */
  readonly notesX: number;
  /** The rows (events) this window holds, both included; empty when `to` < `from`. */
  readonly from: number;
  readonly to: number;
  /** Between which heights the window lies: the cursors' lines before `from` and after `to`. */
  readonly top: number;
  readonly bottom: number;
  /** How heights come from events; all that one needs to place something else. */
  readonly scale: AxisScale;
  /** Round times; none on the order axis. */
  readonly ticks: readonly Tick[];
  readonly bands: readonly Band[];
  readonly lifelines: readonly Lifeline[];
  readonly rows: readonly Row[];
  readonly arrows: readonly Arrow[];
  readonly trails: readonly TrailLeg[];
  readonly trailSigns: readonly TrailSign[];
}

export interface Tick {
  readonly y: number;
  readonly timeMs: number;
  /** Such as `250 ms` or `3 s`. */
  readonly words: string;
}

/** Words that stand level; `x` and `y` are the middle of their box. */
export interface Words {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
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
  /** Lanes that the node's kind has, such as terms; clipped to the window. */
  readonly blocks: readonly Block[];
  /** Clipped to the window. */
  readonly timers: readonly TimerBar[];
}

/** A part of a lifeline on which nothing about the node's look changes. */
export interface Stretch {
  readonly y1: number;
  readonly y2: number;
  /** `gone`: not part of the system; `absent`: not started yet; `down`: crashed. */
  readonly look: Tone | "gone" | "absent" | "down";
  /** Role name; empty when absent. */
  readonly role: string;
  /** The view's label, such as `term 3`, when there is one. */
  readonly label: string;
  /** What is new, in a pill near the row that began this stretch; undefined when it began above. */
  readonly caption: Words | undefined;
}

/** A time in which a lane of a node said one thing. */
export interface Block {
  readonly lane: string;
  readonly show: "block" | "band";
  /** Place beside the lifeline, counted from 0 outwards. */
  readonly place: number;
  readonly y1: number;
  readonly y2: number;
  /** What it says, in whole. */
  readonly words: string;
  /** Those words where the block begins; undefined when it began above or there is no room. */
  readonly tag: Words | undefined;
  /** Neighbours mostly differ in it; all of them have a line between them. */
  readonly pattern: 0 | 1;
}

/** How a timer's run ended; `running` at the end of the branch, `further` below the window. */
export type TimerEnd =
  "fired" | "forced" | "reset" | "cancelled" | "crashed" | "running" | "further";

/** A timer from the event that set it to its end. */
export interface TimerBar {
  readonly timer: string;
  /** Place beside the lifeline, counted from 0 outwards: the same for every run of the timer. */
  readonly place: number;
  readonly y1: number;
  readonly y2: number;
  /** False: it was set above the window. */
  readonly begins: boolean;
  readonly end: TimerEnd;
  readonly node: NodeId;
  /** When it was set, such as `12 ms`, or `event 3` in a trace without times. */
  readonly since: string;
  /** When it ended; undefined while it runs, or when it ends below the window. */
  readonly until: string | undefined;
}

/** A gap between two neighbouring columns in which links are cut. */
export interface Band {
  /** Middle of the gap. */
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
  /** Every link across the gap is cut, in both directions. */
  readonly isWhole: boolean;
  /** Which links are cut, in whole. */
  readonly words: string;
  /** A few words at its top; undefined when it began above or there is no room. */
  readonly label: Words | undefined;
}

/** One event on its lifeline (or, for events of the network, on none). */
export interface Row {
  readonly at: number;
  /** The middle of its mark. */
  readonly y: number;
  /** The line of the cursor after it, and its row's lower edge; the upper is that before it. */
  readonly bottom: number;
  readonly timeMs: number;
  readonly node: NodeId | undefined;
  readonly x: number | undefined;
  readonly mark: Mark;
  /** A few words beside the mark; empty when the arrow says it all or there is no room. */
  readonly label: string;
  /** The words in whole, when `label` is shortened or left out. */
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
  | "added"
  | "removed"
  | "lose"
  | "network"
  | "notice"
  | "local";

export interface Flag {
  readonly tone: "moment" | "violated" | "restored";
  /** Empty when there is no room. */
  readonly text: string;
  /** The words in whole, when `text` is shortened. */
  readonly full: string;
  /** Left edge; the flag stands in the notes column, one below the other. */
  readonly x: number;
  /** Middle of its height. */
  readonly y: number;
  readonly width: number;
}

/** `noSend`: it was received, but nothing tells that it was sent. */
export type ArrowFate = Fate | "noSend";

/** A message: slanted from its sending to its end. */
export interface Arrow {
  /** Below 0, and its own, when it is no message of the trace: see {@link ArrowFate}. */
  readonly message: MessageId;
  readonly type: string;
  readonly fate: ArrowFate;
  /** A copy of another message. */
  readonly copy: boolean;
  /** The node that it seems to come from never sent it. */
  readonly forged: boolean;
  /** Undefined when nobody knows. */
  readonly from: NodeId | undefined;
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
  /** Where on its way (0 … 1) it was held. */
  readonly pauses: readonly number[];
  readonly sentAt: number;
  readonly endAt: number | undefined;
  /** What travels with the message. */
  readonly carries: TrailPart | undefined;
  /** What the message says, in whole. */
  readonly words: string;
  /** Undefined when it stands outside the window or there is no room. */
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

/**
 * A part of the way of something that travels: down a lifeline (clipped to the window) while a node
 * holds it, or all along the arrow that carries it.
 */
export interface TrailLeg {
  readonly trail: string;
  /** Which of the things of that name, from 1: legs with the same one make one way. */
  readonly number: number;
  /** Things that follow each other differ in it. */
  readonly pattern: 0 | 1 | 2;
  /** Such as `token 2`. */
  readonly name: string;
  /** The message that carries it; undefined while a node holds it. */
  readonly message: MessageId | undefined;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** As of the arrow. */
  readonly bow: number;
  /** The thing comes into being where the leg begins; its way ends where the leg does. */
  readonly begins: boolean;
  readonly ends: boolean;
  /** Who has it, in whole. */
  readonly words: string;
}

/** Where something that travels comes into being, or is lost or given up. */
export interface TrailSign {
  readonly sign: "begins" | "ends";
  readonly x: number;
  readonly y: number;
  readonly pattern: TrailLeg["pattern"];
  /** In whole. */
  readonly words: string;
  /** Undefined when there is no room. */
  readonly tag: Words | undefined;
}
