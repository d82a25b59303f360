/** So many windows are kept: enough to scroll to and fro without asking again. */
const KEPT = 8;

/**
 * Gets the windows `W` of a picture `P`: one request at a time, the latest wish first, with the
 * last few kept.
 */
export class Pictures<W extends object, P> {
  readonly #ask: (window: W) => Promise<P | undefined>;
  readonly #show: (picture: P) => void;
  readonly #kept = new Map<string, P>();
  #wanted: W | undefined;
  #isAsking = false;
  #of = "";

  constructor(ask: (window: W) => Promise<P | undefined>, show: (picture: P) => void) {
    this.#ask = ask;
    this.#show = show;
  }

  /** Shows the window, now or once it has come, unless another one is wanted by then. */
  want(window: W): void {
    this.#wanted = window;
    if (!this.#isAsking) void this.#catchUp();
  }

  /** Says of what the windows are (which reading of the file): those of anything else are void. */
  renew(of: string): void {
    if (of === this.#of) return;
    this.#of = of;
    this.#kept.clear();
  }

  async #catchUp(): Promise<void> {
    this.#isAsking = true;
    while (this.#wanted !== undefined) {
      const window = this.#wanted;
      this.#wanted = undefined;
      const picture = await this.#get(window);
      if (picture !== undefined) this.#show(picture);
    }
    this.#isAsking = false;
  }

  async #get(window: W): Promise<P | undefined> {
    const key = JSON.stringify(window);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const of = this.#of;
    const picture = await this.#ask(window);
    if (picture === undefined || of !== this.#of) return undefined;
    this.#kept.set(key, picture);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return picture;
  }
}
