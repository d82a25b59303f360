import type { DocumentInfo } from "../../bridge/messages.js";
import type { Row } from "../../render/spaceTime/picture.js";
import { isMenuKey, openMenu } from "../contextMenu.js";
import { eventMenu } from "../model/menus.js";
import { upperEdge, type LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture | undefined;
  readonly info: DocumentInfo;
  readonly length: number;
  /** About the event that the cursor stands behind. */
  readonly sentence: string;
  readonly at: number;
  readonly zoom: number;
}

/**
 * The events as a list: what the keyboard and screen readers move in, and what a click between the
 * lines hits. What is seen of an event stands over it. Without a picture in which rows can be told
 * apart there is the cursor's alone.
 */
export function EventList({ picture, info, length, sentence, at, zoom }: Props) {
  const names = new Map(picture?.lifelines.map((line) => [line.node, line.name]));
  const isDrawn = picture === undefined || (at >= picture.from && at <= picture.to);
  return (
    <div
      class="events"
      role="listbox"
      tabIndex={0}
      data-focus="diagram"
      aria-label={`Events of ${info.title}`}
      aria-activedescendant={isDrawn ? optionId(at) : undefined}
      onKeyDown={(event) => {
        const current = document.getElementById(optionId(at));
        if (!isMenuKey(event) || current === null) return;
        event.preventDefault();
        event.stopPropagation();
        openMenu(current);
      }}
    >
      {picture === undefined && at > 0 && (
        <div
          id={optionId(at)}
          role="option"
          aria-selected={true}
          aria-setsize={length}
          aria-posinset={at}
          aria-label={sentence}
        />
      )}
      {picture?.rows.map((row) => {
        const edge = upperEdge(picture, row.at);
        return (
          <div
            key={row.at}
            id={optionId(row.at)}
            role="option"
            class={row.at === at ? "event current" : "event"}
            data-row={row.at}
            data-vscode-context={eventMenu(row.at)}
            aria-selected={row.at === at}
            aria-setsize={length}
            aria-posinset={row.at}
            aria-label={describe(row, names.get(row.node ?? ""), info.timed)}
            style={{
              top: `${(edge - picture.top) * zoom}px`,
              height: `${(row.bottom - edge) * zoom}px`,
            }}
          />
        );
      })}
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
