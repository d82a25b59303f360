/** A picture of the diagram as one self-contained SVG. */
import type { CausalView } from "../causes/causes.js";
import { causesCss } from "../causes/causesCss.js";
import { drawCauses, withRelations } from "../causes/drawCauses.js";
import type { Theme } from "../theme.js";
import { diagramCss } from "./diagramCss.js";
import { drawGutter, drawPicture } from "./drawing.js";
import { drawHead } from "./drawHead.js";
import { drawLegend, type DrawnLegend } from "./drawLegend.js";
import { causeLegend, legend } from "./legend.js";
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
  /** Of one event, for the same window. */
  readonly causes?: CausalView;
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
  const { timed = true, cursor, causes } = options;
  const foot = (options.legend ?? isWhole) ? drawFoot(picture, end, causes) : undefined;
  const width = picture.width + MARGIN * 2;
  const height = end - top + HEAD + MARGIN * 2 + (foot?.height ?? 0);
  const shapes = [...drawRun(picture, causes), drawGutter(picture, timed)];
  if (cursor !== undefined && picture.rows.length > 0) shapes.push(drawCursor(picture, cursor));
  const sheet: SvgSheet = {
    ...{ left: -MARGIN, top: top - HEAD - MARGIN, width, height },
    ...{ background: theme.background, css: cssFor(theme, causes) },
    ...{ y1: top, y2: end + (isWhole ? TIP : 0), shapes },
    around: [drawHead(picture, top), ...(foot === undefined ? [] : [foot.shape])],
  };
  return svgDocument(sheet, options);
}

function drawRun(picture: Picture, causes: CausalView | undefined): readonly Shape[] {
  const shapes = drawPicture(picture);
  if (causes === undefined) return shapes;
  return [...drawCauses(picture, causes), ...withRelations(shapes, causes)];
}

function cssFor(theme: Theme, causes: CausalView | undefined): string {
  return causes === undefined ? diagramCss(theme) : `${diagramCss(theme)}\n${causesCss(theme)}`;
}

/** The legend under the diagram, with a line over it. */
function drawFoot(picture: Picture, y: number, causes: CausalView | undefined): DrawnLegend {
  const entries = [...legend(picture), ...(causes === undefined ? [] : causeLegend(causes))];
  const { shape, height } = drawLegend(entries, 0, y + FOOT, picture.width);
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
