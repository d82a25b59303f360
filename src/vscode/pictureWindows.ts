/** Windows of one branch's picture, all with the same columns. Needs no VS Code. */
import { MAX_WINDOW_ROWS, type WindowParams } from "../bridge/messages.js";
import { axisOf, scaleOf } from "../render/spaceTime/axis.js";
import { frameOf, type Frame } from "../render/spaceTime/frame.js";
import { layout } from "../render/spaceTime/layout.js";
import type { Picture } from "../render/spaceTime/picture.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";

/** Editors of different widths that show one document at a time, generously. */
const MOST_FRAMES = 16;

export class PictureWindows {
  /** Columns by the room there is for them. */
  readonly #frames = new Map<number, Frame>();

  /** The rows between two heights, cut to those there are and to as many as may be asked for. */
  draw(trace: RecordedTrace, { branch, axis: name, y1, y2, room }: WindowParams): Picture {
    const known = this.#frames.get(room) ?? frameOf(trace, branch, room);
    if (this.#frames.size >= MOST_FRAMES) this.#frames.clear();
    this.#frames.set(room, known);
    // The scale of time may change when the run goes on.
    const scale = scaleOf(trace, branch, name);
    const { from, to } = axisOf(trace, branch, scale).rowsIn(y1, y2);
    return layout(trace, branch, from, Math.min(to, from + MAX_WINDOW_ROWS - 1), {
      ...known,
      scale,
    });
  }

  /** Another branch or another trace is shown from now on. */
  renew(): void {
    this.#frames.clear();
  }
}
