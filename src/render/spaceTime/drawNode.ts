/** A node's column as shapes: its lifeline, the lanes left of it, the timers right of it. */
import { LIFELINES, TIMER_ENDS } from "./glyphs.js";
import { hatch } from "./hatch.js";
import type { Block, Lifeline, Stretch, TimerBar, Words } from "./picture.js";
import {
  BASELINE,
  BLOCK_GAP,
  BLOCK_STEP,
  BLOCK_WIDTH,
  LINE_HEIGHT,
  PILL_PADDING,
  TIMER_GAP,
  TIMER_STEP,
} from "./scale.js";
import { drawGlyph, textShape, type Shape } from "./shape.js";

/** Half the width of the hatching in a gap, and how far it keeps from the marks at its ends. */
const [GAP_HALF, GAP_END] = [5, 9];
/** Half the width of a band behind a lifeline. */
const TINT_HALF = 15;

/** A stretch as far as its line shows it. */
type Seen = Pick<Stretch, "y1" | "y2" | "look">;

export function drawLifeline(x: number, stretches: readonly Seen[]): readonly Shape[] {
  return stretches.flatMap((stretch) => {
    if (stretch.look === "gone") return [];
    if (stretch.look === "down") return [drawGap(x, stretch)];
    return drawStretch(x, stretch, stretch.look);
  });
}

function drawStretch(x: number, { y1, y2 }: Seen, look: keyof typeof LIFELINES): readonly Shape[] {
  return LIFELINES[look].map(({ width, dash, erases }): Shape => {
    const period = dash.reduce((sum, length) => sum + length, 0);
    const phase = period === 0 ? 0 : Math.round((y1 % period) * 100) / 100;
    const attributes = {
      class: erases ? "life erases" : `life tone-${look}`,
      d: `M${x} ${round(y1)}V${round(y2)}`,
      "stroke-width": width,
      ...(period === 0 ? {} : { "stroke-dasharray": dash.join(" ") }),
      ...(phase === 0 ? {} : { "stroke-dashoffset": phase }),
    };
    return { tag: "path", attributes };
  });
}

/** Between a crash and the restart there is no line. */
function drawGap(x: number, { y1, y2 }: Seen): Shape {
  const d = hatch(x - GAP_HALF, x + GAP_HALF, y1 + GAP_END, y2 - GAP_END, 6);
  return { tag: "path", attributes: { class: "gap", d } };
}

/** Bands, which lie behind everything else of the node. */
export function drawTints({ x, blocks }: Pick<Lifeline, "x" | "blocks">): readonly Shape[] {
  return blocks.filter(({ show }) => show === "band").map((block) => drawTint(x, block));
}

function drawTint(x: number, { y1, y2, words, lane, pattern }: Block): Shape {
  const [left, right] = [x - TINT_HALF, x + TINT_HALF];
  const edges = `M${left} ${round(y1)}V${round(y2)}M${right} ${round(y1)}V${round(y2)}`;
  const area = { class: "tintArea", x: left, y: round(y1), width: TINT_HALF * 2 };
  return {
    tag: "g",
    attributes: { class: `tint pattern-${pattern}`, "data-words": `${lane}: ${words}` },
    children: [
      { tag: "rect", attributes: { ...area, height: round(y2 - y1) } },
      { tag: "path", attributes: { class: "tintEdge", d: edges } },
    ],
  };
}

export function drawBlocks({ x, blocks }: Pick<Lifeline, "x" | "blocks">): readonly Shape[] {
  return blocks.filter(({ show }) => show === "block").map((block) => drawBlock(x, block));
}

/** A little shorter than it lasted, so that neighbours have a line between them. */
function drawBlock(x: number, { y1, y2, words, lane, place, pattern }: Block): Shape {
  const left = x - BLOCK_GAP - place * BLOCK_STEP - BLOCK_WIDTH;
  const size = { width: BLOCK_WIDTH - 1, height: round(Math.max(1, y2 - y1 - 3)), rx: 1.5 };
  const name = { class: `block pattern-${pattern}`, "data-words": `${lane}: ${words}` };
  return { tag: "rect", attributes: { ...name, x: left + 0.5, y: round(y1 + 1.5), ...size } };
}

/** The words at the tops of blocks and bands. */
export function drawTags({ blocks }: Lifeline): readonly Shape[] {
  return blocks.flatMap(({ tag }) => (tag === undefined ? [] : [level(tag, "tag")]));
}

export function drawTimers({ x, timers }: Pick<Lifeline, "x" | "timers">): readonly Shape[] {
  return timers.map((bar) => drawTimer(x, bar));
}

function drawTimer(x: number, bar: TimerBar): Shape {
  const { timer, node, place, y1, y2, begins, end } = bar;
  const at = x + TIMER_GAP + place * TIMER_STEP;
  const start = begins ? `M${at - 2} ${round(y1)}H${at}` : `M${at} ${round(y1)}`;
  const line: Shape = {
    tag: "path",
    attributes: { class: "timerBar", d: `${start}V${round(y2)}` },
  };
  const where = { class: "timerEnd", transform: `translate(${at} ${round(y2)})` };
  const about = { "data-words": timerWords(bar), "data-node": node, "data-timer": timer };
  return {
    tag: "g",
    attributes: { class: "timer", ...about },
    children: end === "further" ? [line] : [line, drawGlyph(TIMER_ENDS[end], where)],
  };
}

function timerWords({ timer, since, until, end }: TimerBar): string {
  const ending = until === undefined ? ENDINGS[end] : `${ENDINGS[end]} at ${until}`;
  return `${timer} timer: set at ${since}, ${ending}`;
}

/** How a timer's run ended, in words. */
export const ENDINGS: { readonly [E in TimerBar["end"]]: string } = {
  fired: "fired",
  forced: "forced by hand",
  reset: "set again",
  cancelled: "cancelled",
  crashed: "lost in a crash",
  running: "still running",
  further: "running",
};

export function drawPills({ stretches }: Lifeline): readonly Shape[] {
  return stretches.flatMap(({ caption, look }) =>
    caption === undefined ? [] : [drawPill(caption, look)],
  );
}

export function drawPill(caption: Words, look: Stretch["look"]): Shape {
  const half = caption.width / 2 + PILL_PADDING;
  const box = { x: round(caption.x - half), y: round(caption.y - LINE_HEIGHT / 2) };
  const size = { width: round(half * 2), height: LINE_HEIGHT, rx: LINE_HEIGHT / 2 };
  return {
    tag: "g",
    attributes: { class: `pill tone-${look}` },
    children: [
      { tag: "rect", attributes: { class: "pillBox", ...box, ...size } },
      level(caption, "pillText"),
    ],
  };
}

/** Words that stand level. */
export function level({ text, x, y }: Words, name: string): Shape {
  return textShape(text, { class: name, x: round(x), y: round(y + BASELINE) });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
