import { level } from "./drawNode.js";
import { hatch } from "./hatch.js";
import type { Band } from "./picture.js";
import { BAND_HALF } from "./scale.js";
import type { Shape } from "./shape.js";

/** A band: hatched where every link is cut, else only its dashed edges. */
export function drawBand({ x, y1, y2, isWhole, words }: Omit<Band, "label">): Shape {
  const [left, right] = [x - BAND_HALF, x + BAND_HALF];
  const [top, bottom] = [Math.round(y1 * 100) / 100, Math.round(y2 * 100) / 100];
  const area = { class: "bandArea", x: left, y: top, width: BAND_HALF * 2, height: bottom - top };
  const edges = `M${left} ${top}V${bottom}M${right} ${top}V${bottom}`;
  const lines = isWhole ? hatch(left, right, top, bottom, 8) : "";
  return {
    tag: "g",
    attributes: { class: isWhole ? "band band-whole" : "band band-part", "data-words": words },
    children: [
      { tag: "rect", attributes: area },
      { tag: "path", attributes: { class: "bandEdge", d: edges, "stroke-dashoffset": top % 8 } },
      ...(isWhole ? [{ tag: "path", attributes: { class: "bandHatch", d: lines } } as const] : []),
    ],
  };
}

/** The words at the top of a band. */
export function drawBandLabel({ label }: Band): readonly Shape[] {
  return label === undefined ? [] : [level(label, "bandLabel")];
}
