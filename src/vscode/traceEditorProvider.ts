/** The editor of `*.trace.jsonl`, as VS Code asks for it. */
import * as vscode from "vscode";
import { describeBadInput } from "../base/result.js";
import type { FileAccess } from "./fileAccess.js";
import { decodeBackup, encodeBackup, type Backup } from "./backup.js";
import { delayed, pauses, type Delayed } from "./delay.js";
import { askAboutConflict, showAsText, tellLostEdits } from "./documentMessages.js";
import type { Storage } from "./documentMemory.js";
import { logMemory } from "./logs/logChoices.js";
import { tellExecutions } from "./logs/chooseExecution.js";
import { positionMemory } from "./positionMemory.js";
import { saveDocument, saveDocumentAs } from "./saving.js";
import type { DocumentSurroundings } from "./documentSurroundings.js";
import { TraceDocument, type MadeEdit } from "./traceDocument.js";
import { TraceView } from "./traceView.js";
import type { TraceViews } from "./traceViews.js";
import { fileAt, nameOf, noFileYet, readBeside, type ReplaceLocalFile } from "./uriFile.js";
import type { Position } from "../session/edits.js";

export const VIEW_TYPE = "lockstep.trace";

/** A recorder that is still writing changes the file many times a second. */
const RELOAD_AFTER_MS = 200;
/** Holding a key down moves the cursor thirty times a second. */
const REMEMBER_AFTER_MS = 100;

/** An edit, or (without undo) a document that was never saved. */
type Change =
  | vscode.CustomDocumentEditEvent<TraceDocument>
  | vscode.CustomDocumentContentChangeEvent<TraceDocument>;

/** The part of the extension's context that the editor needs. */
export interface EditorContext {
  readonly extensionUri: vscode.Uri;
  readonly workspaceState: Storage;
}

/** Where a new run opens, and where one stands in it. */
export interface RunPlace {
  readonly column?: vscode.ViewColumn;
  readonly position?: Position;
}

export class TraceEditorProvider implements vscode.CustomEditorProvider<TraceDocument> {
  readonly #context: EditorContext;
  readonly #views: TraceViews;
  readonly #fileAt: (uri: vscode.Uri) => FileAccess;
  readonly #changed = new vscode.EventEmitter<Change>();
  readonly onDidChangeCustomDocument = this.#changed.event;
  /** Changes of documents that VS Code does not know yet. */
  readonly #early = new Map<TraceDocument, Change[]>();
  /** New runs on their way into an untitled document, by its address. */
  readonly #newRuns = new Map<string, Uint8Array>();

  constructor(context: EditorContext, views: TraceViews, replaceLocalFile?: ReplaceLocalFile) {
    this.#context = context;
    this.#views = views;
    this.#fileAt = (uri) => fileAt(uri, replaceLocalFile);
  }

  /**
   * Opens a run that no file has yet, as a document that has to be saved somewhere: in the active
   * column and at its beginning unless told otherwise.
   */
  async openNewRun(
    name: string,
    run: Uint8Array,
    { column = vscode.ViewColumn.Active, position }: RunPlace = {},
  ): Promise<void> {
    const uri = await this.#freeAddress(name);
    this.#newRuns.set(uri.toString(), run);
    if (position !== undefined) {
      await positionMemory.remember(this.#context.workspaceState, uri.toString(), position);
    }
    await vscode.commands.executeCommand("vscode.openWith", uri, VIEW_TYPE, column);
  }

  /**
   * Does not wait for the trace: the editor shows the progress and, if need be, why a file cannot
   * be opened.
   */
  async openCustomDocument(
    uri: vscode.Uri,
    { backupId, untitledDocumentData }: Partial<vscode.CustomDocumentOpenContext> = {},
  ): Promise<TraceDocument> {
    const backup = backupId === undefined ? undefined : await readBackup(uri, backupId);
    const newRun = this.#newRuns.get(uri.toString()) ?? untitledDocumentData;
    this.#newRuns.delete(uri.toString());
    const surroundings = this.#surroundings(uri, backup, newRun);
    const document = new TraceDocument(uri, surroundings);
    this.#listen(document);
    // Who closes and opens again at once comes back to the same place.
    document.closed.add(() => surroundings.remember.hurry());
    if (uri.scheme === "untitled") this.#change({ document });
    else noticeDisk(document);
    void document.load();
    return document;
  }

  resolveCustomEditor(document: TraceDocument, panel: vscode.WebviewPanel): void {
    this.#views.add(new TraceView(document, panel, this.#context.extensionUri), panel);
    const early = this.#early.get(document) ?? [];
    this.#early.delete(document);
    for (const change of early) this.#changed.fire(change);
  }

  saveCustomDocument(
    document: TraceDocument,
    cancellation: vscode.CancellationToken,
  ): Promise<void> {
    return saveDocument(document, cancellation);
  }

  /** The new document opens where this one stands. */
  async saveCustomDocumentAs(document: TraceDocument, destination: vscode.Uri): Promise<void> {
    if (document.run?.log !== undefined && destination.toString() === document.uri.toString()) {
      throw new Error(`${nameOf(destination)} is the log: name the trace otherwise, *.trace.jsonl`);
    }
    await saveDocumentAs(document, this.#fileAt(destination));
    const { workspaceState } = this.#context;
    await positionMemory.remember(workspaceState, destination.toString(), document.position);
  }

  revertCustomDocument(document: TraceDocument): Promise<void> {
    return document.revert();
  }

  async backupCustomDocument(
    document: TraceDocument,
    { destination }: vscode.CustomDocumentBackupContext,
  ): Promise<vscode.CustomDocumentBackup> {
    await vscode.workspace.fs.writeFile(destination, encodeBackup(document.backup()));
    const remove = () => {
      // It may be gone already: VS Code clears its backups too.
      vscode.workspace.fs.delete(destination).then(undefined, () => undefined);
    };
    return { id: destination.toString(), delete: remove };
  }

  #surroundings(
    uri: vscode.Uri,
    backup: Backup | undefined,
    newRun: Uint8Array | undefined,
  ): DocumentSurroundings & { readonly remember: Delayed<[Position]> } {
    const storage = this.#context.workspaceState;
    const name = uri.toString();
    const isUnsaved = uri.scheme === "untitled";
    const text = backup?.text === undefined ? newRun : new TextEncoder().encode(backup.text);
    return {
      file: isUnsaved ? noFileYet(uri) : this.#fileAt(uri),
      pause: pauses(),
      recall: () => positionMemory.recall(storage, name),
      remember: delayed(REMEMBER_AFTER_MS, (position: Position) => {
        void positionMemory.remember(storage, name, position);
      }),
      logs: {
        choices: () => logMemory.recall(storage, name) ?? {},
        beside: (file) => readBeside(uri, file),
        opened: (log) => void tellExecutions(uri, log),
      },
      isUnsaved,
      ...(backup === undefined ? {} : { backup }),
      ...(text === undefined ? {} : { base: { bytes: text, fileSha256: backup?.sha256 ?? "" } }),
    };
  }

  #listen(document: TraceDocument): void {
    this.#early.set(document, []);
    document.edited.add((edit: MadeEdit) => this.#change({ document, ...edit }));
    document.lost.add((lost) => tellLostEdits(document, lost));
    document.conflicted.add(() => void askAboutConflict(document));
    document.closed.add(() => this.#early.delete(document));
  }

  #change(change: Change): void {
    const early = this.#early.get(change.document);
    if (early === undefined) this.#changed.fire(change);
    else early.push(change);
  }

  /**
   * `raft-run.trace.jsonl` in the window's folder, where saving it is suggested; with a number if
   * that is taken.
   */
  async #freeAddress(name: string): Promise<vscode.Uri> {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const open = new Set(this.#views.all.map(({ document }) => document.uri.path));
    for (let n = 1; ; n++) {
      const file = `${name}${n === 1 ? "" : `-${n}`}.trace.jsonl`;
      if (folder === undefined) {
        if (!open.has(file)) return vscode.Uri.from({ scheme: "untitled", path: file });
        continue;
      }
      const uri = vscode.Uri.joinPath(folder.uri, file);
      const stat = await this.#fileAt(uri).stat();
      if (stat === undefined && !open.has(uri.path)) return uri.with({ scheme: "untitled" });
    }
  }
}

/** A backup that cannot be read is shown and not thrown away. */
async function readBackup(uri: vscode.Uri, backupId: string): Promise<Backup | undefined> {
  const kept = await vscode.workspace.fs.readFile(vscode.Uri.parse(backupId));
  const backup = decodeBackup(kept);
  if (backup.ok) return backup.value;
  const reason = backup.problems.map(describeBadInput).join("; ");
  const message = `The unsaved edits of ${nameOf(uri)} cannot be read: ${reason}.`;
  void vscode.window.showErrorMessage(message, "Show Them as Text").then((answer) => {
    if (answer !== undefined) void showAsText(new TextDecoder().decode(kept));
  });
  return undefined;
}

/** A file that is gone stays on the screen as it was. */
function noticeDisk(document: TraceDocument): void {
  const folder = vscode.Uri.joinPath(document.uri, "..");
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, escapeGlob(nameOf(document.uri))),
  );
  const notice = delayed(RELOAD_AFTER_MS, () => void document.noticeDisk());
  watcher.onDidChange(notice);
  watcher.onDidCreate(notice);
  document.closed.add(() => {
    watcher.dispose();
  });
}

function escapeGlob(name: string): string {
  return name.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
}
