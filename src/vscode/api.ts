import type { BranchInfo, VerificationInfo } from "../bridge/messages.js";
import { branchInfos } from "./branches.js";
import type { TraceDocument } from "./traceDocument.js";
import type { TraceViews } from "./traceViews.js";

/** What `activate` returns: for other extensions, and for tests inside VS Code. Plain data only. */
export interface LockstepApi {
  readonly apiVersion: 1;
  /**
   * The document of the active trace editor; undefined when there is none or it is not open yet.
   */
  activeTrace(): ActiveTrace | undefined;
  /** The scenarios of the workspace, as the Testing view lists them. */
  scenarios(): Promise<readonly ScenarioInfo[]>;
}

export interface ScenarioInfo {
  readonly uri: string;
  /** The scenario's title, or its file's name. */
  readonly title: string;
}

export interface ActiveTrace {
  readonly uri: string;
  /** The branch that is shown: `b1`, `b2` … */
  readonly branch: string;
  readonly branches: readonly BranchInfo[];
  /** 0 is before the first event. */
  readonly cursor: number;
  /** The last cursor. */
  readonly length: number;
  /** What the cursor stands behind, as one sentence. */
  readonly sentence: string;
  readonly verification: VerificationInfo;
  /** True, or why the run cannot be bent. */
  readonly bendable: true | string;
}

export function makeApi(
  views: TraceViews,
  tests: { list(): Promise<readonly ScenarioInfo[]> },
): LockstepApi {
  return {
    apiVersion: 1,
    activeTrace: () => {
      const document = views.active?.document;
      return document && describe(document);
    },
    scenarios: () => tests.list(),
  };
}

function describe(document: TraceDocument): ActiveTrace | undefined {
  const { run } = document;
  if (run === undefined) return undefined;
  const { branch, at, length, sentence } = document.cursorInfo();
  return {
    uri: document.uri.toString(),
    branch,
    branches: branchInfos(run.trace),
    cursor: at,
    length,
    sentence,
    verification: run.verification,
    bendable: run.bendable,
  };
}
