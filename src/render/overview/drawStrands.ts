/** Messages of a far-out picture as few paths: all that look the same are one. */
import type { Fate } from "../../trace/fate.js";
import { DASHES } from "../spaceTime/glyphs.js";
import type { Shape } from "../spaceTime/shape.js";
import type { Strand } from "./picture.js";

/** How far strands begin and end from the lifelines. */
const CLEAR = 4;
/** Half the size of the cross at the end of lost messages. */
const CROSS = 2.5;

export function drawStrands(strands: readonly Strand[]): readonly Shape[] {
  const alike = new Map<string, Strand[]>();
  for (const strand of strands) {
    const name = nameOf(strand);
    const there = alike.get(name);
    if (there) there.push(strand);
    else alike.set(name, [strand]);
  }
  return [...alike].flatMap(([name, some]) => drawAlike(name, some));
}

function nameOf({ weight, lost, fate }: Strand): string {
  if (fate !== undefined) return `strand single fate-${fate}`;
  return `strand strand-${weight}${lost ? " fate-dropped" : ""}`;
}

function drawAlike(name: string, strands: readonly Strand[]): readonly Shape[] {
  const [first] = strands;
  if (first === undefined) return [];
  const dash = DASHES[lookOf(first)].join(" ");
  const lines = strands.map(lineOf).join("");
  const shape: Shape = {
    tag: "path",
    attributes: { class: name, d: lines, ...(dash === "" ? {} : { "stroke-dasharray": dash }) },
  };
  if (!first.lost) return [shape];
  const crosses = strands.map(crossOf).join("");
  return [shape, { tag: "path", attributes: { class: `${name} strandEnd`, d: crosses } }];
}

/** How a strand of many messages looks: as one that arrived, or as one that was dropped. */
function lookOf({ fate, lost }: Strand): Fate {
  return fate ?? (lost ? "dropped" : "received");
}

function lineOf({ x1, y1, x2, y2 }: Strand): string {
  const aside = x2 === x1 ? 0 : x2 > x1 ? CLEAR : -CLEAR;
  return `M${round(x1 + aside)} ${round(y1)}L${round(x2 - aside)} ${round(y2)}`;
}

function crossOf({ x1, x2, y2 }: Strand): string {
  const [x, y] = [x2 - (x2 === x1 ? 0 : x2 > x1 ? CLEAR : -CLEAR), y2];
  const [left, right] = [round(x - CROSS), round(x + CROSS)];
  const [upper, lower] = [round(y - CROSS), round(y + CROSS)];
  return `M${left} ${upper}L${right} ${lower}M${left} ${lower}L${right} ${upper}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
