/** Who may import what: the table of ARCHITECTURE.md, as a check. Type-only imports count. */

import { builtinModules } from "node:module";
import * as path from "node:path";
import ts from "typescript";
import { lineAt, parse, visit, type Finding, type SourceFile } from "./source.js";

const plain = [
  ...["base", "trace", "query", "protocol", "protocols/layers", "protocols"],
  ...["simulator", "session", "interop", "render", "slides"],
];
const allButHosts = [...plain, "raster", "bridge", "worker"];

/** A folder of src, and the other folders that it may import. */
const table: Readonly<Record<string, readonly string[]>> = {
  base: [],
  trace: ["base"],
  query: ["trace", "base"],
  protocol: ["trace", "base"],
  "protocols/layers": ["protocol", "trace", "base"],
  protocols: ["protocol", "protocols/layers", "trace", "base"],
  simulator: ["protocol", "trace", "base"],
  session: ["simulator", "protocol", "query", "trace", "base"],
  interop: ["trace", "base"],
  render: ["query", "trace", "base"],
  slides: ["render", "trace", "base"],
  raster: ["render", "base"],
  bridge: ["render", "query", "trace", "base"],
  worker: [...plain, "bridge"],
  live: ["protocol", "protocols", "trace", "base"],
  webview: ["bridge", "render", "query", "trace", "base"],
  vscode: allButHosts,
  extension: [...allButHosts, "vscode"],
  node: ["base"],
  "extension.node": ["extension", "node", "vscode"],
  cli: [...allButHosts, "node", "live"],
};

/** The libraries, and the folders whose work they do. Those of plain folders must be pure. */
const libraries: Readonly<Record<string, readonly string[]>> = {
  "@noble/hashes": ["base", "trace", "protocols", "protocols/layers", "simulator", "session"],
  diff: ["session"],
  "jsonc-parser": ["interop"],
  preact: ["webview"],
  re2js: ["interop"],
  valibot: [...plain, "bridge", "worker", "live", "webview", "vscode", "cli"],
  vscode: ["vscode", "extension", "extension.node"],
};
const nodeFolders = ["cli", "live", "node"];

interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

export function importsOf(file: SourceFile): Import[] {
  const tree = parse(file);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const line = lineAt(tree, specifier.getStart());
    found.push({ specifier: specifier.text, line, typeOnly });
  };
  visit(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && isLoading(node.expression)) {
      add(node.arguments[0], false);
    }
  });
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = importClause.namedBindings;
  if (importClause.name !== undefined || names === undefined || !ts.isNamedImports(names)) {
    return false;
  }
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

function isLoading(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(callee) && callee.text === "require";
}

/** Imports of a file in src that the table does not have. */
export function forbiddenImports(file: SourceFile): Finding[] {
  const findings: Finding[] = [];
  const from = folderOf(file.path);
  if (from === undefined) {
    return [`${file.path}:1: no folder of the import table; see test/tidy/imports.ts`];
  }
  for (const each of importsOf(file)) {
    const reason = each.specifier.startsWith(".")
      ? whyNotFile(file.path, from, each)
      : whyNotModule(from, each.specifier);
    if (reason !== undefined) findings.push(`${file.path}:${each.line}: ${reason}`);
  }
  return findings;
}

/** The row of the table that a file of src belongs to. */
function folderOf(file: string): string | undefined {
  const [, first = "", second = ""] = file.split("/");
  if (first === "protocols" && second === "layers") return "protocols/layers";
  const name = first.replace(/\.[jt]sx?$/, "");
  return Object.hasOwn(table, name) ? name : undefined;
}

/** Engines and layers are islands: `protocols/raft`, `protocols/layers/broadcast`. */
function islandOf(file: string): string | undefined {
  const [, first, second = "", third = ""] = file.split("/");
  if (first !== "protocols") return undefined;
  return (second === "layers" ? `layers/${third}` : second).replace(/\.[jt]sx?$/, "");
}

function whyNotFile(
  file: string,
  from: string,
  { specifier, typeOnly }: Import,
): string | undefined {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (!target.startsWith("src/")) return whyNotOutside(from, target);
  const to = folderOf(target);
  if (to === undefined) return `${specifier} is in no folder of the import table`;
  if (to !== from) {
    if (table[from]?.includes(to) !== true) return `${from}/ may not import ${to}/ (${specifier})`;
    if (from === "bridge" && to === "query" && !typeOnly) {
      return `bridge/ may import types alone from query/ (${specifier})`;
    }
    return undefined;
  }
  const here = islandOf(file);
  const there = islandOf(target);
  if (here === there || here === "catalogue") return undefined;
  return `${here ?? ""} may not import ${there ?? ""}: engines share by protocols/layers/`;
}

/** Beside src there are the fonts and pictures of media/ and the manifest. */
function whyNotOutside(from: string, target: string): string | undefined {
  const drawing = ["webview", "raster", "vscode", "cli"].includes(from);
  if (target.startsWith("media/") && drawing) return undefined;
  if (target === "package.json" && ["vscode", "cli"].includes(from)) return undefined;
  return `${from}/ may not import ${target}`;
}

function whyNotModule(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) {
    if (nodeFolders.includes(from)) return undefined;
    return `${specifier}: Node's modules are for ${nodeFolders.join(", ")} alone`;
  }
  const parts = specifier.split("/");
  const library = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const folders = Object.hasOwn(libraries, library) ? libraries[library] : undefined;
  if (folders?.includes(from) === true) return undefined;
  return `${from}/ may not import ${library}; the table of libraries is in test/tidy/imports.ts`;
}
