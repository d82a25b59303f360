import { useLayoutEffect, useRef } from "preact/hooks";
import { pointOn } from "../../render/spaceTime/course.js";
import type { Arrow } from "../../render/spaceTime/picture.js";
import { cursorY } from "../../render/spaceTime/scale.js";
import type { LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly at: number;
  readonly zoom: number;
}

/**
 * What belongs to the cursor: its line, a veil over the future, and the messages that are on their
 * way.
 */
export function CursorLayer({ picture, at, zoom }: Props) {
  const y = cursorY(at) - picture.top;
  const veilTop = Math.max(0, Math.min(picture.span, y));
  const onTheirWay = picture.arrows.filter((arrow) => isOnItsWay(arrow, at));
  const layer = useRef<HTMLDivElement | null>(null);
  // The arrows are drawn once for all cursors: only their class changes with it.
  useLayoutEffect(() => {
    const ids = new Set(onTheirWay.map((arrow) => String(arrow.message)));
    const drawn = layer.current?.parentElement?.querySelectorAll<SVGElement>("[data-message]");
    drawn?.forEach((shape) => {
      shape.classList.toggle("onItsWay", ids.has(shape.dataset.message ?? ""));
    });
  }, [picture, at]);
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

function isOnItsWay({ sentAt, endAt, fate }: Arrow, at: number): boolean {
  if (sentAt > at || fate === "noReceive") return false;
  return endAt === undefined ? fate === "inFlight" || fate === "held" : endAt > at;
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
