import { describeBadInput, ok, type Result } from "../../src/base/result.js";
import type { AnyProtocol } from "../../src/protocol/protocol.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { bindScenario, type BindOptions } from "../../src/session/scenario/bind.js";
import type { ScenarioOutcome } from "../../src/session/scenario/outcome.js";
import { runScenario } from "../../src/session/scenario/runner.js";
import { gossipProtocol } from "../simulator/gossip.js";
import { openScenario } from "../../src/session/scenario/stageRuns.js";

/** What came of a scenario, with the lines of its trace. */
export interface Ran {
  readonly outcome: Result<ScenarioOutcome>;
  readonly lines: readonly string[];
}

/** The engines that are shipped, and the small one of the simulator's tests. */
export function findEngine(name: string): Result<AnyProtocol> {
  return name === "gossip" ? ok(gossipProtocol) : findProtocol(name);
}

/** Parses, binds and runs a scenario, as the command line does. */
export function runText(text: string, options: Partial<BindOptions> = {}): Ran {
  const lines: string[] = [];
  const outcome = ((): Result<ScenarioOutcome> => {
    const opened = openScenario(text, "x.scenario", findEngine);
    if (!opened.ok) return opened;
    const { source, scenario, protocol } = opened.value;
    const bound = bindScenario(scenario, protocol, { source, ...options });
    return bound.ok ? runScenario(bound.value, (line) => lines.push(line)) : bound;
  })();
  return { outcome, lines };
}

export function outcomeOf(text: string, options: Partial<BindOptions> = {}): ScenarioOutcome {
  const { outcome } = runText(text, options);
  if (!outcome.ok) throw new Error(outcome.problems.map(describeBadInput).join("\n"));
  return outcome.value;
}

export function problemsOf(text: string, options: Partial<BindOptions> = {}): readonly string[] {
  const { outcome } = runText(text, options);
  return outcome.ok ? [] : outcome.problems.map(describeBadInput);
}

export function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join(""));
}
