import * as vscode from "vscode";
import { pickOne } from "../asking.js";
import { sha256Hex } from "../sha256.js";
import { nameOf } from "../uriFile.js";

/** Opens the file with that content. What somebody has worked on is replaced if they want. */
export async function openCopy(
  file: vscode.Uri,
  content: Uint8Array,
  column: vscode.ViewColumn = vscode.ViewColumn.Active,
): Promise<void> {
  if (await shallWrite(file, content)) {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, ".."));
    await vscode.workspace.fs.writeFile(file, content);
  }
  await vscode.commands.executeCommand("vscode.openWith", file, "lockstep.trace", column);
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
