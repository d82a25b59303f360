/** A chart as one self-contained SVG. */
import { fitText, textWidth } from "../fontMetrics.js";
import { FONT_FAMILY } from "../spaceTime/diagramCss.js";
import { group, textShape, type Shape } from "../spaceTime/shape.js";
import { svgDocument, type SvgTitle } from "../spaceTime/svgDocument.js";
import type { Theme } from "../theme.js";
import type { Chart } from "./chart.js";
import { drawLine, drawName, type Plot } from "./drawLine.js";
import { linear, spreadApart, ticksUpTo } from "./scales.js";

const [WIDTH, HEIGHT, MARGIN] = [880, 500, 24];
const [TITLE_PX, WORD_PX] = [20, 14];
const LINE_HEIGHT = 20;
/** Room between the plot and the words around it. */
const GAP = 12;
/** Between the end of a line and its name. */
const NAME_GAP = 18;

/** The chart's title and what it tells are the picture's own, for those who cannot see it. */
export function chartSvg(chart: Chart, theme: Theme, { fontUrl }: Pick<SvgTitle, "fontUrl">) {
  const above = wrapWords(chart.subtitle, WIDTH - 2 * MARGIN);
  const ticks = ticksUpTo(greatest(chart));
  const numbers = ticks.values.map((value) => value.toFixed(ticks.decimals));
  const top = MARGIN + TITLE_PX + (above.length + 1) * LINE_HEIGHT + 2 * GAP;
  const bottom = HEIGHT - MARGIN - 2 * LINE_HEIGHT - GAP;
  const left = MARGIN + widest(numbers) + GAP;
  const right = WIDTH - MARGIN - NAME_GAP - widest(chart.lines.map(({ name }) => name));
  const last = ticks.values.at(-1) ?? 1;
  const plot: Plot = {
    ...{ left, right, top, bottom },
    x: linear([chart.xTicks[0]?.x ?? 0, chart.xTicks.at(-1)?.x ?? 1], [left + GAP, right - GAP]),
    y: linear([0, last], [bottom, top]),
  };
  const shapes = [
    drawWords(chart, above, plot),
    ...ticks.values.map((value, place) => drawLevel(plot, value, numbers[place] ?? "")),
    ...chart.xTicks.map(({ x, label }) =>
      textShape(label, { class: "xNumber", x: plot.x(x), y: bottom + GAP + WORD_PX }),
    ),
    ...chart.flags.map((flag) => drawFlag(plot, flag)),
    ...drawLines(chart, plot, theme),
  ];
  return svgDocument(
    {
      ...{ left: 0, top: 0, width: WIDTH, height: HEIGHT, y1: 0, y2: HEIGHT },
      ...{ background: theme.background, css: chartCss(theme), shapes, around: [] },
    },
    {
      ...{ title: chart.title, description: chart.subtitle },
      ...(fontUrl === undefined ? {} : { fontUrl }),
    },
  );
}

function greatest({ lines }: Chart): number {
  return Math.max(0, ...lines.flatMap(({ points }) => points.map(({ y, high = y }) => high)));
}

function widest(texts: readonly string[]): number {
  return Math.ceil(Math.max(0, ...texts.map((text) => textWidth(text, WORD_PX))));
}

function drawWords(chart: Chart, above: readonly string[], { left, right, top }: Plot): Shape {
  const { title, xLabel, yLabel } = chart;
  const atY = MARGIN + TITLE_PX + GAP / 2;
  return group("words", [
    textShape(fitText(title, TITLE_PX, WIDTH - 2 * MARGIN), {
      ...{ class: "chartTitle", x: MARGIN, y: MARGIN + TITLE_PX - 4 },
    }),
    ...above.map((text, line) =>
      textShape(text, { class: "besides", x: MARGIN, y: atY + (line + 1) * LINE_HEIGHT - 4 }),
    ),
    textShape(yLabel, { class: "axisWords", x: MARGIN, y: top - GAP - 4 }),
    textShape(xLabel, { class: "xWords", x: (left + right) / 2, y: HEIGHT - MARGIN }),
  ]);
}

function drawLevel({ left, right, y }: Plot, value: number, number: string): Shape {
  const d = `M${left} ${round(y(value))}H${right}`;
  return group("tick", [
    { tag: "path", attributes: { class: value === 0 ? "base" : "level", d } },
    textShape(number, { class: "yNumber", x: left - 8, y: round(y(value)) + 5 }),
  ]);
}

function drawFlag({ x, top, bottom }: Plot, flag: Chart["flags"][number]): Shape {
  const at = round(x(flag.x));
  return group("flag", [
    { tag: "path", attributes: { class: "flagLine", d: `M${at} ${top}V${bottom}` } },
    textShape(flag.label, { class: "flagWords", x: at + 6, y: top + WORD_PX }),
  ]);
}

/** The lines, and their names beside their ends. */
function drawLines({ lines }: Chart, plot: Plot, theme: Theme): readonly Shape[] {
  const ends = lines.map(({ points }) => plot.y(points.at(-1)?.y ?? 0));
  const heights = spreadApart(ends, LINE_HEIGHT, [plot.top, plot.bottom]);
  return [
    ...lines.map((line) => drawLine(line, plot, theme)),
    ...lines.map((line, place) => drawName(line, plot, heights[place] ?? 0, theme)),
  ];
}

function chartCss(theme: Theme): string {
  return [
    `text{font-family:${FONT_FAMILY};font-size:${WORD_PX}px;fill:${theme.foreground}}`,
    `.chartTitle{font-size:${TITLE_PX}px;font-weight:600}`,
    `.besides{fill:${theme.muted}}`,
    `.axisWords{font-weight:600}`,
    `.xWords{font-weight:600;text-anchor:middle}`,
    `.xNumber{text-anchor:middle;font-variant-numeric:tabular-nums}`,
    `.yNumber{text-anchor:end;font-variant-numeric:tabular-nums}`,
    `.level{stroke:${theme.faint};stroke-width:1;fill:none}`,
    `.base{stroke:${theme.muted};stroke-width:1.5;fill:none}`,
    `.flagLine{stroke:${theme.muted};stroke-width:1.5;stroke-dasharray:3 4;fill:none}`,
    `.flagWords{fill:${theme.muted}}`,
    `.chartLine{stroke-width:2.5;fill:none;stroke-linejoin:round}`,
    `.whisker{stroke-width:1.25;fill:none}`,
    `.mark{stroke:${theme.background};stroke-width:1.5}`,
  ].join("\n");
}

/** Lines of at most that width, broken between words. */
function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const joined = lines.length === 0 ? word : `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length > 0 && textWidth(joined, WORD_PX) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
