import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { DocumentInfo } from "../../bridge/messages.js";
import { cursorHeight, placeOn } from "../model/heights.js";
import type { Memory } from "../model/memory.js";
import { eventMenu } from "../model/menus.js";
import type { View, ViewState } from "../model/view.js";
import { eventAbove, Far } from "./Far.js";
import { cursorAbove } from "./local.js";
import { boxOf, fillWith, headPlaces, wishFor } from "./geometry.js";
import { Head, HEAD_PX } from "./Head.js";
import { Minimap } from "./Minimap.js";
import { Near } from "./Near.js";
import { cursorOnItsWay } from "./onItsWay.js";
import { Tip, useTip } from "./Tip.js";
import { useCauses } from "./useCauses.js";
import { useFollow } from "./useFollow.js";
import { usePicture, type Shown } from "./usePicture.js";
import { useScroll } from "./useScroll.js";
import { useWheelZoom } from "./useWheelZoom.js";

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
 * The space-time diagram: a window of it, drawn over a scrolled sheet of the height of the whole,
 * and the whole run as a strip beside it.
 */
export function Diagram(props: Props) {
  const { view, state, info, zoom } = props;
  const scroller = useRef<HTMLDivElement | null>(null);
  const { shown, scroll, place, y, of, following } = useDiagram(scroller, props);
  const { cursor = info.cursor } = state;
  const near = shown?.is === "near" ? shown.picture : undefined;
  const tip = useTip(shown);
  const box = shown === undefined ? undefined : boxOf(shown, zoom);
  const goTo = (wanted: number | undefined) => {
    if (wanted === undefined) return;
    following.keepPlace(wanted);
    view.goTo(wanted);
  };
  return (
    <div class="pane">
      <div ref={scroller} class="diagram" onPointerMove={tip.follow} onPointerLeave={tip.hide}>
        <Head
          places={shown === undefined ? [] : headPlaces(shown, zoom)}
          width={box?.width}
          columns={cursor.table.columns}
        />
        <div
          class="sheet"
          style={{ height: `${scroll.scale.spacer}px`, width: `${box?.width ?? 0}px` }}
          data-vscode-context={shown?.is === "far" ? eventMenu(state.at) : undefined}
          onClick={(event) => goTo(eventUnder(event, shown, zoom))}
          // Whoever wants to do something to an event or a message goes there by the same click.
          onContextMenu={(event) => goTo(cursorFor(event, shown, zoom, state.at))}
        >
          <div
            class="window"
            style={{ top: `${(box?.top ?? 0) + scroll.shift}px`, height: `${box?.span ?? 0}px` }}
          >
            {shown?.is === "far" ? (
              <Far {...{ view, state, info, picture: shown.picture, zoom, y }} />
            ) : (
              <Near {...{ view, state, info, picture: near, zoom }} />
            )}
          </div>
        </div>
        <Tip tip={tip.shown} />
      </div>
      <Minimap {...{ view, scroll, place, zoom, of, branch: cursor.branch }} />
    </div>
  );
}

/** How the diagram is scrolled, zoomed and filled. */
function useDiagram(
  scroller: { current: HTMLDivElement | null },
  { view, memory, state, info, zoom, room, setSize }: Props,
) {
  const { at, axis, cursor = info.cursor } = state;
  const place = placeOn(cursor, axis);
  const scroll = useScroll(scroller, place.height * zoom, HEAD_PX);
  const of = `${state.reading} ${cursor.branch} ${cursor.length}`;
  const wish = wishFor(scroll, cursor.branch, place, zoom, room);
  const shown = usePicture(view, of, scroll.visible > 0 ? wish : undefined);
  useCauses(view, state, cursor, of, shown);
  useEffect(() => view.finder.renew(cursor.branch), [of]);
  const near = shown?.is === "near" ? shown.picture : undefined;
  const drawn = near && {
    scale: near.scale,
    from: near.from,
    top: near.origin + near.top,
    rows: near.rows.map((row) => ({ at: row.at, bottom: near.origin + row.bottom })),
  };
  const y = cursorHeight(at, cursor, axis, drawn);
  const following = useFollow({ scroller, scroll, memory, at, y, zoom, axis: place.scale.axis });
  useWheelZoom(scroller, view, scroll, following);
  useLayoutEffect(() => {
    if (near !== undefined) setSize({ width: near.width, notesX: near.notesX });
  }, [near?.width, near?.notesX]);
  useEffect(() => {
    view.wholeZoom = place.height > 0 ? Math.min(1, scroll.visible / place.height) : 1;
    view.fillWith = (message) => {
      const arrow = near?.arrows.find((one) => one.message === message);
      if (near === undefined || arrow === undefined) return false;
      const filled = fillWith(arrow, near.origin, scroll);
      following.anchor(filled.anchor);
      view.setZoom(filled.zoom);
      return true;
    };
  });
  return { shown, scroll, place, y, of, following };
}

/** The event that a click means: what it hit says so by `data-row`, or its height does. */
function eventUnder(event: MouseEvent, shown: Shown | undefined, zoom: number): number | undefined {
  const { target } = event;
  if (!(target instanceof Element)) return undefined;
  const row = target.closest("[data-row]")?.getAttribute("data-row");
  if (row !== null && row !== undefined) return Number(row);
  if (shown?.is !== "far") return undefined;
  const { picture } = shown;
  return eventAbove(picture, (heightIn(target, event) * picture.zoom) / zoom);
}

/** How far below the upper edge of the drawn window that is. */
function heightIn(target: Element, { clientY }: MouseEvent): number {
  const window = target.closest(".sheet")?.querySelector(".window");
  return clientY - (window?.getBoundingClientRect().top ?? 0);
}

/**
 * Where a menu's commands are to act: where the message is on its way, where the timer runs, or
 * behind the event.
 */
function cursorFor(
  event: MouseEvent,
  shown: Shown | undefined,
  zoom: number,
  at: number,
): number | undefined {
  const { target } = event;
  const shape = target instanceof Element ? target.closest("[data-message]") : null;
  const message = Number(shape?.getAttribute("data-message"));
  const arrows = shown?.is === "near" ? shown.picture.arrows : [];
  const arrow = arrows.find((one) => one.message === message);
  if (arrow !== undefined) return cursorOnItsWay(arrow, at);
  if (target instanceof Element && target.closest("[data-timer]") && shown?.is === "near") {
    return cursorAbove(shown.picture, heightIn(target, event) / zoom);
  }
  return eventUnder(event, shown, zoom);
}
