import { Icon, type IconName } from "../icons.js";
import type { View, ViewState } from "../model/view.js";

interface Props {
  readonly view: View;
  readonly state: ViewState;
}

/** Steps, the scrubber and the zoom. */
export function Toolbar({ view, state, zoom }: Props & { readonly zoom: number }) {
  const { at } = state;
  return (
    <div class="toolbar" role="toolbar" aria-label="Steps and zoom">
      <div class="group">
        <IconButton icon="first" does="First" keys="Home" off={at === 0} run={() => view.goTo(0)} />
        <IconButton
          icon="stepBack"
          does="Step back"
          keys="←"
          off={at === 0}
          run={() => view.move(-1)}
        />
        <IconButton
          icon="step"
          does="Step"
          keys="→"
          off={at === view.length}
          run={() => view.move(1)}
        />
        <IconButton
          icon="last"
          does="Last"
          keys="End"
          off={at === view.length}
          run={() => view.goTo(view.length)}
        />
      </div>
      <Counter view={view} state={state} />
      <Scrubber view={view} state={state} />
      <Zoom view={view} zoom={zoom} />
    </div>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly does: string;
  readonly keys: string;
  /** Shown as off, but keeps the keyboard: a step to the end must not lose the focus. */
  readonly off?: boolean;
  readonly run: () => void;
}

function IconButton({ icon, does, keys, off = false, run }: IconButtonProps) {
  return (
    <button
      type="button"
      class="iconButton"
      data-focus={icon}
      title={`${does} (${keys})`}
      aria-label={does}
      aria-disabled={off}
      onClick={run}
    >
      <Icon name={icon} />
    </button>
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

function Zoom({ view, zoom }: { readonly view: View; readonly zoom: number }) {
  const perCent = `${Math.round(zoom * 100)} %`;
  return (
    <div class="group zoom">
      <IconButton icon="zoomOut" does="Zoom out" keys="−" run={() => view.act("zoomOut")} />
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
      <IconButton icon="zoomIn" does="Zoom in" keys="+" run={() => view.act("zoomIn")} />
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
