import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DocumentInfo } from "../../bridge/messages.js";
import type { Picture } from "../../render/spaceTime/picture.js";
import { ROW_HEIGHT, TAIL } from "../../render/spaceTime/scale.js";
import type { Memory } from "../model/memory.js";
import type { View, ViewState } from "../model/view.js";
import { CursorLayer } from "./CursorLayer.js";
import { Drawing } from "./Drawing.js";
import { EventList } from "./EventList.js";
import { Head, HEAD_PX } from "./Head.js";
import { Pictures } from "./pictures.js";
import { rowsToDraw, type RowRange } from "./rowWindow.js";
import { Tip, useTip } from "./Tip.js";
import { useFollow } from "./useFollow.js";
import { useScroll } from "./useScroll.js";

interface Props {
  readonly view: View;
  readonly memory: Memory;
  readonly state: ViewState;
  readonly info: DocumentInfo;
  readonly setPictureWidth: (width: number) => void;
}

/** The space-time diagram: a window of it, drawn over a scrolled sheet of the height of the whole. */
export function Diagram({ view, memory, state, info, setPictureWidth }: Props) {
  const { at, zoom } = state;
  const rowHeight = ROW_HEIGHT * zoom;
  const scroller = useRef<HTMLDivElement | null>(null);
  const scroll = useScroll(scroller, info.length * rowHeight + TAIL * zoom, HEAD_PX);
  const keepPlace = useFollow({ scroll, memory, at, rowHeight });
  const rows = rowsToDraw(scroll.top, scroll.visible, rowHeight, info.length);
  const picture = usePicture(view, state.reading, scroll.visible > 0 ? rows : undefined);
  const tip = useTip();
  const drawing = useMemo(
    () => picture && <Drawing picture={picture} zoom={zoom} />,
    [picture, zoom],
  );
  useLayoutEffect(() => {
    if (picture !== undefined) setPictureWidth(picture.width);
  }, [picture?.width]);

  const goTo = (event: MouseEvent) => {
    const row = rowUnder(event);
    if (row === undefined) return;
    keepPlace(row);
    view.goTo(row);
  };
  return (
    <div ref={scroller} class="diagram" onPointerMove={tip.follow} onPointerLeave={tip.hide}>
      <Head picture={picture} columns={state.cursor?.table.columns ?? []} zoom={zoom} />
      <div
        class="sheet"
        style={{
          height: `${scroll.scale.spacer}px`,
          width: picture ? `${picture.width * zoom}px` : "auto",
        }}
        onClick={goTo}
      >
        <div class="shifted" style={{ transform: `translateY(${scroll.shift}px)` }}>
          <EventList picture={picture} info={info} at={at} zoom={zoom} />
          {drawing}
          {picture && <CursorLayer picture={picture} at={at} zoom={zoom} length={info.length} />}
        </div>
      </div>
      <Tip tip={tip.shown} />
    </div>
  );
}

/** The row that a click means: what it hit says so by `data-row`. */
function rowUnder({ target }: MouseEvent): number | undefined {
  const hit = target instanceof Element ? target.closest("[data-row]") : null;
  const row = hit?.getAttribute("data-row");
  return row === null || row === undefined ? undefined : Number(row);
}

/** The latest window that has come; it stays until the next one is there. */
function usePicture(view: View, reading: number, rows: RowRange | undefined): Picture | undefined {
  const [picture, show] = useState<Picture | undefined>(undefined);
  const pictures = useMemo(() => new Pictures((from, to) => view.picture(from, to), show), [view]);
  useEffect(() => {
    if (rows === undefined) return;
    pictures.renew(reading);
    pictures.want(rows);
  }, [reading, rows?.from, rows?.to]);
  return picture;
}
