import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { unknownName } from "../../base/suggest.js";
import type { PlacedName, ScenarioHeader, StageClaim, StageOutcome } from "./syntax.js";

/**
 * Stage → what the scenario's `stages` line says of it; stages that it does not name are absent.
 */
export type StageClaims = ReadonlyMap<string, StageOutcome>;

/**
 * The stage that a scenario runs at unless told otherwise: named, or the last that is said to pass,
 * or the protocol's last. It is claimed to pass unless the `stages` line says that it fails.
 */
export function ownStage(
  { stage }: ScenarioHeader,
  claims: StageClaims,
  stages: readonly string[],
): string {
  const passing = stages.filter((name) => claims.get(name) === "passes");
  return stage?.text ?? passing.at(-1) ?? stages.at(-1) ?? "";
}

/** Resolves the ranges of the `stages` line against the protocol's stages, in their order. */
export function readClaims(
  claims: readonly StageClaim[],
  stages: readonly string[],
): Result<StageClaims> {
  const said = new Map<string, StageOutcome>();
  const problems: BadInput[] = [];
  for (const { outcome, from, to } of claims) {
    const first = indexOf(from, stages, problems);
    const last =
      to === from ? first : to === "end" ? stages.length - 1 : indexOf(to, stages, problems);
    if (first > last && last >= 0) {
      const { line, column } = from;
      problems.push({ line, column, problem: "expected the range's first stage before its last" });
    }
    for (const stage of first < 0 ? [] : stages.slice(first, last + 1)) {
      if ((said.get(stage) ?? outcome) !== outcome) {
        const problem = `stage ${stage} is said both to fail and to pass`;
        problems.push({ line: from.line, column: from.column, problem });
      }
      said.set(stage, outcome);
    }
  }
  return problems.length > 0 ? bad(...problems) : ok(said);
}

function indexOf(name: PlacedName, stages: readonly string[], problems: BadInput[]): number {
  const index = stages.indexOf(name.text);
  if (index < 0) {
    const { line, column } = name;
    problems.push({ line, column, ...unknownName("stage", name.text, stages) });
  }
  return index;
}
