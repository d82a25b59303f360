/** A whole run, or some events of it, on one page: the far-out picture as an SVG. */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { fitEnds } from "../fontMetrics.js";
import { axisOf, scaleOf, type AxisName } from "../spaceTime/axis.js";
import { diagramCss } from "../spaceTime/diagramCss.js";
import { drawLegend, type DrawnLegend } from "../spaceTime/drawLegend.js";
import { NAME_PX } from "../spaceTime/scale.js";
import { group, textShape, type Shape } from "../spaceTime/shape.js";
import { svgDocument, type SvgTitle } from "../spaceTime/svgDocument.js";
import type { Theme } from "../theme.js";
import { drawFarGutter, drawFarPicture, spacingOf } from "./drawing.js";
import { farLegend } from "./farLegend.js";
import { farPicture } from "./overview.js";
import { overviewCss } from "./overviewCss.js";
import type { FarPicture } from "./picture.js";

/** What fills a page or a slide; a short run takes less height. */
const [PAGE_WIDTH, PAGE_HEIGHT] = [1000, 1050];
/** Larger rows are better drawn as a diagram. */
const MOST_ZOOM = 0.3;
/** Height of the nodes' names over the picture, and the margin around everything. */
const [HEAD, MARGIN] = [32, 16];
/** Space between the picture and the legend. */
const FOOT = 24;
/** Room between two names. */
const NAME_GAP = 8;

export interface FarSvgWish {
  readonly branch: BranchId;
  /** The events, both included; none when `to` < `from`. */
  readonly from: number;
  readonly to: number;
  readonly axis: AxisName;
}

export function toFarSvg(
  trace: RecordedTrace,
  { branch, from, to, axis }: FarSvgWish,
  theme: Theme,
  title: SvgTitle,
): string {
  const scale = scaleOf(trace, branch, axis);
  const full = axisOf(trace, branch, scale);
  const [start, end] = to < from ? [0, 0] : [full.cursorY(from - 1), full.bottomOf(to)];
  const zoom = Math.min(MOST_ZOOM, PAGE_HEIGHT / Math.max(1, end - start));
  const [top, height] = [start * zoom, (end - start) * zoom];
  const picture = farPicture(trace, branch, { scale, zoom, top, height, width: PAGE_WIDTH });
  const y1 = top - picture.top;
  const foot = drawFoot(trace, picture, y1 + height + FOOT);
  const sheet = {
    ...{ left: -MARGIN, top: y1 - HEAD - MARGIN, width: picture.width + MARGIN * 2 },
    height: Math.ceil(HEAD + height + FOOT + foot.height + MARGIN * 2),
    background: theme.background,
    css: `${diagramCss(theme)}\n${overviewCss(theme)}`,
    ...{ y1, y2: y1 + height, shapes: [...drawFarPicture(picture), drawFarGutter(picture)] },
    around: [drawNames(picture, y1), foot.shape],
  };
  return svgDocument(sheet, title);
}

/** The legend, with a line over it. */
function drawFoot(trace: RecordedTrace, picture: FarPicture, y: number): DrawnLegend {
  const { shape, height } = drawLegend(farLegend(trace.header, picture), 0, y, picture.width);
  const d = `M0 ${y - FOOT / 2}H${picture.width}`;
  const rule: Shape = { tag: "path", attributes: { class: "legendRule", d } };
  return { shape: group("foot", [rule, shape]), height };
}

function drawNames(picture: FarPicture, y: number): Shape {
  const room = spacingOf(picture) - NAME_GAP;
  const names = picture.lines.map(({ name, x }) =>
    textShape(fitEnds(name, NAME_PX, room), { class: "nodeName", x, y: y - HEAD / 2 }),
  );
  return group("head", names);
}
