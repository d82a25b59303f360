/**
 * Finds places for words. A small greedy search, made so that words have the same place in every
 * window: the height is cut into blocks; a wish belongs to the block in which its `y` lies and
 * reaches less than half a block from there. Blocks with even numbers are served first, each for
 * itself (they are too far apart to meet); then those with odd numbers, which avoid what the words
 * of their two neighbours cover. Words that would cover others or a sign are left out.
 */
import type { MessageId } from "../../trace/ids.js";
import type { Piece } from "./course.js";
import { boxesOverlap, segmentMeetsBox, type Box } from "./geometry.js";
import { LIFELINE_HALF } from "./scale.js";
import { thingsIn, type Shelves } from "./shelves.js";

/** Somebody's wish to see words, at one of several places. */
export interface Wish {
  readonly y: number;
  /** By what they cost at least; found only when cheaper ones are not to be had. */
  readonly tiers: readonly Tier[];
  /** The message whose arrow the words may cover. */
  readonly message?: MessageId;
}

/** Places that cost something at least. */
export interface Tier {
  readonly least: number;
  /**
   * In order of preference: of two that cost the same the first is taken. Those that cost `most` or
   * more by then may be left out.
   */
  readonly places: (most: () => number) => Iterable<Place>;
}

export interface Place {
  readonly text: string;
  readonly box: Box;
  /** What is bad about it whatever stands around. */
  readonly cost: number;
}

/** What words should not cover: boxes never, lines if it can be avoided. */
export interface Surroundings {
  readonly boxes: Shelves<Box>;
  readonly lines: Shelves<Piece>;
  /** The x of lifelines that words had better not cover. */
  readonly lifelines: readonly number[];
}

/** How bad it is to cover a lifeline or a line. */
const COST = { lifeline: 14, line: 5 };

/** The places granted to the wishes of the blocks first … last; earlier wishes choose first. */
export function placeAll<W extends Wish>(
  wishes: readonly W[],
  around: Surroundings,
  blockHeight: number,
  first: number,
  last: number,
): ReadonlyMap<W, Place> {
  const granted = new Map<W, Place>();
  const byBlock = new Map<number, W[]>();
  for (const wish of wishes) {
    const block = Math.floor(wish.y / blockHeight);
    byBlock.set(block, [...(byBlock.get(block) ?? []), wish]);
  }
  const serve = (block: number, taken: readonly Box[]): readonly Box[] => {
    const boxes = [...taken];
    for (const wish of byBlock.get(block) ?? []) {
      const place = bestPlace(wish, around, boxes);
      if (place === undefined) continue;
      granted.set(wish, place);
      boxes.push(place.box);
    }
    return boxes;
  };
  const even = new Map<number, readonly Box[]>();
  for (let block = first - 1; block <= last + 1; block++) {
    if (block % 2 === 0) even.set(block, serve(block, []));
  }
  for (let block = first; block <= last; block++) {
    const neighbours = [block - 1, block + 1].flatMap((b) => even.get(b) ?? []);
    if (block % 2 !== 0) serve(block, neighbours);
  }
  return granted;
}

function bestPlace(wish: Wish, around: Surroundings, taken: readonly Box[]): Place | undefined {
  let best: Place | undefined;
  let least = Infinity;
  for (const tier of wish.tiers) {
    if (tier.least >= least) break;
    for (const place of tier.places(() => least)) {
      if (place.cost >= least || !isFree(place.box, around, taken)) continue;
      const cost = place.cost + coverCost(place.box, wish.message, around);
      if (cost < least) [best, least] = [place, cost];
    }
  }
  return best;
}

function isFree(box: Box, { boxes }: Surroundings, taken: readonly Box[]): boolean {
  for (const other of taken) if (boxesOverlap(box, other)) return false;
  const reach = boxReach(box).y;
  for (const other of thingsIn(boxes, box.y - reach, box.y + reach)) {
    if (boxesOverlap(box, other)) return false;
  }
  return true;
}

function coverCost(box: Box, message: MessageId | undefined, around: Surroundings): number {
  const reach = boxReach(box);
  let cost = 0;
  for (const x of around.lifelines) {
    if (Math.abs(x - box.x) < reach.x + LIFELINE_HALF) cost += COST.lifeline;
  }
  for (const line of thingsIn(around.lines, box.y - reach.y, box.y + reach.y)) {
    if (line.message !== message && segmentMeetsBox(line, box)) cost += COST.line;
  }
  return cost;
}

/** How far a box reaches sideways and up or down from its middle. */
export function boxReach({ halfWidth, halfHeight, cos, sin }: Box): {
  readonly x: number;
  readonly y: number;
} {
  const [c, s] = [Math.abs(cos), Math.abs(sin)];
  return { x: halfWidth * c + halfHeight * s, y: halfWidth * s + halfHeight * c };
}
