/**
 * A window of a trace as a picture. Pure, and its cost depends on the window, not on the trace.
 * Every item has the same place in every window that holds it.
 */
import { displayText } from "../../trace/displayText.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { textWidth } from "../fontMetrics.js";
import { frameOf, type Column, type Frame } from "./frame.js";
import type {
  Arrow,
  Band,
  Block,
  Flag,
  Lifeline,
  Picture,
  Row,
  Stretch,
  TrailLeg,
  Words,
} from "./picture.js";
import type { Place } from "./placement.js";
import type { PlainFlag, PlainRow } from "./rows.js";
import { LABEL_PX } from "./scale.js";
import { labelled, placesIn, reachOf, sceneOf, type PlainLifeline, type Places } from "./scene.js";
import { sheetOf, type Sheet } from "./sheet.js";
import { ticksBetween } from "./ticks.js";

/** The heights between which a window lies. */
interface Edges {
  readonly top: number;
  readonly bottom: number;
}

/**
 * The picture of the branch's events from … to (both included, clipped to the branch). With `to` <
 * `from` it holds no rows, but all lifelines. `frame` may be kept between calls for the same branch
 * while its first events stay.
 */
export function layout(
  trace: RecordedTrace,
  branch: BranchId,
  from: number,
  to: number,
  frame: Frame = frameOf(trace, branch),
): Picture {
  return pictureOn(sheetOf(trace, branch, frame), from, to);
}

/** The same on a sheet that has an axis of its own. */
export function pictureOn(sheet: Sheet, from: number, to: number): Picture {
  const { axis, frame } = sheet;
  const [first, last] = [Math.max(1, from), Math.min(sheet.length, to)];
  const { width, gutter, numberX, notesX, scale } = frame;
  const sides = { width, gutter, numberX, notesX };
  const size = { ...sides, height: axis.height, scale, from: first, to: last };
  if (last < first) {
    const items = { ticks: [], bands: [], rows: [], arrows: [], trails: [], trailSigns: [] };
    return { ...size, top: 0, bottom: 0, ...items, lifelines: bareLifelines(frame) };
  }
  const edges = { top: axis.cursorY(first - 1), bottom: axis.bottomOf(last) };
  const ticks = ticksBetween(scale, edges.top, edges.bottom);
  return { ...size, ...edges, ticks, ...windowOf(sheet, first, last, edges) };
}

/** Looks at as much around the window as can have a say in where its words stand. */
function windowOf(
  sheet: Sheet,
  from: number,
  to: number,
  edges: Edges,
): Pick<Picture, "bands" | "lifelines" | "rows" | "arrows" | "trails" | "trailSigns"> {
  const reach = reachOf(edges.top, edges.bottom);
  const scene = sceneOf(sheet, reach.top, reach.bottom);
  const places = placesIn(scene, sheet, edges.top, edges.bottom);
  return {
    bands: scene.bands.filter(isIn(edges)).map((band): Band => {
      const { x, isWhole, words } = band;
      return { x, ...clipped(band, edges), isWhole, words, label: begun(band, places, edges) };
    }),
    lifelines: scene.lifelines.map((line) => lifelineIn(line, places, edges)),
    rows: scene.rows
      .filter(({ at }) => at >= from && at <= to)
      .map((row) => rowWithWords(row, places)),
    arrows: scene.arrows
      .filter((arrow) => isIn(edges)(extentOf(arrow)))
      .map((arrow) => labelled(arrow, places, edges.top, edges.bottom)),
    trails: scene.trails
      .filter((leg) => isIn(edges)(extentOf(leg)))
      .map((leg) => (leg.message === undefined ? cutLeg(leg, edges) : leg)),
    trailSigns: scene.trailSigns
      .filter(({ y }) => y >= edges.top && y < edges.bottom)
      .map((sign) => ({ ...sign, tag: tagAt(places.get(sign)) })),
  };
}

/** Lifelines of no length, for a branch or a window without events. */
function bareLifelines({ columns }: Frame): readonly Lifeline[] {
  return [...columns.values()].map((column) => {
    return { ...headOf(column), stretches: [], blocks: [], timers: [] };
  });
}

function headOf({ header, x }: Column): Pick<Lifeline, "node" | "name" | "kind" | "x"> {
  const { id, name, kind } = header;
  return { node: id, name: displayText(name, 40), kind: displayText(kind, 40), x };
}

function lifelineIn(line: PlainLifeline, places: Places, edges: Edges): Lifeline {
  const stretches = line.stretches.filter(isIn(edges)).map((stretch): Stretch => {
    const { look, role, label } = stretch;
    const caption = begun(stretch, places, edges);
    return { ...clipped(stretch, edges), look, role, label, caption };
  });
  const blocks = line.blocks.filter(isIn(edges)).map((block): Block => {
    const { lane, show, place, words, pattern } = block;
    const tag = begun(block, places, edges);
    return { lane, show, place, ...clipped(block, edges), words, pattern, tag };
  });
  const timers = line.timers.filter(isIn(edges)).map((bar) => {
    const begins = bar.begins && bar.y1 >= edges.top;
    const end = bar.y2 > edges.bottom ? "further" : bar.end;
    const until = end === "further" ? undefined : bar.until;
    return { ...bar, ...clipped(bar, edges), begins, end, until };
  });
  return { ...headOf(line), stretches, blocks, timers };
}

interface Extent {
  readonly y1: number;
  readonly y2: number;
}

/** Also of what hangs out of its rows: messages that ended at once, arrows with a bow. */
function extentOf({ y1, y2, bow }: Extent & Pick<Arrow, "bow">): Extent {
  return { y1: Math.min(y1, y2) + Math.min(0, bow), y2: Math.max(y1, y2) + Math.max(0, bow) };
}

/** What a node holds, clipped to the window: only there does it begin or end. */
function cutLeg(leg: TrailLeg, edges: Edges): TrailLeg {
  const { y1, y2 } = clipped(leg, edges);
  return { ...leg, y1, y2, begins: leg.begins && y1 === leg.y1, ends: leg.ends && y2 === leg.y2 };
}

function isIn({ top, bottom }: Edges): (thing: Extent) => boolean {
  return ({ y1, y2 }) => y2 > top && y1 < bottom;
}

function clipped({ y1, y2 }: Extent, { top, bottom }: Edges): Extent {
  return { y1: Math.max(y1, top), y2: Math.min(y2, bottom) };
}

/** The words of something that begins in the window. */
function begun(
  thing: Extent & Parameters<Places["get"]>[0],
  places: Places,
  { top }: Edges,
): Words | undefined {
  const place = places.get(thing);
  return thing.y1 < top ? undefined : tagAt(place);
}

function tagAt(place: Place | undefined): Words | undefined {
  return place === undefined ? undefined : wordsAt(place);
}

function wordsAt({ text, box }: Place): Words {
  return { text, x: box.x, y: box.y, width: textWidth(text, LABEL_PX) };
}

function rowWithWords(row: PlainRow, places: Places): Row {
  const { text, left, y, width } = leftWords(places.get(row), row.x ?? 0, row.y);
  const flags = row.flags.map((flag) => flagWithWords(flag, row, places));
  return { ...row, label: text, labelX: left, labelY: y, labelWidth: width, flags };
}

function flagWithWords(flag: PlainFlag, row: PlainRow, places: Places): Flag {
  const { text, left, y, width } = leftWords(places.get(flag), 0, row.y);
  return { tone: flag.tone, text, full: flag.whole, x: left, y, width };
}

/** Words by their left edge; those without a place are empty. */
function leftWords(place: Place | undefined, x: number, y: number) {
  if (place === undefined) return { text: "", left: x, y, width: 0 };
  const width = textWidth(place.text, LABEL_PX);
  return { text: place.text, left: place.box.x - width / 2, y: place.box.y, width };
}
