/** Which rows are asked for: blocks, so that scrolling by a row or two asks for nothing new. */

export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Rows in a block, and rows beyond the visible ones that are drawn as well. */
const BLOCK = 50;
const OVERSCAN = 25;

/**
 * The rows to draw so that `top` … `top + visible` (pixels) are covered generously. A row is
 * `rowHeight` high; row 1 begins at 0. Empty (`to` < `from`) when there are no rows.
 */
export function rowsToDraw(
  top: number,
  visible: number,
  rowHeight: number,
  length: number,
): RowRange {
  const first = Math.floor(top / rowHeight) + 1 - OVERSCAN;
  const last = Math.ceil((top + visible) / rowHeight) + OVERSCAN;
  const from = Math.max(1, Math.floor((first - 1) / BLOCK) * BLOCK + 1);
  const to = Math.min(length, Math.ceil(last / BLOCK) * BLOCK);
  return { from: Math.min(from, Math.max(1, length)), to };
}
