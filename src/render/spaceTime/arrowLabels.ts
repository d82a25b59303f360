/** Where the labels of arrows may stand: on their arrow, turned with it. */
import { fitText, textWidth } from "../fontMetrics.js";
import { directionOn, pointOn } from "./course.js";
import type { Frame } from "./frame.js";
import { lengthOf, slopeDegrees, uprightBox, type Box } from "./geometry.js";
import type { Arrow, ArrowLabel } from "./picture.js";
import type { Place, Tier, Wish } from "./placement.js";
import { LABEL_PX, LINE_HEIGHT, ROW_HEIGHT } from "./scale.js";
import { shortForms } from "./shortForms.js";

/** Height of a block of labels, see `placement.ts`. */
export const LABEL_BLOCK = ROW_HEIGHT * 32;
/** How far below the place of sending a label may stand; less than half a block. */
export const LABEL_REACH = ROW_HEIGHT * 14;
/** Width of the loop of a message to oneself. */
export const LOOP_WIDTH = 26;

/** How bad it is to shorten the words once, to be far from the sender, to be off centre. */
const COST = { shorter: 20, far: 4, offCentre: 2 };
/** From the beginning of an arrow that nobody is known to have sent to its words. */
const TAIL_GAP = 12;
/** Room kept free around the words. */
const PADDING = 3;
/** Distance along the arrow from its ends to its label. */
const END_GAP = 15;
/** What is longer is cut after all. */
const MAX_WIDTH = 220;
/** A label's possible places, as parts of the way between two neighbouring lifelines. */
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

export interface LabelWish extends Wish {
  readonly arrow: Arrow;
}

/** Short arrows, which have the least choice, choose first. */
export function labelWishes(arrows: readonly Arrow[], frame: Frame): readonly LabelWish[] {
  return arrows
    .filter(({ words }) => words !== "")
    .map((arrow) => ({ arrow, length: lengthOf(arrow) }))
    .sort((a, b) => a.length - b.length || a.arrow.message - b.arrow.message)
    .map(({ arrow, length }) => ({
      arrow,
      y: arrow.y1,
      tiers: tiersOf(arrow, length, frame),
      message: arrow.message,
    }));
}

function tiersOf(arrow: Arrow, length: number, frame: Frame): readonly Tier[] {
  const { x1, x2, y1, y2, from, to } = arrow;
  if (arrow.fate === "noSend" && (from === undefined || from === to)) {
    return besideStart(arrow.words, x1 + TAIL_GAP, y1, frame.spacing - TAIL_GAP - (x1 - x2));
  }
  if (x1 !== x2) return alongArrow(arrow, length, frame);
  // A message to oneself is drawn as a loop right of the lifeline, with its words behind.
  const y = (y1 + Math.min(y2, y1 + ROW_HEIGHT * 2)) / 2;
  return besideStart(arrow.words, x1 + LOOP_WIDTH + 4, y, frame.spacing - LOOP_WIDTH - 16);
}

export function labelAt({ words }: Arrow, { text, box }: Place): ArrowLabel {
  const direction = { x1: 0, y1: 0, x2: box.cos, y2: box.sin };
  const angle = Math.round(slopeDegrees(direction) * 1000) / 1000;
  const width = textWidth(text, LABEL_PX);
  return { text, full: words, x: box.x, y: box.y, angle, width };
}

/** Along how much of the arrow its label may stand. */
interface Way {
  readonly arrow: Arrow;
  readonly length: number;
  /** The part of the length that is near enough to the sender. */
  readonly within: number;
  /** How many gaps between neighbouring lifelines it crosses. */
  readonly gaps: number;
}

/** Whole words, then shorter ones. */
function alongArrow(arrow: Arrow, length: number, { spacing }: Frame): readonly Tier[] {
  const within = Math.min(1, LABEL_REACH / Math.max(1, arrow.y2 - arrow.y1));
  const gaps = Math.max(1, Math.round(Math.abs(arrow.x2 - arrow.x1) / spacing));
  const way = { arrow, length, within, gaps };
  return formsOf(arrow.words).map((text, shorter) => {
    const least = shorter * COST.shorter;
    return { least, places: (most) => placesOn(way, text, least, most) };
  });
}

/** Places near the sender first. */
function* placesOn(
  { arrow, length, within, gaps }: Way,
  text: string,
  least: number,
  most: () => number,
): Generator<Place> {
  const width = textWidth(text, LABEL_PX);
  const margin = (width / 2 + END_GAP) / length;
  if (margin * 2 > within) return;
  for (let gap = 0; gap < gaps && gap / gaps < within; gap++) {
    const end = Math.min(within, (gap + 1) / gaps);
    for (const share of SHARES) {
      const wanted = gap / gaps + (end - gap / gaps) * share;
      const part = Math.min(Math.max(wanted, margin), within - margin);
      const cost = least + part * COST.far + Math.abs(share - 0.5) * COST.offCentre;
      if (cost < most()) yield { text, cost, box: turnedBox(arrow, part, width) };
    }
  }
}

function formsOf(words: string): readonly string[] {
  return [...new Set(shortForms(words).map((form) => fitText(form, LABEL_PX, MAX_WIDTH)))];
}

function turnedBox(arrow: Arrow, part: number, width: number): Box {
  const { x, y } = pointOn(arrow, part);
  const direction = directionOn(arrow, part);
  const length = lengthOf(direction);
  return {
    x: hundredths(x),
    y: hundredths(y),
    halfWidth: width / 2 + PADDING,
    halfHeight: LINE_HEIGHT / 2,
    cos: direction.x2 / length,
    sin: direction.y2 / length,
  };
}

/** Level words from a left edge on. */
function besideStart(words: string, left: number, y: number, room: number): readonly Tier[] {
  return formsOf(words).map((form, shorter) => {
    const text = fitText(form, LABEL_PX, room);
    const half = textWidth(text, LABEL_PX) / 2;
    const box = uprightBox(left + half, hundredths(y), half + PADDING, LINE_HEIGHT / 2);
    const cost = shorter * COST.shorter;
    return { least: cost, places: () => [{ text, cost, box }] };
  });
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
