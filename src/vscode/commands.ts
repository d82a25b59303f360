/**
 * The commands of the trace editor. Each acts on the editor that is meant; without one it does
 * nothing.
 */
import * as vscode from "vscode";
import type { HostCommand, Target, ViewAction } from "../bridge/messages.js";
import { Refusal } from "../bridge/serve.js";
import { readTarget } from "../bridge/validate.js";
import { pickOne } from "./asking.js";
import { BENDS, type Ask } from "./bends.js";
import { deleteBranch, goToBranchStart, renameBranch, switchBranch } from "./branchCommands.js";
import { goToCause, goToEffect } from "./causeCommands.js";
import { nodeChoices } from "./choices.js";
import { hostCommandIds, moveIds, viewActionIds } from "./commandIds.js";
import { readEventNumber } from "./eventNumber.js";
import { copyPicture, exportPicture, type ExtensionPlaces } from "./exporting.js";
import type { TraceDocument } from "./traceDocument.js";
import type { TraceViews } from "./traceViews.js";
import { untilChoices } from "./untilChoices.js";

/** Carries a command out for a document. A {@link Refusal} is told to the person. */
type Deed = (document: TraceDocument, on: Target, argument: unknown) => Promise<unknown>;

const deedsOf = (
  views: TraceViews,
  extension: ExtensionPlaces,
): { readonly [C in HostCommand]?: Deed } => ({
  goToEvent,
  goToCause,
  goToEffect,
  reload,
  reopenAsText: ({ uri }) => openWith(uri, "default"),
  stepNode,
  runUntil,
  switchBranch,
  renameBranch,
  deleteBranch,
  goToBranchStart,
  exportPicture: (document) =>
    exportPicture(document, extension, views.meant?.showsCauses === true),
  copyAsMermaid: (document) => copyPicture(document, "mermaid"),
  copyAsText: (document) => copyPicture(document, "text"),
  ...Object.fromEntries(Object.entries(BENDS).map(([command, ask]) => [command, bending(ask)])),
});

/** Registers them all; disposing of the result takes them back. */
export function registerCommands(views: TraceViews, extension: ExtensionPlaces): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  const registered = Object.entries(deedsOf(views, extension)).map(([command, deed]) =>
    register(hostCommandIds[command as HostCommand], (argument?: unknown) =>
      carryOut(views, deed, argument),
    ),
  );
  for (const [id, events] of Object.entries(moveIds)) {
    registered.push(register(id, () => views.meant?.document.move(events)));
  }
  for (const action of Object.keys(viewActionIds) as ViewAction[]) {
    registered.push(
      register(viewActionIds[action], (argument?: unknown) =>
        views.meant?.act(action, readTarget(argument)),
      ),
    );
  }
  return vscode.Disposable.from(...registered);
}

async function carryOut(views: TraceViews, deed: Deed, argument: unknown): Promise<void> {
  const document = views.meant?.document;
  if (document === undefined) return;
  try {
    await deed(document, readTarget(argument), argument);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message } = error;
    void vscode.window.showWarningMessage(message.charAt(0).toUpperCase() + message.slice(1));
  }
}

/** A run that cannot be bent is refused before anything is asked. */
function bending(ask: Ask): Deed {
  return async (document, on) => {
    const run = await document.whenBendable();
    const does = await ask(run, on);
    if (does !== undefined) await document.intervene(does);
  };
}

async function stepNode(document: TraceDocument, { node }: Target): Promise<void> {
  const run = document.opened();
  const question = { title: "Step Over to the Next Event of", none: "There is no node." };
  const chosen = node ?? (await pickOne(question, nodeChoices(run)));
  if (chosen !== undefined) await document.runUntil({ until: "event", node: chosen });
}

async function runUntil(document: TraceDocument): Promise<void> {
  const question = { title: "Run Until", none: "There is nothing to wait for." };
  const until = await pickOne(question, untilChoices(document.opened()));
  if (until !== undefined) await document.runUntil(until);
}

/** Asks for an event unless another command (a link, a test) already says which. */
async function goToEvent(
  document: TraceDocument,
  { at }: Target,
  argument: unknown,
): Promise<void> {
  if (document.length === undefined) return;
  const told = typeof argument === "number" ? argument : at;
  const answer = told === undefined ? await askForEvent(document) : String(told);
  if (answer === undefined) return;
  const read = readEventNumber(answer, document.length);
  if (!read.ok) throw new Refusal(read.problems.map((p) => p.problem).join("; "));
  document.goTo(read.value);
}

async function askForEvent(document: TraceDocument): Promise<string | undefined> {
  const length = document.length ?? 0;
  return vscode.window.showInputBox({
    title: "Go to Event",
    prompt: `A number from 0 (before the first event) to ${length}`,
    value: String(document.cursor),
    validateInput: (text) => {
      const read = readEventNumber(text, length);
      return read.ok ? undefined : read.problems.map((p) => p.problem).join("; ");
    },
  });
}

/** Unsaved edits are dropped only if the person says so. */
async function reload(document: TraceDocument): Promise<void> {
  if (!document.isDirty) return document.load();
  const drop = "Drop Them";
  const answer = await vscode.window.showWarningMessage(
    `${document.file.name} has unsaved edits: reading the file again drops them.`,
    { modal: true },
    drop,
  );
  if (answer === drop) await vscode.commands.executeCommand("workbench.action.files.revert");
}

async function openWith(uri: vscode.Uri, editor: string): Promise<void> {
  await vscode.commands.executeCommand("vscode.openWith", uri, editor);
}
