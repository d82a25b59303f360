/** Sizes that the layout, the screen and the export agree on. All in CSS pixels at zoom 1. */

/** One event is one row. */
export const ROW_HEIGHT = 32;

/** Font size and height of one line of the words in the diagram. */
export const LABEL_PX = 11;
export const LINE_HEIGHT = 14;

/** Font size of the nodes' names over the lifelines. */
export const NAME_PX = 14;

/** Room below the last row for messages that are still on their way. */
export const TAIL = ROW_HEIGHT * 2;

/** Half the width of the thickest lifeline. */
export const LIFELINE_HALF = 4;

/** Half the side of the square in which every mark fits. */
export const MARK_HALF = 7;

/** Distance from a lifeline to the words beside a mark. */
export const LABEL_GAP = 12;

/** Space left and right of a pill's words. */
export const PILL_PADDING = 7;

/**
 * From the top of a row to its mark: the upper part holds the words beside it, the lower part the
 * pill.
 */
const MARK_DOWN = 11;

/** From an event's mark to the middle of the pill that says what it began. */
export const CAPTION_BELOW_MARK = 13;

/** Where the event's mark stands and its arrows begin or end; rows count from 1. */
export function rowY(at: number): number {
  return (at - 1) * ROW_HEIGHT + MARK_DOWN;
}

/** The line between row `cursor` and the next one. */
export function cursorY(cursor: number): number {
  return cursor * ROW_HEIGHT;
}
