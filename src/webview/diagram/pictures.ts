import type { Picture } from "../../render/spaceTime/picture.js";
import type { RowRange } from "./rowWindow.js";

/** So many windows are kept: enough to scroll to and fro without asking again. */
const KEPT = 8;

/**
 * Gets the windows of a picture: one request at a time, the latest wish first, with the last few
 * kept.
 */
export class Pictures {
  readonly #ask: (from: number, to: number) => Promise<Picture | undefined>;
  readonly #show: (picture: Picture) => void;
  readonly #kept = new Map<string, Picture>();
  #wanted: RowRange | undefined;
  #isAsking = false;
  #of = "";

  constructor(
    ask: (from: number, to: number) => Promise<Picture | undefined>,
    show: (picture: Picture) => void,
  ) {
    this.#ask = ask;
    this.#show = show;
  }

  /** Shows the window, now or once it has come, unless another one is wanted by then. */
  want(range: RowRange): void {
    this.#wanted = range;
    if (!this.#isAsking) void this.#catchUp();
  }

  /**
   * Says of what the windows are (which reading of the file, how wide): those of anything else are
   * void.
   */
  renew(of: string): void {
    if (of === this.#of) return;
    this.#of = of;
    this.#kept.clear();
  }

  async #catchUp(): Promise<void> {
    this.#isAsking = true;
    while (this.#wanted !== undefined) {
      const range = this.#wanted;
      this.#wanted = undefined;
      const picture = await this.#get(range);
      if (picture !== undefined) this.#show(picture);
    }
    this.#isAsking = false;
  }

  async #get({ from, to }: RowRange): Promise<Picture | undefined> {
    const key = `${from}-${to}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const of = this.#of;
    const picture = await this.#ask(from, to);
    if (picture === undefined || of !== this.#of) return undefined;
    this.#kept.set(key, picture);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return picture;
  }
}
