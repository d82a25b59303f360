import { useLayoutEffect, useRef } from "preact/hooks";
import type { Memory } from "../model/memory.js";
import { followTop } from "./scrollScale.js";
import type { Scroll } from "./useScroll.js";

interface Follow {
  readonly scroll: Scroll;
  readonly memory: Memory;
  readonly at: number;
  /** Pixels. */
  readonly rowHeight: number;
}

/**
 * Keeps the cursor in sight with context around it, keeps the place when the zoom changes, and
 * comes back to the same place after a reload. Returns a function that a click calls, so that the
 * row under the pointer stays there.
 */
export function useFollow({ scroll, memory, at, rowHeight }: Follow): (at: number) => void {
  const clicked = useRef<number | undefined>(undefined);
  const before = useRef<{ at: number; rowHeight: number } | undefined>(undefined);
  const { top, visible, scale } = scroll;

  useLayoutEffect(() => {
    if (visible === 0) return;
    const last = before.current;
    before.current = { at, rowHeight };
    if (last === undefined) {
      const kept = memory.remembered.topRow;
      const start = kept === undefined ? top : kept * rowHeight;
      const y = at * rowHeight;
      const isInSight = kept !== undefined && y >= start && y <= start + visible;
      scroll.scrollTo(isInSight ? start : followTop(start, visible, y, scale.end));
    } else if (last.rowHeight !== rowHeight) {
      const y = at * last.rowHeight;
      const isInSight = y >= top && y <= top + visible;
      const anchor = isInSight ? at : top / last.rowHeight;
      scroll.scrollTo(anchor * rowHeight - (anchor * last.rowHeight - top));
    } else if (last.at !== at && clicked.current !== at) {
      scroll.scrollTo(followTop(top, visible, at * rowHeight, scale.end));
    }
    clicked.current = undefined;
  }, [at, rowHeight, visible === 0]);

  useLayoutEffect(() => {
    if (before.current !== undefined) memory.keep({ topRow: top / rowHeight });
  }, [top, rowHeight]);

  return (row) => (clicked.current = row);
}
