import { useMemo } from "preact/hooks";
import type { DocumentInfo } from "../../bridge/messages.js";
import { drawFarGutter, drawFarPicture } from "../../render/overview/drawing.js";
import { BUCKET, type FarPicture } from "../../render/overview/picture.js";
import { partingsOf } from "../model/partings.js";
import { useStore } from "../model/store.js";
import type { View, ViewState } from "../model/view.js";
import { element } from "./element.js";
import { FarCauses } from "./FarCauses.js";
import { hitHeights } from "./hits.js";
import { EventList } from "./EventList.js";

interface Props {
  readonly view: View;
  readonly state: ViewState;
  readonly info: DocumentInfo;
  readonly picture: FarPicture;
  readonly zoom: number;
  /** The cursor's line in pixels at zoom 1, if it is known. */
  readonly y: number | undefined;
}

/**
 * A window of the far-out picture with the cursor's line and the partings. While a picture for
 * another zoom is on its way, the present one is stretched.
 */
export function Far({ view, state, info, picture, zoom, y }: Props) {
  const { cursor = info.cursor } = state;
  const stretch = zoom / picture.zoom;
  const line = y === undefined ? undefined : y * zoom - picture.top * stretch;
  const { width, span } = picture;
  const { hits } = useStore(view.finder.store);
  const shapes = useMemo(
    () => [...drawFarPicture(picture), drawFarGutter(picture)].map(element),
    [picture],
  );
  return (
    <>
      <EventList
        {...{ picture: undefined, info, length: view.length, at: state.at, zoom }}
        sentence={cursor.sentence}
      />
      <svg
        class="drawing far"
        aria-hidden="true"
        width={width}
        height={span * stretch}
        viewBox={`0 0 ${width} ${span}`}
        preserveAspectRatio="none"
      >
        {shapes}
        {state.causes && (
          <FarCauses {...{ picture, causes: state.causes }} lineOf={(n) => lineOf(picture, n)} />
        )}
        {hitHeights(picture, hits).map((y) => (
          <path key={y} class="farHit" d={`M2 ${y}l7 4l-7 4z`} />
        ))}
      </svg>
      <div class="partings" aria-hidden="true">
        {partingsOf(info.branches, cursor.branch).map(({ after, other, isTrunkEnd }) => (
          <div
            key={other.id}
            class={isTrunkEnd ? "partingPlace trunkEnd" : "partingPlace"}
            style={{ top: `${lineOf(picture, after) * stretch}px` }}
          />
        ))}
      </div>
      <div class="cursorLayer">
        {line !== undefined && (
          <>
            {state.causes === undefined && (
              <div class="future" style={{ top: `${Math.max(0, line)}px`, bottom: 0 }} />
            )}
            <div class="cursorLine" style={{ top: `${line}px` }}>
              <span class="cursorHandle" />
            </div>
          </>
        )}
      </div>
    </>
  );
}

/** The event that stands last above a height, which counts from the picture's upper edge. */
export function eventAbove({ eventsAbove }: FarPicture, y: number): number {
  const slot = Math.max(0, Math.min(eventsAbove.length - 1, Math.floor(y / BUCKET) + 1));
  return eventsAbove[slot] ?? 0;
}

/** The first height at which so many events stand above; outside of the picture it is an edge. */
function lineOf({ eventsAbove }: FarPicture, cursor: number): number {
  const slot = eventsAbove.findIndex((above) => above >= cursor);
  return (slot < 0 ? eventsAbove.length - 1 : slot) * BUCKET;
}
