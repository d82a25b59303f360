import * as vscode from "vscode";
import { makeApi, type LockstepApi } from "./vscode/api.js";
import { registerCommands } from "./vscode/commands.js";
import { registerStatusBar } from "./vscode/statusBar.js";
import { TraceEditorProvider, VIEW_TYPE } from "./vscode/traceEditorProvider.js";
import { TraceViews } from "./vscode/traceViews.js";

export function activate(context: vscode.ExtensionContext): LockstepApi {
  const views = new TraceViews();
  context.subscriptions.push(
    vscode.window.registerCustomEditorProvider(VIEW_TYPE, new TraceEditorProvider(context, views), {
      supportsMultipleEditorsPerDocument: true,
    }),
    registerCommands(views),
    registerStatusBar(views),
  );
  return makeApi(views);
}
