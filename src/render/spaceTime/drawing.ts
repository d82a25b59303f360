/**
 * A picture as shapes: the elements of an SVG as plain data, in painting order. `svg.ts` writes
 * them as text; a webview makes elements of them, one for one. Their looks are in `diagramCss.ts`,
 * by class.
 */
import { drawArrow, subjectOf } from "./drawArrow.js";
import { drawBand, drawBandLabel } from "./drawBand.js";
import {
  drawBlocks,
  drawLifeline,
  drawPills,
  drawTags,
  drawTimers,
  drawTints,
} from "./drawNode.js";
import { drawTrails, drawTrailTag } from "./drawTrails.js";
import { FLAGS, MARKS } from "./glyphs.js";
import type { Arrow, Flag, Picture, Row } from "./picture.js";
import { BASELINE } from "./scale.js";
import { drawGlyph, group, textShape, type Shape } from "./shape.js";

/** From the words of a flag to the middle of its glyph. */
const FLAG_GLYPH = -11;

/** Everything of a picture but the column of numbers and times on the left. */
export function drawPicture(picture: Picture): readonly Shape[] {
  const labels = picture.arrows.flatMap((arrow) => drawArrowLabel(arrow));
  const { rows, lifelines, bands, trailSigns } = picture;
  const words = [
    ...bands.flatMap(drawBandLabel),
    ...lifelines.flatMap(drawTags),
    ...trailSigns.flatMap(drawTrailTag),
  ];
  return [
    group("guides", guidesOf(picture)),
    group("bands", [...bands.map(drawBand), ...lifelines.flatMap(drawTints)]),
    group("trails", drawTrails(picture)),
    group("lanes", [...lifelines.flatMap(drawBlocks), ...lifelines.flatMap(drawTimers)]),
    group(
      "lifelines",
      lifelines.flatMap(({ x, stretches }) => drawLifeline(x, stretches)),
    ),
    group("arrows", picture.arrows.map(drawArrow)),
    group(
      "marks",
      rows.map((row) => drawMark(row, picture)),
    ),
    group("pills", lifelines.flatMap(drawPills)),
    group("labels", [...words, ...labels, ...rows.flatMap(drawRowLabel)]),
    group(
      "flags",
      rows.flatMap((row) => row.flags.flatMap((f) => drawFlag(f, row.at))),
    ),
  ];
}

/**
 * The column on the left: each event's number and, in a timed trace, its time; round times on the
 * time axis.
 */
export function drawGutter(
  { gutter, numberX, rows, ticks, scale }: Picture,
  timed: boolean,
): Shape {
  const time = (words: string, y: number) =>
    textShape(words, { class: "time", x: gutter - 16, y: y + BASELINE });
  if (scale.axis === "time") {
    return group(
      "gutter",
      ticks.map(({ words, y }) => time(words, y)),
    );
  }
  const texts = rows.flatMap(({ at, y, timeMs }) => {
    const number = textShape(String(at), { class: "number", x: numberX, y: y + BASELINE });
    return timed ? [number, time(`${timeMs} ms`, y)] : [number];
  });
  return group("gutter", texts);
}

/** Lines from the gutter into the diagram: one for each event, or for each round time. */
function guidesOf(picture: Picture): readonly Shape[] {
  if (picture.scale.axis === "order") return picture.rows.map((row) => drawGuide(row, picture));
  const ticks = picture.ticks.map(({ y }): Shape => {
    const d = `M${picture.gutter - 8} ${round(y)}H${picture.notesX}`;
    return { tag: "path", attributes: { class: "guide", d } };
  });
  const network = picture.rows.filter(({ x }) => x === undefined);
  return [...ticks, ...network.map((row) => drawGuide(row, picture))];
}

/**
 * A faint line from the event's time to its mark; for an event of the network through all lifelines
 * to its words.
 */
function drawGuide({ x, y, at }: Row, { gutter, notesX }: Picture): Shape {
  const end = x ?? notesX + 2;
  const name = x === undefined ? "guide networkGuide" : "guide";
  return {
    tag: "path",
    attributes: { class: name, d: `M${gutter - 8} ${y}H${end}`, "data-row": at },
  };
}

function drawMark({ x, y, mark, at }: Row, { notesX }: Picture): Shape {
  const attributes = {
    class: `mark mark-${mark}`,
    transform: `translate(${x ?? notesX + 7} ${x === undefined ? y - 5 : y})`,
    "data-row": at,
  };
  return drawGlyph(MARKS[mark], attributes);
}

function drawArrowLabel(arrow: Arrow): readonly Shape[] {
  if (arrow.label === undefined) return [];
  const { text, x, y, angle } = arrow.label;
  const turn = `translate(${x} ${y}) rotate(${angle})`;
  const place = { class: "arrowLabel", transform: turn, y: BASELINE, ...subjectOf(arrow) };
  return [textShape(text, place)];
}

function drawRowLabel({ at, label, labelX, labelY }: Row): readonly Shape[] {
  if (label === "") return [];
  const place = { class: "rowLabel", x: round(labelX), y: labelY + BASELINE, "data-row": at };
  return [textShape(label, place)];
}

function drawFlag({ tone, text, x, y }: Flag, at: number): readonly Shape[] {
  if (text === "") return [];
  const glyph = { class: `flag flag-${tone}`, transform: `translate(${x + FLAG_GLYPH} ${y})` };
  const words = { class: `flagText flag-${tone}`, x, y: y + BASELINE, "data-row": at };
  return [drawGlyph(FLAGS[tone], glyph), textShape(text, words)];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
