import type { TraceViews } from "./traceViews.js";

/** What `activate` returns: for other extensions, and for tests inside VS Code. Plain data only. */
export interface LockstepApi {
  readonly apiVersion: 1;
  /**
   * The document of the active trace editor; undefined when there is none or it is not open yet.
   */
  activeTrace(): ActiveTrace | undefined;
}

export interface ActiveTrace {
  readonly uri: string;
  /** 0 is before the first event. */
  readonly cursor: number;
  /** The last cursor. */
  readonly length: number;
  /** What the cursor stands behind, as one sentence. */
  readonly sentence: string;
}

export function makeApi(views: TraceViews): LockstepApi {
  return {
    apiVersion: 1,
    activeTrace: () => {
      const document = views.active?.document;
      if (document?.length === undefined) return undefined;
      const { cursor, length, uri } = document;
      return { uri: uri.toString(), cursor, length, sentence: document.cursorInfo().sentence };
    },
  };
}
