import { useLayoutEffect, useRef } from "preact/hooks";
import { pointOn } from "../../render/spaceTime/course.js";
import type { Flight } from "../../render/flights.js";
import type { Arrow } from "../../render/spaceTime/picture.js";
import type { MessageId } from "../../trace/ids.js";
import { messageMenu } from "../model/menus.js";
import { lineIn, type LocalPicture } from "./local.js";
import { isOnItsWay } from "./onItsWay.js";

interface Props {
  readonly picture: LocalPicture;
  /** Messages on their way at the cursor, as far as the host has told. */
  readonly flights: readonly Flight[];
  readonly at: number;
  readonly zoom: number;
  /** The future stands back, unless something else tells what does. */
  readonly isVeiled: boolean;
}

/**
 * What belongs to the cursor: its line, a veil over the future, and the messages that are on their
 * way.
 */
export function CursorLayer({ picture, flights, at, zoom, isVeiled }: Props) {
  const y = lineIn(picture, at) ?? (at < picture.from ? 0 : picture.span);
  const veilTop = Math.max(0, Math.min(picture.span, y));
  const onTheirWay = picture.arrows.filter((arrow) => isOnItsWay(arrow, at));
  const layer = useRef<HTMLDivElement | null>(null);
  // The arrows are drawn once for all cursors: only the class and the menu of some change with it.
  const marked = useRef<Marked>(NOTHING);
  useLayoutEffect(() => {
    const before = marked.current;
    const now = {
      picture,
      onTheirWay: new Set(onTheirWay.map(({ message }) => message)),
      held: new Set(flights.filter((one) => one.held).map(({ message }) => message)),
    };
    marked.current = now;
    const drawing = layer.current?.parentElement;
    // A new picture may have been drawn with the elements of the one before.
    for (const shape of shapesToMark(drawing, before, now)) mark(shape, now);
  }, [picture, at, flights]);
  return (
    <div ref={layer} class="cursorLayer">
      {isVeiled && (
        <div
          class="future"
          style={{ top: `${veilTop * zoom}px`, height: `${(picture.span - veilTop) * zoom}px` }}
        />
      )}
      {lineIn(picture, at) !== undefined && (
        <div class="cursorLine" style={{ top: `${y * zoom}px` }}>
          <span class="cursorHandle" />
          {onTheirWay.map((arrow) => (
            <span
              key={arrow.message}
              class="messageAtCursor"
              style={{ left: `${xAt(arrow, picture.top + y) * zoom}px` }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** Which messages' shapes look so that it can be told from others. */
interface Marked {
  readonly picture: LocalPicture | undefined;
  readonly onTheirWay: ReadonlySet<MessageId>;
  readonly held: ReadonlySet<MessageId>;
}

const NOTHING: Marked = { picture: undefined, onTheirWay: new Set(), held: new Set() };

function shapesToMark(
  drawing: Element | null | undefined,
  before: Marked,
  now: Marked,
): readonly SVGElement[] {
  const select = (selector: string) => [...(drawing?.querySelectorAll<SVGElement>(selector) ?? [])];
  if (before.picture !== now.picture) return select("[data-message]");
  const changed = [
    ...differing(before.onTheirWay, now.onTheirWay),
    ...differing(before.held, now.held),
  ];
  return changed.flatMap((message) => select(`[data-message="${message}"]`));
}

/** Those that are in one of the sets alone. */
function differing(a: ReadonlySet<MessageId>, b: ReadonlySet<MessageId>): readonly MessageId[] {
  return [...[...a].filter((one) => !b.has(one)), ...[...b].filter((one) => !a.has(one))];
}

function mark(shape: SVGElement, { onTheirWay, held }: Marked): void {
  const message = Number(shape.dataset.message);
  shape.classList.toggle("onItsWay", onTheirWay.has(message));
  shape.dataset.vscodeContext = messageMenu(message, held.has(message));
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
