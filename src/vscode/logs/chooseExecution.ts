/** A log may hold several executions; one of them is open. */
import * as vscode from "vscode";
import { pickOne } from "../asking.js";
import { freeCommandIds } from "../commandIds.js";
import type { Storage } from "../documentMemory.js";
import type { TraceViews } from "../traceViews.js";
import { nameOf } from "../uriFile.js";
import { logMemory } from "./logChoices.js";
import type { OpenedLog } from "./readLog.js";

/** Says that there are others, once somebody sees one that he has not asked for. */
export async function tellExecutions(uri: vscode.Uri, log: OpenedLog): Promise<void> {
  if (!log.isUnasked || log.executions.length < 2) return;
  const others = `${nameOf(uri)} holds ${log.executions.length} executions`;
  const another = "Choose Another…";
  const answer = await vscode.window.showInformationMessage(
    `${others}; this is the first, ${quoted(log.execution)}.`,
    another,
  );
  if (answer === another) await vscode.commands.executeCommand(freeCommandIds.chooseExecution);
}

/** Opens another execution of the log that is meant, in the same editor. */
export async function chooseExecution(storage: Storage, views: TraceViews): Promise<void> {
  const document = views.meant?.document;
  const log = document?.run?.log;
  if (document === undefined) return;
  if (log === undefined || log.executions.length < 2) {
    void vscode.window.showInformationMessage(`${document.file.name} holds one execution alone.`);
    return;
  }
  const execution = await askForExecution(log.executions, log.execution);
  if (execution === undefined) return;
  const name = document.uri.toString();
  await logMemory.remember(storage, name, { ...logMemory.recall(storage, name), execution });
  document.goTo(0); // the other one's events have nothing to do with these
  await document.load();
}

/** Undefined when the person went away. */
export function askForExecution(
  executions: readonly string[],
  current?: string,
): Promise<string | undefined> {
  const choices = executions.map((name) => ({
    label: quoted(name),
    ...(name === current ? { description: "open now" } : {}),
    value: name,
  }));
  return pickOne({ title: "Choose Execution", none: "The log holds no execution." }, choices);
}

function quoted(execution: string): string {
  return execution === "" ? "the one without a name" : execution;
}
