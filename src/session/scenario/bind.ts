import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { makeSetup, type Setup } from "../../simulator/setup.js";
import { joinWishes } from "../settings.js";
import { bindHeader } from "./bindHeader.js";
import { checkCommands } from "./checkCommands.js";
import { ownStage, readClaims, type StageClaims } from "./stages.js";
import type { Scenario } from "./syntax.js";

/** A scenario whose names are all known to its protocol, ready to run. */
export interface BoundScenario {
  readonly source: string;
  readonly scenario: Scenario;
  readonly setup: Setup;
  readonly claims: StageClaims;
  /**
   * False: the stage was chosen by somebody else than the scenario; what does not apply there is
   * skipped.
   */
  readonly atOwnStage: boolean;
}

export interface BindOptions {
  /** As error messages call the scenario. */
  readonly source: string;
  /** In place of the scenario's. */
  readonly stage?: string;
  readonly seed?: number;
}

/**
 * Resolves every name of the scenario; all that are unknown are told at once, each with its place.
 */
export function bindScenario(
  scenario: Scenario,
  protocol: AnyProtocol,
  options: BindOptions,
): Result<BoundScenario> {
  const { source } = options;
  const stages = protocol.stages.map(({ name }) => name);
  const said = readClaims(scenario.header.stages, stages);
  const own = ownStage(scenario.header, said.ok ? said.value : new Map(), stages);
  const header = bindHeader(scenario.header, protocol, { own, ...options });
  const problems = [
    ...(said.ok ? [] : said.problems),
    ...header.problems,
    ...checkCommands(scenario.commands, protocol, header.nodeNames),
  ];
  const setup = makeSetup(protocol, joinWishes(header.wishes));
  if (!setup.ok && problems.length === 0) problems.push(...setup.problems.map(atFirstLine));
  if (!setup.ok || !said.ok || problems.length > 0) {
    return bad(...problems.sort(byPlace).map((problem) => ({ source, ...problem })));
  }
  const claims: StageClaims = new Map([[own, "passes"], ...said.value]);
  const atOwnStage = claims.has(setup.value.stage);
  return ok({ source, scenario, setup: setup.value, claims, atOwnStage });
}

function atFirstLine(problem: BadInput): BadInput {
  return { line: 1, ...problem };
}

function byPlace(a: BadInput, b: BadInput): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
