/**
 * The far-out picture of a run as numbers and words: what `overview.ts` computes when a row of the
 * space-time diagram would be too low to be read, and what `drawing.ts` makes shapes of. Virtual
 * time runs downwards and heights are those of the diagram times the zoom, so that one picture
 * takes the other's place without a jump; columns and words keep their size at every zoom.
 *
 * A page asks for a window and gets a `FarPicture`, whose heights count in pixels from the window's
 * upper edge `top`. The cursor's line stands at `roughCursorY(scale, at, timeMs) * zoom - top`; a
 * height is turned into an event with {@link FarPicture.eventsAbove}. Aggregation never hides what
 * is bad: where several things share a place, the worst of them is seen.
 */
import type { NodeId } from "../../trace/ids.js";
import type { Tone } from "../../trace/view.js";
import type { AxisScale } from "../spaceTime/axis.js";
import type { ArrowFate, TrailLeg } from "../spaceTime/picture.js";

/** Which part of a branch is wanted, and how large. All in CSS pixels. */
export interface FarWindow {
  readonly scale: AxisScale;
  /** As for the space-time diagram, whose rows are 32 pixels high at zoom 1. */
  readonly zoom: number;
  /** The wanted part, from the top of the branch; the picture may hold a little more. */
  readonly top: number;
  readonly height: number;
  /** For everything. With less than {@link STRIP_WIDTH} the picture is a strip without words. */
  readonly width: number;
}

/** A narrower picture is a strip: lifelines, bands and ticks, but no words and no messages. */
export const STRIP_WIDTH = 160;

export interface FarPicture {
  readonly scale: AxisScale;
  readonly zoom: number;
  /** Upper edge of what the picture holds, from the top of the branch, and its height. */
  readonly top: number;
  readonly span: number;
  /** Height of the whole branch at this zoom. */
  readonly height: number;
  readonly width: number;
  /** Right edge of the column with the numbers or times of events. */
  readonly gutter: number;
  /** Left edge of the column with flags. */
  readonly notesX: number;
  /** In the order of the branch's nodes. */
  readonly lines: readonly FarLine[];
  /** Messages, one by one or many as one. */
  readonly strands: readonly Strand[];
  /** What travels; heights as everywhere. Among very many events there are none. */
  readonly trails: readonly TrailLeg[];
  /** Pixels for an event, on the average of the whole branch. */
  readonly rowHeight: number;
  readonly bands: readonly FarBand[];
  readonly marks: readonly FarMark[];
  readonly flags: readonly FarFlag[];
  readonly ticks: readonly FarTick[];
  /**
   * For every {@link BUCKET} pixels of the span, and for its end: how many events of the branch
   * stand above.
   */
  readonly eventsAbove: readonly number[];
}

/** Height of what is told apart along a lifeline. */
export const BUCKET = 2;
export const ACTIVITY_SLOT = 8;

/**
 * What a node was. `gone`: no part of the system, before it was added or after it was removed;
 * `absent`: not started yet; `down`: crashed.
 */
export type Look = Tone | "gone" | "absent" | "down";

export interface FarLine {
  readonly node: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly x: number;
  /** From top to bottom without gaps. Where it was down for a moment, its bucket is `down`. */
  readonly stretches: readonly FarStretch[];
  /**
   * How busy the node was in every {@link ACTIVITY_SLOT} pixels from the window's top: 0 … 1, where
   * 1 is twice as many events as such a slot holds on the average of the whole branch. Empty where
   * there is room for every event.
   */
  readonly activity: readonly number[];
  /** The node's events, where there is room for every one of them. */
  readonly dots: readonly number[];
  readonly pills: readonly FarPill[];
}

export interface FarStretch {
  readonly y1: number;
  readonly y2: number;
  readonly look: Look;
}

/** What a node became, where there is room to say it. */
export interface FarPill {
  /** Its middle. */
  readonly y: number;
  readonly look: Look;
  /** Such as `leader · term 3`. */
  readonly text: string;
  readonly full: string;
  readonly width: number;
}

export const STRAND_WEIGHTS = 5;

/** All messages that one node sent another within a stretch of height, or a single one. */
export interface Strand {
  /** Undefined when nobody knows. */
  readonly from: NodeId | undefined;
  readonly to: NodeId;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly count: number;
  /** 1 … {@link STRAND_WEIGHTS}: by the share of the messages that such a stretch usually holds. */
  readonly weight: number;
  /** Lost ones stop short of the receiver. */
  readonly lost: boolean;
  /** Of a single message, or of some of which a log tells one end only. */
  readonly fate: ArrowFate | undefined;
}

/** Links that were cut for a while, between the lifelines that they were to join. */
export interface FarBand {
  /** Middle of the gap. */
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
  /** Every link across the gap is cut, in both directions. */
  readonly isWhole: boolean;
  /** How many links are cut. */
  readonly words: string;
}

/** Crashes, restarts, coming and going of a node that are too close together to be told apart. */
export interface FarMark {
  readonly node: NodeId;
  readonly x: number;
  readonly y: number;
  /** The worst of them. */
  readonly mark: "crash" | "removeNode" | "addNode" | "restart";
  readonly count: number;
  /** The first of them. */
  readonly at: number;
  readonly words: string;
}

/** What happened in few pixels of height that a viewer should know of. */
export interface FarFlag {
  /** The worst of what the flag stands for. */
  readonly tone: FlagTone;
  /** Where its events stand; of several in one pixel the worst. */
  readonly places: readonly FlagPlace[];
  /** Middle of the words' height. */
  readonly y: number;
  readonly x: number;
  readonly text: string;
  /** The words in whole. */
  readonly full: string;
  readonly width: number;
  readonly count: number;
  /** Only moments, and such as the branch has very many of: better said quietly. */
  readonly isUsual: boolean;
  /** The first and the last event. */
  readonly from: number;
  readonly to: number;
}

/** From the worst to the least. */
export const FLAG_TONES = ["violated", "restored", "beat", "moment"] as const;

export type FlagTone = (typeof FLAG_TONES)[number];

export interface FlagPlace {
  readonly y: number;
  readonly tone: FlagTone;
}

/** A round number or time at the left edge. */
export interface FarTick {
  readonly y: number;
  readonly text: string;
}
