/** Where cursors stand on the axis that is shown, as far as a page can know. Needs no DOM. */
import type { AxisPlace, CursorInfo } from "../../bridge/messages.js";
import { roughCursorY, type AxisName, type AxisScale } from "../../render/spaceTime/axis.js";

/** The branch and its cursor on that axis; by order where the trace has no times. */
export function placeOn({ places }: CursorInfo, axis: AxisName): AxisPlace {
  return places.find(({ scale }) => scale.axis === axis) ?? places[0];
}

/** What is known of rows near the cursor: a window of a picture does. */
export interface NearRows {
  readonly scale: AxisScale;
  readonly from: number;
  readonly top: number;
  readonly rows: readonly { readonly at: number; readonly bottom: number }[];
}

/**
 * The line of cursor `at` in pixels at zoom 1. A page may be ahead of its host: then by what it has
 * drawn; undefined when that does not tell.
 */
export function cursorHeight(
  at: number,
  cursor: CursorInfo,
  axis: AxisName,
  near?: NearRows,
): number | undefined {
  const { scale, y } = placeOn(cursor, axis);
  if (at === cursor.at) return y;
  if (at === 0 || scale.axis === "order") return roughCursorY(scale, at, 0);
  if (near?.scale.axis !== scale.axis || near.scale.pxPerMs !== scale.pxPerMs) return undefined;
  if (at === near.from - 1) return near.top;
  return near.rows.find((row) => row.at === at)?.bottom;
}
