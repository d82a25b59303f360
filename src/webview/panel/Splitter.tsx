import type { View } from "../model/view.js";

interface Props {
  readonly view: View;
  /** The diagram's present share of the view, 0–1. */
  readonly share: number;
  /** The parts stand one above the other. */
  readonly stacked: boolean;
}

const LEAST = 0.2;
const MOST = 0.8;
const BY_KEY = 0.05;

/**
 * The movable edge between diagram and table: dragged, or moved by arrow keys; a double click
 * resets it.
 */
export function Splitter({ view, share, stacked }: Props) {
  const set = (part: number) => view.setSplit(Math.max(LEAST, Math.min(MOST, part)));
  const [less, more] = stacked ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      data-focus="splitter"
      aria-label={`${stacked ? "Height" : "Width"} of the diagram`}
      aria-orientation={stacked ? "horizontal" : "vertical"}
      aria-valuemin={LEAST * 100}
      aria-valuemax={MOST * 100}
      aria-valuenow={Math.round(share * 100)}
      onDblClick={() => view.setSplit(undefined)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const box = event.currentTarget.parentElement?.getBoundingClientRect();
        if (box === undefined) return;
        set(
          stacked ? (event.clientY - box.top) / box.height : (event.clientX - box.left) / box.width,
        );
      }}
      onKeyDown={(event) => {
        if (event.key !== less && event.key !== more) return;
        event.preventDefault();
        event.stopPropagation();
        set(share + (event.key === more ? BY_KEY : -BY_KEY));
      }}
    />
  );
}
