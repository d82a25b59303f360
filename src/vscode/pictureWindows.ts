/** Windows of one branch's picture, all with the same columns. Needs no VS Code. */
import type { WindowParams } from "../bridge/messages.js";
import { frameOf, type Frame } from "../render/spaceTime/frame.js";
import { layout } from "../render/spaceTime/layout.js";
import type { Picture } from "../render/spaceTime/picture.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";

/** Editors of different widths that show one document at a time, generously. */
const MOST_FRAMES = 16;

export class PictureWindows {
  /** Columns by the room there is for them. */
  readonly #frames = new Map<number, Frame>();

  /** The rows `from` to `to`, cut to those there are. */
  draw(trace: RecordedTrace, { branch, from, to, room }: WindowParams): Picture {
    const frame = this.#frames.get(room) ?? frameOf(trace, branch, room);
    if (this.#frames.size >= MOST_FRAMES) this.#frames.clear();
    this.#frames.set(room, frame);
    return layout(trace, branch, from, to, frame);
  }

  /** Another branch or another trace is shown from now on. */
  renew(): void {
    this.#frames.clear();
  }
}
