/** Edits of a run on VS Code's own stack: dirty, undo, redo, save, revert, several editors. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  bend,
  closeAll,
  copyOfExample,
  hash,
  isDirty,
  open,
  read,
  run,
  trace,
  until,
  verified,
  workbench,
} from "./kit.js";
import { test } from "./registry.js";

test("an edit makes a document dirty, undo makes it clean, redo dirty again", async () => {
  await open(await copyOfExample("undo"));
  await verified();
  await bend(10);
  await until("a dirty document", isDirty);
  const bent = await trace();
  assert.deepEqual([bent.branch, bent.cursor], ["b2", 11]);
  assert.match(bent.branches[1]?.words ?? "", /^force Dan's election timer, after event 10$/);
  await workbench("undo");
  await until("a clean document", () => !isDirty());
  const undone = await trace();
  assert.deepEqual([undone.branch, undone.cursor, undone.branches.length], ["b1", 10, 1]);
  await workbench("redo");
  await until("a dirty document", isDirty);
  const redone = await trace();
  assert.deepEqual([redone.branch, redone.cursor, redone.branches.length], ["b2", 11, 2]);
  await workbench("undo");
});

test("what was saved is there after closing and opening again, at the same place", async () => {
  const uri = await copyOfExample("saved");
  const before = await read(uri);
  await open(uri);
  await verified();
  await bend(10);
  for (let n = 0; n < 5; n++) await run("step");
  await workbench("workbench.action.files.save");
  await until("a clean document", () => !isDirty());
  const after = await read(uri);
  assert.ok(after.startsWith(before), "the recorded lines stay as they were");
  assert.ok(after.length > before.length);
  await until("the position to be remembered", async () => {
    await closeAll();
    await open(uri);
    const { branch, cursor } = await trace();
    return branch === "b2" && cursor === 16;
  });
  const { verification, branches } = await verified();
  assert.equal(verification.state, "verified");
  assert.deepEqual(
    branches.map(({ id, length }) => [id, length]),
    [
      ["b1", branches[0]?.length],
      ["b2", 16],
    ],
  );
});

test("undoing what was saved makes dirty, and saving that takes the branch out of the file", async () => {
  const uri = await copyOfExample("unsaved");
  const before = await hash(uri);
  await open(uri);
  await verified();
  await bend(10);
  await workbench("workbench.action.files.save");
  await until("a clean document", () => !isDirty());
  await workbench("undo");
  await until("a dirty document", isDirty);
  await workbench("workbench.action.files.save");
  await until("a clean document", () => !isDirty());
  assert.equal(await hash(uri), before);
});

test("revert drops unsaved edits, keeps saved ones, and these can still be undone", async () => {
  const uri = await copyOfExample("revert");
  await open(uri);
  await verified();
  await bend(10);
  await workbench("workbench.action.files.save");
  await until("a clean document", () => !isDirty());
  await bend(5);
  await until("a dirty document", isDirty);
  assert.equal((await trace()).branches.length, 3);
  await workbench("workbench.action.files.revert");
  await until("two branches", async () => (await trace()).branches.length === 2);
  await until("a clean document", () => !isDirty());
  await workbench("undo");
  await until("one branch", async () => (await trace()).branches.length === 1);
  await until("a dirty document", isDirty);
  await workbench("workbench.action.files.revert");
  await until("two branches again", async () => (await trace()).branches.length === 2);
  await until("a clean document", () => !isDirty());
});

test("stepping past the recorded end lets the engine go on, and is no edit", async () => {
  const uri = await copyOfExample("beyond");
  await open(uri);
  const { length } = await verified();
  await run("last");
  await run("step");
  await run("pageForward");
  const { cursor, length: grown } = await trace();
  assert.deepEqual([cursor, grown, isDirty()], [length + 11, length + 11, false]);
});

test("the same choice at the same place walks the branch that it has, without an edit", async () => {
  await open(await copyOfExample("walk"));
  await verified();
  await bend(10);
  await workbench("workbench.action.files.save");
  await until("a clean document", () => !isDirty());
  await run("switchBranch", { branch: "b1" });
  assert.deepEqual([(await trace()).branch, (await trace()).cursor], ["b1", 10]);
  await bend(10);
  const { branch, branches } = await trace();
  assert.deepEqual([branch, branches.length, isDirty()], ["b2", 2, false]);
});

test("switching a branch keeps the cursor on the shared trunk, else goes to the parting", async () => {
  await open(await copyOfExample("switch"));
  await verified();
  await bend(10);
  await run("goToEvent", 4);
  await run("switchBranch", { branch: "b1" });
  assert.deepEqual([(await trace()).branch, (await trace()).cursor], ["b1", 4]);
  await run("goToEvent", 30);
  await run("switchBranch", { branch: "b2" });
  assert.deepEqual([(await trace()).branch, (await trace()).cursor], ["b2", 10]);
  await run("goToEvent", 11);
  await run("goToBranchStart");
  assert.deepEqual([(await trace()).branch, (await trace()).cursor], ["b2", 10]);
  await workbench("undo");
});

test("a deleted branch comes back by undo", async () => {
  await open(await copyOfExample("delete"));
  await verified();
  await bend(10);
  await workbench("workbench.action.files.save");
  await until("a clean document", () => !isDirty());
  await run("deleteBranch", { branch: "b2" });
  await until("a dirty document", isDirty);
  const gone = await trace();
  assert.deepEqual([gone.branches.length, gone.branch, gone.cursor], [1, "b1", 10]);
  await workbench("undo");
  await until("two branches", async () => (await trace()).branches.length === 2);
  await run("deleteBranch", { branch: "b1" });
  assert.equal((await trace()).branches.length, 2, "the first branch stays");
  await until("a clean document", () => !isDirty());
});

test("two editors show one document: an edit, its undo and its save are for both", async () => {
  await open(await copyOfExample("two"));
  await verified();
  await workbench("workbench.action.splitEditorRight");
  await until("two tabs", () => tabs().length === 2);
  await bend(10);
  await until("two dirty tabs", () => tabs().every((tab) => tab.isDirty));
  await workbench("undo");
  await until("two clean tabs", () => tabs().every((tab) => !tab.isDirty));
  await workbench("redo");
  await workbench("workbench.action.files.save");
  await until("two saved tabs", () => tabs().every((tab) => !tab.isDirty));
  assert.equal((await trace()).branches.length, 2);
});

test("an intervention that does not apply is refused and leaves no trace", async () => {
  const uri = await copyOfExample("refused");
  const before = await hash(uri);
  await open(uri);
  await verified();
  await run("goToEvent", 10);
  await run("forceTimer", { node: "n1", timer: "no such timer" });
  await run("dropMessage", { message: 9999 });
  await run("restartNode", { node: "n1" });
  await run("heal");
  await run("isolateNode", { node: "n77" });
  const { branches, cursor } = await trace();
  assert.deepEqual([branches.length, cursor, isDirty()], [1, 10, false]);
  assert.equal(await hash(uri), before);
});

test("a run that another engine made is recorded only, and cannot be bent", async () => {
  const uri = await copyOfExample("older", (text) =>
    text.replace('"engineVersion":1', '"engineVersion":99'),
  );
  await open(uri);
  const { verification, bendable } = await verified();
  assert.equal(verification.state, "recorded only");
  assert.match(String(bendable), /version 99/);
  await bend(10);
  assert.deepEqual([(await trace()).branches.length, isDirty()], [1, false]);
});

test("a run that the engine makes otherwise says where it diverges, and cannot be bent", async () => {
  const uri = await copyOfExample("diverged", (text) => text.replace('"seed":36', '"seed":37'));
  await open(uri);
  const { verification, bendable } = await verified();
  assert.equal(verification.state, "diverged");
  assert.match(verification.sentence, /^Diverged at event \d+/);
  assert.match(String(bendable), /diverged at event/);
});

test("a damaged file is verified as far as it goes, and cannot be bent", async () => {
  const uri = await copyOfExample("damaged", (text) =>
    text.replace(/\n[^\n]*"at":40,/, "\n{broken,"),
  );
  await open(uri);
  const { verification, bendable, length } = await verified();
  assert.deepEqual([verification.state, length], ["verified", 39]);
  assert.match(String(bendable), /damaged/);
  await bend(10);
  assert.deepEqual([(await trace()).branches.length, isDirty()], [1, false]);
});

test("the engine runs on until a role changes, and over to a node's next event", async () => {
  await open(await copyOfExample("until"));
  await verified();
  await run("goToEvent", 0);
  await run("stepNode", { node: "n3" });
  assert.match((await trace()).sentence, /Cleo/);
  assert.equal(isDirty(), false);
});

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}
