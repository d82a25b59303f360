import { useMemo } from "preact/hooks";
import type { DocumentInfo } from "../../bridge/messages.js";
import { partingsOf } from "../model/partings.js";
import { useStore } from "../model/store.js";
import type { View, ViewState } from "../model/view.js";
import { CauseLayer } from "./CauseLayer.js";
import { CursorLayer } from "./CursorLayer.js";
import { Drawing } from "./Drawing.js";
import { EventList } from "./EventList.js";
import { Gutter } from "./Gutter.js";
import type { LocalPicture } from "./local.js";
import { Notes } from "./Notes.js";
import { Partings } from "./Partings.js";

interface Props {
  readonly view: View;
  readonly state: ViewState;
  readonly info: DocumentInfo;
  readonly picture: LocalPicture | undefined;
  readonly zoom: number;
}

/** A window of the detailed picture, with all that lies under and over it. */
export function Near({ view, state, info, picture, zoom }: Props) {
  const { at, cursor = info.cursor } = state;
  const { sentence } = cursor;
  const drawing = useMemo(
    () => picture && <Drawing picture={picture} zoom={zoom} />,
    [picture, zoom],
  );
  return (
    <>
      <EventList {...{ picture, info, length: view.length, sentence, at, zoom }} />
      {picture && <CauseLayer picture={picture} causes={state.causes} zoom={zoom} />}
      {drawing}
      {picture && <Layers {...{ view, state, info, picture, zoom }} />}
    </>
  );
}

interface LayersProps extends Props {
  readonly picture: LocalPicture;
}

/** What lies over the drawing: the partings, what stays in sight at the sides, and the cursor. */
function Layers({ view, state, info, picture, zoom }: LayersProps) {
  const { at, cursor = info.cursor } = state;
  const { hits } = useStore(view.finder.store);
  const partings = partingsOf(info.branches, cursor.branch);
  return (
    <>
      <div class="sides">
        <Gutter {...{ picture, at, zoom, hits }} timed={info.timed} />
        <Notes picture={picture} zoom={zoom} />
      </div>
      <Partings picture={picture} partings={partings} view={view} zoom={zoom} />
      <CursorLayer
        {...{ picture, at, zoom }}
        flights={cursor.table.flights}
        isVeiled={state.causes === undefined}
      />
    </>
  );
}
