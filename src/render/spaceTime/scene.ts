/** A part of a branch with everything in it, and all words in their places. */
import { arrows } from "./arrows.js";
import { LABEL_BLOCK, LABEL_REACH, labelAt, labelWishes } from "./arrowLabels.js";
import { piecesOf } from "./course.js";
import { tipBox, wayBoxes } from "./signBoxes.js";
import { fencesOf, type PlainBand } from "./fences.js";
import { uprightBox, type Box } from "./geometry.js";
import { blocks, type PlainBlock } from "./lanes.js";
import { stretches, type PlainStretch } from "./lifelines.js";
import {
  NEAR_BLOCK,
  bandWish,
  flagWishes,
  pillWish,
  rowWish,
  tagWish,
  trailWish,
} from "./nearWords.js";
import type { NearWish } from "./nearWords.js";
import { passageOf } from "./passage.js";
import type { Arrow, TimerBar, TrailLeg } from "./picture.js";
import { boxReach, placeAll, type Place, type Surroundings } from "./placement.js";
import { rowOf, type PlainRow } from "./rows.js";
import { MARK_HALF } from "./scale.js";
import type { Column } from "./frame.js";
import type { Sheet } from "./sheet.js";
import { shelve } from "./shelves.js";
import { timerBars } from "./timerBars.js";
import { trailLegs, trailSigns, type PlainTrailSign } from "./trails.js";

/** What belongs to one node. */
export interface PlainLifeline extends Column {
  readonly stretches: readonly PlainStretch[];
  readonly blocks: readonly PlainBlock[];
  readonly timers: readonly TimerBar[];
}

/** Everything between two heights, before words have their places. */
export interface Scene {
  readonly rows: readonly PlainRow[];
  readonly arrows: readonly Arrow[];
  readonly lifelines: readonly PlainLifeline[];
  readonly bands: readonly PlainBand[];
  readonly trails: readonly TrailLeg[];
  readonly trailSigns: readonly PlainTrailSign[];
}

/** Who has words → where they stand; who got no place is absent. */
export type Places = ReadonlyMap<NearWish["owner"] | Arrow, Place>;

/** Half the side of the square of a mark that is only a dot. */
const DOT_HALF = 4.5;

/** All rows between two heights of a branch, with whatever touches them. */
export function sceneOf(sheet: Sheet, top: number, bottom: number): Scene {
  const { axis, frame } = sheet;
  const { from, to } = axis.rowsIn(Math.max(0, top), Math.min(axis.height, bottom));
  const passage = passageOf(sheet, from, to);
  const fences = fencesOf(sheet, passage);
  const [stretchesOf, blocksOf] = [stretches(sheet, passage), blocks(sheet, passage)];
  const timersOf = timerBars(sheet, passage);
  const lifelines = [...frame.columns].map(([id, column]) => ({
    ...column,
    stretches: stretchesOf.get(id) ?? [],
    blocks: blocksOf.get(id) ?? [],
    timers: timersOf.get(id) ?? [],
  }));
  const rows = passage.records.map((record) => rowOf(sheet, record));
  const lines = arrows(sheet, passage, fences);
  const trails = trailLegs(sheet, passage, lines);
  const { bands } = fences;
  return { rows, arrows: lines, lifelines, bands, trails, trailSigns: trailSigns(trails) };
}

/** The heights that must be known so that words between y1 and y2 have the places they have. */
export function reachOf(y1: number, y2: number): { readonly top: number; readonly bottom: number } {
  const { first, last } = labelBlocks(y1, y2);
  return {
    top: (first - 1) * LABEL_BLOCK - NEAR_BLOCK * 2,
    bottom: (last + 2) * LABEL_BLOCK + LABEL_REACH + NEAR_BLOCK * 2,
  };
}

/** The blocks in which the arrows begin whose labels may stand between two heights. */
function labelBlocks(y1: number, y2: number): { readonly first: number; readonly last: number } {
  const first = Math.floor(Math.max(0, y1 - LABEL_REACH) / LABEL_BLOCK);
  return { first, last: Math.floor(y2 / LABEL_BLOCK) };
}

/** First what stands near its place, then the labels of arrows around it. */
export function placesIn(scene: Scene, { frame }: Sheet, y1: number, y2: number): Places {
  const { first, last } = labelBlocks(y1, y2);
  const { top, bottom } = reachOf(y1, y2);
  const pieces = scene.arrows.flatMap(piecesOf);
  const lines = shelve(pieces, (piece) => piece, top, bottom);
  const signs = signBoxes(scene, frame.notesX);
  const onShelves = (boxes: readonly Box[]) => shelve(boxes, extentOf, top, bottom);
  const around: Surroundings = { boxes: onShelves(signs), lines, lifelines: [] };
  const near = nearWishes(scene, frame);
  const [firstNear, lastNear] = [top, bottom].map((y) => Math.floor(y / NEAR_BLOCK));
  const nearPlaces = placeAll(near, around, NEAR_BLOCK, firstNear ?? 0, lastNear ?? 0);
  const words = [...nearPlaces.values()].map(({ box }) => box);
  const labels = placeAll(
    labelWishes(scene.arrows, frame),
    { boxes: onShelves([...signs, ...words]), lines, lifelines: columnsOf(scene) },
    LABEL_BLOCK,
    first,
    last,
  );
  const places = new Map<NearWish["owner"] | Arrow, Place>();
  for (const [{ owner }, place] of nearPlaces) places.set(owner, place);
  for (const [{ arrow }, place] of labels) places.set(arrow, place);
  return places;
}

/** The arrow with its label, if that reaches into the window. */
export function labelled(arrow: Arrow, places: Places, y1: number, y2: number): Arrow {
  const place = places.get(arrow);
  if (place === undefined) return arrow;
  const reach = boxReach(place.box).y;
  const isVisible = place.box.y + reach > y1 && place.box.y - reach < y2;
  return isVisible ? { ...arrow, label: labelAt(arrow, place) } : arrow;
}

function columnsOf({ lifelines }: Scene): readonly number[] {
  return lifelines.map(({ x }) => x);
}

/** What says the most goes first. */
function nearWishes(scene: Scene, frame: Sheet["frame"]): readonly NearWish[] {
  const { lifelines, rows, bands, trailSigns: signs } = scene;
  return [
    ...lifelines.flatMap(({ x, ...line }) => line.blocks.flatMap((b) => tagWish(b, x, frame))),
    ...lifelines.flatMap(({ x, ...line }) => line.stretches.flatMap((s) => pillWish(s, x))),
    ...rows.flatMap((row) => rowWish(row, frame)),
    ...signs.flatMap((sign) => trailWish(sign, frame)),
    ...rows.flatMap((row) => flagWishes(row, frame)),
    ...bands.flatMap((band) => bandWish(band, frame)),
  ];
}

/** Marks, tips of arrows and other signs, which no words may cover. */
function signBoxes({ rows, arrows: lines }: Scene, notesX: number): readonly Box[] {
  const marks = rows.map(({ x, y, mark }) => {
    const half = mark === "receive" || mark === "ignored" ? DOT_HALF : MARK_HALF;
    return x === undefined
      ? uprightBox(notesX + 7, y - 5, half, half)
      : uprightBox(x, y, half, half);
  });
  return [...marks, ...lines.map(tipBox), ...lines.flatMap(wayBoxes)];
}

function extentOf({ y, halfHeight }: Box): { readonly y1: number; readonly y2: number } {
  return { y1: y - halfHeight, y2: y + halfHeight };
}
