/**
 * Saving where it is hard, and what is kept over VS Code's end: by the provider itself, which the
 * workbench calls the same way, and by the workbench's own commands on real file systems.
 */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { MadeEdit, TraceDocument } from "../../../src/vscode/traceDocument.js";
import { TraceEditorProvider } from "../../../src/vscode/traceEditorProvider.js";
import { TraceViews } from "../../../src/vscode/traceViews.js";
import {
  EXAMPLE,
  bend,
  closeAll,
  copyOfExample,
  inFolder,
  isDirty,
  open,
  read,
  run,
  trace,
  until,
  verified,
  workbench,
  write,
} from "./kit.js";
import { MemoryFiles, type Character } from "./memoryFiles.js";
import { test } from "./registry.js";

const never = new vscode.CancellationTokenSource().token;

test("a backup has the edits and the position, and not the trace", async () => {
  const uri = await copyOfExample("backup");
  const { provider, document } = await opened(uri);
  document.goTo(10);
  await document.intervene({ type: "timeout", node: "n4", timer: "election" });
  document.move(3);
  const kept = await backUp(provider, document);
  const bytes = (await vscode.workspace.fs.readFile(vscode.Uri.parse(kept.id))).length;
  assert.ok(bytes < 1000, `${bytes} bytes`);
  const again = await opened(uri, kept.id);
  assert.deepEqual(again.document.position, { branch: "b2", cursor: 14 });
  assert.deepEqual(again.document.run?.session.done, document.run?.session.done);
  assert.equal(again.document.isDirty, true);
  await again.provider.saveCustomDocument(again.document, never);
  assert.equal(again.document.isDirty, false);
  assert.match(await read(uri), /"kind":"branch","id":"b2"/);
  kept.delete();
});

test("a backup of edits that were saved and then undone restores that too", async () => {
  const uri = await copyOfExample("backup-undone");
  const { provider, document, edits } = await opened(uri);
  document.goTo(10);
  await document.intervene({ type: "timeout", node: "n4", timer: "election" });
  await provider.saveCustomDocument(document, never);
  edits.at(-1)?.undo();
  assert.equal(document.isDirty, true);
  const kept = await backUp(provider, document);
  const again = await opened(uri, kept.id);
  assert.equal(again.document.run?.trace.branches.length, 1);
  await again.provider.saveCustomDocument(again.document, never);
  assert.doesNotMatch(await read(uri), /"id":"b2"/);
});

test("edits of a backup that do not apply to the changed file are told and kept", async () => {
  const uri = await copyOfExample("backup-changed");
  const { provider, document } = await opened(uri);
  document.goTo(30);
  await document.intervene({ type: "timeout", node: "n4", timer: "election" });
  const kept = await backUp(provider, document);
  const other = await opened(uri);
  other.document.goTo(12);
  await other.document.intervene({ type: "crash", node: "n1" });
  await other.provider.saveCustomDocument(other.document, never);
  const again = await opened(uri, kept.id);
  assert.equal(again.document.isDirty, true);
  assert.equal(again.document.run?.isDirty, false, "nothing of it was made");
  const next = await backUp(again.provider, again.document);
  const [lost] = (JSON.parse(await read(vscode.Uri.parse(next.id))) as { edits: unknown[] }).edits;
  assert.deepEqual(lost, document.run?.session.done[0]);
});

test("a new run is an untitled document, and its backup has the whole trace", async () => {
  await closeAll();
  const bytes = await vscode.workspace.fs.readFile(inFolder(EXAMPLE));
  const provider = newProvider();
  const uri = vscode.Uri.from({ scheme: "untitled", path: "new.trace.jsonl" });
  const first = await provider.openCustomDocument(uri, context(undefined, bytes));
  await first.settled();
  first.goTo(10);
  await first.intervene({ type: "crash", node: "n2" });
  const kept = await backUp(provider, first);
  const again = await provider.openCustomDocument(uri, context(kept.id));
  await again.settled();
  assert.deepEqual(again.position, first.position);
  assert.equal(again.opened().trace.event("b2", 11).event, "crash");
  await assert.rejects(provider.saveCustomDocument(again, never), /has no file yet: use Save As…/);
  const target = inFolder("new-saved.trace.jsonl");
  await provider.saveCustomDocumentAs(again, target);
  const saved = await opened(target);
  assert.deepEqual(saved.document.opened().verification.state, "verified");
  assert.equal(saved.document.opened().trace.branches.length, 2);
});

test("Save As writes a trace with its edits elsewhere and leaves the file as it was", async () => {
  const uri = await copyOfExample("save-as");
  const before = await read(uri);
  const { provider, document } = await opened(uri);
  await document.intervene({ type: "isolate", node: "n1" });
  const target = inFolder("save-as-target.trace.jsonl");
  await provider.saveCustomDocumentAs(document, target);
  assert.equal(await read(uri), before);
  const copy = await opened(target);
  assert.deepEqual(
    copy.document.run?.trace.branches.map(({ id }) => id),
    ["b1", "b2"],
  );
});

test("Save As of a damaged file copies it as it is", async () => {
  const uri = await copyOfExample("damaged-copy", (text) => `${text}{broken\n`);
  const { provider, document } = await opened(uri);
  const target = inFolder("damaged-copy-target.trace.jsonl");
  await provider.saveCustomDocumentAs(document, target);
  assert.equal(await read(target), await read(uri));
});

test("a file that changes while there are edits keeps them, and while there are none is read again", async () => {
  const uri = await copyOfExample("changing");
  const { document } = await opened(uri);
  await document.intervene({ type: "isolate", node: "n1" });
  const conflicted = new Promise<void>((resolve) => document.conflicted.add(resolve));
  const half = (await read(inFolder(EXAMPLE))).split("\n").slice(0, 30).join("\n");
  await write(uri, `${half}\n`);
  await conflicted;
  assert.deepEqual([document.opened().trace.branches.length, document.isDirty], [2, true]);
  await document.revert();
  assert.deepEqual([document.opened().trace.branches.length, document.isDirty], [1, false]);
  assert.ok((document.length ?? 0) < 30);
  await write(uri, await read(inFolder(EXAMPLE)));
  await until("the whole trace", () => (document.length ?? 0) > 30);
});

test("a save onto a file that changed meanwhile asks first, and loses neither side", async () => {
  const uri = await copyOfExample("meanwhile");
  const { provider, document } = await opened(uri);
  await document.intervene({ type: "isolate", node: "n1" });
  const others = `${await read(uri)}${JSON.stringify({ kind: "beat", branch: "b1", after: 1, title: "Hi" })}\n`;
  await write(uri, others);
  // In a test of an extension VS Code refuses every dialog, with what it would have said.
  const asked = /meanwhile\.trace\.jsonl was changed by something else/;
  await assert.rejects(provider.saveCustomDocument(document, never), asked);
  assert.deepEqual([document.isDirty, await read(uri)], [true, others]);
  await vscode.workspace.fs.delete(uri);
  await assert.rejects(provider.saveCustomDocument(document, never), /was deleted since/);
  assert.equal(document.isDirty, true);
});

test("a file whose time alone has changed is no conflict", async () => {
  const uri = await copyOfExample("touched");
  const { provider, document } = await opened(uri);
  await document.intervene({ type: "isolate", node: "n1" });
  await write(uri, await read(uri));
  await provider.saveCustomDocument(document, never);
  assert.equal(document.isDirty, false);
});

const hard: readonly {
  readonly name: string;
  readonly character: Character;
  readonly isReadonly?: boolean;
  readonly sentence: RegExp;
}[] = [
  {
    name: "read-only",
    character: {},
    isReadonly: true,
    sentence: /was not saved: it is read-only\. The edits are still here: use Save As…/,
  },
  {
    name: "full",
    character: { onWrite: () => new Error("ENOSPC: no space left on device") },
    sentence: /was not saved: the disk is full\. The edits are still here: free some space/,
  },
  {
    name: "forbidding",
    character: { onWrite: () => vscode.FileSystemError.NoPermissions("no") },
    sentence: /was not saved: permission denied\./,
  },
];

for (const { name, character, isReadonly = false, sentence } of hard) {
  test(`on a ${name} file system a save fails with a sentence and loses nothing`, async () => {
    await withFiles(name, character, isReadonly, async (files, uri) => {
      const before = files.readFile(uri);
      const { provider, document } = await opened(uri);
      await document.intervene({ type: "isolate", node: "n1" });
      await assert.rejects(provider.saveCustomDocument(document, never), sentence);
      assert.deepEqual([document.isDirty, files.readFile(uri)], [true, before]);
      assert.deepEqual(files.names, [uri.path]);
      await provider.saveCustomDocumentAs(document, inFolder(`${name}-elsewhere.trace.jsonl`));
    });
  });

  test(`on a ${name} file system the workbench keeps the editor dirty`, async () => {
    await withFiles(`${name}-bench`, character, isReadonly, async (files, uri) => {
      const before = files.readFile(uri);
      await open(uri);
      await verified();
      await bend(10);
      await until("a dirty document", isDirty);
      await vscode.commands
        .executeCommand("workbench.action.files.save")
        .then(undefined, () => undefined);
      assert.equal(isDirty(), true);
      assert.equal((await trace()).branches.length, 2);
      assert.deepEqual(files.readFile(uri), before);
      await closeAll();
    });
  });
}

test("a file system that cannot rename saves all the same", async () => {
  const character = { onRename: () => vscode.FileSystemError.NoPermissions("no renaming") };
  await withFiles("unrenaming", character, false, async (files, uri) => {
    await open(uri);
    await verified();
    await bend(10);
    await until("a dirty document", isDirty);
    await workbench("workbench.action.files.save");
    await until("a clean document", () => !isDirty());
    assert.match(new TextDecoder().decode(files.readFile(uri)), /"id":"b2"/);
    assert.deepEqual(files.names, [uri.path]);
    await closeAll();
  });
});

test("an example opens as a copy that can be saved", async () => {
  await closeAll();
  await run("openExample", EXAMPLE);
  const { uri } = await verified();
  assert.match(uri, /globalStorage\/lockstep\.lockstep\/examples\/raft-first-election/);
  await bend(10);
  await until("a dirty document", isDirty);
  await workbench("workbench.action.files.save");
  await until("a clean document", () => !isDirty());
  await closeAll();
});

async function withFiles(
  name: string,
  character: Character,
  isReadonly: boolean,
  work: (files: MemoryFiles, uri: vscode.Uri) => Promise<void>,
): Promise<void> {
  await closeAll();
  const files = new MemoryFiles(character);
  const scheme = `memory-${name}`;
  const uri = vscode.Uri.parse(`${scheme}:/run.trace.jsonl`);
  files.put(uri.path, await vscode.workspace.fs.readFile(inFolder(EXAMPLE)));
  const registered = vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly });
  try {
    await work(files, uri);
  } finally {
    await closeAll();
    registered.dispose();
  }
}

/** A provider of its own, with a memory of its own: the workbench has another one. */
function newProvider(): TraceEditorProvider {
  const known = new Map<string, unknown>();
  const workspaceState = {
    get: (key: string) => known.get(key),
    update: (key: string, value: unknown) => {
      known.set(key, value);
      return Promise.resolve();
    },
  };
  const extensionUri = vscode.extensions.getExtension("lockstep.lockstep")?.extensionUri;
  assert.ok(extensionUri);
  return new TraceEditorProvider({ extensionUri, workspaceState }, new TraceViews());
}

async function opened(
  uri: vscode.Uri,
  backupId?: string,
): Promise<{ provider: TraceEditorProvider; document: TraceDocument; edits: MadeEdit[] }> {
  const provider = newProvider();
  const document = await provider.openCustomDocument(uri, context(backupId));
  const edits: MadeEdit[] = [];
  document.edited.add((edit) => edits.push(edit));
  await document.settled();
  return { provider, document, edits };
}

function context(
  backupId: string | undefined,
  untitledDocumentData?: Uint8Array,
): vscode.CustomDocumentOpenContext {
  return { backupId, untitledDocumentData };
}

async function backUp(
  provider: TraceEditorProvider,
  document: TraceDocument,
): Promise<vscode.CustomDocumentBackup> {
  const name = `backup-${Math.floor(performance.now() * 1000)}.json`;
  return provider.backupCustomDocument(document, { destination: inFolder(name) });
}
