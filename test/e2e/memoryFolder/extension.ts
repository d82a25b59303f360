/**
 * An extension that brings a file system on no disk: one empty folder at first, all of it gone
 * with the window. The least that VS Code asks of one: it can neither be searched nor
 * copied within.
 */

import * as vscode from "vscode";

const { Directory, File } = vscode.FileType;
type Entry = vscode.FileStat & { readonly bytes?: Uint8Array };

export function activate(context: vscode.ExtensionContext): void {
  const files = new MemoryFolder();
  files.createDirectory(vscode.Uri.parse("memory:/runs"));
  const registered = vscode.workspace.registerFileSystemProvider("memory", files);
  context.subscriptions.push(registered);
}

class MemoryFolder implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** By path; the root has none. */
  readonly #entries = new Map<string, Entry>();
  #clock = 1;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return this.#at(uri);
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const inside = uri.path.endsWith("/") ? uri.path : `${uri.path}/`;
    const names = [...this.#entries]
      .filter(([path]) => path.startsWith(inside) && !path.slice(inside.length).includes("/"))
      .map(([path, { type }]): [string, vscode.FileType] => [path.slice(inside.length), type]);
    if (names.length === 0) this.#at(uri);
    return names;
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const { bytes } = this.#at(uri);
    if (bytes === undefined) throw vscode.FileSystemError.FileIsADirectory(uri);
    return bytes;
  }

  writeFile(
    uri: vscode.Uri,
    bytes: Uint8Array,
    { create, overwrite }: { readonly create: boolean; readonly overwrite: boolean },
  ): void {
    const known = this.#entries.has(uri.path);
    if (!known && !create) throw vscode.FileSystemError.FileNotFound(uri);
    if (known && create && !overwrite) throw vscode.FileSystemError.FileExists(uri);
    this.#put(uri, { type: File, bytes });
    this.#tell(known ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created, uri);
  }

  createDirectory(uri: vscode.Uri): void {
    this.#put(uri, { type: Directory });
    this.#tell(vscode.FileChangeType.Created, uri);
  }

  delete(uri: vscode.Uri): void {
    this.#at(uri);
    for (const path of this.#entries.keys()) {
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.#entries.delete(path);
    }
    this.#tell(vscode.FileChangeType.Deleted, uri);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    const { type, bytes } = this.#at(from);
    if (bytes === undefined) throw vscode.FileSystemError.NoPermissions(from);
    this.#put(to, { type, bytes });
    this.#tell(vscode.FileChangeType.Created, to);
    this.delete(from);
  }

  #at(uri: vscode.Uri): Entry {
    if (uri.path === "/") return { type: Directory, ctime: 0, mtime: 0, size: 0 };
    const entry = this.#entries.get(uri.path);
    if (entry === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }

  #put({ path }: vscode.Uri, entry: Pick<Entry, "type" | "bytes">): void {
    const mtime = this.#clock++;
    this.#entries.set(path, { ...entry, ctime: 0, mtime, size: entry.bytes?.length ?? 0 });
  }

  #tell(type: vscode.FileChangeType, uri: vscode.Uri): void {
    this.#changed.fire([{ type, uri }]);
  }
}
