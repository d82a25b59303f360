/** "Open Example": a copy of a trace that is shipped, so that it can be changed and saved. */
import * as vscode from "vscode";
import { openTrace } from "../trace/reader.js";
import { displayText } from "../trace/displayText.js";
import { pickOne } from "./asking.js";
import type { Choice } from "./choices.js";
import { sha256Hex } from "./sha256.js";
import { nameOf } from "./uriFile.js";

const EXTENSION = ".trace.jsonl";

/** `wanted`: the file's name, when another command says which. */
export async function openExample(
  context: vscode.ExtensionContext,
  wanted?: unknown,
): Promise<void> {
  const shipped = await listExamples(vscode.Uri.joinPath(context.extensionUri, "traces"));
  const question = { title: "Open Example", none: "No example is shipped with this version." };
  const told = shipped.find(({ value }) => nameOf(value) === wanted)?.value;
  const example = told ?? (await pickOne(question, shipped));
  if (example === undefined) return;
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "examples");
  const copy = vscode.Uri.joinPath(folder, nameOf(example));
  if (await shallCopy(example, copy)) {
    const content = await vscode.workspace.fs.readFile(example);
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.workspace.fs.writeFile(copy, content);
  }
  await vscode.commands.executeCommand("vscode.openWith", copy, "lockstep.trace");
}

async function listExamples(folder: vscode.Uri): Promise<readonly Choice<vscode.Uri>[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const files = entries.map(([name]) => name).filter((name) => name.endsWith(EXTENSION));
  return Promise.all(
    files.sort().map(async (name) => {
      const uri = vscode.Uri.joinPath(folder, name);
      const title = await titleOf(uri);
      const label = name.slice(0, -EXTENSION.length);
      return { label, value: uri, ...(title === undefined ? {} : { description: title }) };
    }),
  );
}

/** The title in the trace's header: its first line. */
async function titleOf(uri: vscode.Uri): Promise<string | undefined> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  const end = bytes.indexOf("\n".charCodeAt(0)) + 1;
  const opened = await openTrace(bytes.subarray(0, end), { source: nameOf(uri) });
  const title = opened.ok ? opened.value.trace.header.title : undefined;
  return title === undefined ? undefined : displayText(title, 80);
}

/** A copy that somebody has worked on is replaced only if they want that. */
async function shallCopy(example: vscode.Uri, copy: vscode.Uri): Promise<boolean> {
  const known = await vscode.workspace.fs.readFile(copy).then(sha256Hex, () => undefined);
  if (known === undefined) return true;
  if (known === (await sha256Hex(await vscode.workspace.fs.readFile(example)))) return false;
  const [mine, fresh] = ["As I saved it", "As it was shipped"];
  const answer = await pickOne({ title: `${nameOf(copy)} Was Changed: Open It`, none: "" }, [
    { label: mine, value: false },
    { label: fresh, description: "replaces what was saved", value: true },
  ]);
  if (answer === undefined) throw new vscode.CancellationError();
  return answer;
}
