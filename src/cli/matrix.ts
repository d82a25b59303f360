import { describeBadInput, ok, type Result } from "../base/result.js";
import type { ExitCode, GivenArguments, Subcommand, Terminal } from "./command.js";
import { MARKS, matricesOf, matrixMarkdown, matrixText } from "./matrixTable.js";
import { integerOf, wordOf } from "./options.js";
import { describeReports, exitCodeOf, runFiles, type ScenarioReport } from "./scenarioFiles.js";

const FORMATS = ["text", "markdown", "json"] as const;

export const matrix: Subcommand = {
  name: "matrix",
  usage: "SCENARIO… [--seed N] [--format text|markdown|json]",
  summary: "Runs every scenario at every stage: what passes, and which invariant breaks where.",
  examples: [
    "lockstep matrix traces/raft/*.scenario",
    "lockstep matrix traces/raft/*.scenario --format markdown",
  ],
  options: {
    seed: { value: "N", about: "Takes this seed instead of the scenarios'." },
    format: { value: "F", about: `One of ${FORMATS.join(", ")}; text unless said otherwise.` },
  },
  takes: { what: "the name of a scenario", least: 1, most: Number.POSITIVE_INFINITY },
  run(given, terminal) {
    return Promise.resolve(runGiven(given, terminal));
  },
};

function runGiven(given: GivenArguments, terminal: Terminal): Result<ExitCode> {
  const seed = integerOf(given, "seed");
  if (!seed.ok) return seed;
  const format = wordOf(given, "format", FORMATS);
  if (!format.ok) return format;
  const wish = seed.value === undefined ? {} : { seed: seed.value };
  const reports = runFiles(given.positionals, { stages: "all", ...wish }, terminal);
  tell(reports, format.value ?? "text", terminal);
  return ok(exitCodeOf(reports));
}

function tell(
  reports: readonly ScenarioReport[],
  format: (typeof FORMATS)[number],
  terminal: Terminal,
): void {
  if (format === "json") {
    terminal.out(JSON.stringify(describeReports(reports), undefined, 2));
    return;
  }
  for (const { result } of reports) {
    for (const problem of result.ok ? [] : result.problems) terminal.err(describeBadInput(problem));
  }
  const matrices = matricesOf(reports);
  if (matrices.length === 0) return;
  if (format === "markdown") terminal.out(matrices.map(matrixMarkdown).join("\n\n"));
  else terminal.out([...matrices.map(matrixText), MARKS].join("\n\n"));
}
