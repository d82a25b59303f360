/** Scenario files in the editor: language, problems with fixes, lenses, and the Testing view. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { LockstepApi } from "../../../src/vscode/api.js";
import { closeAll, inFolder, trace, until, write } from "./kit.js";
import { test } from "./registry.js";

const HEAD = "# Who leads\nprotocol raft\nnodes Ana, Ben, Cleo\nseed 1\n";
const LED = `${HEAD}run until moment "leader elected"\n`;

/** Opens a scenario with that text in a file of its own. */
async function edit(name: string, text: string): Promise<vscode.TextDocument> {
  await closeAll();
  const uri = inFolder(`${name}.scenario`);
  await write(uri, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** The problems of a scenario once there are so many. */
async function problems(uri: vscode.Uri, count: number): Promise<readonly vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(uri);
  await until(`${count} problems`, () => now().length === count);
  return now();
}

test("a scenario has its language", async () => {
  const { languageId } = await edit("language", LED);
  assert.equal(languageId, "lockstep-scenario");
});

test("completion knows commands, nodes, timers and moments", async () => {
  const { uri } = await edit("completion", `${HEAD}timeout Ana \nrun until moment \n\n`);
  const labels = async (line: number, character: number) => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      new vscode.Position(line, character),
    );
    return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
  };
  const nodes = await labels(4, 8);
  assert.deepEqual(
    ["Ana", "Ben", "Cleo"].filter((name) => !nodes.includes(name)),
    [],
  );
  assert.ok((await labels(4, 12)).includes("election"));
  assert.ok((await labels(5, 17)).includes("leader elected"));
  assert.ok((await labels(6, 0)).includes("partition"));
});

test("hovering over a word tells what it does", async () => {
  const { uri } = await edit("hover", LED);
  const [found] = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    uri,
    new vscode.Position(4, 1),
  );
  const texts = found?.contents.map((content) =>
    content instanceof vscode.MarkdownString ? content.value : "",
  );
  assert.match(texts?.join("\n") ?? "", /run until QUERY/);
});

test("the outline has the header and the beats", async () => {
  const { uri } = await edit("outline", `${LED}beat "A leader"\n`);
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
    "vscode.executeDocumentSymbolProvider",
    uri,
  );
  assert.deepEqual(
    symbols.map(({ name, children }) => [name, children.length]),
    [
      ["raft", 0],
      ["A leader", 1],
    ],
  );
});

test("a misspelt name is marked as it is typed, and a quick fix mends it", async () => {
  const document = await edit("fix", `${LED}isolate Ben\n`);
  await problems(document.uri, 0);
  const typed = new vscode.WorkspaceEdit();
  typed.replace(document.uri, new vscode.Range(5, 8, 5, 11), "Bne");
  await vscode.workspace.applyEdit(typed);
  const [problem] = await problems(document.uri, 1);
  assert.ok(problem);
  assert.match(problem.message, /unknown node "Bne"; did you mean Ben\?/);
  assert.deepEqual(problem.range, new vscode.Range(5, 8, 5, 11));
  const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    problem.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  assert.equal(fix?.title, "Replace with Ben");
  assert.ok(fix.edit);
  await vscode.workspace.applyEdit(fix.edit);
  await problems(document.uri, 0);
  assert.equal(document.lineAt(5).text, "isolate Ben");
});

test("Run and Open stand above the protocol, and open what the scenario recorded", async () => {
  const { uri } = await edit("lenses", LED);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    uri,
  );
  assert.deepEqual(
    lenses.map(({ command, range }) => [command?.title, range.start.line]),
    [
      ["Run", 1],
      ["Run and Open", 1],
    ],
  );
  const open = lenses[1]?.command;
  assert.ok(open);
  const given: readonly unknown[] = open.arguments ?? [];
  await vscode.commands.executeCommand(open.command, ...given);
  const { length, verification } = await trace();
  assert.ok(length > 0);
  assert.notEqual(verification.state, "diverged");
});

test("running a scenario tells what failed, where, expected and found", async () => {
  const { uri } = await edit("failing", `${LED}expect Ana.role = leader\n`);
  const failed = await vscode.commands.executeCommand("lockstep.runScenario", uri);
  assert.deepEqual(
    (failed as readonly { line: number; expected: string; found: string }[]).map(
      ({ line, expected, found }) => [line, expected, found],
    ),
    [[6, "Ana.role = leader", "Ana.role is follower"]],
  );
});

test("running a scenario takes the text of the editor, saved or not", async () => {
  const document = await edit("unsaved", `${LED}expect Ana.role = leader\n`);
  const typed = new vscode.WorkspaceEdit();
  typed.replace(document.uri, new vscode.Range(5, 7, 5, 10), "Ben");
  await vscode.workspace.applyEdit(typed);
  assert.deepEqual(await vscode.commands.executeCommand("lockstep.runScenario", document.uri), []);
  await vscode.commands.executeCommand("workbench.action.files.revert");
});

test("the Testing view lists the scenarios of the folder by their titles", async () => {
  await edit("listed", LED);
  const api = vscode.extensions.getExtension<LockstepApi>("lockstep.lockstep")?.exports;
  const listed = async () => (await api?.scenarios()) ?? [];
  const isListed = async (name: string) => (await listed()).some(({ uri }) => uri.endsWith(name));
  await until("the new scenario", () => isListed("/listed.scenario"));
  const found = (await listed()).find(({ uri }) => uri.endsWith("/listed.scenario"));
  assert.equal(found?.title, "Who leads");
  await closeAll();
  await vscode.workspace.fs.delete(inFolder("listed.scenario"));
  await until("it to be gone", async () => !(await isListed("/listed.scenario")));
});
