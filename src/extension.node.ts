/** The extension where there is Node: on a desktop, and on a remote machine. */
import type * as vscode from "vscode";
import { activate as activateAnywhere } from "./extension.js";
import { replaceLocalFile } from "./node/localFile.js";
import type { LockstepApi } from "./vscode/api.js";

export function activate(context: vscode.ExtensionContext): LockstepApi {
  return activateAnywhere(context, replaceLocalFile);
}
