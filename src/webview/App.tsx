import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { DocumentInfo } from "../bridge/messages.js";
import { Diagram, type PictureSize } from "./diagram/Diagram.js";
import { arrange } from "./model/arrangement.js";
import type { Memory } from "./model/memory.js";
import { useStore } from "./model/store.js";
import type { View, ViewState } from "./model/view.js";
import { BranchBar } from "./panel/BranchBar.js";
import { FindBar } from "./panel/FindBar.js";
import { KeyHelp } from "./panel/KeyHelp.js";
import { Damage, Opening, Refused, RequestProblem } from "./panel/Messages.js";
import { RingPanel } from "./panel/RingPanel.js";
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
  const [parts, page] = usePageSize();
  const [size, setSize] = useState<PictureSize>({ width: 0, notesX: 0 });
  const arrangement = arrange({
    ...page,
    pictureWidth: size.width,
    lifelinesWidth: size.notesX,
    nodes: info.cursor.table.columns.length,
    isLog: info.protocol === "",
    zoom: state.zoom,
    split: state.split,
  });
  view.fittingZoom = arrangement.fittingZoom;
  const { stacked, share, zoom, room } = arrangement;
  const tracks = `minmax(0, ${share}fr) auto minmax(0, ${1 - share}fr)`;
  return (
    <div class="editor">
      <Toolbar view={view} state={state} zoom={zoom} />
      <BranchBar view={view} info={info} shown={state.cursor?.branch ?? info.cursor.branch} />
      <p class="sentence" role="status" aria-live="polite" aria-atomic="true">
        {state.cursor?.sentence}
        {state.causes && <span class="because"> {state.causes.words}</span>}
        {state.at === view.length && <span class="endHint"> {endOf(view)}</span>}
      </p>
      <FindBar view={view} at={state.at} />
      {info.damage.length > 0 && <Damage problems={info.damage} view={view} />}
      {state.problem !== undefined && <RequestProblem problem={state.problem} />}
      <div
        ref={parts}
        class={`parts ${stacked ? "stacked" : "beside"}`}
        style={stacked ? { gridTemplateRows: tracks } : { gridTemplateColumns: tracks }}
      >
        <Diagram {...{ view, memory, state, info, zoom, room, setSize }} />
        <Splitter view={view} share={share} stacked={stacked} />
        {state.cursor !== undefined && (
          <StateTableView table={state.cursor.table} timed={info.timed} view={view}>
            {state.cursor.ring && (
              <RingPanel ring={state.cursor.ring} isShown={state.showsRing} view={view} />
            )}
          </StateTableView>
        )}
      </div>
    </div>
  );
}

/** What there is to say at the last event. */
function endOf(view: View): string {
  const isOver = view.whyNotBendable !== undefined;
  return isOver ? "End of what was recorded." : "End of what was recorded; step to go on.";
}

/**
 * The size of the page that the element is as wide as, as it changes. The element's own height will
 * not do: it changes with every sentence.
 */
function usePageSize() {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({
    width: globalThis.innerWidth,
    height: globalThis.innerHeight,
  });
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      setSize({ width: entry.contentRect.width, height: globalThis.innerHeight });
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, size] as const;
}
