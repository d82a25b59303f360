import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import type { AxisName } from "../../render/spaceTime/axis.js";
import type { Memory } from "../model/memory.js";
import { followTop } from "./scrollScale.js";
import type { Scroll } from "./useScroll.js";

interface Follow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly scroll: Scroll;
  readonly memory: Memory;
  readonly at: number;
  /** Of the cursor's line, in pixels at zoom 1; undefined while it is not known. */
  readonly y: number | undefined;
  readonly zoom: number;
  readonly axis: AxisName;
}

/** A point of the content, and where in the visible part it shall be. All in pixels. */
export interface Anchor {
  /** At zoom 1. */
  readonly content: { readonly x: number; readonly y: number };
  readonly visible: { readonly x: number; readonly y: number };
}

export interface Following {
  /** A click says which cursor it means, so that the row under the pointer stays there. */
  keepPlace(at: number): void;
  /** The next change of the zoom puts that point there. */
  anchor(anchor: Anchor): void;
}

interface Stand extends Pick<Follow, "at" | "zoom" | "axis"> {
  readonly y: number;
}

/**
 * Keeps the cursor in sight with context around it, keeps the place when zoom or axis change, and
 * comes back to the same place after a reload.
 */
export function useFollow({ scroller, scroll, memory, at, y, zoom, axis }: Follow): Following {
  const clicked = useRef<number | undefined>(undefined);
  const anchor = useRef<Anchor | undefined>(undefined);
  const before = useRef<Stand | undefined>(undefined);
  const { top, visible } = scroll;

  useLayoutEffect(() => {
    if (visible === 0 || y === undefined) return;
    const last = before.current;
    const now = { at, y, zoom, axis };
    before.current = now;
    const wanted =
      last === undefined
        ? startTop(scroll, memory, now)
        : topAfter(scroll, last, now, anchor.current, clicked.current === at);
    if (wanted !== undefined) scroll.scrollTo(wanted);
    const { current } = scroller;
    if (anchor.current !== undefined && current !== null) {
      current.scrollLeft = anchor.current.content.x * zoom - anchor.current.visible.x;
    }
    clicked.current = undefined;
    anchor.current = undefined;
  }, [at, y, zoom, axis, visible === 0]);

  useLayoutEffect(() => {
    if (before.current !== undefined) memory.keep({ top: top / before.current.zoom });
  }, [top, zoom]);

  return {
    keepPlace: (row) => (clicked.current = row),
    anchor: (wanted) => (anchor.current = wanted),
  };
}

function startTop(scroll: Scroll, memory: Memory, { y, zoom }: Stand): number {
  const { top, visible, scale } = scroll;
  const kept = memory.remembered.top;
  const start = kept === undefined ? top : kept * zoom;
  const isInSight = kept !== undefined && y * zoom >= start && y * zoom <= start + visible;
  return isInSight ? start : followTop(start, visible, y * zoom, scale.end);
}

/** Undefined: stay. */
function topAfter(
  { top, visible, scale }: Scroll,
  last: Stand,
  now: Stand,
  anchor: Anchor | undefined,
  isClicked: boolean,
): number | undefined {
  const line = now.y * now.zoom;
  const before = last.y * last.zoom - top;
  const wasInSight = before >= 0 && before <= visible;
  if (anchor !== undefined) return anchor.content.y * now.zoom - anchor.visible.y;
  if (last.axis !== now.axis) {
    return wasInSight ? line - before : followTop(top, visible, line, scale.end);
  }
  if (last.zoom !== now.zoom) {
    const middle = visible / 2;
    return wasInSight ? line - before : ((top + middle) / last.zoom) * now.zoom - middle;
  }
  const isSame = last.at === now.at && last.y === now.y;
  return isSame || isClicked ? undefined : followTop(top, visible, line, scale.end);
}
