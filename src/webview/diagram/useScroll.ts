import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { scrollScale, type ScrollScale } from "./scrollScale.js";

/** How a scrolled content stands, in its own pixels. */
export interface Scroll {
  readonly scale: ScrollScale;
  readonly top: number;
  /** Visible height. */
  readonly visible: number;
  /** Visible width. */
  readonly width: number;
  /**
   * What a content of scaled height must be shifted by so that it appears at `top`; 0 for an
   * unscaled one.
   */
  readonly shift: number;
  scrollTo(top: number): void;
}

/** Pixels that a wheel's line stands for. */
const LINE_PX = 20;

/**
 * Scrolls the element's content of `total` height, of which `covered` at the top is hidden by a
 * sticky head.
 */
export function useScroll(
  element: RefObject<HTMLDivElement | null>,
  total: number,
  covered: number,
): Scroll {
  const [{ top, scrollTop }, setPlace] = useState({ top: 0, scrollTop: 0 });
  const [{ height, width }, setSize] = useState({ height: 0, width: 0 });
  const visible = Math.max(0, height - covered);
  const scale = useMemo(() => scrollScale(total, visible), [total, visible]);
  const latest = useRef({ scale, top, scrollTop });
  latest.current = { scale, top, scrollTop };

  const scrollTo = useCallback((wanted: number) => {
    const { current } = element;
    if (current === null) return;
    const target = Math.max(0, Math.min(latest.current.scale.end, wanted));
    current.scrollTop = latest.current.scale.toScroll(target);
    setPlace({ top: target, scrollTop: current.scrollTop });
  }, []);

  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const onScroll = () => {
      const moved = Math.abs(current.scrollTop - latest.current.scrollTop) >= 1;
      if (!moved) return;
      setPlace({
        top: latest.current.scale.toContent(current.scrollTop),
        scrollTop: current.scrollTop,
      });
    };
    // The wheel must move a scaled content by what it says, not by what the scroll bar makes of it.
    const onWheel = (event: WheelEvent) => {
      if (!latest.current.scale.isScaled || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      scrollTo(latest.current.top + event.deltaY * (event.deltaMode === 1 ? LINE_PX : 1));
    };
    const measure = () => {
      setSize({ height: current.clientHeight, width: current.clientWidth });
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(current);
    current.addEventListener("scroll", onScroll, { passive: true });
    current.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", onScroll);
      current.removeEventListener("wheel", onWheel);
    };
  }, []);

  return { scale, top, visible, width, shift: scale.isScaled ? scrollTop - top : 0, scrollTo };
}
