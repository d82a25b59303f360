/**
 * A picture as shapes: the elements of an SVG as plain data, in painting order. `svg.ts` writes
 * them as text; a webview makes elements of them, one for one. Their looks are in `diagramCss.ts`,
 * by class.
 */
import { drawArrow } from "./drawArrow.js";
import { FLAGS, LIFELINES, MARKS } from "./glyphs.js";
import type { ArrowLabel, Flag, Lifeline, Picture, Row, Stretch } from "./picture.js";
import { CAPTION_BELOW_MARK, LINE_HEIGHT, PILL_PADDING } from "./scale.js";
import { drawGlyph, group, textShape, type Shape } from "./shape.js";

/** From the middle of a line of text to its baseline. */
const BASELINE = 4;
/** From the words of a flag to the middle of its glyph. */
const FLAG_GLYPH = -11;

/** Everything of a picture but the column of numbers and times on the left. */
export function drawPicture(picture: Picture): readonly Shape[] {
  const labels = picture.arrows.flatMap(({ label, message }) =>
    label === undefined ? [] : drawArrowLabel(label, message),
  );
  return [
    group(
      "guides",
      picture.rows.map((row) => drawGuide(row, picture)),
    ),
    group("lifelines", picture.lifelines.flatMap(drawLifeline)),
    group("arrows", picture.arrows.map(drawArrow)),
    group(
      "marks",
      picture.rows.map((row) => drawMark(row, picture)),
    ),
    group("labels", [...labels, ...picture.rows.flatMap(drawRowLabel)]),
    group("pills", picture.lifelines.flatMap(drawPills)),
    group(
      "flags",
      picture.rows.flatMap((row) => row.flags.flatMap((f) => drawFlag(f, row.at))),
    ),
  ];
}

/** The column on the left: each event's number and, in a timed trace, its time. */
export function drawGutter(picture: Picture, timed: boolean): Shape {
  const right = picture.gutter - 16;
  const texts = picture.rows.flatMap(({ at, y, timeMs }) => {
    const number = { class: "number", x: timed ? right - 58 : right, y: y + BASELINE };
    const time = { class: "time", x: right, y: y + BASELINE };
    const shapes = [textShape(String(at), number)];
    return timed ? [...shapes, textShape(`${timeMs} ms`, time)] : shapes;
  });
  return group("gutter", texts);
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

function drawLifeline({ x, stretches }: Lifeline): readonly Shape[] {
  return stretches.flatMap(({ y1, y2, look }) =>
    LIFELINES[look].map(({ width, dash, erases }): Shape => {
      const period = dash.reduce((sum, length) => sum + length, 0);
      const phase = period === 0 ? 0 : Math.round((y1 % period) * 100) / 100;
      const attributes = {
        class: erases ? "life erases" : `life tone-${look}`,
        d: `M${x} ${y1}V${y2}`,
        "stroke-width": width,
        ...(period === 0 ? {} : { "stroke-dasharray": dash.join(" ") }),
        ...(phase === 0 ? {} : { "stroke-dashoffset": phase }),
      };
      return { tag: "path", attributes };
    }),
  );
}

function drawMark({ x, y, mark, at }: Row, { notesX }: Picture): Shape {
  const attributes = {
    class: `mark mark-${mark}`,
    transform: `translate(${x ?? notesX + 7} ${x === undefined ? y - 5 : y})`,
    "data-row": at,
  };
  return drawGlyph(MARKS[mark], attributes);
}

function drawPills({ x, stretches }: Lifeline): readonly Shape[] {
  return stretches.filter(({ caption }) => caption !== "").map((stretch) => drawPill(x, stretch));
}

function drawPill(x: number, { y1, look, caption, captionWidth }: Stretch): Shape {
  const half = captionWidth / 2 + PILL_PADDING;
  const middle = y1 + CAPTION_BELOW_MARK;
  const box = { x: round(x - half), y: middle - LINE_HEIGHT / 2, width: round(half * 2) };
  const attributes = { class: "pillBox", ...box, height: LINE_HEIGHT, rx: LINE_HEIGHT / 2 };
  const words = { class: "pillText", x, y: middle + BASELINE - 0.5 };
  return {
    tag: "g",
    attributes: { class: `pill tone-${look}` },
    children: [{ tag: "rect", attributes }, textShape(caption, words)],
  };
}

function drawArrowLabel({ text, x, y, angle }: ArrowLabel, message: number): Shape {
  const turn = `translate(${x} ${y}) rotate(${angle})`;
  const place = { class: "arrowLabel", transform: turn, y: BASELINE, "data-message": message };
  return textShape(text, place);
}

function drawRowLabel({ at, label, labelX, labelY }: Row): readonly Shape[] {
  if (label === "") return [];
  const place = { class: "rowLabel", x: round(labelX), y: labelY + BASELINE, "data-row": at };
  return [textShape(label, place)];
}

function drawFlag({ tone, text, x, y }: Flag, at: number): readonly Shape[] {
  const glyph = { class: `flag flag-${tone}`, transform: `translate(${x + FLAG_GLYPH} ${y})` };
  const words = { class: `flagText flag-${tone}`, x, y: y + BASELINE, "data-row": at };
  return [drawGlyph(FLAGS[tone], glyph), textShape(text, words)];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
