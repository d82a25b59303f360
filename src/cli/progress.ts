const LEAST_MS_BETWEEN = 100;

/** The part of a stream that a progress line needs. */
interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * One line at the bottom of a terminal that says how far long work is. It is written only to a
 * terminal that can erase it, and never in continuous integration.
 */
export class ProgressLine {
  readonly #stream: TerminalStream;
  readonly #isOn: boolean;
  #isShown = false;
  #shownMs = 0;

  constructor(stream: TerminalStream, environment: NodeJS.ProcessEnv) {
    this.#stream = stream;
    const isPlain = Boolean(environment.NO_COLOR) || environment.TERM === "dumb";
    this.#isOn = stream.isTTY === true && !environment.CI && !isPlain;
  }

  show(text: string): void {
    const nowMs = Date.now();
    if (!this.#isOn || nowMs - this.#shownMs < LEAST_MS_BETWEEN) return;
    this.#shownMs = nowMs;
    this.#isShown = true;
    this.#stream.write(`\r\u001b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
  }

  erase(): void {
    if (this.#isShown) this.#stream.write("\r\u001b[K");
    this.#isShown = false;
  }
}
