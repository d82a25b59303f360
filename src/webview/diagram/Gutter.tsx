import { countUpTo } from "../../base/sorted.js";
import { LABEL_PX, LINE_HEIGHT } from "../../render/spaceTime/scale.js";
import { eventMenu } from "../model/menus.js";
import { upperEdge, type LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly at: number;
  readonly timed: boolean;
  readonly zoom: number;
  /** Events that were found, in order. */
  readonly hits: readonly number[];
}

/**
 * Numbers and times of the events, which stay in sight when a wide diagram is scrolled sideways; on
 * the time axis, where events may stand close together, round times.
 */
export function Gutter({ picture, at, timed, zoom, hits }: Props) {
  const { gutter, rows, scale, ticks, top } = picture;
  const hasNumbers = scale.axis === "order";
  return (
    <div
      class="gutter"
      aria-hidden="true"
      style={{ width: `${gutter * zoom}px`, fontSize: `${LABEL_PX * zoom}px` }}
    >
      {rows.map((row) => {
        const edge = upperEdge(picture, row.at);
        return (
          <div
            key={row.at}
            class={`gutterRow${row.at === at ? " current" : ""}${isHit(hits, row.at) ? " hit" : ""}`}
            data-row={row.at}
            data-vscode-context={eventMenu(row.at)}
            title={hasNumbers ? undefined : `Event ${row.at}, ${row.timeMs} ms`}
            style={{
              top: `${(edge - top) * zoom}px`,
              height: `${(row.bottom - edge) * zoom}px`,
              lineHeight: `${2 * (row.y - edge) * zoom}px`,
            }}
          >
            {hasNumbers && <span class="number">{row.at}</span>}
            {hasNumbers && timed && <span class="time">{row.timeMs} ms</span>}
          </div>
        );
      })}
      {ticks.map(({ y, words }) => (
        <span
          key={words}
          class="tick"
          style={{
            top: `${(y - top - LINE_HEIGHT / 2) * zoom}px`,
            lineHeight: `${LINE_HEIGHT * zoom}px`,
          }}
        >
          {words}
        </span>
      ))}
    </div>
  );
}

function isHit(hits: readonly number[], at: number): boolean {
  return hits[countUpTo(hits, at) - 1] === at;
}
