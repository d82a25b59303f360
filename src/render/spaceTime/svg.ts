/** A picture of the diagram as one self-contained SVG. */
import type { Theme } from "../theme.js";
import { diagramCss } from "./diagramCss.js";
import { drawGutter, drawPicture } from "./drawing.js";
import { drawHead } from "./drawHead.js";
import { drawLegend, type DrawnLegend } from "./drawLegend.js";
import { legend } from "./legend.js";
import type { Picture } from "./picture.js";
import { LINE_HEIGHT, TAIL } from "./scale.js";
import { group, textShape, type Shape } from "./shape.js";
import { svgDocument, type SvgSheet, type SvgTitle } from "./svgDocument.js";

export interface SvgOptions extends SvgTitle {
  /** False: the events have no times. */
  readonly timed?: boolean;
  /** What the signs mean, at the foot; of a whole branch unless said otherwise. */
  readonly legend?: boolean;
  /** Words at a line below the last event, for a run that is seen from that cursor. */
  readonly cursor?: string;
}

/** Height of the nodes' names over the diagram, and the margin around everything. */
const HEAD = 52;
const MARGIN = 16;
/** How far the tips of messages on their way reach below the whole branch. */
const TIP = 6;
/** Space between the diagram and the legend. */
const FOOT = 24;

/** The window that the picture holds, with the nodes' names over it. */
export function toSvg(picture: Picture, theme: Theme, options: SvgOptions): string {
  const { top, bottom: end } = picture;
  const isWhole = top === 0 && end === picture.height;
  const foot = (options.legend ?? isWhole) ? drawFoot(picture, end) : undefined;
  const width = picture.width + MARGIN * 2;
  const height = end - top + HEAD + MARGIN * 2 + (foot?.height ?? 0);
  const { timed = true, cursor } = options;
  const shapes = [...drawPicture(picture), drawGutter(picture, timed)];
  if (cursor !== undefined && picture.rows.length > 0) shapes.push(drawCursor(picture, cursor));
  const sheet: SvgSheet = {
    ...{ left: -MARGIN, top: top - HEAD - MARGIN, width, height },
    ...{ background: theme.background, css: diagramCss(theme) },
    ...{ y1: top, y2: end + (isWhole ? TIP : 0), shapes },
    around: [drawHead(picture, top), ...(foot === undefined ? [] : [foot.shape])],
  };
  return svgDocument(sheet, options);
}

/** The legend under the diagram, with a line over it. */
function drawFoot(picture: Picture, y: number): DrawnLegend {
  const { shape, height } = drawLegend(legend(picture), 0, y + FOOT, picture.width);
  const d = `M0 ${y + FOOT / 2}H${picture.width}`;
  const rule: Shape = { tag: "path", attributes: { class: "legendRule", d } };
  return { shape: group("foot", [rule, shape]), height: height + FOOT };
}

/** The line between the last event and the tail, where messages are that are on their way. */
function drawCursor({ bottom, gutter, width, notesX }: Picture, words: string): Shape {
  const y = bottom - TAIL;
  return group("cursor", [
    { tag: "path", attributes: { class: "cursorEdge", d: `M${gutter - 8} ${y}H${width}` } },
    textShape(words, { class: "cursorWords", x: notesX + 2, y: y + LINE_HEIGHT }),
  ]);
}
