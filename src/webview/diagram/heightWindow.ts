/** Which heights are asked for: blocks, so that scrolling by a row or two asks for nothing new. */

export interface HeightRange {
  readonly y1: number;
  readonly y2: number;
}

/**
 * Whole blocks around `top` … `top + visible`, with `overscan` to spare on both sides, of a content
 * that is `height` high. All in the same pixels. Empty (`y1` = `y2`) when there is none.
 */
export function heightsToDraw(
  top: number,
  visible: number,
  height: number,
  { block, overscan }: { readonly block: number; readonly overscan: number },
): HeightRange {
  const y1 = Math.max(0, Math.floor((top - overscan) / block) * block);
  const y2 = Math.min(height, Math.ceil((top + visible + overscan) / block) * block);
  return { y1: Math.min(y1, Math.max(0, y2)), y2: Math.max(0, y2) };
}
