/** Files by VS Code's file systems, local or virtual. */
import * as vscode from "vscode";
import type { FileAccess, FileStat } from "./fileAccess.js";
import { describeWriteProblem } from "./writeProblems.js";

/**
 * Replaces a file of this machine whole or leaves it as it was; by its path. Only Node can, so that
 * it is handed in.
 */
export type ReplaceLocalFile = (path: string, content: Uint8Array) => Promise<void>;

export function fileAt(uri: vscode.Uri, replaceLocalFile?: ReplaceLocalFile): FileAccess {
  const name = nameOf(uri);
  return {
    name,
    stat: async () => statOf(uri),
    read: async () => vscode.workspace.fs.readFile(uri),
    write: async (content) => {
      try {
        const isLocal = uri.scheme === "file";
        if (isLocal && replaceLocalFile) await replaceLocalFile(uri.fsPath, content);
        else await replaceVirtual(uri, content);
      } catch (error) {
        throw new Error(describeWriteProblem(name, error), { cause: error });
      }
    },
  };
}

/** A document that has no file yet: it is saved by Save As. */
export function noFileYet(uri: vscode.Uri): FileAccess {
  const name = nameOf(uri);
  return {
    name,
    stat: () => Promise.resolve(undefined),
    read: () => Promise.resolve(new Uint8Array()),
    write: () => Promise.reject(new Error(`${name} has no file yet: use Save As…`)),
  };
}

/** A file of the same folder, if it is there. */
export async function readBeside(uri: vscode.Uri, name: string): Promise<Uint8Array | undefined> {
  const file = fileAt(vscode.Uri.joinPath(uri, "..", name));
  return (await file.stat()) === undefined ? undefined : file.read();
}

/** The last part of the path. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

async function statOf(uri: vscode.Uri): Promise<FileStat | undefined> {
  try {
    const { type, size, mtime } = await vscode.workspace.fs.stat(uri);
    const isDirectory = (type & vscode.FileType.Directory) !== 0;
    return { isDirectory, bytes: size, changedMs: mtime };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}

/**
 * A file system replaces a file by its own means: VS Code's rename would delete the old file before
 * the provider has its say.
 */
async function replaceVirtual(uri: vscode.Uri, content: Uint8Array): Promise<void> {
  const { permissions = 0 } = await permissionsOf(uri);
  const isLocked = (permissions & vscode.FilePermission.Readonly) !== 0;
  if (isLocked || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) {
    throw new Error("EROFS");
  }
  await vscode.workspace.fs.writeFile(uri, content);
}

async function permissionsOf(uri: vscode.Uri): Promise<Partial<vscode.FileStat>> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return {}; // a new file
  }
}
