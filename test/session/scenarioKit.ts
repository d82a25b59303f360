import { describeBadInput, type Result } from "../../src/base/result.js";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { bindScenario, type BindOptions } from "../../src/session/scenario/bind.js";
import type { ScenarioOutcome } from "../../src/session/scenario/outcome.js";
import { parseScenario } from "../../src/session/scenario/parser.js";
import { runScenario } from "../../src/session/scenario/runner.js";

/** What came of a scenario, with the lines of its trace. */
export interface Ran {
  readonly outcome: Result<ScenarioOutcome>;
  readonly lines: readonly string[];
}

/** Parses, binds and runs a scenario, as the command line does. */
export function runText(text: string, options: Partial<BindOptions> = {}): Ran {
  const lines: string[] = [];
  const outcome = ((): Result<ScenarioOutcome> => {
    const scenario = parseScenario(text, "x.scenario");
    if (!scenario.ok) return scenario;
    const protocol = findProtocol(scenario.value.header.protocol.text);
    if (!protocol.ok) return protocol;
    const bound = bindScenario(scenario.value, protocol.value, {
      source: "x.scenario",
      ...options,
    });
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
