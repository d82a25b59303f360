/** What the pane of the diagram needs to know of whatever picture it shows. Needs no DOM. */
import type { AxisPlace } from "../../bridge/messages.js";
import type { Arrow } from "../../render/spaceTime/picture.js";
import { NEAR_ZOOM } from "../model/zoom.js";
import type { HeadPlace } from "./Head.js";
import { heightsToDraw } from "./heightWindow.js";
import type { Anchor } from "./useFollow.js";
import type { Shown, Wish } from "./usePicture.js";

/** Heights that are asked for at once, in pixels: of the detailed picture at zoom 1. */
const NEAR_BLOCKS = { block: 1_600, overscan: 800 } as const;
const FAR_BLOCKS = { block: 600, overscan: 600 } as const;
/** Between two nodes' names. */
const NAME_GAP = 8;

export interface Pane {
  readonly top: number;
  readonly visible: number;
  readonly width: number;
}

/** The window that covers what is visible, with some to spare. */
export function wishFor(
  { top, visible, width }: Pane,
  branch: string,
  { scale: { axis }, height }: AxisPlace,
  zoom: number,
  room: number,
): Wish {
  if (zoom < NEAR_ZOOM) {
    const { y1, y2 } = heightsToDraw(top, visible, height * zoom, FAR_BLOCKS);
    const size = { top: y1, height: y2 - y1, width };
    return { is: "far", window: { branch, axis, zoom, ...size } };
  }
  const { y1, y2 } = heightsToDraw(top / zoom, visible / zoom, height, NEAR_BLOCKS);
  return { is: "near", window: { branch, axis, y1, y2, room } };
}

/** Upper edge, height and width of what is shown, as it is drawn at that zoom. */
export function boxOf(
  shown: Shown,
  zoom: number,
): { readonly top: number; readonly span: number; readonly width: number } {
  if (shown.is === "near") {
    const { origin, top, span, width } = shown.picture;
    return { top: (origin + top) * zoom, span: span * zoom, width: width * zoom };
  }
  const { picture } = shown;
  const stretch = zoom / picture.zoom;
  return { top: picture.top * stretch, span: picture.span * stretch, width: picture.width };
}

export function headPlaces(shown: Shown, zoom: number): readonly HeadPlace[] {
  const { notesX, gutter } = shown.picture;
  const [lines, size] =
    shown.is === "near" ? [shown.picture.lifelines, zoom] : [shown.picture.lines, 1];
  const width = ((notesX - gutter) / Math.max(1, lines.length) - NAME_GAP) * size;
  return lines.map(({ node, name, x }) => ({ node, name, x: x * size, width }));
}

/** Room around a message that fills the view, at zoom 1: for its label and the marks. */
const AROUND = 40;

/**
 * The zoom at which the arrow fills the pane, and where it stands then. Its heights count from
 * `origin`.
 */
export function fillWith(
  { x1, x2, y1, y2 }: Arrow,
  origin: number,
  { width, visible }: Pane,
): { readonly zoom: number; readonly anchor: Anchor } {
  const [w, h] = [Math.abs(x2 - x1) + AROUND * 2, Math.abs(y2 - y1) + AROUND * 2];
  return {
    zoom: Math.min(width / w, visible / h),
    anchor: {
      content: { x: (x1 + x2) / 2, y: origin + (y1 + y2) / 2 },
      visible: { x: width / 2, y: visible / 2 },
    },
  };
}
