/** What the style checks share: files, their syntax trees, and findings. */

import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";

export const repository = path.resolve(import.meta.dirname, "..", "..");

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** `path:line: what is wrong and what to do instead` */
export type Finding = string;

/** The TypeScript files below a folder of the repository. */
export function sourceFilesBelow(folder: string): SourceFile[] {
  const root = path.join(repository, folder);
  if (!fs.existsSync(root)) return [];
  return fs
    .readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.m?tsx?$/.test(name) && !/(^|[/\\])node_modules[/\\]/.test(name))
    .map((name) => readSource(path.join(folder, name)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function readSource(file: string): SourceFile {
  const text = fs.readFileSync(path.join(repository, file), "utf8");
  return { path: file.split(path.sep).join("/"), text };
}

export function parse(file: SourceFile): ts.SourceFile {
  const kind = file.path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true, kind);
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => {
    visit(child, see);
  });
}

/** The line of a position, from 1. */
export function lineAt(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}
