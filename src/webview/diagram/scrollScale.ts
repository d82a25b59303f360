/** The tallest element that every browser lays out exactly, with a margin, in CSS pixels. */
export const MAX_SPACER = 8_000_000;

/**
 * Maps the positions of a native scroll bar to those of a content that may be higher than browsers
 * can lay out. Up to {@link MAX_SPACER} the two are the same. All numbers are CSS pixels.
 */
export interface ScrollScale {
  /** Height of the element that makes the scroll bar. */
  readonly spacer: number;
  /** The scroll bar moves less than the content. */
  readonly isScaled: boolean;
  /** Furthest top of the content. */
  readonly end: number;
  toContent(scrollTop: number): number;
  toScroll(contentTop: number): number;
}

/** For a content of `total` height of which `visible` can be seen at once. */
export function scrollScale(total: number, visible: number): ScrollScale {
  const spacer = Math.min(total, MAX_SPACER);
  const end = Math.max(0, total - visible);
  const scrollEnd = Math.max(0, spacer - visible);
  const isScaled = total > MAX_SPACER;
  const limited = (top: number, last: number) => Math.max(0, Math.min(last, top));
  const ratio = isScaled && scrollEnd > 0 ? end / scrollEnd : 1;
  return {
    spacer,
    isScaled,
    end,
    toContent: (scrollTop) => limited(scrollTop * ratio, end),
    toScroll: (contentTop) => limited(contentTop, end) / ratio,
  };
}

/** Where a follower keeps the cursor: between these parts of the visible height. */
const HIGHEST = 0.25;
const LOWEST = 0.6;

/**
 * The content's top that shows `y` with context around it: as near to the present one as possible
 * after a small move, `y` at 60 % of the height after a jump.
 */
export function followTop(top: number, visible: number, y: number, end: number): number {
  const isNear = y >= top - visible * 0.5 && y <= top + visible * 1.5;
  const wanted = isNear
    ? Math.max(y - visible * LOWEST, Math.min(y - visible * HIGHEST, top))
    : y - visible * LOWEST;
  return Math.max(0, Math.min(end, wanted));
}
