import type { StageOutcome } from "./syntax.js";

/** What came of a scenario. Lines and columns are 1-based; times are virtual milliseconds. */
export interface ScenarioOutcome {
  readonly title?: string;
  readonly protocol: string;
  readonly stage: string;
  readonly seed: number;
  readonly events: number;
  readonly timeMs: number;
  /** As far as the scenario was run, in order. */
  readonly expectations: readonly ExpectationOutcome[];
  /** The first expectation that failed; nothing below it was run. */
  readonly failure?: Failure;
  /** Interventions that do not apply at a stage that is not the scenario's own. */
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
  readonly violations: readonly ViolationOutcome[];
  /** What the scenario says of this stage; it says that its own passes unless told otherwise. */
  readonly claim?: StageOutcome;
  /** Whether every expectation was met. */
  readonly outcome: StageOutcome;
}

export interface ExpectationOutcome {
  readonly line: number;
  readonly text: string;
  readonly passed: boolean;
}

export interface Failure {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
  /** The event after which it was found. */
  readonly at: number;
  readonly timeMs: number;
}

export interface ViolationOutcome {
  readonly invariant: string;
  readonly promised: boolean;
  readonly at: number;
  readonly timeMs: number;
  /** Names the witnesses. */
  readonly sentence: string;
}
