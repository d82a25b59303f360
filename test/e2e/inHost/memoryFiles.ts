/** Virtual file systems with a character, as other extensions bring them. */

import * as vscode from "vscode";

/** What a file system refuses. */
export interface Character {
  /** Throws in place of writing. */
  readonly onWrite?: () => Error;
  readonly onRename?: () => Error;
}

/** Files in memory, all in one folder. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #files = new Map<string, { bytes: Uint8Array; mtime: number }>();
  readonly #character: Character;
  #clock = 1;

  constructor(character: Character = {}) {
    this.#character = character;
  }

  /** Somebody else writes: no refusal, and everybody is told. */
  put(path: string, bytes: Uint8Array): void {
    this.#files.set(path, { bytes, mtime: this.#clock++ });
  }

  /** Tells the watchers of a file that has changed. */
  tell(uri: vscode.Uri): void {
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  get names(): readonly string[] {
    return [...this.#files.keys()];
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    if (uri.path === "/") return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime } = this.#file(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  readDirectory(): [string, vscode.FileType][] {
    return this.names.map((path) => [path.slice(1), vscode.FileType.File]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#file(uri).bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const refusal = this.#character.onWrite?.();
    if (refusal !== undefined) throw refusal;
    this.put(uri.path, bytes);
    this.tell(uri);
  }

  delete(uri: vscode.Uri): void {
    this.#file(uri);
    this.#files.delete(uri.path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    const refusal = this.#character.onRename?.();
    if (refusal !== undefined) throw refusal;
    this.put(to.path, this.#file(from).bytes);
    this.#files.delete(from.path);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  #file(uri: vscode.Uri): { readonly bytes: Uint8Array; readonly mtime: number } {
    const file = this.#files.get(uri.path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }
}
