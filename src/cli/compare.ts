import { base64 } from "../base/base64.js";
import { bad, describeBadInput, ok, type BadInput, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { findProtocol } from "../protocols/catalogue.js";
import { comparisonSvg } from "../render/comparison/comparisonSvg.js";
import { comparisonText } from "../render/comparison/comparisonText.js";
import { THEMES, type Theme, type ThemeName } from "../render/theme.js";
import { compareStages, type Comparison } from "../session/comparison/compareStages.js";
import type { RunPath } from "../session/comparison/alignment.js";
import { recordPassing } from "../session/comparison/recordPassing.js";
import { openScenario } from "../session/scenario/stageRuns.js";
import { displayText } from "../trace/displayText.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { GivenArguments, Subcommand, Terminal } from "./command.js";
import { handOut, pause, readFont, readTrace } from "./files.js";
import { valueOf, wordOf } from "./options.js";
import { readScenario } from "./scenarioFiles.js";

const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export const compare: Subcommand = {
  name: "compare",
  usage: "FILE --stages A,B [--branch B] [--format text|svg] [--theme T] [-o FILE]",
  summary: "Does the same to a run at two stages, and shows both side by side.",
  examples: [
    "lockstep compare traces/raft-first-election.scenario --stages without-durable-vote,raft",
  ],
  options: {
    stages: { value: "A,B", about: "The two stages." },
    branch: { value: "B", about: `Of a trace; ${FIRST_BRANCH} unless said otherwise.` },
    format: { value: "F", about: "text (by default), or svg: both diagrams side by side." },
    theme: { value: "T", about: `Of the svg: one of ${THEME_NAMES.join(", ")}; print by default.` },
    output: { short: "o", value: "FILE", about: "Writes there instead of to the terminal." },
  },
  takes: { what: "the name of a scenario or a trace", least: 1, most: 1 },
  async run(given, terminal) {
    const stages = readStages(valueOf(given, "stages"));
    if (!stages.ok) return stages;
    const draw = drawerOf(given);
    if (!draw.ok) return draw;
    const source = given.positionals[0] ?? "";
    const run = await readRun(source, stages.value, valueOf(given, "branch"), terminal);
    if (!run.ok) return run;
    const { path, protocol } = run.value;
    const compared = await compareStages(path, protocol, stages.value, { pause });
    if (!compared.ok) return inFile(source, compared.problems);
    return handOut(draw.value(compared.value), valueOf(given, "output"), terminal);
  },
};

/** What makes the text that is asked for. */
function drawerOf(given: GivenArguments): Result<(runs: Comparison) => string> {
  const format = wordOf(given, "format", ["text", "svg"]);
  if (!format.ok) return format;
  const theme = wordOf(given, "theme", THEME_NAMES);
  if (!theme.ok) return theme;
  if (format.value === "svg") return ok((runs) => draw(runs, THEMES[theme.value ?? "print"]));
  if (theme.value === undefined) return ok(comparisonText);
  return bad(`--theme: expected none with --format text, found ${theme.value}`);
}

function draw(runs: Comparison, theme: Theme): string {
  const title = displayText(runs.left.trace.header.title ?? "Two stages", 200);
  const fontUrl = `data:font/woff2;base64,${base64(readFont())}`;
  return comparisonSvg(runs, theme, { title, fontUrl });
}

function readStages(text: string | undefined): Result<readonly [left: string, right: string]> {
  const [left, right, ...more] = (text ?? "").split(",").map((name) => name.trim());
  if (left !== undefined && left !== "" && right !== undefined && right !== "") {
    if (more.length === 0) return ok([left, right]);
  }
  return bad(`--stages: expected two stages such as 10,12, found ${JSON.stringify(text ?? "")}`);
}

/** The run that is done again. */
interface FirstRun {
  readonly path: RunPath;
  readonly protocol: AnyProtocol;
}

/** A recorded run, or the scenario's at one of the stages. */
async function readRun(
  source: string,
  stages: readonly [string, string],
  branch: string | undefined,
  terminal: Terminal,
): Promise<Result<FirstRun>> {
  if (source.endsWith(".trace.jsonl")) return readRecorded(source, stages, branch, terminal);
  if (branch !== undefined) return bad(`--branch: expected none with a scenario, found ${branch}`);
  const text = readScenario(source);
  const opened = text.ok ? openScenario(text.value, source, findProtocol) : text;
  if (!opened.ok) return opened;
  const { scenario, protocol } = opened.value;
  const unknown = unknownStage(protocol, stages);
  if (unknown !== undefined) return bad(unknown);
  const path = await recordPassing(scenario, protocol, source, stages);
  return path.ok ? ok({ path: path.value, protocol }) : path;
}

async function readRecorded(
  source: string,
  stages: readonly [string, string],
  branch: string = FIRST_BRANCH,
  terminal: Terminal,
): Promise<Result<FirstRun>> {
  const opened = await readTrace(source, terminal);
  if (!opened.ok) return opened;
  const { trace, damage } = opened.value;
  const { engine } = trace.header;
  if (engine === undefined) {
    return bad({ source, problem: "expected a run of an engine, found another tool's trace" });
  }
  const protocol = findProtocol(engine.protocol);
  if (!protocol.ok) return inFile(source, protocol.problems);
  const unknown = unknownStage(protocol.value, stages);
  if (unknown !== undefined) return bad(unknown);
  const branches = trace.branches.map(({ id }) => id);
  if (!branches.includes(branch)) {
    return bad(`--branch: ${unknownWord("branch", branch, branches)}`);
  }
  for (const problem of damage) {
    terminal.err(`${describeBadInput(problem)}; what is before is compared`);
  }
  return ok({ path: { trace, branch }, protocol: protocol.value });
}

function unknownStage(
  { stages: known }: AnyProtocol,
  stages: readonly string[],
): string | undefined {
  const names = known.map(({ name }) => name);
  const unknown = stages.find((stage) => !names.includes(stage));
  return unknown === undefined ? undefined : `--stages: ${unknownWord("stage", unknown, names)}`;
}

function inFile(source: string, problems: readonly BadInput[]): Result<never> {
  return bad(...problems.map((problem) => ({ source, ...problem })));
}
