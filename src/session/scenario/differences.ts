import type { BadInput } from "../../base/result.js";
import { isAsClaimed, type OpenedScenario, type StageRun } from "./stageRuns.js";

/** What is not as the scenario says of a stage, with its place in the scenario. */
export interface Difference extends BadInput {
  /** Of an expectation that failed: what it is, and what was found instead. */
  readonly expected?: string;
  readonly found?: string;
}

/** None when the run is as claimed. */
export function differencesOf(
  { source, scenario }: OpenedScenario,
  run: StageRun,
): readonly Difference[] {
  const { stage, result } = run;
  if (!result.ok) return result.problems;
  if (isAsClaimed(run)) return [];
  const { failure } = result.value;
  if (failure === undefined) {
    const claim = scenario.header.stages.find(({ outcome }) => outcome === "fails");
    const line = claim === undefined ? {} : { line: claim.from.line };
    const problem = `expected to fail at stage ${stage}, but every expectation is met`;
    return [{ source, ...line, problem }];
  }
  const { line, column, expected, found, at, timeMs } = failure;
  const problem = `expected ${expected}; found ${found} (event ${at}, ${timeMs} ms)`;
  return [{ source, line, column, problem, expected, found }];
}
