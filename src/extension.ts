import * as vscode from "vscode";
import { makeApi, type LockstepApi } from "./vscode/api.js";
import { freeCommandIds } from "./vscode/commandIds.js";
import { registerCommands } from "./vscode/commands.js";
import { compareWithStage } from "./vscode/compareWithStage.js";
import { openExample } from "./vscode/gallery/gallery.js";
import { chooseExecution } from "./vscode/logs/chooseExecution.js";
import { openAsTrace } from "./vscode/logs/openAsTrace.js";
import { newRun } from "./vscode/newRun.js";
import { ScenarioTests } from "./vscode/scenario/scenarioTests.js";
import { registerScenarios } from "./vscode/scenario/scenarioCommands.js";
import { registerStatusBar } from "./vscode/statusBar.js";
import { TraceEditorProvider, VIEW_TYPE } from "./vscode/traceEditorProvider.js";
import { TraceViews } from "./vscode/traceViews.js";
import type { ReplaceLocalFile } from "./vscode/uriFile.js";

/**
 * The whole extension, in every host: VS Code for the web begins here, and extension.node.ts hands
 * in what Node can do besides.
 */
export function activate(
  context: vscode.ExtensionContext,
  replaceLocalFile?: ReplaceLocalFile,
): LockstepApi {
  const views = new TraceViews();
  const tests = new ScenarioTests();
  const provider = new TraceEditorProvider(context, views, replaceLocalFile);
  const register = vscode.commands.registerCommand;
  context.subscriptions.push(
    vscode.window.registerCustomEditorProvider(VIEW_TYPE, provider, {
      supportsMultipleEditorsPerDocument: true,
    }),
    registerCommands(views, context),
    register(freeCommandIds.compareWithStage, (stage?: unknown) =>
      compareWithStage(provider, views, stage),
    ),
    register(freeCommandIds.openAsTrace, (file?: unknown) =>
      openAsTrace(context.workspaceState, views, file),
    ),
    register(freeCommandIds.chooseExecution, () => chooseExecution(context.workspaceState, views)),
    register(freeCommandIds.newRun, () => newRun(provider)),
    register(freeCommandIds.openExample, (...wish: readonly unknown[]) =>
      openExample(context, provider, ...wish),
    ),
    registerScenarios(provider, tests),
    registerStatusBar(views),
  );
  return makeApi(views, tests);
}
