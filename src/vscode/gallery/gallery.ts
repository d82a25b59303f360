/**
 * "Open Example": what is shipped, by protocol. A scenario is run when it is opened; what opens is
 * a copy, so that it can be changed and saved.
 */
import * as vscode from "vscode";
import { describeBadInput } from "../../base/result.js";
import { compareStages } from "../../session/comparison/compareStages.js";
import { recordPassing } from "../../session/comparison/recordPassing.js";
import { runAtStage, type OpenedScenario } from "../../session/scenario/stageRuns.js";
import { openTrace } from "../../trace/reader.js";
import { pickOne } from "../asking.js";
import type { Choice } from "../choices.js";
import type { TraceEditorProvider } from "../traceEditorProvider.js";
import { nameOf } from "../uriFile.js";
import {
  SCENARIO_FILE,
  TRACE_FILE,
  copyName,
  readScenario,
  scenarioWords,
  showings,
  traceWords,
  type ExampleWords,
} from "./examples.js";
import { openCopy } from "./openCopy.js";

type Example =
  | { readonly is: "trace"; readonly uri: vscode.Uri; readonly words: ExampleWords }
  | {
      readonly is: "scenario";
      readonly uri: vscode.Uri;
      readonly words: ExampleWords;
      readonly opened: OpenedScenario;
    };

/**
 * `wanted`: the file's name, when another command says which; `stage`: at which stage a scenario is
 * to run; `isBeside`: the example is to open beside what is active, as the walkthrough wants it.
 */
export async function openExample(
  context: vscode.ExtensionContext,
  provider: TraceEditorProvider,
  wanted?: unknown,
  stage?: unknown,
  isBeside?: unknown,
): Promise<void> {
  const examples = await readExamples(context.extensionUri);
  const told = examples.find(({ uri }) => nameOf(uri) === wanted);
  const question = { title: "Open Example", none: "No example is shipped with this version." };
  const example = told ?? (await pickOne(question, examples.map(asChoice)));
  if (example === undefined) return;
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "examples");
  const open = (file: string, content: Uint8Array, at: vscode.ViewColumn) =>
    openCopy(provider, vscode.Uri.joinPath(folder, file), content, at);
  const column = isBeside === true ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  if (example.is === "trace") {
    const content = await vscode.workspace.fs.readFile(example.uri);
    await open(nameOf(example.uri), content, column);
    return;
  }
  const stages = typeof stage === "string" ? [stage] : await askForStages(example.opened);
  if (stages !== undefined) await openRuns(open, example, stages, column);
}

function asChoice(example: Example): Choice<Example> {
  const { group, title, outcome, about } = example.words;
  return { label: title, description: outcome, detail: about, group, value: example };
}

async function askForStages(opened: OpenedScenario): Promise<readonly string[] | undefined> {
  const title = opened.scenario.title ?? opened.source;
  return pickOne(
    { title, none: "", isObvious: true },
    showings(opened).map(({ words, about, stages }) => {
      return { label: words, description: about, value: stages };
    }),
  );
}

/** One run, or two beside each other. */
async function openRuns(
  open: (file: string, content: Uint8Array, column: vscode.ViewColumn) => Promise<void>,
  { uri, opened }: Extract<Example, { readonly is: "scenario" }>,
  stages: readonly string[],
  first: vscode.ViewColumn,
): Promise<void> {
  const runs = await recordAll(opened, stages);
  for (const [place, { stage, lines }] of runs.entries()) {
    const beside = runs.find((run) => run.stage !== stage)?.stage;
    const column = place === 0 ? first : vscode.ViewColumn.Beside;
    const content = new TextEncoder().encode(lines.join(""));
    await open(copyName(nameOf(uri), stage, beside), content, column);
  }
}

interface StageLines {
  readonly stage: string;
  readonly lines: readonly string[];
}

/** Of two stages both runs get the same storm, so that they can be compared. */
async function recordAll(
  opened: OpenedScenario,
  stages: readonly string[],
): Promise<readonly StageLines[]> {
  const [first = opened.ownStage, second] = stages;
  if (second === undefined) {
    const lines: string[] = [];
    const { result } = runAtStage(opened, first, { sink: (line) => lines.push(line) });
    if (result.ok) return [{ stage: first, lines }];
    throw new Error(result.problems.map(describeBadInput).join("; "));
  }
  const { scenario, protocol, source } = opened;
  const path = await recordPassing(scenario, protocol, source, [first, second]);
  const compared = path.ok ? await compareStages(path.value, protocol, [first, second]) : path;
  if (compared.ok) return [compared.value.left, compared.value.right];
  throw new Error(compared.problems.map(describeBadInput).join("; "));
}

/**
 * All examples, by protocol and in the order of their files. A scenario whose run is shipped as
 * well is there as that run.
 */
async function readExamples(extension: vscode.Uri): Promise<readonly Example[]> {
  const uris = await shippedFiles(extension);
  const traces = uris.filter(({ path }) => path.endsWith(TRACE_FILE));
  const recorded = new Set(traces.map(({ path }) => path.replace(TRACE_FILE, SCENARIO_FILE)));
  const isShown = ({ path }: vscode.Uri) => !path.endsWith(SCENARIO_FILE) || !recorded.has(path);
  const examples = await Promise.all(uris.filter(isShown).map(readExample));
  const groups = new Map<string, Example[]>();
  for (const example of examples) {
    if (example === undefined) continue;
    const { group } = example.words;
    groups.set(group, [...(groups.get(group) ?? []), example]);
  }
  return [...groups.values()].flat();
}

/** By the list that the build makes: the folder of an extension of the web cannot be listed. */
async function shippedFiles(extension: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const list = vscode.Uri.joinPath(extension, "dist", "examples.json");
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(list));
  const names = JSON.parse(text) as readonly string[];
  return names.map((name) => vscode.Uri.joinPath(extension, "traces", name));
}

async function readExample(uri: vscode.Uri): Promise<Example | undefined> {
  const name = nameOf(uri);
  if (name.endsWith(TRACE_FILE)) return readRecorded(uri);
  if (!name.endsWith(SCENARIO_FILE)) return undefined;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const opened = readScenario(text, name);
  return opened && { is: "scenario", uri, words: scenarioWords(opened), opened };
}

/** The header, which is the trace's first line, says it all. */
async function readRecorded(uri: vscode.Uri): Promise<Example | undefined> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  const end = bytes.indexOf("\n".charCodeAt(0)) + 1;
  const opened = await openTrace(bytes.subarray(0, end), { source: nameOf(uri) });
  if (!opened.ok) return undefined;
  return { is: "trace", uri, words: traceWords(opened.value.trace.header, nameOf(uri)) };
}
