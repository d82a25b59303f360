/** How diagram and table share the page. Needs no DOM. */

export interface Wishes {
  /** Of the page, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Of the whole picture at zoom 1; 0 while it is not known. */
  readonly pictureWidth: number;
  /** Of the part of it that holds the lifelines. */
  readonly lifelinesWidth: number;
  /** Number of nodes. */
  readonly nodes: number;
  /** Their states are what another tool's log says of them, in words of its own. */
  readonly isLog: boolean;
  /** What the user chose; undefined: whatever fits. */
  readonly zoom: number | undefined;
  readonly split: number | undefined;
}

export interface Arrangement {
  /** The table stands below the diagram. */
  readonly stacked: boolean;
  /** The diagram's share of the width, or of the height when stacked, 0–1. */
  readonly share: number;
  readonly zoom: number;
  /** The zoom at which the lifelines fit. */
  readonly fittingZoom: number;
  /** Pixels that the lifelines had best not exceed, at zoom 1. */
  readonly room: number;
}

/** Narrower than this, the table stands below the diagram, */
const STACKED_BELOW = 960;
/** but on a page that is shorter than this only if it is narrower than that as well. */
const [SHORT, STACKED_WHEN_SHORT_BELOW] = [480, 600];
const STACKED_SHARE = 0.56;
/** What a table needs for its first column and for each node, of an engine or of a log. */
const [FIRST_COLUMN, NODE_COLUMN, LOG_NODE_COLUMN] = [118, 92, 124];
/** The table takes no more than this part by itself, and beside a diagram with little room. */
const [MOST_TABLE, MOST_TABLE_WHEN_NARROW] = [0.45, 0.35];
/** The picture is not laid out anew for less. */
const ROOM_STEP = 20;
/** Width of the strip that shows the whole run. */
export const STRIP_PX = 44;
/** Room for the diagram's scroll bar and that strip. */
const SCROLL_BAR = 16 + STRIP_PX;
/** Smaller letters are hard to read, larger ones a matter of taste. */
const [LEAST_ZOOM, MOST_ZOOM] = [0.8, 1];

/**
 * The table gets what it needs, the diagram the rest, zoomed so that its lifelines fit if that can
 * be read.
 */
export function arrange(wishes: Wishes): Arrangement {
  const { width, split } = wishes;
  const stacked = width < (wishes.height < SHORT ? STACKED_WHEN_SHORT_BELOW : STACKED_BELOW);
  const mostTable = width < STACKED_BELOW ? MOST_TABLE_WHEN_NARROW : MOST_TABLE;
  const nodeColumn = wishes.isLog ? LOG_NODE_COLUMN : NODE_COLUMN;
  const forTable = Math.min(mostTable * width, FIRST_COLUMN + nodeColumn * wishes.nodes);
  const left =
    (stacked ? width : split === undefined ? width - forTable : split * width) - SCROLL_BAR;
  const fittingZoom = fitting(wishes, left);
  const zoom = wishes.zoom ?? fittingZoom;
  // Zoomed out, the pane stays as wide as it is.
  const wanted = Math.min(left, wishes.pictureWidth * Math.max(zoom, fittingZoom)) + SCROLL_BAR;
  const natural = stacked ? STACKED_SHARE : wanted / Math.max(1, width);
  const room = Math.max(0, Math.floor(left / ROOM_STEP) * ROOM_STEP);
  return { stacked, share: split ?? natural, zoom, fittingZoom, room };
}

function fitting({ lifelinesWidth }: Wishes, left: number): number {
  if (lifelinesWidth === 0) return 1;
  const exact = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, left / lifelinesWidth));
  return Math.ceil(exact * 100) / 100;
}
