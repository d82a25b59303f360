/** The whole run as a strip beside a scroll bar: lifelines, gaps of crashes, bands and ticks. */
import type { Shape } from "../spaceTime/shape.js";
import { group } from "../spaceTime/shape.js";
import type { FarBand, FarFlag, FarLine, FarMark, FarPicture, FlagTone, Look } from "./picture.js";

/** Width and dashes of a lifeline; none where a crashed node leaves a gap. */
const LINES: { readonly [L in Look]: { readonly width: number; readonly dash: string } } = {
  quiet: { width: 1, dash: "" },
  waiting: { width: 2, dash: "3 2" },
  seeking: { width: 3, dash: "1 1" },
  serving: { width: 3, dash: "4 1" },
  leading: { width: 4, dash: "" },
  odd: { width: 2.5, dash: "5 1 1 1" },
  absent: { width: 0, dash: "" },
  gone: { width: 0, dash: "" },
  down: { width: 0, dash: "" },
};
/** How far a flag's tick reaches to the left of the notes, and how high it is. */
const TICKS: { readonly [T in FlagTone]: { readonly reach: number; readonly height: number } } = {
  violated: { reach: Infinity, height: 2 },
  restored: { reach: 0, height: 1 },
  beat: { reach: 4, height: 2 },
  moment: { reach: 0, height: 1 },
};
const CROSS = 2;

export function drawStrip(picture: FarPicture): readonly Shape[] {
  const { lines, bands, marks, flags } = picture;
  return [
    group("bands", bands.map(drawBand)),
    group("lifelines", lines.flatMap(drawLine)),
    group("marks", marks.flatMap(drawMark)),
    group(
      "flags",
      flags.flatMap((flag) => drawTicks(flag, picture)),
    ),
  ];
}

function drawLine({ x, stretches }: FarLine): readonly Shape[] {
  return stretches.flatMap(({ y1, y2, look }) => {
    const { width, dash } = LINES[look];
    if (width === 0) return [];
    const attributes = {
      class: `life tone-${look}`,
      d: `M${x} ${y1}V${y2}`,
      "stroke-width": width,
    };
    return [
      {
        tag: "path",
        attributes: dash === "" ? attributes : { ...attributes, "stroke-dasharray": dash },
      },
    ];
  });
}

function drawBand({ x, y1, y2, isWhole }: FarBand): Shape {
  const attributes = {
    class: "farBand",
    d: `M${x} ${y1}V${y2}`,
    "stroke-width": isWhole ? 3 : 1.5,
  };
  return { tag: "path", attributes: { ...attributes, "stroke-dasharray": "1 2" } };
}

function drawMark({ mark, x, y }: FarMark): readonly Shape[] {
  if (mark !== "crash") return [];
  const size = CROSS * 2;
  const d = `M${x - CROSS} ${y - CROSS}l${size} ${size}m0 ${-size}l${-size} ${size}`;
  return [{ tag: "path", attributes: { class: "farCross", d } }];
}

function drawTicks({ places, isUsual }: FarFlag, { notesX, width }: FarPicture): readonly Shape[] {
  return places.map(({ y, tone }) => {
    const { reach, height } = TICKS[tone];
    const x = Math.max(0, notesX - reach);
    const box = { x, y: y - height / 2, width: width - x, height };
    const name = `stripTick stripTick-${tone}${isUsual ? " usual" : ""}`;
    return { tag: "rect", attributes: { class: name, ...box } };
  });
}
