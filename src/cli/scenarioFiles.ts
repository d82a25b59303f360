/** Scenario files as `run` and `matrix` take them, and what came of them as data. */
import { bad, type BadInput, type Result } from "../base/result.js";
import { findProtocol } from "../protocols/catalogue.js";
import {
  isAsClaimed,
  openScenario,
  runAtStage,
  stagesOf,
  type OpenedScenario,
  type StageRun,
} from "../session/scenario/stageRuns.js";
import type { ExitCode, Terminal } from "./command.js";
import { isFolder, readText } from "./files.js";

/** One file: its scenario at some stages, or why it could not be read. */
export interface ScenarioReport {
  readonly source: string;
  readonly result: Result<{ readonly opened: OpenedScenario; readonly runs: readonly StageRun[] }>;
}

export interface RunWish {
  /** One stage by name, the scenario's own, those that its `stages` line names, or all. */
  readonly stages: "own" | "claimed" | "all" | { readonly stage: string };
  readonly seed?: number;
  readonly sink?: (line: string) => void;
}

/** Runs every file, whatever becomes of one. */
export function runFiles(
  sources: readonly string[],
  wish: RunWish,
  terminal: Terminal,
): readonly ScenarioReport[] {
  const reports = sources.map((source, index) => {
    terminal.progress(`running ${source} (${index + 1} of ${sources.length})`);
    return { source, result: runFile(source, wish) };
  });
  terminal.progress("");
  return reports;
}

function runFile(source: string, wish: RunWish): ScenarioReport["result"] {
  const text = readScenario(source);
  const opened = text.ok ? openScenario(text.value, source, findProtocol) : text;
  if (!opened.ok) return opened;
  const runs = stagesFor(wish, opened.value).map((stage) => runAtStage(opened.value, stage, wish));
  return {
    ok: true,
    value: { opened: opened.value, runs: runs.map((run) => asWished(run, wish)) },
  };
}

/** Who names one stage wants to see the scenario pass there, unless it says that it fails. */
function asWished(run: StageRun, { stages }: RunWish): StageRun {
  return typeof stages === "string" ? run : { claim: "passes", ...run };
}

function stagesFor({ stages }: RunWish, opened: OpenedScenario): readonly string[] {
  if (stages === "own") return [opened.ownStage];
  return typeof stages === "string" ? stagesOf(opened, stages) : [stages.stage];
}

/** The text of one file; a folder and a pattern that the shell left alone are told as such. */
export function readScenario(source: string): Result<string> {
  if (isFolder(source)) {
    const problem = `expected a scenario file, found a folder; name its files: ${source}/*.scenario`;
    return bad({ source, problem });
  }
  const text = readText(source);
  if (text.ok || !/[*?[{]/.test(source)) return text;
  const problem = "there is no such file, and the shell found none that fits the pattern";
  return bad({ source, problem });
}

/** What stands in the way of running it, wherever that showed. */
export function problemsOf({ result }: ScenarioReport): readonly BadInput[] {
  if (!result.ok) return result.problems;
  return result.value.runs.flatMap((run) => (run.result.ok ? [] : run.result.problems));
}

/** Whether the file was run and every stage did what the scenario says of it. */
export function isAsExpected({ result }: ScenarioReport): boolean {
  return result.ok && result.value.runs.every(isAsClaimed);
}

/** The worst of all: 2 when something could not be run, 1 when something is not as expected. */
export function exitCodeOf(reports: readonly ScenarioReport[]): ExitCode {
  if (reports.some((report) => problemsOf(report).length > 0)) return 2;
  return reports.every(isAsExpected) ? 0 : 1;
}

/** The reports for other programs. */
export function describeReports(reports: readonly ScenarioReport[]) {
  const asExpected = reports.filter(isAsExpected).length;
  const badInput = reports.filter((report) => problemsOf(report).length > 0).length;
  return {
    scenarios: reports.map(describeReport),
    summary: {
      ...{ scenarios: reports.length, asExpected, badInput },
      notAsExpected: reports.length - asExpected - badInput,
    },
  };
}

function describeReport(report: ScenarioReport) {
  const { source, result } = report;
  if (!result.ok) return { source, asExpected: false, problems: result.problems };
  const { opened, runs } = result.value;
  const { title } = opened.scenario;
  return {
    ...{ source, ...(title === undefined ? {} : { title }), protocol: opened.protocol.name },
    ...{ asExpected: isAsExpected(report), stages: runs.map(describeRun) },
  };
}

function describeRun(run: StageRun) {
  const { stage, claim, result } = run;
  const said = { stage, ...(claim === undefined ? {} : { claim }), asExpected: isAsClaimed(run) };
  if (!result.ok) return { ...said, problems: result.problems };
  const { outcome, seed, events, timeMs, expectations, failure } = result.value;
  const { skipped, violations } = result.value;
  return {
    ...{ ...said, outcome, seed, events, timeMs, expectations },
    ...(failure === undefined ? {} : { failure }),
    ...{ skipped, violations },
  };
}
