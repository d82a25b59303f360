import type { Arrow, Picture } from "../../render/spaceTime/picture.js";
import { cursorY } from "../../render/spaceTime/scale.js";

interface Props {
  readonly picture: Picture;
  readonly at: number;
  readonly length: number;
  readonly zoom: number;
}

/** What belongs to the cursor: its line, a veil over the future, and the messages that are on their way. */
export function CursorLayer({ picture, at, length, zoom }: Props) {
  const y = cursorY(at);
  const bottom = picture.to >= length ? picture.height : cursorY(picture.to);
  const top = cursorY(picture.from - 1);
  const start = Math.max(top, Math.min(bottom, y));
  const onTheirWay = picture.arrows.filter((arrow) => isOnItsWay(arrow, at));
  return (
    <>
      <div
        class="future"
        style={{ top: `${start * zoom}px`, height: `${(bottom - start) * zoom}px` }}
      />
      <svg
        class="onTheirWay"
        aria-hidden="true"
        style={{ top: `${top * zoom}px` }}
        width={picture.width * zoom}
        height={(bottom - top) * zoom}
        viewBox={`0 ${top} ${picture.width} ${bottom - top}`}
      >
        {onTheirWay.map((arrow) => (
          <OnItsWay key={arrow.message} arrow={arrow} y={y} />
        ))}
      </svg>
      <div class="cursorLine" style={{ top: `${y * zoom}px` }}>
        <span class="cursorHandle" />
      </div>
    </>
  );
}

function isOnItsWay({ sentAt, endAt, fate }: Arrow, at: number): boolean {
  if (sentAt > at || fate === "noReceive") return false;
  return endAt === undefined ? fate === "inFlight" || fate === "held" : endAt > at;
}

/** The part of the arrow that lies behind the message, and the message on the cursor's line. */
function OnItsWay({ arrow, y }: { readonly arrow: Arrow; readonly y: number }) {
  const { x1, y1, x2, y2 } = arrow;
  const part = y2 === y1 ? 1 : Math.max(0, Math.min(1, (y - y1) / (y2 - y1)));
  const [x, end] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
  return (
    <g>
      <line x1={x1} y1={y1} x2={x} y2={end} />
      <circle cx={x} cy={end} r={4} />
    </g>
  );
}
