import type { DocumentInfo } from "../../bridge/messages.js";
import type { Picture, Row } from "../../render/spaceTime/picture.js";
import { ROW_HEIGHT } from "../../render/spaceTime/scale.js";

interface Props {
  readonly picture: Picture | undefined;
  readonly info: DocumentInfo;
  readonly at: number;
  readonly zoom: number;
}

/**
 * The events as a list: what the keyboard and screen readers move in. Each event's number and time are seen at the
 * left; the drawing over it says the rest.
 */
export function EventList({ picture, info, at, zoom }: Props) {
  const names = new Map(picture?.lifelines.map((line) => [line.node, line.name]));
  const isDrawn = picture !== undefined && at >= picture.from && at <= picture.to;
  return (
    <div
      class="events"
      role="listbox"
      tabIndex={0}
      data-focus="diagram"
      aria-label={`Events of ${info.title}`}
      aria-activedescendant={isDrawn ? optionId(at) : undefined}
    >
      {picture?.rows.map((row) => (
        <div
          key={row.at}
          id={optionId(row.at)}
          role="option"
          class={row.at === at ? "event current" : "event"}
          data-row={row.at}
          aria-selected={row.at === at}
          aria-setsize={info.length}
          aria-posinset={row.at}
          aria-label={describe(row, names.get(row.node ?? ""), info.timed)}
          style={{
            top: `${(row.at - 1) * ROW_HEIGHT * zoom}px`,
            height: `${ROW_HEIGHT * zoom}px`,
          }}
        >
          <span
            class="gutter"
            style={{ width: `${picture.gutter * zoom}px`, fontSize: `${11 * zoom}px` }}
          >
            <span class="number">{row.at}</span>
            {info.timed && <span class="time">{row.timeMs} ms</span>}
          </span>
        </div>
      ))}
    </div>
  );
}

function optionId(at: number): string {
  return `event-${at}`;
}

function describe(row: Row, node: string | undefined, timed: boolean): string {
  const what = row.full === "" ? row.mark : row.full;
  const flags = row.flags.map((flag) => flag.full);
  const parts = [timed ? `${row.timeMs} ms` : "", node ?? "", what, ...flags];
  return `Event ${row.at}: ${parts.filter((part) => part !== "").join(", ")}`;
}
