import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { AxisPlace, FarParams } from "../../bridge/messages.js";
import { drawFarPicture } from "../../render/overview/drawing.js";
import type { FarPicture } from "../../render/overview/picture.js";
import { STRIP_PX } from "../model/arrangement.js";
import { useStore } from "../model/store.js";
import type { View } from "../model/view.js";
import { element } from "./element.js";
import { hitHeights } from "./hits.js";
import { Pictures } from "./pictures.js";
import type { Scroll } from "./useScroll.js";

interface Props {
  readonly view: View;
  readonly scroll: Scroll;
  readonly place: AxisPlace;
  readonly zoom: number;
  /** Of what the picture is: any other one is void. */
  readonly of: string;
  readonly branch: string;
}

/** What is visible is marked by at least so many pixels. */
const LEAST_MARK = 6;

/**
 * The whole run as a strip beside the scroll bar. A press shows what is there; by keyboard Home,
 * End and the pages do, and the whole run can be made to fit.
 */
export function Minimap({ view, scroll, place, zoom, of, branch }: Props) {
  const strip = useRef<HTMLDivElement | null>(null);
  const height = useHeight(strip);
  const { hits } = useStore(view.finder.store);
  const { height: whole } = place;
  const small = height > 0 && whole > 0 ? Math.min(1, height / whole) : 0;
  const { axis } = place.scale;
  const window = { branch, axis, zoom: small, top: 0, height: Math.ceil(height), width: STRIP_PX };
  const picture = useStrip(view, of, small > 0 ? window : undefined);
  const shapes = useMemo(() => picture && drawFarPicture(picture).map(element), [picture]);
  const show = (event: PointerEvent) => {
    if (event.buttons !== 1 || strip.current === null || small === 0) return;
    const y = (event.clientY - strip.current.getBoundingClientRect().top) / small;
    scroll.scrollTo(y * zoom - scroll.visible / 2);
  };
  const mark = Math.max(LEAST_MARK, (scroll.visible / zoom) * small);
  return (
    <div
      ref={strip}
      class="minimap"
      aria-hidden="true"
      style={{ width: `${STRIP_PX}px` }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        show(event);
      }}
      onPointerMove={show}
    >
      <svg class="drawing strip" width={STRIP_PX} height={picture?.span ?? 0}>
        {shapes}
        {picture &&
          hitHeights(picture, hits).map((y) => (
            <rect key={y} class="stripHit" x={0} y={y} width={6} height={2} />
          ))}
      </svg>
      <div
        class="minimapView"
        style={{ top: `${(scroll.top / zoom) * small}px`, height: `${mark}px` }}
      />
      <div class="minimapCursor" style={{ top: `${place.y * small}px` }} />
    </div>
  );
}

function useHeight(element: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => setHeight(current.clientHeight));
    setHeight(current.clientHeight);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return height;
}

function useStrip(view: View, of: string, window: FarParams | undefined): FarPicture | undefined {
  const [picture, show] = useState<FarPicture | undefined>(undefined);
  const pictures = useMemo(
    () => new Pictures((wanted: FarParams) => view.farPicture(wanted), show),
    [view],
  );
  useEffect(() => {
    if (window === undefined) return;
    pictures.renew(of);
    pictures.want(window);
  }, [of, JSON.stringify(window)]);
  return picture;
}
