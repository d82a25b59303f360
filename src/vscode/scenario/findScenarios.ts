/** Where the workspace's scenarios are. */
import * as vscode from "vscode";
import { nameOf } from "../uriFile.js";
import { walkFolders, type Listing } from "./folderWalk.js";

export const SCENARIOS = "**/*.scenario";

/** File systems that VS Code searches itself. */
const SEARCHED = ["file", "vscode-remote"];
const MOST_FOLDERS = 2000;
const PASSED_OVER = ["node_modules", ".git", ".hg", ".svn"];

export async function findScenarios(): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map(({ uri }) => scenariosIn(uri)));
  return found.flat();
}

/** Where nobody brings a search, VS Code would wait for one for ever: there we look ourselves. */
async function scenariosIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  if (SEARCHED.includes(folder.scheme)) {
    const pattern = new vscode.RelativePattern(folder, SCENARIOS);
    return vscode.workspace.findFiles(pattern, `**/{${PASSED_OVER.join(",")}}/**`);
  }
  const { files, isCut } = await walkFolders(folder, list, MOST_FOLDERS);
  if (isCut) {
    void vscode.window.showInformationMessage(
      `${nameOf(folder)} has more than ${MOST_FOLDERS} folders: the Testing view lists the scenarios of the first ${MOST_FOLDERS}. Others run from their own editor.`,
    );
  }
  return files;
}

/** Its scenarios, and its folders; links are left alone, since they may lead back. */
async function list(folder: vscode.Uri): Promise<Listing<vscode.Uri>> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const at = (wanted: vscode.FileType) =>
    entries
      .filter(([name, type]) => type === wanted && !PASSED_OVER.includes(name))
      .map(([name]) => vscode.Uri.joinPath(folder, name));
  const files = at(vscode.FileType.File).filter(({ path }) => path.endsWith(".scenario"));
  return { files, folders: at(vscode.FileType.Directory) };
}
