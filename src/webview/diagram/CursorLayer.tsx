import { useLayoutEffect, useRef } from "preact/hooks";
import { pointOn } from "../../render/spaceTime/course.js";
import type { Flight } from "../../render/flights.js";
import type { Arrow } from "../../render/spaceTime/picture.js";
import { cursorY } from "../../render/spaceTime/scale.js";
import { messageMenu } from "../model/menus.js";
import type { LocalPicture } from "./local.js";
import { isOnItsWay } from "./onItsWay.js";

interface Props {
  readonly picture: LocalPicture;
  /** Messages on their way at the cursor, as far as the host has told. */
  readonly flights: readonly Flight[];
  readonly at: number;
  readonly zoom: number;
}

/**
 * What belongs to the cursor: its line, a veil over the future, and the messages that are on their
 * way.
 */
export function CursorLayer({ picture, flights, at, zoom }: Props) {
  const y = cursorY(at) - picture.top;
  const veilTop = Math.max(0, Math.min(picture.span, y));
  const onTheirWay = picture.arrows.filter((arrow) => isOnItsWay(arrow, at));
  const layer = useRef<HTMLDivElement | null>(null);
  // The arrows are drawn once for all cursors: only their class and their menu change with it.
  useLayoutEffect(() => {
    const ids = new Set(onTheirWay.map((arrow) => String(arrow.message)));
    const drawn = layer.current?.parentElement?.querySelectorAll<SVGElement>("[data-message]");
    const held = new Set(flights.filter((one) => one.held).map(({ message }) => String(message)));
    drawn?.forEach((shape) => {
      const message = shape.dataset.message ?? "";
      shape.classList.toggle("onItsWay", ids.has(message));
      shape.dataset.vscodeContext = messageMenu(Number(message), held.has(message));
    });
  }, [picture, at, flights]);
  return (
    <div ref={layer} class="cursorLayer">
      <div
        class="future"
        style={{ top: `${veilTop * zoom}px`, height: `${(picture.span - veilTop) * zoom}px` }}
      />
      <div class="cursorLine" style={{ top: `${y * zoom}px` }}>
        <span class="cursorHandle" />
        {onTheirWay.map((arrow) => (
          <span
            key={arrow.message}
            class="messageAtCursor"
            style={{ left: `${xAt(arrow, cursorY(at) - picture.origin) * zoom}px` }}
          />
        ))}
      </div>
    </div>
  );
}

/** Halvings of an arrow until a point on it is known to a fraction of a pixel. */
const HALVINGS = 16;

/** Where the arrow crosses that height. */
function xAt(arrow: Arrow, y: number): number {
  let [above, below] = [0, 1];
  for (let n = 0; n < HALVINGS; n++) {
    const middle = (above + below) / 2;
    if (pointOn(arrow, middle).y < y) above = middle;
    else below = middle;
  }
  return pointOn(arrow, below).x;
}
