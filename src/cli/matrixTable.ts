/** Which scenario passes at which stage, and which invariant breaks where, as a table. */
import { describeBadInput } from "../base/result.js";
import { isAsClaimed, type OpenedScenario, type StageRun } from "../session/scenario/stageRuns.js";
import type { ScenarioReport } from "./scenarioFiles.js";
import { stageRanges } from "../session/scenario/stageRanges.js";

/** The scenarios of one protocol at all of its stages. */
export interface Matrix {
  readonly protocol: string;
  readonly stages: readonly string[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
  readonly source: string;
  readonly title: string;
  /** One a stage, such as `✓`, `✗` or `✓~!`; {@link MARKS} tells what they mean. */
  readonly marks: readonly string[];
  readonly broken: readonly BrokenInvariant[];
  /** Why it could not be run at some stage. */
  readonly problems: readonly string[];
}

export interface BrokenInvariant {
  readonly invariant: string;
  /** Whether those stages promise it: then it is the engine that is wrong. */
  readonly promised: boolean;
  readonly stages: readonly string[];
}

export const MARKS =
  "✓ every expectation met · ✗ one failed · – could not be run · " +
  "~ something did not apply and was skipped · ! not as the scenario says";

/** One matrix a protocol, in the order of the reports; what could not be read is left out. */
export function matricesOf(reports: readonly ScenarioReport[]): readonly Matrix[] {
  const matrices = new Map<string, Matrix & { readonly rows: MatrixRow[] }>();
  for (const { result } of reports) {
    if (!result.ok) continue;
    const { opened, runs } = result.value;
    const { name, stages } = opened.protocol;
    const known = matrices.get(name);
    const matrix = known ?? { protocol: name, stages: stages.map((s) => s.name), rows: [] };
    matrix.rows.push(rowOf(opened, runs));
    matrices.set(name, matrix);
  }
  return [...matrices.values()];
}

function rowOf({ source, scenario }: OpenedScenario, runs: readonly StageRun[]): MatrixRow {
  return {
    source,
    title: scenario.title ?? source,
    marks: runs.map(markOf),
    broken: brokenIn(runs),
    problems: runs.flatMap(({ result }) =>
      result.ok ? [] : result.problems.map(describeBadInput),
    ),
  };
}

function markOf(run: StageRun): string {
  const { result } = run;
  if (!result.ok) return "–!";
  const skipped = result.value.skipped.length > 0 ? "~" : "";
  const mark = result.value.outcome === "passes" ? "✓" : "✗";
  return `${mark}${skipped}${isAsClaimed(run) ? "" : "!"}`;
}

function brokenIn(runs: readonly StageRun[]): readonly BrokenInvariant[] {
  const broken = new Map<string, BrokenInvariant & { readonly stages: string[] }>();
  for (const { stage, result } of runs) {
    for (const { invariant, promised } of result.ok ? result.value.violations : []) {
      const key = `${invariant} ${String(promised)}`;
      const known = broken.get(key) ?? { invariant, promised, stages: [] };
      if (!known.stages.includes(stage)) known.stages.push(stage);
      broken.set(key, known);
    }
  }
  return [...broken.values()];
}

/** For a terminal: a line a scenario, and below it what breaks. */
export function matrixText(matrix: Matrix): string {
  const { protocol, stages, rows } = matrix;
  const headings = headingsOf(stages);
  const widest = Math.max(protocol.length, ...rows.map(({ source }) => source.length));
  const widths = stages.map((_, place) =>
    Math.max(
      ...[headings[place] ?? "", ...rows.map(({ marks }) => marks[place] ?? "")].map(lengthOf),
    ),
  );
  const line = (first: string, cells: readonly string[]): string =>
    [first.padEnd(widest), ...cells.map((cell, place) => cell.padEnd(widths[place] ?? 0))]
      .join(" ")
      .trimEnd();
  const body = rows.flatMap((row) => [
    line(row.source, row.marks),
    ...row.broken.map((broken) => `    breaks ${tellBroken(broken, stages)}`),
    ...row.problems.map((problem) => `    ${problem}`),
  ]);
  return [...legendOf(stages), line(protocol, headings), ...body].join("\n");
}

/** For documents. */
export function matrixMarkdown({ stages, rows }: Matrix): string {
  const cells = (texts: readonly string[]): string => `| ${texts.map(inCell).join(" | ")} |`;
  const body = rows.map(({ source, title, marks, broken, problems }) =>
    cells([
      `${title} (\`${source.split("/").at(-1) ?? source}\`)`,
      ...marks,
      [...broken.map((one) => tellBroken(one, stages)), ...problems].join("; "),
    ]),
  );
  const head = cells(["scenario", ...headingsOf(stages), "what breaks"]);
  const rule = `|---|${stages.map(() => ":-:|").join("")}---|`;
  const legend = legendOf(stages);
  return [...legend, ...(legend.length === 0 ? [] : [""]), head, rule, ...body, "", MARKS].join(
    "\n",
  );
}

function lengthOf(text: string): number {
  return text.length;
}

function inCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** The stages' names if they are short, or else their numbers. */
function headingsOf(stages: readonly string[]): readonly string[] {
  return isShort(stages) ? stages : stages.map((_, place) => String(place + 1));
}

/** What the numbers stand for. */
function legendOf(stages: readonly string[]): readonly string[] {
  if (isShort(stages)) return [];
  const names = stages.map((stage, place) => `${place + 1} ${stage}`);
  return [`Stages: ${names.join(" · ")}`];
}

function isShort(stages: readonly string[]): boolean {
  return stages.every((stage) => stage.length <= 3);
}

/** `Log Matching at 4..5`, with the columns' headings for the stages. */
function tellBroken({ invariant, promised, stages }: BrokenInvariant, all: readonly string[]) {
  const headings = headingsOf(all);
  const places = stages.map((stage) => headings[all.indexOf(stage)] ?? stage);
  return `${invariant} at ${stageRanges(places, headings)}${promised ? " (promised there)" : ""}`;
}
