import { ok, type Result } from "../../base/result.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { FIRST_BRANCH } from "../../trace/records.js";
import { openTrace } from "../../trace/reader.js";
import { bindScenario } from "../scenario/bind.js";
import { runScenario } from "../scenario/runner.js";
import type { Scenario } from "../scenario/syntax.js";
import type { RunPath } from "./alignment.js";

/**
 * The scenario's run at the last of the stages, in the protocol's order, at which it passes: there
 * all of it is done. At the first of them when it passes at none.
 */
export async function recordPassing(
  scenario: Scenario,
  protocol: AnyProtocol,
  source: string,
  stages: readonly string[],
): Promise<Result<RunPath>> {
  let lines: readonly string[] = [];
  const inOrder = protocol.stages.map(({ name }) => name).filter((name) => stages.includes(name));
  for (const stage of inOrder.reverse()) {
    const run = recordAt(scenario, protocol, source, stage);
    if (!run.ok) return run;
    lines = run.value.lines;
    if (run.value.passed) break;
  }
  const opened = await openTrace(new TextEncoder().encode(lines.join("")), { source });
  return opened.ok ? ok({ trace: opened.value.trace, branch: FIRST_BRANCH }) : opened;
}

function recordAt(
  scenario: Scenario,
  protocol: AnyProtocol,
  source: string,
  stage: string,
): Result<{ readonly lines: readonly string[]; readonly passed: boolean }> {
  const bound = bindScenario(scenario, protocol, { source, stage });
  if (!bound.ok) return bound;
  const lines: string[] = [];
  const outcome = runScenario(bound.value, (line) => lines.push(line));
  return outcome.ok ? ok({ lines, passed: outcome.value.failure === undefined }) : outcome;
}
