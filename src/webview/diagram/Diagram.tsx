import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DocumentInfo } from "../../bridge/messages.js";
import { ROW_HEIGHT, TAIL } from "../../render/spaceTime/scale.js";
import type { Memory } from "../model/memory.js";
import type { View, ViewState } from "../model/view.js";
import { partingsOf } from "../model/partings.js";
import { CursorLayer } from "./CursorLayer.js";
import { Drawing } from "./Drawing.js";
import { EventList } from "./EventList.js";
import { Partings } from "./Partings.js";
import { Gutter } from "./Gutter.js";
import { Head, HEAD_PX } from "./Head.js";
import { localPicture, type LocalPicture } from "./local.js";
import { Notes } from "./Notes.js";
import { cursorOnItsWay } from "./onItsWay.js";
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

/**
 * The space-time diagram: a window of it, drawn over a scrolled sheet of the height of the whole.
 */
export function Diagram({ view, memory, state, info, zoom, room, setSize }: Props) {
  const { at } = state;
  const { length } = view;
  const rowHeight = ROW_HEIGHT * zoom;
  const scroller = useRef<HTMLDivElement | null>(null);
  const scroll = useScroll(scroller, length * rowHeight + TAIL * zoom, HEAD_PX);
  const keepPlace = useFollow({ scroll, memory, at, rowHeight });
  const rows = rowsToDraw(scroll.top, scroll.visible, rowHeight, length);
  const of = `${state.reading} ${state.cursor?.branch ?? ""} ${length}`;
  const picture = usePicture(view, of, room, scroll.visible > 0 ? rows : undefined);
  const tip = useTip(picture);
  const drawing = useMemo(
    () => picture && <Drawing picture={picture} zoom={zoom} />,
    [picture, zoom],
  );
  useLayoutEffect(() => {
    if (picture !== undefined) setSize({ width: picture.width, notesX: picture.notesX });
  }, [picture?.width, picture?.notesX]);

  const goTo = (cursor: number | undefined) => {
    if (cursor === undefined) return;
    keepPlace(cursor);
    view.goTo(cursor);
  };
  return (
    <div ref={scroller} class="diagram" onPointerMove={tip.follow} onPointerLeave={tip.hide}>
      <Head picture={picture} columns={state.cursor?.table.columns ?? []} zoom={zoom} />
      <div
        class="sheet"
        style={{ height: `${scroll.scale.spacer}px`, width: `${(picture?.width ?? 0) * zoom}px` }}
        onClick={(event) => goTo(rowUnder(event))}
        // Whoever wants to do something to an event or a message goes there by the same click.
        onContextMenu={(event) => goTo(cursorFor(event, picture, at))}
      >
        <div
          class="window"
          style={{
            top: `${(picture?.top ?? 0) * zoom + scroll.shift}px`,
            height: `${(picture?.span ?? 0) * zoom}px`,
          }}
        >
          <EventList {...{ picture, info, length, at, zoom }} />
          {drawing}
          {picture && <Layers {...{ view, state, info, picture, zoom }} />}
        </div>
      </div>
      <Tip tip={tip.shown} />
    </div>
  );
}

interface LayersProps extends Pick<Props, "view" | "state" | "info" | "zoom"> {
  readonly picture: LocalPicture;
}

/** What lies over the drawing: the partings, what stays in sight at the sides, and the cursor. */
function Layers({ view, state, info, picture, zoom }: LayersProps) {
  const { at, cursor = info.cursor } = state;
  const partings = partingsOf(info.branches, cursor.branch);
  return (
    <>
      <div class="sides">
        <Gutter picture={picture} at={at} timed={info.timed} zoom={zoom} />
        <Notes picture={picture} zoom={zoom} />
      </div>
      <Partings picture={picture} partings={partings} view={view} zoom={zoom} />
      <CursorLayer picture={picture} flights={cursor.table.flights} at={at} zoom={zoom} />
    </>
  );
}

/** The row that a click means: what it hit says so by `data-row`. */
function rowUnder({ target }: MouseEvent): number | undefined {
  const hit = target instanceof Element ? target.closest("[data-row]") : null;
  const row = hit?.getAttribute("data-row");
  return row === null || row === undefined ? undefined : Number(row);
}

/** Where a menu's commands are to act: where the message is on its way, or behind the event. */
function cursorFor(
  event: MouseEvent,
  picture: LocalPicture | undefined,
  at: number,
): number | undefined {
  const { target } = event;
  const shape = target instanceof Element ? target.closest("[data-message]") : null;
  const message = Number(shape?.getAttribute("data-message"));
  const arrow = picture?.arrows.find((one) => one.message === message);
  return arrow === undefined ? rowUnder(event) : cursorOnItsWay(arrow, at);
}

/**
 * The latest window that has come; it stays until the next one is there. `of` says of what it is:
 * windows of anything else are void.
 */
function usePicture(
  view: View,
  of: string,
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
    pictures.renew(`${of} ${room}`);
    pictures.want(rows);
  }, [of, room, rows?.from, rows?.to]);
  return picture;
}
