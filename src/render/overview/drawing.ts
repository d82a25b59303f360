/**
 * A far-out picture as shapes, in painting order; their looks are in `overviewCss.ts` and in the
 * diagram's own rules. Nothing is told by colour alone: looks have patterns, flags have signs, lost
 * messages are dashed and end with a cross.
 */
import { drawBand } from "../spaceTime/drawBand.js";
import { drawLifeline, drawPill } from "../spaceTime/drawNode.js";
import { drawTrails } from "../spaceTime/drawTrails.js";
import { FLAGS, MARKS, type GlyphPart } from "../spaceTime/glyphs.js";
import { BASELINE } from "../spaceTime/scale.js";
import { drawGlyph, group, textShape, type Shape } from "../spaceTime/shape.js";
import { drawStrands } from "./drawStrands.js";
import {
  ACTIVITY_SLOT,
  FLAG_TONES,
  STRIP_WIDTH,
  type FarFlag,
  type FarLine,
  type FarMark,
  type FarPicture,
  type FlagPlace,
  type FlagTone,
} from "./picture.js";
import { drawStrip } from "./strip.js";

/** Half the width of the busiest activity, as a part of the spacing, and at most. */
const [ACTIVITY_SHARE, ACTIVITY_MOST] = [0.3, 30];
/** Width of the ribbon of what a node holds. */
const HELD_WIDTH = 14;
/** From a flag's words to the middle of its sign. */
const FLAG_GLYPH = -11;
/** Length of the tick at an event with a flag. */
const TICK = 5;
/** From the gutter's right edge to its words. */
const GUTTER_SPACE = 16;

const GLYPHS = {
  ...{ crash: MARKS.crash, restart: MARKS.restart },
  ...{ addNode: MARKS.added, removeNode: MARKS.removed },
} as const;
const FLAG_GLYPHS: { readonly [T in FlagTone]: readonly GlyphPart[] } = {
  ...FLAGS,
  beat: [{ paint: "fill", d: "M-4-5.5H4.5V3.5H0.5L-2.5 6V3.5H-4Z" }],
};

/** Everything of a picture but the words in the gutter. A strip is drawn as lines and ticks. */
export function drawFarPicture(picture: FarPicture): readonly Shape[] {
  if (picture.width < STRIP_WIDTH) return drawStrip(picture);
  const { lines, bands, marks, flags } = picture;
  return [
    group(
      "guides",
      picture.ticks.map(({ y }) => guide(y, picture)),
    ),
    group(
      "activities",
      lines.flatMap((line) => drawActivity(line, spacingOf(picture))),
    ),
    group("farTrails", drawFarTrails(picture)),
    group("strands", drawStrands(picture.strands)),
    group("farBands", bands.map(drawBand)),
    group(
      "alarms",
      flags.flatMap((flag) => drawAlarms(flag, picture)),
    ),
    group(
      "lifelines",
      lines.flatMap(({ x, stretches }) => drawLifeline(x, stretches)),
    ),
    group("dots", lines.flatMap(drawDots)),
    group(
      "pills",
      lines.flatMap(({ x, pills }) => pills.map((pill) => drawPill({ ...pill, x }, pill.look))),
    ),
    group("marks", marks.map(drawMark)),
    group(
      "flags",
      flags.flatMap((flag) => drawFlag(flag, picture.notesX)),
    ),
  ];
}

/** The numbers or times at the left edge. */
export function drawFarGutter({ ticks, gutter }: FarPicture): Shape {
  const place = (y: number) => ({
    class: "number",
    x: gutter - GUTTER_SPACE,
    y: round(y + BASELINE),
  });
  return group(
    "gutter",
    ticks.map(({ y, text }) => textShape(text, place(y))),
  );
}

/** Distance between two lifelines. */
export function spacingOf({ lines, notesX, gutter }: FarPicture): number {
  return (notesX - gutter) / Math.max(1, lines.length);
}

function guide(y: number, { gutter, notesX }: FarPicture): Shape {
  return path("guide", `M${gutter - 8} ${round(y)}H${notesX}`);
}

/** A silhouette around the lifeline, the wider the more happened at the node. */
function drawActivity({ x, activity }: FarLine, spacing: number): readonly Shape[] {
  const most = Math.min(ACTIVITY_MOST, spacing * ACTIVITY_SHARE);
  const boxes = activity.map((share, slot) => {
    const half = round(share * most);
    return half === 0
      ? ""
      : `M${round(x - half)} ${slot * ACTIVITY_SLOT}h${half * 2}v${ACTIVITY_SLOT}h${-half * 2}z`;
  });
  const d = boxes.join("");
  return d === "" ? [] : [path("activity", d)];
}

/** Round, as the ends of lines without length are. */
function drawDots({ x, dots }: FarLine): readonly Shape[] {
  return dots.length === 0 ? [] : [path("dots", dots.map((y) => `M${x} ${round(y)}h0`).join(""))];
}

/** As wide as in the diagram around a lifeline; between them no wider than there is room. */
function drawFarTrails({ trails, rowHeight }: FarPicture): readonly Shape[] {
  const between = Math.max(4, Math.min(12, rowHeight * 0.75));
  const held = trails.filter(({ message }) => message === undefined);
  const carried = trails.filter(({ message }) => message !== undefined);
  return [...drawTrails({ trails: carried }, between), ...drawTrails({ trails: held }, HELD_WIDTH)];
}

/** A line through all lifelines where an invariant was violated. */
function drawAlarms({ places }: FarFlag, { gutter, notesX }: FarPicture): readonly Shape[] {
  return places
    .filter(({ tone }) => tone === "violated")
    .map(({ y }) => path("alarm", `M${gutter - 8} ${round(y)}H${notesX}`));
}

function drawMark({ x, y, mark, at, words }: FarMark): Shape {
  const attributes = { class: `mark mark-${mark}`, transform: `translate(${x} ${round(y)})` };
  return drawGlyph(GLYPHS[mark], { ...attributes, "data-row": at, "data-words": words });
}

/** The sign and the words, and a tick for each place they tell of. */
function drawFlag({ tone, places, isUsual, ...flag }: FarFlag, notesX: number): readonly Shape[] {
  const { x, y, text, from, full } = flag;
  const usual = isUsual ? " usual" : "";
  const place = { class: `flag flag-${tone}`, transform: `translate(${x + FLAG_GLYPH} ${y})` };
  const words = { class: `flagText flag-${tone}${usual}`, x, y: y + BASELINE };
  const about = { "data-row": from, "data-words": full };
  return [
    ...FLAG_TONES.flatMap((each) => drawTicks(places, each, notesX)),
    ...(isUsual ? [] : [drawGlyph(FLAG_GLYPHS[tone], { ...place, ...about })]),
    ...(text === "" ? [] : [textShape(text, { ...words, ...about })]),
  ];
}

function drawTicks(places: readonly FlagPlace[], tone: FlagTone, x: number): readonly Shape[] {
  const d = places.filter((place) => place.tone === tone).map(({ y }) => `M${x} ${y}h${TICK}`);
  return d.length === 0 ? [] : [path(`flagTick flagTick-${tone}`, d.join(""))];
}

function path(name: string, d: string, attributes: Shape["attributes"] = {}): Shape {
  return { tag: "path", attributes: { class: name, d, ...attributes } };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
