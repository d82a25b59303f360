/** What in-host tests do again and again. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { sha256Hex } from "../../../src/vscode/sha256.js";
import type { ActiveTrace, LockstepApi } from "../../../src/vscode/api.js";

export const EXAMPLE = "raft-first-election.trace.jsonl";
export const VIEW_TYPE = "lockstep.trace";

export function inFolder(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "the window has no folder");
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function open(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand("vscode.openWith", uri, VIEW_TYPE);
  await until(`the editor of ${uri.path}`, () => activeUri() === uri.toString());
}

export async function run(command: string, ...parameters: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`lockstep.${command}`, ...parameters);
}

/** The active trace, once it is open. */
export async function trace(): Promise<ActiveTrace> {
  const api = vscode.extensions.getExtension<LockstepApi>("lockstep.lockstep")?.exports;
  assert.ok(api);
  await until("an open trace", () => api.activeTrace() !== undefined);
  const active = api.activeTrace();
  assert.ok(active);
  return active;
}

export async function closeAll(): Promise<void> {
  // An unsaved new run stays dirty when it is reverted: it has no file to go back to.
  while (isDirty()) await workbench("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

export function activeViewType(): string | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.viewType : undefined;
}

export function activeUri(): string | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.uri.toString() : undefined;
}

export async function hash(uri: vscode.Uri): Promise<string> {
  return sha256Hex(await vscode.workspace.fs.readFile(uri));
}

export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 200; n++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`waited in vain for ${what}`);
}

/** A copy of the example in the folder, changed or not, that no other test has. */
export async function copyOfExample(
  name: string,
  change: (text: string) => string = (text) => text,
): Promise<vscode.Uri> {
  await closeAll();
  const text = await read(inFolder(EXAMPLE));
  const uri = inFolder(`${name}.trace.jsonl`);
  await write(uri, change(text));
  return uri;
}

export async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

export async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** The active trace, once its verdict is there. */
export async function verified(): Promise<ActiveTrace> {
  await until("a verdict", async () => (await trace()).verification.state !== "running");
  return trace();
}

/** Forces Dan's election timer after so many events. */
export async function bend(after: number): Promise<void> {
  await run("goToEvent", after);
  await run("forceTimer", { node: "n4", timer: "election" });
}

/** A command of VS Code itself. */
export async function workbench(command: string): Promise<void> {
  await vscode.commands.executeCommand(command);
}

/** Of the active tab. */
export function isDirty(): boolean {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty ?? false;
}
