/** Searches of one editor: one at a time, in the pauses that others leave. Needs no VS Code. */
import { describeBadInput } from "../base/result.js";
import type { FindParams, Notice } from "../bridge/messages.js";
import { findEvents, readSearch } from "../render/search/find.js";
import { delay } from "./delay.js";
import type { TraceDocument } from "./traceDocument.js";

/** So often, at most, a page is told of what was found. */
const TELL_EVERY_MS = 100;

export class Finding {
  readonly #document: TraceDocument;
  readonly #tell: (notice: Notice) => void;
  #running = new AbortController();

  constructor(document: TraceDocument, tell: (notice: Notice) => void) {
    this.#document = document;
    this.#tell = tell;
  }

  /** Ends the search before it. What is wrong with the text; null: the search has begun. */
  start({ branch, text, search }: FindParams): string | null {
    this.stop();
    const { trace } = this.#document.opened();
    if (trace.tip(branch) === undefined) return `there is no branch ${branch}`;
    const read = readSearch(text, trace, branch);
    if (!read.ok) return read.problems.map(describeBadInput).join("; ");
    const { signal } = (this.#running = new AbortController());
    let [hits, toldAt]: [number[], number] = [[], Date.now()];
    const found = (more: readonly number[], searched: number) => {
      hits.push(...more);
      const isDone = searched === trace.length(branch);
      if (!isDone && Date.now() - toldAt < TELL_EVERY_MS) return;
      this.#tell({ notice: "found", search, hits, searched });
      [hits, toldAt] = [[], Date.now()];
    };
    // The answer goes first.
    void delay(0).then(() => {
      if (signal.aborted) return undefined;
      if (trace.length(branch) === 0) found([], 0);
      return findEvents(trace, branch, read.value, { pause: () => delay(0), signal, found });
    });
    return null;
  }

  /** Also when the run has changed: what was searched may not be there any more. */
  stop(): void {
    this.#running.abort();
  }
}
