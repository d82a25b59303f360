import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DocumentInfo } from "../../bridge/messages.js";
import { ROW_HEIGHT, TAIL } from "../../render/spaceTime/scale.js";
import type { Memory } from "../model/memory.js";
import type { View, ViewState } from "../model/view.js";
import { CursorLayer } from "./CursorLayer.js";
import { Drawing } from "./Drawing.js";
import { EventList } from "./EventList.js";
import { Gutter } from "./Gutter.js";
import { Head, HEAD_PX } from "./Head.js";
import { localPicture, type LocalPicture } from "./local.js";
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
  readonly zoom: number;
  /** Pixels that the lifelines had best not exceed, at zoom 1. */
  readonly room: number;
  /** Told once it is known, and whenever it changes. */
  readonly setSize: (size: PictureSize) => void;
}

/** Of the whole picture, at zoom 1. */
export interface PictureSize {
  readonly width: number;
  /** Without the notes on the right. */
  readonly notesX: number;
}

/** The space-time diagram: a window of it, drawn over a scrolled sheet of the height of the whole. */
export function Diagram({ view, memory, state, info, zoom, room, setSize }: Props) {
  const { at } = state;
  const rowHeight = ROW_HEIGHT * zoom;
  const scroller = useRef<HTMLDivElement | null>(null);
  const scroll = useScroll(scroller, info.length * rowHeight + TAIL * zoom, HEAD_PX);
  const keepPlace = useFollow({ scroll, memory, at, rowHeight });
  const rows = rowsToDraw(scroll.top, scroll.visible, rowHeight, info.length);
  const picture = usePicture(view, state.reading, room, scroll.visible > 0 ? rows : undefined);
  const tip = useTip(picture);
  const drawing = useMemo(
    () => picture && <Drawing picture={picture} zoom={zoom} />,
    [picture, zoom],
  );
  useLayoutEffect(() => {
    if (picture !== undefined) setSize({ width: picture.width, notesX: picture.notesX });
  }, [picture?.width, picture?.notesX]);

  const goTo = (event: MouseEvent) => {
    const row = rowUnder(event);
    if (row === undefined) return;
    keepPlace(row);
    view.goTo(row);
  };
  const width = picture ? picture.width * zoom : 0;
  return (
    <div ref={scroller} class="diagram" onPointerMove={tip.follow} onPointerLeave={tip.hide}>
      <Head picture={picture} columns={state.cursor?.table.columns ?? []} zoom={zoom} />
      <div
        class="sheet"
        style={{ height: `${scroll.scale.spacer}px`, width: `${width}px` }}
        onClick={goTo}
      >
        <div
          class="window"
          style={{
            top: `${(picture?.top ?? 0) * zoom + scroll.shift}px`,
            height: `${(picture?.span ?? 0) * zoom}px`,
          }}
        >
          <EventList picture={picture} info={info} at={at} zoom={zoom} />
          {drawing}
          {picture && <Gutter picture={picture} at={at} timed={info.timed} zoom={zoom} />}
          {picture && <CursorLayer picture={picture} at={at} zoom={zoom} />}
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
function usePicture(
  view: View,
  reading: number,
  room: number,
  rows: RowRange | undefined,
): LocalPicture | undefined {
  const [picture, show] = useState<LocalPicture | undefined>(undefined);
  const latestRoom = useRef(room);
  latestRoom.current = room;
  const pictures = useMemo(
    () =>
      new Pictures(
        (from, to) => view.picture(from, to, latestRoom.current),
        (come) => show(localPicture(come)),
      ),
    [view],
  );
  useEffect(() => {
    if (rows === undefined) return;
    pictures.renew(`${reading} ${room}`);
    pictures.want(rows);
  }, [reading, room, rows?.from, rows?.to]);
  return picture;
}
