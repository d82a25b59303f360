/** Save and Save As of a trace. Whatever goes wrong, the edits stay in the document. */
import * as vscode from "vscode";
import type { FileAccess } from "./fileAccess.js";
import type { TraceDocument } from "./traceDocument.js";

/**
 * Rejects with a sentence that says what to do, or as cancelled when somebody has decided against
 * it.
 */
export async function saveDocument(
  document: TraceDocument,
  cancellation: vscode.CancellationToken,
): Promise<void> {
  const content = await document.content();
  if (!(await mayReplace(document)) || cancellation.isCancellationRequested) {
    throw new vscode.CancellationError();
  }
  await document.file.write(content.bytes);
  document.saved(content);
}

/**
 * A trace that is open is written with its edits; a file that is damaged or none at all is copied
 * as it is.
 */
export async function saveDocumentAs(
  document: TraceDocument,
  destination: FileAccess,
): Promise<void> {
  await document.settled();
  const isSound = document.run?.damage.length === 0;
  const bytes = isSound
    ? (await document.content()).bytes
    : await vscode.workspace.fs.readFile(document.uri);
  await destination.write(bytes);
}

/** Asks before somebody else's work is written over. */
async function mayReplace({ file, isUnsaved }: TraceDocument): Promise<boolean> {
  const change = isUnsaved ? "same" : await file.findChange();
  if (change === "same") return true;
  const [saveAs, overwrite] = ["Save As…", change === "gone" ? "Write It Again" : "Overwrite"];
  const happened = change === "gone" ? "was deleted" : "was changed by something else";
  const answer = await vscode.window.showWarningMessage(
    `${file.name} ${happened} since it was read here.`,
    {
      modal: true,
      detail: "The edits made here are not saved yet, and stay until they are.",
    },
    saveAs,
    overwrite,
  );
  // This save has to end before another one can begin.
  if (answer === saveAs) {
    setTimeout(() => void vscode.commands.executeCommand("workbench.action.files.saveAs"), 0);
  }
  return answer === overwrite;
}
