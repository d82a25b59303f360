import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { DocumentInfo } from "../bridge/messages.js";
import { Diagram } from "./diagram/Diagram.js";
import type { Memory } from "./model/memory.js";
import { useStore } from "./model/store.js";
import type { View, ViewState } from "./model/view.js";
import { KeyHelp } from "./panel/KeyHelp.js";
import { Damage, Opening, Refused, RequestProblem } from "./panel/Messages.js";
import { Splitter } from "./panel/Splitter.js";
import { StateTableView } from "./panel/StateTableView.js";
import { Toolbar } from "./panel/Toolbar.js";

interface Props {
  readonly view: View;
  readonly memory: Memory;
}

/** The whole page. */
export function App({ view, memory }: Props) {
  const state = useStore(view.store);
  const { document } = state;
  return (
    <>
      {document === undefined ? undefined : document.state === "opening" ? (
        <Opening title={document.title} perMille={document.perMille} />
      ) : document.state === "refused" ? (
        <Refused document={document} view={view} />
      ) : (
        <Opened view={view} memory={memory} state={state} info={document.info} />
      )}
      {state.areKeysShown && <KeyHelp close={() => view.closeKeys()} />}
    </>
  );
}

interface OpenedProps extends Props {
  readonly state: ViewState;
  readonly info: DocumentInfo;
}

function Opened({ view, memory, state, info }: OpenedProps) {
  return (
    <div class="editor">
      <Toolbar view={view} state={state} />
      <p class="sentence" role="status" aria-live="polite" aria-atomic="true">
        {state.cursor?.sentence}
      </p>
      {info.damage.length > 0 && <Damage problems={info.damage} view={view} />}
      {state.problem !== undefined && <RequestProblem problem={state.problem} />}
      <Parts view={view} memory={memory} state={state} info={info} />
    </div>
  );
}

/** Narrower than this, the table stands below the diagram. */
const STACKED_BELOW_PX = 960;
/** The diagram's largest share while nobody has moved the splitter. */
const MOST_SHARE = 0.66;
const STACKED_SHARE = 0.55;
/** Room for the diagram's scroll bar. */
const SCROLL_BAR_PX = 18;

/** Diagram and table, side by side or one above the other. */
function Parts({ view, memory, state, info }: OpenedProps) {
  const [parts, width] = useWidth();
  const [pictureWidth, setPictureWidth] = useState(0);
  const stacked = width < STACKED_BELOW_PX;
  const wanted = (pictureWidth * state.zoom + SCROLL_BAR_PX) / Math.max(1, width);
  const natural = stacked ? STACKED_SHARE : Math.min(MOST_SHARE, wanted);
  const share = state.split ?? natural;
  const tracks = `minmax(0, ${share}fr) auto minmax(0, ${1 - share}fr)`;
  return (
    <div
      ref={parts}
      class={`parts ${stacked ? "stacked" : "beside"}`}
      style={stacked ? { gridTemplateRows: tracks } : { gridTemplateColumns: tracks }}
    >
      <Diagram
        view={view}
        memory={memory}
        state={state}
        info={info}
        setPictureWidth={setPictureWidth}
      />
      <Splitter view={view} share={share} stacked={stacked} />
      {state.cursor !== undefined && (
        <StateTableView table={state.cursor.table} timed={info.timed} />
      )}
    </div>
  );
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(globalThis.innerWidth);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(entry.contentRect.width);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
