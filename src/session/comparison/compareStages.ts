/** The same storm at several stages: what one more rule changes. */
import { bad, ok, type Result } from "../../base/result.js";
import { unknownWord } from "../../base/suggest.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { makeSetup, setupFromHeader, type Setup } from "../../simulator/setup.js";
import { FIRST_BRANCH, type EngineHeader, type ParameterValue } from "../../trace/records.js";
import { openTrace } from "../../trace/reader.js";
import { alignRuns, type Pair, type RunPath } from "./alignment.js";
import { findStageDifference, type StageDifference } from "./stageDifference.js";
import { rerun, type RerunOptions } from "./rerun.js";
import { stormOf } from "./storm.js";

/** One stage's run of the storm. */
export interface StageRun extends RunPath {
  readonly stage: string;
  /** The lines of its trace. */
  readonly lines: readonly string[];
}

export interface Comparison {
  readonly left: StageRun;
  readonly right: StageRun;
  readonly pairs: readonly Pair[];
  /** Undefined: both stages do the same. */
  readonly difference: StageDifference | undefined;
}

/** How work that takes long is done. */
export type StageOptions = Pick<RerunOptions, "pause" | "signal">;

/** A run at another stage ends at the latest after so many times the first one's events. */
const MOST_TIMES_LONGER = 20;
const LEAST_EVENTS = 5_000;

/**
 * What was done on a branch of a recorded run, done again at two stages. Features that were set by
 * hand stay as they are.
 */
export async function compareStages(
  path: RunPath,
  protocol: AnyProtocol,
  stages: readonly [left: string, right: string],
  options: StageOptions = {},
): Promise<Result<Comparison>> {
  const left = await runStage(path, protocol, stages[0], options);
  if (!left.ok) return left;
  const right = await runStage(path, protocol, stages[1], options);
  if (!right.ok) return right;
  const pairs = alignRuns(left.value, right.value);
  const difference = findStageDifference(pairs, left.value, right.value);
  return ok({ left: left.value, right: right.value, pairs, difference });
}

/** The storm of a branch once more, at that stage. */
export async function runStage(
  path: RunPath,
  protocol: AnyProtocol,
  stage: string,
  options: StageOptions = {},
): Promise<Result<StageRun>> {
  const setup = setupAtStage(path, protocol, stage);
  if (!setup.ok) return setup;
  const { trace, branch } = path;
  const length = trace.length(branch);
  const end = {
    timeMs: trace.timeOf(branch, length),
    mostEvents: Math.max(LEAST_EVENTS, length * MOST_TIMES_LONGER),
  };
  const lines: string[] = [];
  const title = `${trace.header.title ?? protocol.title}: stage ${stage}`;
  const storm = stormOf(trace, branch);
  await rerun(setup.value, storm, end, { ...options, title }, (line) => lines.push(line));
  if (options.signal?.aborted === true) return bad("it was cancelled");
  const opened = await openTrace(new TextEncoder().encode(lines.join("")), { source: stage });
  return opened.ok ? ok({ stage, lines, trace: opened.value.trace, branch: FIRST_BRANCH }) : opened;
}

function setupAtStage({ trace }: RunPath, protocol: AnyProtocol, stage: string): Result<Setup> {
  const stages = protocol.stages.map(({ name }) => name);
  if (!stages.includes(stage)) return bad(unknownWord("stage", stage, stages));
  const own = setupFromHeader(protocol, trace.header);
  const { engine, nodes } = trace.header;
  if (!own.ok || engine === undefined) return own;
  const features = setByHand(protocol, engine);
  return makeSetup(protocol, { ...engine, nodes, stage, features });
}

/** The features that are not as the run's own stage has them. */
function setByHand(
  protocol: AnyProtocol,
  engine: EngineHeader,
): { readonly [name: string]: ParameterValue } {
  const preset = makeSetup(protocol, { stage: engine.stage });
  const usual = preset.ok ? preset.value.features : {};
  const entries = Object.entries(engine.features);
  return Object.fromEntries(entries.filter(([name, value]) => usual[name] !== value));
}
