/** The Testing view's scenarios: those of the workspace, at the stages that they speak of. */
import * as vscode from "vscode";
import { differencesOf, type Difference } from "../../session/scenario/differences.js";
import { readDocument } from "../../session/scenario/language/document.js";
import { runAtStage, stagesOf } from "../../session/scenario/stageRuns.js";
import { displayText } from "../../trace/displayText.js";
import type { ScenarioInfo } from "../api.js";
import { delay } from "../delay.js";
import { nameOf } from "../uriFile.js";
import { findScenarios, SCENARIOS } from "./findScenarios.js";
import { linesRange } from "./places.js";
import { scenarioOf, textOf } from "./scenarioText.js";

export class ScenarioTests implements vscode.Disposable {
  readonly #controller = vscode.tests.createTestController("lockstep.scenarios", "Scenarios");
  readonly #watcher = vscode.workspace.createFileSystemWatcher(SCENARIOS);

  constructor() {
    const controller = this.#controller;
    const find = () => this.#find();
    controller.resolveHandler = (item) => (item === undefined ? find() : undefined);
    controller.refreshHandler = find;
    const run = async (request: vscode.TestRunRequest): Promise<void> => {
      await this.#run(request);
    };
    controller.createRunProfile("Run", vscode.TestRunProfileKind.Run, run, true);
    const add = async (uri: vscode.Uri): Promise<void> => {
      controller.items.add(await this.#itemFor(uri));
    };
    this.#watcher.onDidCreate(add);
    this.#watcher.onDidChange(add);
    this.#watcher.onDidDelete((uri) => {
      controller.items.delete(uri.toString());
    });
  }

  /** The scenarios of the workspace, as the Testing view lists them. */
  async list(): Promise<readonly ScenarioInfo[]> {
    await this.#find();
    return [...this.#controller.items].map(([uri, { label: title }]) => ({ uri, title }));
  }

  /** Runs one scenario as the Testing view would, and tells what is not as it says. */
  async run(uri: vscode.Uri): Promise<readonly Difference[]> {
    const known = this.#controller.items.get(uri.toString());
    const item = known ?? (await this.#itemFor(uri));
    this.#controller.items.add(item);
    return this.#run(new vscode.TestRunRequest([item]));
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#controller.dispose();
  }

  async #find(): Promise<void> {
    const files = await findScenarios();
    this.#controller.items.replace(await Promise.all(files.map((uri) => this.#itemFor(uri))));
  }

  /**
   * Called after the scenario's title, or after the file when it cannot be read: running tells why.
   * Its place is the line that names the protocol.
   */
  async #itemFor(uri: vscode.Uri): Promise<vscode.TestItem> {
    const text = await textOf(uri).catch(() => "");
    const { scenario } = readDocument(text, []);
    const name = nameOf(uri);
    const label = displayText(scenario?.title ?? name, 80);
    const item = this.#controller.createTestItem(uri.toString(), label, uri);
    item.description = name;
    item.range = linesRange(scenario?.header.protocol.line ?? 1);
    return item;
  }

  async #run(request: vscode.TestRunRequest): Promise<readonly Difference[]> {
    const all = [...this.#controller.items].map(([, item]) => item);
    const items = (request.include ?? all).filter((item) => !request.exclude?.includes(item));
    const run = this.#controller.createTestRun(request);
    for (const item of items) run.enqueued(item);
    const found: Difference[] = [];
    try {
      for (const item of items) {
        if (run.token.isCancellationRequested) run.skipped(item);
        else found.push(...(await runItem(item, run)));
      }
    } finally {
      run.end();
    }
    return found;
  }
}

/** What is not as the scenario says; nothing more once somebody has seen enough. */
async function runItem(item: vscode.TestItem, run: vscode.TestRun): Promise<readonly Difference[]> {
  const { uri } = item;
  if (uri === undefined) return [];
  run.started(item);
  const startMs = Date.now();
  const opened = await scenarioOf(uri);
  if (!opened.ok) {
    run.errored(item, messagesAt(uri, opened.problems));
    return opened.problems;
  }
  const found: Difference[] = [];
  for (const stage of stagesOf(opened.value, "claimed")) {
    await delay(0);
    if (run.token.isCancellationRequested) {
      run.skipped(item);
      return found;
    }
    const done = runAtStage(opened.value, stage);
    const outcome = done.result.ok ? done.result.value.outcome : "does not run";
    run.appendOutput(`${nameOf(uri)}: stage ${stage}: ${outcome}\r\n`, undefined, item);
    for (const { problem, ...more } of differencesOf(opened.value, done)) {
      found.push({ ...more, problem: `stage ${stage}: ${problem}` });
    }
  }
  const ms = Date.now() - startMs;
  if (found.length === 0) run.passed(item, ms);
  else run.failed(item, messagesAt(uri, found), ms);
  return found;
}

function messagesAt(uri: vscode.Uri, found: readonly Difference[]): vscode.TestMessage[] {
  return found.map((difference) => {
    const { line = 1, problem, expected, found } = difference;
    const message =
      expected === undefined || found === undefined
        ? new vscode.TestMessage(problem)
        : vscode.TestMessage.diff(problem, expected, found);
    message.location = new vscode.Location(uri, linesRange(line));
    return message;
  });
}
