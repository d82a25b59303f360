import * as vscode from "vscode";
import { bad, type Result } from "../../base/result.js";
import { findProtocol } from "../../protocols/catalogue.js";
import { openScenario, type OpenedScenario } from "../../session/scenario/stageRuns.js";
import { nameOf } from "../uriFile.js";

/** The scenario's text as an editor has it, saved or not; of no editor, the file's. */
export async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  if (open !== undefined) return open.getText();
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** The scenario, checked; or why it cannot be read, or all that is wrong with it. */
export async function scenarioOf(uri: vscode.Uri): Promise<Result<OpenedScenario>> {
  const source = nameOf(uri);
  try {
    return openScenario(await textOf(uri), source, findProtocol);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    return bad({ source, problem: `cannot read it: ${error.message}` });
  }
}
