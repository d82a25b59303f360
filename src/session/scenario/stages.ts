import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { unknownWord } from "../../base/suggest.js";
import type { PlacedName, StageClaim, StageOutcome } from "./syntax.js";

/**
 * Stage → what the scenario's `stages` line says of it; stages that it does not name are absent.
 */
export type StageClaims = ReadonlyMap<string, StageOutcome>;

/** Resolves the ranges of the `stages` line against the protocol's stages, in their order. */
export function readClaims(
  claims: readonly StageClaim[],
  stages: readonly string[],
): Result<StageClaims> {
  const said = new Map<string, StageOutcome>();
  const problems: BadInput[] = [];
  for (const { outcome, from, to } of claims) {
    const last = to === "end" ? stages.length - 1 : indexOf(to, stages, problems);
    const first = indexOf(from, stages, problems);
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
    const problem = unknownWord("stage", name.text, stages);
    problems.push({ line: name.line, column: name.column, problem });
  }
  return index;
}
