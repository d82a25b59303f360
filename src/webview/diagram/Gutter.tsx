import { LABEL_PX, ROW_HEIGHT, cursorY, rowY } from "../../render/spaceTime/scale.js";
import { eventMenu } from "../model/menus.js";
import type { LocalPicture } from "./local.js";

interface Props {
  readonly picture: LocalPicture;
  readonly at: number;
  readonly timed: boolean;
  readonly zoom: number;
}

/**
 * Numbers and times of the events, which stay in sight when a wide diagram is scrolled sideways.
 */
export function Gutter({ picture, at, timed, zoom }: Props) {
  const middle = 2 * (rowY(1) - cursorY(0));
  return (
    <div
      class="gutter"
      aria-hidden="true"
      style={{ width: `${picture.gutter * zoom}px`, fontSize: `${LABEL_PX * zoom}px` }}
    >
      {picture.rows.map((row) => (
        <div
          key={row.at}
          class={row.at === at ? "gutterRow current" : "gutterRow"}
          data-row={row.at}
          data-vscode-context={eventMenu(row.at)}
          style={{
            top: `${(cursorY(row.at - 1) - picture.top) * zoom}px`,
            height: `${ROW_HEIGHT * zoom}px`,
            lineHeight: `${middle * zoom}px`,
          }}
        >
          <span class="number">{row.at}</span>
          {timed && <span class="time">{row.timeMs} ms</span>}
        </div>
      ))}
    </div>
  );
}
