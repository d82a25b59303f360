/** Messages of a far-out picture as few paths: all that look the same are one. */
import { DASHES } from "../spaceTime/glyphs.js";
import type { ArrowFate } from "../spaceTime/picture.js";
import type { Shape } from "../spaceTime/shape.js";
import type { Strand } from "./picture.js";

/** How far strands begin and end from the lifelines. */
const CLEAR = 4;
/** Half the size of the cross at the end of lost messages. */
const CROSS = 2.5;
/** Radius of the ring at an end that nothing tells of. */
const RING = 1.75;

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

function nameOf({ count, weight, lost, fate }: Strand): string {
  const isSingle = count === 1 && fate !== undefined;
  const fateName = fate ?? (lost ? "dropped" : undefined);
  return `strand ${isSingle ? "single" : `strand-${weight}`}${fateName ? ` fate-${fateName}` : ""}`;
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
  const ends = strands.map(endOf).join("");
  if (ends === "") return [shape];
  return [shape, { tag: "path", attributes: { class: `${name} strandEnd`, d: ends } }];
}

/** How a strand of many messages looks: as one that arrived, or as one that was dropped. */
function lookOf({ fate, lost }: Strand): ArrowFate {
  return fate ?? (lost ? "dropped" : "received");
}

function lineOf({ x1, y1, x2, y2 }: Strand): string {
  const aside = x2 === x1 ? 0 : x2 > x1 ? CLEAR : -CLEAR;
  return `M${round(x1 + aside)} ${round(y1)}L${round(x2 - aside)} ${round(y2)}`;
}

/** The sign at a strand's end, or at its beginning; none where all is known. */
function endOf(strand: Strand): string {
  if (strand.fate === "noSend") return ringAt(strand.x1, strand.y1);
  if (strand.fate === "noReceive") return ringAt(strand.x2, strand.y2);
  return strand.lost ? crossOf(strand) : "";
}

function ringAt(x: number, y: number): string {
  const arc = (side: number) => `A${RING} ${RING} 0 1 1 ${round(x + side * RING)} ${round(y)}`;
  return `M${round(x - RING)} ${round(y)}${arc(1)}${arc(-1)}`;
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
