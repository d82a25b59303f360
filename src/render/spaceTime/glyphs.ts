/**
 * Signs of the diagram as path data around (0, 0), so that the screen and the export draw the same.
 */
import type { Tone } from "../../trace/view.js";
import type { ArrowFate, Flag, Mark, TimerEnd } from "./picture.js";

/**
 * One stroke or area of a sign. `fill` areas are closed; `line` parts are stroked; `hollow` ones
 * show the background.
 */
export interface GlyphPart {
  readonly paint: "fill" | "line" | "hollow";
  readonly d: string;
}

export const MARKS: { readonly [M in Mark]: readonly GlyphPart[] } = {
  start: [{ paint: "hollow", d: circle(5) }],
  // An arrow that turns round.
  restart: [{ paint: "line", d: "M4.3-2.6A5 5 0 1 0 4.9 1M5-6.4V-2.4H1" }],
  added: [
    { paint: "hollow", d: circle(6) },
    { paint: "line", d: "M-3 0H3M0-3V3" },
  ],
  removed: [
    { paint: "hollow", d: circle(6) },
    { paint: "line", d: "M-3 0H3" },
  ],
  receive: [{ paint: "fill", d: circle(3.5) }],
  ignored: [{ paint: "hollow", d: circle(3.5) }],
  // A clock face, and the same with a hand's push: filled.
  timeout: [
    { paint: "hollow", d: circle(6) },
    { paint: "line", d: "M0-3.6V0H3" },
  ],
  forced: [{ paint: "fill", d: "M1.5-7.5L-5 1.2H-1L-1.5 7.5L5-1.2H1Z" }],
  command: [{ paint: "fill", d: "M0-6L6 0L0 6L-6 0Z" }],
  crash: [{ paint: "line", d: "M-5-5L5 5M-5 5L5-5" }],
  lose: [
    { paint: "hollow", d: circle(5.5) },
    { paint: "line", d: "M-3.4-3.4L3.4 3.4M-3.4 3.4L3.4-3.4" },
  ],
  network: [{ paint: "line", d: "M-7 0H-2.5M2.5 0H7M-2.5-5V5M2.5-5V5" }],
  notice: [
    { paint: "hollow", d: "M0-6.5L6.5 5H-6.5Z" },
    { paint: "line", d: "M0-2.5V1.5M0 3V3.6" },
  ],
  local: [{ paint: "fill", d: "M-4-4H4V4H-4Z" }],
};

/** How an arrow's line is drawn. Lengths in pixels as for `stroke-dasharray`; empty: solid. */
export const DASHES: { readonly [F in ArrowFate]: readonly number[] } = {
  received: [],
  ignored: [],
  dropped: [6, 4],
  blocked: [6, 4],
  lost: [],
  held: [8, 3, 1.5, 3],
  inFlight: [1.5, 4],
  noReceive: [3, 3],
  noSend: [3, 3],
};

/** Fates whose arrows reach the receiver's line, and keep clear of its mark. */
export const ARRIVING: ReadonlySet<ArrowFate> = new Set([
  ...(["received", "ignored", "lost", "noSend"] as const),
]);

/**
 * What stands at an arrow's tip. `alongArrow` signs are turned with it: they point along the x
 * axis.
 */
export interface Tip {
  readonly alongArrow: boolean;
  readonly parts: readonly GlyphPart[];
}

const HEAD = "M0 0L-9 3.8L-7 0L-9-3.8Z";
/** An end that nothing tells of. */
const OPEN_END: readonly GlyphPart[] = [{ paint: "hollow", d: circle(3) }];

export const TIPS: { readonly [F in ArrowFate]: Tip } = {
  received: { alongArrow: true, parts: [{ paint: "fill", d: HEAD }] },
  ignored: { alongArrow: true, parts: [{ paint: "line", d: "M-9 4L-2 0L-9-4M0-4.5V4.5" }] },
  lost: { alongArrow: true, parts: [{ paint: "fill", d: HEAD }] },
  dropped: { alongArrow: false, parts: [{ paint: "line", d: "M-5-5L5 5M-5 5L5-5" }] },
  blocked: { alongArrow: true, parts: [{ paint: "line", d: "M0-7V7M4-7V7" }] },
  held: {
    alongArrow: false,
    parts: [
      { paint: "hollow", d: circle(7) },
      { paint: "line", d: "M-2-3V3M2-3V3" },
    ],
  },
  inFlight: { alongArrow: true, parts: [{ paint: "line", d: "M-6 4L0 0L-6-4" }] },
  noReceive: { alongArrow: false, parts: OPEN_END },
  noSend: { alongArrow: true, parts: [{ paint: "fill", d: HEAD }] },
};

/** A copy's sign near its sender, that of a message that nobody sent, and an unknown sending. */
export const TAILS: { readonly [T in "copy" | "forged" | "noSend"]: readonly GlyphPart[] } = {
  noSend: OPEN_END,
  copy: [
    { paint: "hollow", d: "M-4.5-4.5H1.5V1.5H-4.5Z" },
    { paint: "hollow", d: "M-1.5-1.5H4.5V4.5H-1.5Z" },
  ],
  forged: [
    { paint: "hollow", d: "M0-6.5L6.5 0L0 6.5L-6.5 0Z" },
    { paint: "line", d: "M0-3V.8M0 2.6V3" },
  ],
};

/** Where a message was held for a while. */
export const PAUSE: readonly GlyphPart[] = [
  { paint: "hollow", d: circle(6) },
  { paint: "line", d: "M-1.8-2.6V2.6M1.8-2.6V2.6" },
];
export const PAUSE_HALF = 7;

/** How a timer's bar ends. */
export const TIMER_ENDS: { readonly [E in TimerEnd]: readonly GlyphPart[] } = {
  fired: [{ paint: "fill", d: "M-3.2-5H3.2L0 .5Z" }],
  forced: [{ paint: "hollow", d: "M-3-5H3L0 .3Z" }],
  reset: [{ paint: "line", d: "M-3 0H3" }],
  cancelled: [{ paint: "line", d: "M-2.6-2.6L2.6 2.6M-2.6 2.6L2.6-2.6" }],
  crashed: [{ paint: "line", d: "M-3 2.2L3-2.2" }],
  running: [{ paint: "line", d: "M-3-3.5L0 0L3-3.5" }],
  further: [],
};

/** One of the strokes of a lifeline; dashes count from y = 0, whatever window is drawn. */
export interface LifelineStroke {
  readonly width: number;
  readonly dash: readonly number[];
  /** Painted in the background's colour, to make a double line. */
  readonly erases?: true;
}

/**
 * Each tone has a pattern of its own beside its colour. There is no line while a node is down (the
 * gap is hatched), nor where it is no part of the system.
 */
export const LIFELINES: { readonly [L in Tone | "absent"]: readonly LifelineStroke[] } = {
  quiet: [{ width: 2, dash: [] }],
  seeking: [
    { width: 1.5, dash: [] },
    { width: 8, dash: [2.5, 3.5] },
  ],
  leading: [{ width: 8, dash: [] }],
  waiting: [
    { width: 1.5, dash: [] },
    { width: 6, dash: [6, 6] },
  ],
  serving: [
    { width: 8, dash: [] },
    { width: 4, dash: [], erases: true },
  ],
  odd: [{ width: 5, dash: [10, 3, 3, 3] }],
  absent: [{ width: 1, dash: [1, 7] }],
};

export const FLAGS: { readonly [T in Flag["tone"]]: readonly GlyphPart[] } = {
  moment: [{ paint: "fill", d: "M-4-6H-2.5V6H-4ZM-2.5-5.5H5L2.8-2.2L5 1H-2.5Z" }],
  violated: [
    { paint: "fill", d: "M0-6.5L6.5 5H-6.5Z" },
    { paint: "hollow", d: "M-.6-2.5H.6V1H-.6ZM-.6 2.4H.6V3.4H-.6Z" },
  ],
  restored: [{ paint: "line", d: "M-5 0.5L-1.5 4L5-4" }],
};

function circle(radius: number): string {
  const half = (end: number) => `A${radius} ${radius} 0 1 1 ${end} 0`;
  return `M${-radius} 0${half(radius)}${half(-radius)}Z`;
}
