/** The legend as shapes, for the foot of an export. */
import { RELATION_SIGNS } from "../causes/drawCauses.js";
import { textWidth } from "../fontMetrics.js";
import { drawBand } from "./drawBand.js";
import { drawArrow } from "./drawArrow.js";
import { drawBlocks, drawLifeline, drawTimers, drawTints } from "./drawNode.js";
import { drawTrails } from "./drawTrails.js";
import { ARRIVING, FLAGS, MARKS } from "./glyphs.js";
import type { LegendEntry, Sign } from "./legend.js";
import type { Arrow, ArrowFate, Block, Lifeline, TrailLeg } from "./picture.js";
import { BASELINE, BLOCK_GAP, LABEL_PX, TIMER_GAP } from "./scale.js";
import { drawGlyph, group, textShape, type Shape } from "./shape.js";

/** Width of a sign, the words right of it, and the space to the next entry. */
const [SIGN, WORDS, SPACE] = [34, 44, 20];
/** Height of a line of entries, and half the height of a sign. */
const [LINE, HALF] = [24, 9];

export interface DrawnLegend {
  readonly shape: Shape;
  readonly height: number;
}

/** Entries in columns of the same width, from (x, y) on, as wide as `width` allows. */
export function drawLegend(
  entries: readonly LegendEntry[],
  x: number,
  y: number,
  width: number,
): DrawnLegend {
  const widest = Math.max(0, ...entries.map(({ words }) => textWidth(words, LABEL_PX)));
  const step = Math.ceil(WORDS + widest + SPACE);
  const columns = Math.max(1, Math.floor((width + SPACE) / step));
  const lines = Math.ceil(entries.length / columns);
  const shapes = entries.map(({ shows, words }, i) => {
    const [left, top] = [x + Math.floor(i / lines) * step, y + (i % lines) * LINE];
    const text = textShape(words, { class: "legendText", x: WORDS, y: BASELINE });
    return {
      tag: "g",
      attributes: { class: "legendEntry", transform: `translate(${left} ${top + LINE / 2})` },
      children: [...drawSign(shows), text],
    } as const;
  });
  return { shape: group("legend", shapes), height: lines * LINE };
}

/** The sign around (SIGN / 2, 0). */
function drawSign(shows: Sign): readonly Shape[] {
  const x = SIGN / 2;
  switch (shows.sign) {
    case "fate":
      return [drawSample({ fate: shows.fate })];
    case "copy":
    case "forged":
      return [drawSample({ [shows.sign]: true })];
    case "pause":
      return [drawSample({ pauses: [0.45] })];
    case "look":
      return drawLifeline(x, [{ ...(shows.look === "down" ? GAP : EXTENT), look: shows.look }]);
    case "lane":
      return shows.show === "block"
        ? drawBlocks(lineAt(x + BLOCK_GAP, shows.show))
        : drawTints(lineAt(x, shows.show));
    case "trail":
      return drawTrails({ trails: [{ ...TRAIL, pattern: shows.pattern }] });
    case "trailEnd":
      return drawTrails({ trails: [{ ...TRAIL, x2: x + 6, ends: true }] });
    case "timer": {
      const extent = { place: 0, y1: -HALF, y2: HALF - 3, begins: true, end: shows.end };
      const bar = { ...extent, timer: "", node: "", since: "", until: undefined };
      return drawTimers({ x: x - TIMER_GAP, timers: [bar] });
    }
    case "band": {
      const band = drawBand({ x, ...EXTENT, isWhole: shows.isWhole, words: "" });
      return [band];
    }
    case "mark":
      return [drawGlyph(MARKS[shows.mark], { class: `mark mark-${shows.mark}`, ...at(x) })];
    case "relation": {
      const sign = { class: `relation relation-${shows.relation}`, ...at(x) };
      return [
        drawGlyph(RELATION_SIGNS[shows.relation], sign),
        drawGlyph(MARKS.receive, { class: `mark is-${shows.relation}`, ...at(x) }),
      ];
    }
    case "hop":
      return [{ tag: "path", attributes: { class: "hop", d: `M4 0H${SIGN - 4}` } }];
    case "flag":
      return [drawGlyph(FLAGS[shows.tone], { class: `flag flag-${shows.tone}`, ...at(x) })];
  }
}

/** A ribbon from left to right. */
const TRAIL: TrailLeg = {
  ...{ trail: "", number: 1, pattern: 0, name: "", message: 0, words: "" },
  ...{ x1: 4, y1: 0, x2: SIGN - 4, y2: 0, bow: 0, begins: false, ends: false },
};
const EXTENT = { y1: -HALF, y2: HALF };
/** Of a gap, whose ends are left to the marks there. */
const GAP = { y1: -HALF * 2, y2: HALF * 2 };

function at(x: number): { readonly transform: string } {
  return { transform: `translate(${x} 0)` };
}

/** A lifeline with two blocks one below the other. */
function lineAt(x: number, show: Block["show"]): Pick<Lifeline, "x" | "blocks"> {
  const block = { lane: "", show, place: 0, words: "", tag: undefined };
  const [upper, lower] = [
    { y1: -LINE / 2, y2: 0, pattern: 0 } as const,
    { y1: 0, y2: LINE / 2, pattern: 1 } as const,
  ];
  return {
    x,
    blocks: [
      { ...block, ...upper },
      { ...block, ...lower },
    ],
  };
}

/** An arrow from left to right, without what makes a shape of the diagram out of it. */
function drawSample(special: {
  fate?: ArrowFate;
  copy?: true;
  forged?: true;
  pauses?: number[];
}): Shape {
  const arrives = special.fate === undefined || ARRIVING.has(special.fate);
  const arrow: Arrow = {
    ...{ message: 0, type: "", from: "", to: "", sentAt: 0, endAt: 0, words: "", bow: 0 },
    ...{ fate: "received", copy: false, forged: false, pauses: [] },
    ...{ label: undefined, carries: undefined },
    ...{ x1: -4, y1: 0, x2: arrives ? SIGN + 4 : SIGN - 5, y2: 0.01 },
    ...special,
  };
  const shape = drawArrow(arrow);
  return { ...shape, attributes: { class: `sample fate-${arrow.fate}` } };
}
