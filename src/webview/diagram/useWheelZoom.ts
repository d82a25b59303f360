import { useEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";
import type { View } from "../model/view.js";
import { HEAD_PX } from "./Head.js";
import type { Following } from "./useFollow.js";
import type { Scroll } from "./useScroll.js";

/** Pixels of the wheel, held with Ctrl, that double the zoom; a pinch comes as such a wheel too. */
const DOUBLES = 240;
/** Pixels that a wheel's line stands for. */
const LINE_PX = 20;

/** Ctrl and the wheel zoom around the pointer. */
export function useWheelZoom(
  element: RefObject<HTMLDivElement | null>,
  view: View,
  scroll: Scroll,
  following: Following,
): void {
  const latest = useRef({ scroll, following });
  latest.current = { scroll, following };
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const { left, top } = current.getBoundingClientRect();
      const visible = { x: event.clientX - left, y: event.clientY - top - HEAD_PX };
      const content = {
        x: (current.scrollLeft + visible.x) / view.zoom,
        y: (latest.current.scroll.top + visible.y) / view.zoom,
      };
      latest.current.following.anchor({ content, visible });
      const pixels = event.deltaY * (event.deltaMode === 1 ? LINE_PX : 1);
      view.setZoom(view.zoom * 2 ** (-pixels / DOUBLES));
    };
    current.addEventListener("wheel", onWheel, { passive: false });
    return () => current.removeEventListener("wheel", onWheel);
  }, []);
}
