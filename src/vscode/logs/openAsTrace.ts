/** "Open as Trace…": any file, by its content or by what somebody says of it. */
import * as vscode from "vscode";
import { describeBadInput } from "../../base/result.js";
import { FORMATS, recognisedFormat } from "../../interop/formats.js";
import { headOf } from "../../interop/logText.js";
import { askMaybeText, askText, pickOne } from "../asking.js";
import { pauses } from "../delay.js";
import type { Storage } from "../documentMemory.js";
import { VIEW_TYPE } from "../traceEditorProvider.js";
import type { TraceViews } from "../traceViews.js";
import { fileAt, nameOf, readBeside } from "../uriFile.js";
import { askForExecution } from "./chooseExecution.js";
import { logMemory, type LogChoices } from "./logChoices.js";
import { isTrace, openedLog, type NamedBytes, type ReadBeside } from "./readLog.js";

/** `wanted`: the file, when the explorer or another command says which. */
export async function openAsTrace(
  storage: Storage,
  views: TraceViews,
  wanted?: unknown,
): Promise<void> {
  const uri = wanted instanceof vscode.Uri ? wanted : await askForFile();
  if (uri === undefined) return;
  const bytes = await bytesOf(uri);
  if (bytes === undefined) return;
  const file = { name: nameOf(uri), bytes };
  if (!isTrace(file)) {
    const choices = await askHowToRead(file, (name) => readBeside(uri, name));
    if (choices === undefined) return;
    await logMemory.remember(storage, uri.toString(), choices);
  }
  const open = views.all.find(({ document }) => document.uri.toString() === uri.toString());
  await vscode.commands.executeCommand("vscode.openWith", uri, VIEW_TYPE);
  if (open !== undefined && !open.document.isDirty) await open.document.load();
}

/** The text that is open in front, or any file. */
async function askForFile(): Promise<vscode.Uri | undefined> {
  const shown = vscode.window.activeTextEditor?.document.uri;
  if (shown !== undefined && shown.scheme !== "untitled") return shown;
  const files = await vscode.window.showOpenDialog({
    title: "Open as Trace",
    openLabel: "Open as Trace",
    canSelectMany: false,
  });
  return files?.[0];
}

async function bytesOf(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await fileAt(uri).read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`${nameOf(uri)} cannot be read: ${reason}`);
    return undefined;
  }
}

/** What the log does not tell by itself; undefined when the person went away. */
async function askHowToRead(file: NamedBytes, beside: ReadBeside): Promise<LogChoices | undefined> {
  if (recognisedFormat(headOf(file.bytes)) !== undefined) {
    const opened = await openedLog(file, {}, beside, pauses());
    if (opened.ok) return askWhichExecution(opened.value.executions, {});
    void vscode.window.showErrorMessage(opened.problems.map(describeBadInput).join("; "));
  }
  const choices = await askForFormat(file.name);
  if (choices === undefined) return undefined;
  // What is still wrong is told by the editor: what is to be mended may be beside the log.
  const opened = await openedLog(file, choices, beside, pauses());
  return opened.ok ? askWhichExecution(opened.value.executions, choices) : choices;
}

async function askWhichExecution(
  executions: readonly string[],
  choices: LogChoices,
): Promise<LogChoices | undefined> {
  if (executions.length < 2) return choices;
  const execution = await askForExecution(executions);
  return execution === undefined ? undefined : { ...choices, execution };
}

async function askForFormat(name: string): Promise<LogChoices | undefined> {
  const format = await pickOne(
    { title: `Open as Trace: What Has Written ${name}?`, none: "No format is known." },
    FORMATS.map(({ id, title }) => ({ label: title, description: id, value: id })),
  );
  if (format !== "shiviz") return format === undefined ? undefined : { format };
  const pattern = await askText(
    "Open as Trace: The Regular Expression of an Event",
    "With the groups host, clock (a JSON object) and event; it may span lines (\\n)",
    "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)",
  );
  if (pattern === undefined) return undefined;
  const delimiter = await askMaybeText(
    "Open as Trace: The Regular Expression Between Executions",
    "With the group trace for their names; empty if there is one execution alone",
  );
  if (delimiter === undefined) return undefined;
  return { format, pattern, ...(delimiter === "" ? {} : { delimiter }) };
}
