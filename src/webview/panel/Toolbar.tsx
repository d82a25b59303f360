import type { View, ViewState } from "../model/view.js";
import { zoomWords } from "../model/zoom.js";
import { IconButton } from "./IconButton.js";

interface Props {
  readonly view: View;
  readonly state: ViewState;
}

/** Steps, the scrubber and the zoom. */
export function Toolbar({ view, state, zoom }: Props & { readonly zoom: number }) {
  return (
    <div class="toolbar" role="toolbar" aria-label="Steps and zoom">
      <Steps view={view} state={state} />
      <Counter view={view} state={state} />
      <Scrubber view={view} state={state} />
      <Axis view={view} state={state} />
      <Causes view={view} state={state} />
      <Zoom view={view} zoom={zoom} />
    </div>
  );
}

/** At the last event the engine runs on, where there is one: the step goes further than the end. */
function Steps({ view, state: { at } }: Props) {
  const { length } = view;
  const isFirst = at === 0;
  const isLast = at === length;
  const goesOn = view.whyNotBendable === undefined;
  const step = isLast && goesOn ? "Step: the run goes on" : "Step";
  const buttons = [
    { icon: "first", does: "First", keys: "Home", off: isFirst, run: () => view.goTo(0) },
    { icon: "stepBack", does: "Step back", keys: "←", off: isFirst, run: () => view.move(-1) },
    { icon: "step", does: step, keys: "→", off: isLast && !goesOn, run: () => view.move(1) },
    { icon: "last", does: "Last", keys: "End", off: isLast, run: () => view.goTo(length) },
  ] as const;
  return (
    <div class="group">
      {buttons.map(({ icon, does, keys, off, run }) => (
        <IconButton
          key={icon}
          icon={icon}
          label={does}
          title={`${does} (${keys})`}
          off={off}
          run={run}
        />
      ))}
    </div>
  );
}

function Counter({ view, state }: Props) {
  const digits = String(view.length).length;
  return (
    <button
      type="button"
      class="counter"
      data-focus="counter"
      title="Go to event… (G)"
      onClick={() => view.invoke("goToEvent")}
    >
      <span>Event</span>
      <span class="number" style={{ minWidth: `${digits}ch` }}>
        {state.at}
      </span>
      <span>of {view.length}</span>
    </button>
  );
}

function Scrubber({ view, state }: Props) {
  const { length } = view;
  const part = length === 0 ? 0 : state.at / length;
  return (
    <input
      type="range"
      class="scrubber"
      data-focus="scrubber"
      aria-label="Event"
      aria-valuetext={`Event ${state.at} of ${length}`}
      min={0}
      max={length}
      step={1}
      value={state.at}
      style={{ "--part": String(part) }}
      onInput={(event) => view.goTo(Number(event.currentTarget.value))}
    />
  );
}

/** Pressed: heights stand for times. */
function Axis({ view, state: { axis } }: Props) {
  const isTime = axis === "time" && view.whyNotTimed === undefined;
  const now = isTime ? "Heights stand for times" : "Every event has a row";
  const next = isTime ? "give every event a row" : "have heights stand for times";
  return (
    <IconButton
      icon="time"
      label="Time axis"
      title={`${now}. Press to ${next} (A)`}
      pressed={isTime}
      off={view.whyNotTimed}
      run={() => view.act("toggleAxis")}
    />
  );
}

function Causes({ view, state: { showsCauses } }: Props) {
  return (
    <div class="group">
      <IconButton
        icon="causes"
        label="Show causes"
        title="What led to the event, and what it led to (V)"
        pressed={showsCauses}
        run={() => view.act("toggleCauses")}
      />
      <IconButton
        icon="find"
        focus="openFind"
        label="Find events"
        title="Find events (Ctrl+F)"
        run={() => view.act("find")}
      />
    </div>
  );
}

function Zoom({ view, zoom }: { readonly view: View; readonly zoom: number }) {
  const perCent = zoomWords(zoom);
  return (
    <div class="group zoom">
      <IconButton
        icon="zoomOut"
        label="Zoom out"
        title="Zoom out (−)"
        run={() => view.act("zoomOut")}
      />
      <button
        type="button"
        class="perCent"
        data-focus="zoomReset"
        title="Reset zoom (0)"
        aria-label={`Zoom ${perCent}, reset`}
        onClick={() => view.act("zoomReset")}
      >
        {perCent}
      </button>
      <IconButton
        icon="zoomIn"
        label="Zoom in"
        title="Zoom in (+)"
        run={() => view.act("zoomIn")}
      />
      <IconButton
        icon="fit"
        label="Fit whole run"
        title="Fit the whole run (W)"
        run={() => view.act("fitRun")}
      />
      <button
        type="button"
        class="iconButton"
        data-focus="keys"
        title="Keyboard help (?)"
        aria-label="Keyboard help"
        onClick={() => view.act("showKeys")}
      >
        ?
      </button>
    </div>
  );
}
