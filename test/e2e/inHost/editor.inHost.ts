/** The editor as the extension host sees it. What is on the screen is tested in editor.e2e.ts. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  EXAMPLE,
  VIEW_TYPE,
  activeViewType,
  closeAll,
  hash,
  inFolder,
  open,
  run,
  trace,
  until,
} from "./kit.js";
import { test } from "./registry.js";

test("an example opens in the trace editor, which is the active tab", async () => {
  await open(inFolder(EXAMPLE));
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  assert.ok(input instanceof vscode.TabInputCustom, "the tab is no custom editor");
  assert.equal(input.viewType, VIEW_TYPE);
});

test("the trace editor is what a trace opens in by itself", async () => {
  await closeAll();
  await vscode.commands.executeCommand("vscode.open", inFolder(EXAMPLE));
  await until("the custom editor", () => activeViewType() === VIEW_TYPE);
});

test("commands move the cursor, at most to an end", async () => {
  await open(inFolder(EXAMPLE));
  await run("first");
  assert.equal((await trace()).cursor, 0);
  assert.equal((await trace()).sentence, "Before the first event.");
  await run("stepBack");
  assert.equal((await trace()).cursor, 0);
  await run("step");
  await run("step");
  assert.equal((await trace()).cursor, 2);
  await run("pageForward");
  assert.equal((await trace()).cursor, 12);
  await run("pageBack");
  await run("stepBack");
  assert.equal((await trace()).cursor, 1);
  await run("last");
  await run("step");
  const { cursor, length } = await trace();
  assert.equal(cursor, length);
  await run("goToEvent", 7);
  assert.equal((await trace()).cursor, 7);
});

test("a file that changes on the disk is read again, and the cursor stays", async () => {
  const uri = inFolder("growing.trace.jsonl");
  const bytes = await vscode.workspace.fs.readFile(inFolder(EXAMPLE));
  const lines = new TextDecoder().decode(bytes).split("\n");
  const half = lines.slice(0, 30).join("\n") + "\n";
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(half));
  await open(uri);
  const before = await trace();
  await run("goToEvent", 5);
  await vscode.workspace.fs.writeFile(uri, bytes);
  await until("the longer trace", async () => (await trace()).length > before.length);
  assert.equal((await trace()).cursor, 5);
});

test("every command of the manifest is registered", async () => {
  const extension = vscode.extensions.getExtension("lockstep.lockstep");
  const manifest = extension?.packageJSON as {
    contributes: { commands: readonly { command: string }[] };
  };
  const known = new Set(await vscode.commands.getCommands(true));
  const missing = manifest.contributes.commands.filter(({ command }) => !known.has(command));
  assert.deepEqual(missing, []);
});

test("commands without a trace editor do nothing", async () => {
  await closeAll();
  for (const command of ["step", "stepBack", "first", "last", "zoomIn", "focusTable", "reload"]) {
    await vscode.commands.executeCommand(`lockstep.${command}`);
  }
});

test("stepping never makes a document dirty and never changes its file", async () => {
  const before = await hash(inFolder(EXAMPLE));
  await open(inFolder(EXAMPLE));
  for (let n = 0; n < 20; n++) await vscode.commands.executeCommand("lockstep.step");
  await vscode.commands.executeCommand("lockstep.last");
  await vscode.commands.executeCommand("lockstep.first");
  await vscode.commands.executeCommand("workbench.action.files.save");
  assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty, false);
  assert.equal(await hash(inFolder(EXAMPLE)), before);
});

test("a trace reopens as text and the other way round", async () => {
  await open(inFolder(EXAMPLE));
  await vscode.commands.executeCommand("lockstep.reopenAsText");
  await until("the text editor", () => activeViewType() === undefined);
  const shown = vscode.window.activeTextEditor?.document.uri.path ?? "";
  assert.ok(shown.endsWith(EXAMPLE));
});

const refused: readonly (readonly [name: string, content: Uint8Array])[] = [
  ["empty.trace.jsonl", new Uint8Array()],
  ["not-utf8.trace.jsonl", new Uint8Array([0x7b, 0xff, 0xfe, 0x0a])],
  ["text.trace.jsonl", new TextEncoder().encode("this is no trace\n")],
  ["version.trace.jsonl", new TextEncoder().encode('{"kind":"header","version":99}\n')],
];

for (const [name, content] of refused) {
  test(`${name} opens in the trace editor, which says what is wrong, and stays as it is`, async () => {
    const uri = inFolder(name);
    await vscode.workspace.fs.writeFile(uri, content);
    const before = await hash(uri);
    await open(uri);
    assert.equal(activeViewType(), VIEW_TYPE);
    await vscode.commands.executeCommand("lockstep.step");
    assert.equal(await hash(uri), before);
  });
}

test("a folder with the name of a trace opens in the editor, which refuses it", async () => {
  const uri = inFolder("folder.trace.jsonl");
  await vscode.workspace.fs.createDirectory(uri);
  await open(uri);
  assert.equal(activeViewType(), VIEW_TYPE);
});

test("a trace of another file system opens", async () => {
  const bytes = await vscode.workspace.fs.readFile(inFolder(EXAMPLE));
  const provider = vscode.workspace.registerFileSystemProvider("memory", new OneFile(bytes));
  try {
    await open(vscode.Uri.parse(`memory:/${EXAMPLE}`));
    assert.equal(activeViewType(), VIEW_TYPE);
  } finally {
    await closeAll();
    provider.dispose();
  }
});

/** A file system that holds one file, whatever it is called. */
class OneFile implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  constructor(readonly bytes: Uint8Array) {}
  watch = () => new vscode.Disposable(() => undefined);
  stat = () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.bytes.length });
  readFile = () => this.bytes;
  readDirectory = () => [];
  writeFile = () => this.#refuse();
  createDirectory = () => this.#refuse();
  delete = () => this.#refuse();
  rename = () => this.#refuse();
  #refuse(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}
