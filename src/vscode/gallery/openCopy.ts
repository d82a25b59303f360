import * as vscode from "vscode";
import { pickOne } from "../asking.js";
import { sha256Hex } from "../sha256.js";
import { VIEW_TYPE, type TraceEditorProvider } from "../traceEditorProvider.js";
import { nameOf } from "../uriFile.js";

/** Where VS Code for the web keeps an extension's files: no dialog leads from there to a folder. */
const IN_THE_BROWSER = "vscode-userdata";

/**
 * Opens the file with that content. What somebody has worked on is replaced if they want. Where the
 * file could not be taken along, it is a new run in its place.
 */
export async function openCopy(
  provider: TraceEditorProvider,
  file: vscode.Uri,
  content: Uint8Array,
  column: vscode.ViewColumn,
): Promise<void> {
  if (file.scheme === IN_THE_BROWSER) {
    await provider.openNewRun(nameOf(file).replace(/\.trace\.jsonl$/, ""), content, { column });
    return;
  }
  if (await shallWrite(file, content)) {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, ".."));
    await vscode.workspace.fs.writeFile(file, content);
  }
  await vscode.commands.executeCommand("vscode.openWith", file, VIEW_TYPE, column);
}

async function shallWrite(file: vscode.Uri, content: Uint8Array): Promise<boolean> {
  const known = await vscode.workspace.fs.readFile(file).then(sha256Hex, () => undefined);
  if (known === undefined) return true;
  if (known === (await sha256Hex(content))) return false;
  const [mine, fresh] = ["As I saved it", "As it was shipped"];
  const answer = await pickOne({ title: `${nameOf(file)} Was Changed: Open It`, none: "" }, [
    { label: mine, value: false },
    { label: fresh, description: "replaces what was saved", value: true },
  ]);
  if (answer === undefined) throw new vscode.CancellationError();
  return answer;
}
