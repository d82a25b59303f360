/** Lifelines of a far-out picture. */
import { displayText } from "../../trace/displayText.js";
import type { ViewData } from "../../trace/view.js";
import { textWidth } from "../fontMetrics.js";
import { LABEL_PX, LINE_HEIGHT, MARK_HALF, PILL_PADDING } from "../spaceTime/scale.js";
import { eventCounts } from "./counts.js";
import { CELL, gridOver, isRoomy, type FarSheet } from "./farSheet.js";
import { slotsOf, type Grid } from "./heights.js";
import { markOf } from "./marks.js";
import {
  ACTIVITY_SLOT,
  BUCKET,
  type FarLine,
  type FarPill,
  type FarStretch,
  type Look,
} from "./picture.js";
import { lookOf, Painter, turnsBetween, type Turn, type Turns } from "./turns.js";

/** From one pill to the next. */
const PILL_ROOM = LINE_HEIGHT + 2;

/** All turns from a little above the picture to a little below it. */
export function turnsOf(sheet: FarSheet): Turns {
  const { outline, nodes, heights, top, bottom } = sheet;
  const [first, last] = [top - 2 * CELL, bottom + CELL].map((y) => heights.eventsAbove(y));
  return turnsBetween(outline, nodes, (first ?? 0) + 1, last ?? 0);
}

export function linesOf(sheet: FarSheet, turns: Turns): readonly FarLine[] {
  const looks = paint(sheet, turns, gridOver(sheet, BUCKET));
  const { frame } = sheet;
  const everyEvent = isRoomy(sheet) && !frame.isStrip;
  const activity = everyEvent || frame.isStrip ? [] : activityOf(sheet);
  const dots = everyEvent ? dotsOf(sheet) : [];
  const pills = frame.isStrip ? [] : pillsOf(sheet, turns.turns);
  return sheet.nodes.map(({ id, name, kind }, place) => ({
    node: id,
    name: displayText(name, 40),
    kind: displayText(kind, 40),
    x: frame.xs[place] ?? 0,
    stretches: merged(looks[place] ?? []),
    activity: activity[place] ?? [],
    dots: dots[place] ?? [],
    pills: pills[place] ?? [],
  }));
}

/** The look of every node in every slot. */
function paint(
  sheet: FarSheet,
  { before, turns }: Turns,
  grid: Grid,
): readonly (readonly Look[])[] {
  const { nodes, heights, trace } = sheet;
  const turnsOfNode = nodes.map((): Turn[] => []);
  for (const turn of turns) turnsOfNode[turn.node]?.push(turn);
  return nodes.map((node, place) => {
    const standing = before[place];
    const painter = new Painter(grid, standing ? lookOf(trace.header, node, standing) : "absent");
    for (const { at, after } of turnsOfNode[place] ?? []) {
      painter.turn(at, lookOf(trace.header, node, after), heights);
    }
    return painter.finish();
  });
}

/** Slots of the same look as one. */
function merged(looks: readonly Look[]): readonly FarStretch[] {
  const stretches: FarStretch[] = [];
  let since = 0;
  for (const [slot, look] of looks.entries()) {
    if (looks[slot + 1] === look) continue;
    stretches.push({ y1: since * BUCKET, y2: (slot + 1) * BUCKET, look });
    since = slot + 1;
  }
  return stretches;
}

/** By node and slot, against the average of the whole branch. */
function activityOf(sheet: FarSheet): readonly (readonly number[])[] {
  const grid = gridOver(sheet, ACTIVITY_SLOT);
  const { nodes, outline, height } = sheet;
  const counts = eventCounts(outline, grid, nodes.length);
  const much = Math.max(1, (2 * outline.length * ACTIVITY_SLOT) / Math.max(1, height));
  return nodes.map((_, place) =>
    Array.from({ length: slotsOf(grid) }, (_, slot) =>
      hundredths(Math.min(1, (counts[slot * (nodes.length + 1) + place] ?? 0) / much)),
    ),
  );
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The heights of every node's events. */
function dotsOf({
  outline,
  heights,
  nodes,
  top,
  bottom,
}: FarSheet): readonly (readonly number[])[] {
  const dots: number[][] = nodes.map(() => []);
  const [from, to] = [heights.eventsAbove(top) + 1, heights.eventsAbove(bottom)];
  for (const { first, last, nodes: places } of outline.parts) {
    for (let at = Math.max(first, from); at <= Math.min(last, to); at++) {
      dots[places[at - first] ?? -1]?.push(heights.eventY(at) - top);
    }
  }
  return dots;
}

/**
 * Pills of each node: of the views that begin in a cell the last one, unless something
 * more important stands close: the next pill of this node, or a mark.
 */
function pillsOf(sheet: FarSheet, turns: readonly Turn[]): readonly (readonly FarPill[])[] {
  const { nodes, heights, height, top, bottom } = sheet;
  // The last ones stand a little higher, to be whole.
  const yOf = ({ at }: Turn) => Math.min(heights.eventY(at), Math.max(0, height - LINE_HEIGHT));
  const lasts = nodes.map(() => new Map<number, Turn>());
  const taken = nodes.map((): number[] => []);
  for (const turn of turns) {
    if (markOf(turn) !== undefined) taken[turn.node]?.push(heights.eventY(turn.at));
    else if (turn.after.is === "up") lasts[turn.node]?.set(Math.floor(yOf(turn) / CELL), turn);
  }
  return lasts.map((cells, node) =>
    [...cells].flatMap(([cell, turn]) => {
      const y = yOf(turn);
      const next = cells.get(cell + 1);
      const below = next === undefined ? Infinity : yOf(next);
      const isClose = below - y < PILL_ROOM || taken[node]?.some((mark) => isNear(mark, y));
      const isOutside = y + LINE_HEIGHT <= top || y >= bottom;
      return isClose || isOutside ? [] : pillOf(sheet, turn, y - top);
    }),
  );
}

/** Whether a mark at one height would touch a pill that begins at the other. */
function isNear(mark: number, y: number): boolean {
  return mark > y - MARK_HALF && mark < y + LINE_HEIGHT + MARK_HALF;
}

function pillOf(sheet: FarSheet, turn: Turn, y: number): readonly FarPill[] {
  const { view } = sheet.trace.event(sheet.branch, turn.at);
  const header = sheet.nodes[turn.node];
  if (view === undefined || header === undefined) return [];
  const room = sheet.frame.spacing - PILL_PADDING * 2 - 4;
  const words = wordsFor(turn, view);
  const text = words.find((some) => textWidth(some, LABEL_PX) <= room) ?? "";
  if (text === "") return [];
  const look = lookOf(sheet.trace.header, header, turn.after);
  const size = { text, full: words[0] ?? "", width: textWidth(text, LABEL_PX) };
  return [{ y: y + LINE_HEIGHT / 2, look, ...size }];
}

/** A new role with its label, or of a kept role the label alone; then what is shorter. */
function wordsFor({ before, after }: Turn, { role, label = "" }: ViewData): readonly string[] {
  const [short, shortLabel] = [displayText(role, 24), displayText(label, 24)];
  const isSame = before.is === "up" && before.role === after.role && label !== "";
  if (isSame || role === "") return [shortLabel];
  return label === "" ? [short] : [`${short} · ${shortLabel}`, short];
}
