/** One line of a chart: what was measured, how far it spread, and the line's name at its end. */
import { group, textShape, type Shape } from "../spaceTime/shape.js";
import type { Theme } from "../theme.js";
import type { ChartLine, ChartPoint } from "./chart.js";
import { lookOf } from "./looks.js";

/** Where figures stand. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Half the width of the ends of a spread. */
const CAP = 4;

export function drawLine(line: ChartLine, plot: Plot, theme: Theme): Shape {
  const { look, points, drawn } = line;
  const { token, dashes, mark } = lookOf(look);
  const path = {
    class: "chartLine",
    d: drawn === "steps" ? steps(points, plot) : joined(points, plot),
    ...{ stroke: theme[token], ...(dashes === "" ? {} : { "stroke-dasharray": dashes }) },
  };
  const marked = drawn === "steps" ? points.slice(-1) : points;
  return group("line", [
    { tag: "path", attributes: path },
    ...points.flatMap((point) => drawSpread(point, plot, theme[token])),
    ...marked.map(({ x, y }): Shape => ({
      tag: "path",
      attributes: {
        ...{ class: "mark", d: mark, fill: theme[token] },
        transform: `translate(${round(plot.x(x))} ${round(plot.y(y))})`,
      },
    })),
  ]);
}

/** The name stands at that height; where it had to give way, a stroke leads there. */
export function drawName(line: ChartLine, plot: Plot, y: number, theme: Theme): Shape {
  const { name, look, points } = line;
  const last = points.at(-1);
  const color = theme[lookOf(look).token];
  const from = last === undefined ? [plot.right, y] : [plot.x(last.x) + 7, plot.y(last.y)];
  const d = `M${from.map(round).join(" ")}L${plot.right + 8} ${round(y)}`;
  return group("name", [
    { tag: "path", attributes: { class: "whisker", d, stroke: color } },
    textShape(name, { x: plot.right + 12, y: round(y) + 5, style: `fill:${color}` }),
  ]);
}

function drawSpread({ x, y, low = y, high = y }: ChartPoint, plot: Plot, stroke: string) {
  const [at, top, bottom] = [x, high, low].map((value, place) =>
    round(place === 0 ? plot.x(value) : plot.y(value)),
  ) as [number, number, number];
  if (bottom - top < 2) return [];
  const ends = [top, bottom].map((end) => `M${at - CAP} ${end}h${CAP * 2}`).join("");
  const d = `M${at} ${top}V${bottom}${ends}`;
  return [{ tag: "path", attributes: { class: "whisker", d, stroke } } as const];
}

function joined(points: readonly ChartPoint[], { x, y }: Plot): string {
  const places = points.map((point) => `${round(x(point.x))} ${round(y(point.y))}`);
  return places.length === 0 ? "" : `M${places.join("L")}`;
}

function steps(points: readonly ChartPoint[], { x, y }: Plot): string {
  return points
    .map((point, place) => {
      const [right, up] = [round(x(point.x)), round(y(point.y))];
      return place === 0 ? `M${right} ${up}` : `H${right}V${up}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
