/**
 * The commands of the trace editor. Each acts on the active editor; without one it does nothing.
 */
import * as vscode from "vscode";
import type { ViewAction } from "../bridge/messages.js";
import { hostCommandIds, moveIds, viewActionIds } from "./commandIds.js";
import { readEventNumber } from "./eventNumber.js";
import type { TraceDocument } from "./traceDocument.js";
import type { TraceViews } from "./traceViews.js";

/** Registers them all; disposing of the result takes them back. */
export function registerCommands(views: TraceViews): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  const registered = [
    register(hostCommandIds.goToEvent, (event?: unknown) => goToEvent(views, event)),
    register(hostCommandIds.reload, () => views.active?.document.load()),
    register(hostCommandIds.reopenAsText, () => reopenAsText(views)),
  ];
  for (const [id, events] of Object.entries(moveIds)) {
    registered.push(register(id, () => views.active?.document.move(events)));
  }
  for (const action of Object.keys(viewActionIds) as ViewAction[]) {
    registered.push(register(viewActionIds[action], () => views.active?.act(action)));
  }
  return vscode.Disposable.from(...registered);
}

/** Asks for an event unless another command (a link, a test) already says which. */
async function goToEvent(views: TraceViews, event: unknown): Promise<void> {
  const document = views.active?.document;
  if (document?.length === undefined) return;
  const answer = typeof event === "number" ? String(event) : await askForEvent(document);
  if (answer === undefined) return;
  const read = readEventNumber(answer, document.length);
  if (read.ok) document.goTo(read.value);
  else void vscode.window.showWarningMessage(read.problems.map((p) => p.problem).join("; "));
}

async function askForEvent(document: TraceDocument): Promise<string | undefined> {
  const length = document.length ?? 0;
  return vscode.window.showInputBox({
    title: "Go to Event",
    prompt: `A number from 0 (before the first event) to ${length}`,
    value: String(document.cursor),
    validateInput: (text) => {
      const read = readEventNumber(text, length);
      return read.ok ? undefined : read.problems.map((p) => p.problem).join("; ");
    },
  });
}

async function reopenAsText(views: TraceViews): Promise<void> {
  const uri = views.active?.document.uri;
  if (uri !== undefined) await vscode.commands.executeCommand("vscode.openWith", uri, "default");
}
