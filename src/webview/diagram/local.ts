import type { Picture } from "../../render/spaceTime/picture.js";

/**
 * A window of a picture whose heights count from an origin near its upper edge. Browsers compute
 * with 32-bit numbers: a million rows further down, whole pixels would be lost.
 */
export interface LocalPicture extends Picture {
  /** Where the heights count from, as a height in the whole picture. */
  readonly origin: number;
  /** Height of the window. */
  readonly span: number;
}

/**
 * The dashes of all lifelines repeat after this height: with such an origin they run on from window
 * to window.
 */
const DASH_PERIOD = 456;

/** Names of fields that are heights, wherever in a picture they stand. */
const HEIGHTS: ReadonlySet<string> = new Set(["y", "y1", "y2", "labelY", "top", "bottom"]);

export function localPicture(picture: Picture): LocalPicture {
  const origin = picture.top - (picture.top % DASH_PERIOD);
  return { ...shifted(picture, origin), origin, span: picture.bottom - picture.top };
}

/** The same with every height less by so much; `height` itself is none, but an extent. */
function shifted<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((item: unknown) => shifted(item, by)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, field]: [string, unknown]) => {
    const isHeight = typeof field === "number" && HEIGHTS.has(name);
    return [name, isHeight ? field - by : shifted(field, by)] as const;
  });
  return Object.fromEntries(entries) as T;
}

/** The line of a cursor in the window, from the window's upper edge; undefined outside of it. */
export function lineIn({ from, top, rows }: LocalPicture, cursor: number): number | undefined {
  if (cursor === from - 1) return 0;
  const row = rows[cursor - from];
  return row && row.bottom - top;
}

/** Where the event's row begins, as the picture's own heights count. */
export function upperEdge({ from, top, rows }: LocalPicture, at: number): number {
  return rows[at - from - 1]?.bottom ?? top;
}

/** The cursor behind the last event whose mark stands above a height, from the upper edge. */
export function cursorAbove({ from, top, rows }: LocalPicture, y: number): number {
  return from - 1 + rows.filter((row) => row.y - top <= y).length;
}
