/**
 * Where the labels of arrows stand. A small greedy search, made so that a label has the same place
 * in every window: rows are cut into blocks of fixed size, a label belongs to the block in which
 * its message was sent and stands at most `REACH` rows below that row. Blocks with even numbers are
 * placed first, each for itself (they are too far apart to meet); then those with odd numbers,
 * which avoid the labels of their two neighbours.
 */
import type { MessageId } from "../../trace/ids.js";
import { fitText, textWidth } from "../fontMetrics.js";
import { directionOn, pointOn, type Piece } from "./course.js";
import type { Frame } from "./frame.js";
import type { Arrow, ArrowLabel } from "./picture.js";
import { LABEL_PX, LIFELINE_HALF, LINE_HEIGHT, ROW_HEIGHT } from "./scale.js";
import { boxesOverlap, lengthOf, segmentMeetsBox, slopeDegrees, type Box } from "./geometry.js";
import { inRows, type RowShelf } from "./rowShelf.js";

/** Rows of one block. */
export const BLOCK_ROWS = 32;
/** Rows below the sending row that a label may reach; less than half a block. */
export const REACH_ROWS = 14;

/** Everything that labels should not cover, by row. */
export interface Obstacles {
  readonly frame: Frame;
  readonly lines: RowShelf<Piece>;
  /** Marks, pills and the words beside marks. */
  readonly boxes: RowShelf<Box>;
}

export interface PlacedLabel {
  readonly label: ArrowLabel;
  readonly box: Box;
}

/**
 * How bad it is … to cover a label, a mark or its words, a lifeline, another arrow, to be cut, to
 * be far from the sender.
 */
const COST = { label: 120, box: 90, lifeline: 14, line: 5, cut: 20, far: 4, offCentre: 2 };

/** Room kept free around the words. */
const PADDING = 3;
/** Distance along the arrow from its ends to its label. */
const END_GAP = 15;
const MAX_WIDTH = 220;
/** In a crowd this part of the words will do. */
const SHORT = 0.6;

/** The label's possible places, as parts of the way between two neighbouring lifelines. */
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/** The number of the block in which a row lies. */
export function blockOf(at: number): number {
  return Math.floor((at - 1) / BLOCK_ROWS);
}

/**
 * Labels by message, for all arrows sent in the blocks first … last; rows of both neighbours must
 * be known as well.
 */
export function placeBlocks(
  arrows: readonly Arrow[],
  obstacles: Obstacles,
  first: number,
  last: number,
): ReadonlyMap<MessageId, PlacedLabel> {
  const sent = (block: number) => arrows.filter(({ sentAt }) => blockOf(sentAt) === block);
  const labels = new Map<MessageId, PlacedLabel>();
  const place = (block: number, taken: readonly Box[]): readonly Box[] => {
    const placed = placeLabels(sent(block), obstacles, taken);
    for (const [message, label] of placed) labels.set(message, label);
    return [...placed.values()].map(({ box }) => box);
  };
  const even = new Map<number, readonly Box[]>();
  for (let block = first - 1; block <= last + 1; block++) {
    if (block % 2 === 0) even.set(block, place(block, []));
  }
  for (let block = first; block <= last; block++) {
    if (block % 2 !== 0) {
      place(
        block,
        [block - 1, block + 1].flatMap((b) => even.get(b) ?? []),
      );
    }
  }
  return labels;
}

/**
 * Places labels around the ones that are taken: those of the shortest arrows first, which have the
 * least choice; then once more those that collide.
 */
function placeLabels(
  arrows: readonly Arrow[],
  obstacles: Obstacles,
  taken: readonly Box[],
): ReadonlyMap<MessageId, PlacedLabel> {
  const placed = new Map<MessageId, PlacedLabel>();
  const othersOf = (arrow: Arrow) => [
    ...taken,
    ...[...placed].flatMap(([message, { box }]) => (message === arrow.message ? [] : [box])),
  ];
  const collides = (arrow: Arrow) => {
    const box = placed.get(arrow.message)?.box;
    return box !== undefined && othersOf(arrow).some((other) => boxesOverlap(box, other));
  };
  const place = (arrow: Arrow) => {
    const best = bestPlace(arrow, obstacles, othersOf(arrow));
    if (best !== undefined) placed.set(arrow.message, best);
  };
  const byLength = [...arrows].sort((a, b) => lengthOf(a) - lengthOf(b) || a.message - b.message);
  byLength.forEach(place);
  byLength.filter(collides).forEach(place);
  return placed;
}

interface Candidate {
  readonly text: string;
  readonly box: Box;
  /** What is bad about it whatever stands around. */
  readonly cost: number;
}

function bestPlace(
  arrow: Arrow,
  obstacles: Obstacles,
  taken: readonly Box[],
): PlacedLabel | undefined {
  let best: Candidate | undefined;
  let least = Infinity;
  for (const candidate of candidates(arrow, obstacles.frame)) {
    if (candidate.cost >= least) continue;
    const cost = candidate.cost + coverCost(candidate.box, arrow, obstacles, taken);
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best && { label: labelOf(arrow, best), box: best.box };
}

function labelOf(arrow: Arrow, { text, box }: Candidate): ArrowLabel {
  const direction = { x1: 0, y1: 0, x2: box.cos, y2: box.sin };
  const angle = Math.round(slopeDegrees(direction) * 1000) / 1000;
  const width = textWidth(text, LABEL_PX);
  return { text, full: arrow.words, x: box.x, y: box.y, angle, width };
}

function coverCost(box: Box, arrow: Arrow, obstacles: Obstacles, taken: readonly Box[]): number {
  const reach = boxReach(box);
  const hits = (boxes: Iterable<Box>) => count(boxes, (other) => boxesOverlap(box, other));
  const lines = count(
    inRows(obstacles.lines, box.y - reach.y, box.y + reach.y),
    (line) => line.message !== arrow.message && segmentMeetsBox(line, box),
  );
  const lifelines = count(
    obstacles.frame.columns.values(),
    ({ x }) => Math.abs(x - box.x) < reach.x + LIFELINE_HALF,
  );
  return (
    hits(taken) * COST.label +
    hits(inRows(obstacles.boxes, box.y - reach.y, box.y + reach.y)) * COST.box +
    lifelines * COST.lifeline +
    lines * COST.line
  );
}

function count<V>(items: Iterable<V>, holds: (item: V) => boolean): number {
  let n = 0;
  for (const item of items) if (holds(item)) n++;
  return n;
}

/** How far a box reaches sideways and up or down from its middle. */
export function boxReach({ halfWidth, halfHeight, cos, sin }: Box): {
  readonly x: number;
  readonly y: number;
} {
  const [c, s] = [Math.abs(cos), Math.abs(sin)];
  return { x: halfWidth * c + halfHeight * s, y: halfWidth * s + halfHeight * c };
}

/**
 * All places to try, those near the sender first: whole words and, where those do not fit,
 * shortened ones.
 */
function candidates(arrow: Arrow, frame: Frame): readonly Candidate[] {
  if (arrow.words === "") return [];
  if (isLoop(arrow)) return [besideLoop(arrow, frame)];
  const length = lengthOf(arrow);
  const within = Math.min(1, (REACH_ROWS * ROW_HEIGHT) / Math.max(1, arrow.y2 - arrow.y1));
  const gaps = Math.max(1, Math.round(Math.abs(arrow.x2 - arrow.x1) / frame.spacing));
  const most = Math.min(MAX_WIDTH, length * within - END_GAP * 2);
  const whole = fitText(arrow.words, LABEL_PX, most);
  const gapLong = fitText(arrow.words, LABEL_PX, Math.min(most, length / gaps - END_GAP * 2));
  const short = fitText(arrow.words, LABEL_PX, textWidth(whole, LABEL_PX) * SHORT);
  const texts = new Set([whole, gapLong, short]);
  const place = { length, within, gaps };
  return [...texts].flatMap((text) => alongArrow(arrow, text, place));
}

/** Places along the arrow at which the text stays on it. */
function alongArrow(
  arrow: Arrow,
  text: string,
  {
    length,
    within,
    gaps,
  }: { readonly length: number; readonly within: number; readonly gaps: number },
): readonly Candidate[] {
  const width = textWidth(text, LABEL_PX);
  const margin = (width / 2 + END_GAP) / length;
  if (text === "") return [];
  const cut = text === arrow.words ? 0 : COST.cut;
  const found: Candidate[] = [];
  for (let gap = 0; gap < gaps && gap / gaps < within; gap++) {
    const end = Math.min(within, (gap + 1) / gaps);
    for (const share of SHARES) {
      const wanted = gap / gaps + (end - gap / gaps) * share;
      const part = Math.min(Math.max(wanted, margin), Math.max(margin, within - margin));
      const cost = cut + part * COST.far + Math.abs(share - 0.5) * COST.offCentre;
      found.push({ text, cost, box: turnedBox(arrow, part, width) });
    }
  }
  return found;
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

/** A message to oneself is drawn as a loop right of the lifeline, with its words behind. */
function isLoop(arrow: Arrow): boolean {
  return arrow.x1 === arrow.x2;
}

/** Width of that loop. */
export const LOOP_WIDTH = 26;

function besideLoop(arrow: Arrow, frame: Frame): Candidate {
  const left = arrow.x1 + LOOP_WIDTH + 4;
  const text = fitText(arrow.words, LABEL_PX, frame.spacing - LOOP_WIDTH - 16);
  const halfWidth = textWidth(text, LABEL_PX) / 2;
  const y = hundredths((arrow.y1 + Math.min(arrow.y2, arrow.y1 + ROW_HEIGHT * 2)) / 2);
  const box = {
    x: left + halfWidth,
    y,
    halfWidth: halfWidth + PADDING,
    halfHeight: LINE_HEIGHT / 2,
    cos: 1,
    sin: 0,
  };
  return { text, box, cost: 0 };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
