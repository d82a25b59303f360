/** What a person is told of a document without having asked. */
import * as vscode from "vscode";
import type { LostEdit } from "./restoredEdits.js";
import type { TraceDocument } from "./traceDocument.js";

/**
 * The file has changed on the disk and there are unsaved edits: both stay until somebody decides.
 */
export async function askAboutConflict(document: TraceDocument): Promise<void> {
  const { name } = document.file;
  const revert = "Revert";
  const answer = await vscode.window.showWarningMessage(
    `${name} has changed on the disk. The edits made here are kept; reverting drops them and reads the file again.`,
    revert,
  );
  if (answer === revert) await revertInEditor(document);
}

/** VS Code reverts the active editor only. */
async function revertInEditor(document: TraceDocument): Promise<void> {
  await vscode.commands.executeCommand("vscode.openWith", document.uri, "lockstep.trace");
  await vscode.commands.executeCommand("workbench.action.files.revert");
}

/**
 * Unsaved edits of the last time that do not apply any more stay in the backup until the document
 * is saved.
 */
export function tellLostEdits(document: TraceDocument, lost: readonly LostEdit[]): void {
  const { name } = document.file;
  const what = lost.length === 1 ? "1 unsaved edit" : `${lost.length} unsaved edits`;
  const reason = lost[0]?.reason ?? "";
  const message = `${what} of ${name} could not be made again: ${reason}.`;
  void vscode.window.showWarningMessage(message, "Show as Text").then((answer) => {
    if (answer !== undefined) void showAsText(JSON.stringify(lost, undefined, 2));
  });
}

/** As a document of its own, to be kept or thrown away. */
export async function showAsText(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "json", content });
  await vscode.window.showTextDocument(document);
}
