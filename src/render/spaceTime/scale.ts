/** Sizes that the layout, the screen and the export agree on. All in CSS pixels at zoom 1. */

/** One event is one row. */
export const ROW_HEIGHT = 32;

/** Font size and height of one line of the words in the diagram. */
export const LABEL_PX = 11;
export const LINE_HEIGHT = 14;

/** From the middle of a line of text to its baseline. */
export const BASELINE = 4;

/** Font size of the nodes' names over the lifelines. */
export const NAME_PX = 14;

/** Room below the last row for messages that are still on their way. */
export const TAIL = ROW_HEIGHT * 2;

/** Half the width of the thickest lifeline. */
export const LIFELINE_HALF = 4;

/** Half the side of the square in which every mark fits. */
export const MARK_HALF = 7;

/** Distance from a lifeline to the words beside a mark when nothing stands between them. */
export const LABEL_GAP = 12;

/** Space left and right of a pill's words. */
export const PILL_PADDING = 7;

/** Half the width of a band of cut links. */
export const BAND_HALF = 8;

/** A lane's blocks: the width of one, from one lane to the next, from the lifeline to the first. */
export const [BLOCK_WIDTH, BLOCK_STEP, BLOCK_GAP] = [5, 8, 8];

/** Timer bars: from one to the next, and from the lifeline to the middle of the first. */
export const [TIMER_STEP, TIMER_GAP] = [5, 10];

/**
 * From the top of a row to its mark: the upper part holds the words beside it, the lower part the
 * pill.
 */
export const MARK_DOWN = 11;
