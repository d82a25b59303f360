import { bad, describeBadInput, ok, type Result } from "../base/result.js";
import { differencesOf } from "../session/scenario/differences.js";
import type { OpenedScenario, StageRun } from "../session/scenario/stageRuns.js";
import type { ScenarioOutcome } from "../session/scenario/outcome.js";
import type { ExitCode, GivenArguments, Subcommand, Terminal } from "./command.js";
import { OutputFile } from "./files.js";
import { integerOf, valueOf } from "./options.js";
import {
  describeReports,
  exitCodeOf,
  isAsExpected,
  problemsOf,
  runFiles,
  type RunWish,
  type ScenarioReport,
} from "./scenarioFiles.js";
import { stageRanges } from "../session/scenario/stageRanges.js";

export const run: Subcommand = {
  name: "run",
  usage: "SCENARIO… [-o FILE] [--seed N] [--stage S | --all-stages] [--json]",
  summary: "Runs scenarios and compares what came of them with what they expect.",
  examples: [
    "lockstep run traces/raft-first-election.scenario -o first.trace.jsonl",
    "lockstep run traces/*.scenario traces/raft/*.scenario --all-stages",
    "lockstep run homework/*.scenario --json",
  ],
  options: {
    output: { short: "o", value: "FILE", about: "Records the run (of one scenario) to a trace." },
    seed: { value: "N", about: "Takes this seed instead of the scenario's." },
    stage: { value: "S", about: "Runs at this stage instead of those that the scenario names." },
    "all-stages": { about: "Runs at all stages of the protocol." },
    json: { about: "Prints the outcomes as JSON for other programs." },
  },
  takes: { what: "the name of a scenario", least: 1, most: Number.POSITIVE_INFINITY },
  run(given, terminal) {
    return Promise.resolve(runGiven(given, terminal));
  },
};

function runGiven(given: GivenArguments, terminal: Terminal): Result<ExitCode> {
  const wish = readWish(given);
  if (!wish.ok) return wish;
  const file = valueOf(given, "output");
  const reports =
    file === undefined
      ? ok(runFiles(given.positionals, wish.value, terminal))
      : recordTo(file, (sink) => runFiles(given.positionals, { ...wish.value, sink }, terminal));
  if (!reports.ok) return reports;
  if (given.values.has("json")) {
    terminal.out(JSON.stringify(describeReports(reports.value), undefined, 2));
  } else {
    for (const report of reports.value) tellReport(report, terminal);
    tellSummary(reports.value, terminal);
  }
  return ok(exitCodeOf(reports.value));
}

function readWish(given: GivenArguments): Result<RunWish> {
  const seed = integerOf(given, "seed");
  if (!seed.ok) return seed;
  const stage = valueOf(given, "stage");
  const isAll = given.values.has("all-stages");
  const isRecorded = given.values.has("output");
  if (stage !== undefined && isAll) return bad("expected --stage or --all-stages, found both");
  if (isRecorded && (isAll || given.positionals.length > 1)) {
    const found = isAll ? "all stages" : "several";
    return bad(`--output: expected one scenario at one stage to record, found ${found}`);
  }
  const several = isAll ? "all" : isRecorded ? "own" : "claimed";
  const stages = stage === undefined ? several : { stage };
  return ok({ stages, ...(seed.value === undefined ? {} : { seed: seed.value }) });
}

/** A scenario that fails is recorded too: the trace shows why. One that cannot run is not. */
function recordTo(
  file: string,
  work: (sink: (line: string) => void) => readonly ScenarioReport[],
): Result<readonly ScenarioReport[]> {
  const output = OutputFile.create(file);
  if (!output.ok) return output;
  const reports = work((line) => {
    output.value.write(line);
  });
  if (reports.some((report) => problemsOf(report).length > 0)) {
    output.value.discard();
    return ok(reports);
  }
  const written = output.value.finish();
  return written.ok ? ok(reports) : written;
}

function tellReport(report: ScenarioReport, terminal: Terminal): void {
  const { source, result } = report;
  if (!result.ok) {
    for (const problem of result.problems) terminal.err(describeBadInput(problem));
    return;
  }
  const { opened, runs } = result.value;
  for (const run of runs) {
    const where = run.result.ok && runs.length > 1 ? `stage ${run.stage}: ` : "";
    for (const { problem, ...place } of differencesOf(opened, run)) {
      terminal.err(describeBadInput({ ...place, problem: `${where}${problem}` }));
    }
  }
  const [only] = runs.length === 1 ? runs : [];
  const outcome = only?.result.ok === true ? only.result.value : undefined;
  for (const { line, reason } of outcome?.skipped ?? []) {
    terminal.err(describeBadInput({ source, line, problem: `skipped: ${reason}` }));
  }
  const told = outcome === undefined ? tellStages(opened, runs) : tellOutcome(outcome);
  terminal.out(`${isAsExpected(report) ? "✓" : "✗"} ${source}: ${told}`);
}

function tellOutcome(result: ScenarioOutcome): string {
  const { protocol, stage, seed, events, timeMs, expectations, claim, outcome } = result;
  const met = expectations.filter(({ passed }) => passed).length;
  const told = outcome === "fails" && claim === "fails" ? ", fails as it says" : "";
  return (
    `${protocol}, stage ${stage}, seed ${seed}: ${events} events, ${timeMs} ms, ` +
    `${met} of ${expectations.length} expectations met${told}`
  );
}

/** `raft: fails at without-truncation, passes at raft` */
function tellStages({ protocol }: OpenedScenario, runs: readonly StageRun[]): string {
  const known = protocol.stages.map(({ name }) => name);
  // Somebody may have asked for a stage that is not there.
  const all = [...new Set([...known, ...runs.map(({ stage }) => stage)])];
  const ranges = (["fails", "passes"] as const).flatMap((outcome) => {
    const stages = runs
      .filter(({ result }) => result.ok && result.value.outcome === outcome)
      .map(({ stage }) => stage);
    return stages.length === 0 ? [] : [`${outcome} at ${stageRanges(stages, all)}`];
  });
  const broken = runs.filter(({ result }) => !result.ok).map(({ stage }) => stage);
  if (broken.length > 0) ranges.push(`does not run at ${stageRanges(broken, all)}`);
  return `${protocol.name}: ${ranges.join(", ")}`;
}

function tellSummary(reports: readonly ScenarioReport[], terminal: Terminal): void {
  if (reports.length < 2) return;
  const { summary } = describeReports(reports);
  const refused = summary.badInput === 0 ? "" : `, ${summary.badInput} could not be run`;
  terminal.out(`${summary.asExpected} of ${summary.scenarios} scenarios as expected${refused}`);
}
