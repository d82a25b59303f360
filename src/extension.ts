import * as vscode from "vscode";
import { makeApi, type LockstepApi } from "./vscode/api.js";
import { freeCommandIds } from "./vscode/commandIds.js";
import { registerCommands } from "./vscode/commands.js";
import { openExample } from "./vscode/examples.js";
import { newRun } from "./vscode/newRun.js";
import { registerStatusBar } from "./vscode/statusBar.js";
import { TraceEditorProvider, VIEW_TYPE } from "./vscode/traceEditorProvider.js";
import { TraceViews } from "./vscode/traceViews.js";

export function activate(context: vscode.ExtensionContext): LockstepApi {
  const views = new TraceViews();
  const provider = new TraceEditorProvider(context, views);
  const register = vscode.commands.registerCommand;
  context.subscriptions.push(
    vscode.window.registerCustomEditorProvider(VIEW_TYPE, provider, {
      supportsMultipleEditorsPerDocument: true,
    }),
    registerCommands(views),
    register(freeCommandIds.newRun, () => newRun(provider)),
    register(freeCommandIds.openExample, (name?: unknown) => openExample(context, name)),
    registerStatusBar(views),
  );
  return makeApi(views);
}
