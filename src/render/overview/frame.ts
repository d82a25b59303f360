/** Where the columns of a far-out picture stand; words keep their size at every zoom. */
import type { PathNode } from "../../trace/recordedTrace.js";
import { textWidth } from "../fontMetrics.js";
import { LABEL_PX } from "../spaceTime/scale.js";
import { STRIP_WIDTH } from "./picture.js";

export interface FarFrame {
  readonly width: number;
  readonly gutter: number;
  readonly notesX: number;
  /** Distance between two lifelines. */
  readonly spacing: number;
  /** Of each lifeline, by the node's place. */
  readonly xs: readonly number[];
  /** Lifelines and ticks only. */
  readonly isStrip: boolean;
}

/** Space left and right of the words in the gutter. */
const [BEFORE_WORDS, AFTER_WORDS] = [12, 16];
/** What the flags take of the width, and the least with which their words can be read. */
const [NOTES_SHARE, NOTES_LEAST, NOTES_MOST] = [0.26, 120, 240];
/** Flags without words. */
const NOTES_BARE = 28;
const [SPACING_LEAST, SPACING_MOST] = [14, 190];
const [STRIP_GUTTER, STRIP_NOTES] = [4, 12];

/** Columns that fill the width as far as that looks well; `words` is the longest in the gutter. */
export function farFrameOf(nodes: readonly PathNode[], width: number, words: string): FarFrame {
  const count = Math.max(1, nodes.length);
  if (width < STRIP_WIDTH) {
    const spacing = Math.max(2, (width - STRIP_GUTTER - STRIP_NOTES) / count);
    return framed(nodes, STRIP_GUTTER, spacing, STRIP_NOTES, true);
  }
  const gutter = Math.ceil(BEFORE_WORDS + textWidth(words, LABEL_PX) + AFTER_WORDS);
  const share = Math.min(NOTES_MOST, width * NOTES_SHARE);
  const notes = share < NOTES_LEAST ? NOTES_BARE : Math.round(share);
  const room = (width - gutter - notes) / count;
  const spacing = Math.floor(Math.max(SPACING_LEAST, Math.min(SPACING_MOST, room)));
  return framed(nodes, gutter, spacing, notes, false);
}

function framed(
  nodes: readonly PathNode[],
  gutter: number,
  spacing: number,
  notes: number,
  isStrip: boolean,
): FarFrame {
  const xs = nodes.map((_, place) => Math.round(gutter + (place + 0.5) * spacing));
  const notesX = Math.round(gutter + Math.max(1, nodes.length) * spacing);
  return { width: notesX + notes, gutter, notesX, spacing, xs, isStrip };
}
