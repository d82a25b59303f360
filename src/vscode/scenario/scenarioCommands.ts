/** *Run* and *Run and Open*: above a scenario's first line, in its title bar and as commands. */
import * as vscode from "vscode";
import { describeBadInput, type BadInput } from "../../base/result.js";
import { readDocument } from "../../session/scenario/language/document.js";
import { runAtStage } from "../../session/scenario/stageRuns.js";
import { freeCommandIds } from "../commandIds.js";
import type { TraceEditorProvider } from "../traceEditorProvider.js";
import { nameOf } from "../uriFile.js";
import { LANGUAGE, linesRange } from "./places.js";
import { registerScenarioLanguage } from "./scenarioLanguage.js";
import type { ScenarioTests } from "./scenarioTests.js";
import { scenarioOf } from "./scenarioText.js";

/** All that the extension does with scenario files. */
export function registerScenarios(
  provider: TraceEditorProvider,
  tests: ScenarioTests,
): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    tests,
    registerScenarioLanguage(),
    vscode.languages.registerCodeLensProvider(LANGUAGE, { provideCodeLenses }),
    register(freeCommandIds.runScenario, async (uri?: unknown) => {
      const scenario = scenarioAt(uri);
      return scenario && tests.run(scenario);
    }),
    register(freeCommandIds.runAndOpenScenario, async (uri?: unknown) => {
      const scenario = scenarioAt(uri);
      if (scenario !== undefined) await runAndOpen(scenario, provider);
    }),
  );
}

/** Above the line that names the protocol; a scenario without one cannot run. */
function provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const { scenario } = readDocument(document.getText(), []);
  if (scenario === undefined) return [];
  const range = linesRange(scenario.header.protocol.line);
  const parameters = [document.uri];
  return [
    { title: "Run", command: freeCommandIds.runScenario },
    { title: "Run and Open", command: freeCommandIds.runAndOpenScenario },
  ].map((command) => new vscode.CodeLens(range, { ...command, arguments: parameters }));
}

/** The scenario that is meant: given, or in the active editor. */
function scenarioAt(uri: unknown): vscode.Uri | undefined {
  if (uri instanceof vscode.Uri) return uri;
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === LANGUAGE) return document.uri;
  void vscode.window.showInformationMessage(
    "Open a scenario first: a file that ends in .scenario.",
  );
  return undefined;
}

/** Records the run at the scenario's own stage and opens it, also when an expectation failed. */
async function runAndOpen(uri: vscode.Uri, provider: TraceEditorProvider): Promise<void> {
  const name = nameOf(uri);
  const opened = await scenarioOf(uri);
  if (!opened.ok) {
    tellProblems(opened.problems);
    return;
  }
  const lines: string[] = [];
  const run = runAtStage(opened.value, opened.value.ownStage, { sink: (line) => lines.push(line) });
  if (!run.result.ok) {
    tellProblems(run.result.problems);
    return;
  }
  const { failure } = run.result.value;
  await provider.openNewRun(
    name.replace(/\.scenario$/, ""),
    new TextEncoder().encode(lines.join("")),
  );
  if (failure === undefined) return;
  const { line, column, expected, found } = failure;
  tellProblems([{ source: name, line, column, problem: `expected ${expected}; found ${found}` }]);
}

function tellProblems(problems: readonly BadInput[]): void {
  void vscode.window.showErrorMessage(problems.map(describeBadInput).join("\n"));
}
