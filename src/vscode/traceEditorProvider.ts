/**
 * The editor of `*.trace.jsonl`. Read-only so far: no edit ever fires, so a document is never dirty
 * and VS Code never asks to save one; what a custom editor must be able to do is here all the same.
 */
import * as vscode from "vscode";
import { recallCursor, rememberCursor } from "./cursorMemory.js";
import { delay, delayed } from "./delay.js";
import type { TraceFile } from "./loadTrace.js";
import { TraceDocument } from "./traceDocument.js";
import { TraceView } from "./traceView.js";
import type { TraceViews } from "./traceViews.js";

export const VIEW_TYPE = "lockstep.trace";

/** A recorder that is still writing changes the file many times a second. */
const RELOAD_AFTER_MS = 200;
/** Holding a key down moves the cursor thirty times a second. */
const REMEMBER_AFTER_MS = 100;

export class TraceEditorProvider implements vscode.CustomEditorProvider<TraceDocument> {
  readonly #context: vscode.ExtensionContext;
  readonly #views: TraceViews;
  readonly #edited = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<TraceDocument>>();
  readonly onDidChangeCustomDocument = this.#edited.event;

  constructor(context: vscode.ExtensionContext, views: TraceViews) {
    this.#context = context;
    this.#views = views;
  }

  /**
   * Returns at once: the editor itself shows the progress and, if need be, why a file cannot be
   * opened.
   */
  openCustomDocument(uri: vscode.Uri): TraceDocument {
    const storage = this.#context.workspaceState;
    const name = uri.toString();
    const document = new TraceDocument(uri, {
      file: fileAt(uri),
      pause: () => delay(0),
      recall: () => recallCursor(storage, name),
      remember: delayed(REMEMBER_AFTER_MS, (cursor: number) => {
        void rememberCursor(storage, name, cursor);
      }),
    });
    reloadOnChange(document);
    void document.load();
    return document;
  }

  resolveCustomEditor(document: TraceDocument, panel: vscode.WebviewPanel): void {
    this.#views.add(new TraceView(document, panel, this.#context.extensionUri), panel);
  }

  /** There is never anything to save. */
  saveCustomDocument(): Thenable<void> {
    return Promise.resolve();
  }

  /** Copies the bytes of the file, damage included. */
  saveCustomDocumentAs(document: TraceDocument, destination: vscode.Uri): Thenable<void> {
    return vscode.workspace.fs.copy(document.uri, destination, { overwrite: true });
  }

  revertCustomDocument(document: TraceDocument): Thenable<void> {
    return document.load();
  }

  /** The file itself is the backup. */
  backupCustomDocument(
    _document: TraceDocument,
    context: vscode.CustomDocumentBackupContext,
  ): Thenable<vscode.CustomDocumentBackup> {
    return Promise.resolve({ id: context.destination.toString(), delete: () => undefined });
  }
}

function fileAt(uri: vscode.Uri): TraceFile {
  return {
    name: uri.path.slice(uri.path.lastIndexOf("/") + 1),
    stat: async () => {
      const { type, size } = await vscode.workspace.fs.stat(uri);
      return { isDirectory: (type & vscode.FileType.Directory) !== 0, bytes: size };
    },
    read: async () => vscode.workspace.fs.readFile(uri),
  };
}

/**
 * There are no edits that a reload could lose. A file that is gone stays on the screen as it was.
 */
function reloadOnChange(document: TraceDocument): void {
  const folder = vscode.Uri.joinPath(document.uri, "..");
  const name = document.uri.path.slice(document.uri.path.lastIndexOf("/") + 1);
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, escapeGlob(name)),
  );
  const reload = delayed(RELOAD_AFTER_MS, () => void document.load());
  watcher.onDidChange(reload);
  watcher.onDidCreate(reload);
  document.closed.add(() => {
    watcher.dispose();
  });
}

function escapeGlob(name: string): string {
  return name.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
}
