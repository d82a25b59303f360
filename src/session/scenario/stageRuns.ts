/** A scenario at the stages of its protocol, against what its `stages` line says. */
import { bad, ok, type Result } from "../../base/result.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { bindScenario } from "./bind.js";
import type { ScenarioOutcome } from "./outcome.js";
import { parseScenario } from "./parser.js";
import { runScenario } from "./runner.js";
import type { StageClaims } from "./stages.js";
import type { Scenario, StageOutcome } from "./syntax.js";

/** A sound scenario with the engine that it names. */
export interface OpenedScenario {
  /** As error messages call it. */
  readonly source: string;
  readonly scenario: Scenario;
  readonly protocol: AnyProtocol;
  readonly claims: StageClaims;
  /** The stage at which it runs unless told otherwise. */
  readonly ownStage: string;
}

/** The engine of that name; the error says which there are. */
export type FindProtocol = (name: string) => Result<AnyProtocol>;

/** What came of a scenario at one stage. */
export interface StageRun {
  readonly stage: string;
  /** What the scenario says of this stage; absent: nothing. */
  readonly claim?: StageOutcome;
  /** Bad input when something does not apply at a stage that the scenario calls its own. */
  readonly result: Result<ScenarioOutcome>;
}

/** Reads a scenario and checks every name in it. */
export function openScenario(
  text: string,
  source: string,
  findProtocol: FindProtocol,
): Result<OpenedScenario> {
  const scenario = parseScenario(text, source);
  if (!scenario.ok) return scenario;
  const { text: name, ...place } = scenario.value.header.protocol;
  const protocol = findProtocol(name);
  if (!protocol.ok) {
    return bad(...protocol.problems.map((problem) => ({ source, ...place, ...problem })));
  }
  const bound = bindScenario(scenario.value, protocol.value, { source });
  if (!bound.ok) return bound;
  const { claims, setup } = bound.value;
  const { stage } = setup;
  return ok({
    ...{ source, scenario: scenario.value, protocol: protocol.value },
    ...{ claims, ownStage: stage },
  });
}

/** The stages that the scenario speaks of, or all of its protocol's, in the protocol's order. */
export function stagesOf(
  { protocol, claims }: OpenedScenario,
  which: "claimed" | "all",
): readonly string[] {
  const all = protocol.stages.map(({ name }) => name);
  return which === "all" ? all : all.filter((stage) => claims.has(stage));
}

/** Runs it at one of the protocol's stages, by default with its own seed and without a trace. */
export function runAtStage(
  { source, scenario, protocol, claims }: OpenedScenario,
  stage: string,
  options: { readonly seed?: number; readonly sink?: (line: string) => void } = {},
): StageRun {
  const { seed, sink } = options;
  const bound = bindScenario(scenario, protocol, {
    ...{ source, stage },
    ...(seed === undefined ? {} : { seed }),
  });
  const result = bound.ok ? runScenario(bound.value, sink) : bound;
  const claim = claims.get(stage);
  return { stage, ...(claim === undefined ? {} : { claim }), result };
}

/** Whether that came of it which the scenario says. Where it says nothing it must only run. */
export function isAsClaimed({ claim, result }: StageRun): boolean {
  return result.ok && (claim ?? result.value.outcome) === result.value.outcome;
}
