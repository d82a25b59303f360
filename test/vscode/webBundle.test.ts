/** The extension's bundle for VS Code for the web: a worker without Node. */

import * as esbuild from "esbuild";
import ts from "typescript";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { bundles } from "../../scripts/bundles.js";

/** What a script finds in Node alone. */
const nodeNames = new Set([
  ...["Buffer", "__dirname", "__filename", "clearImmediate", "global", "process", "require"],
  "setImmediate",
]);

const { extension, extensionWeb } = bundles();

test("it has no module of Node, and asks for none but VS Code's", async () => {
  const imports = await importsOf(extensionWeb);
  expect(imports.builtIn).toEqual([]);
  expect(imports.external).toEqual(["vscode"]);
});

test("a module of Node would be found", async () => {
  expect((await importsOf(extension)).external).toContain("node:fs/promises");
});

test("it uses no name that Node alone has", async () => {
  const [output] = (await build(extensionWeb)).outputFiles;
  expect(nodeNamesIn(output?.text ?? "")).toEqual([]);
});

test.each([
  ["Buffer.from(a)", "Buffer"],
  ["const { env } = process;", "process"],
  ["typeof global", "global"],
  ['require("fs")', "require"],
  ["setImmediate(() => a.process)", "setImmediate"],
])("%s would be found", (text, name) => {
  expect(nodeNamesIn(text)).toEqual([name]);
});

test("the manifest has it as the entry for the web", () => {
  expect(manifest.browser).toBe(`./${String(extensionWeb.outfile)}`);
  expect(manifest.main).toBe(`./${String(extension.outfile)}`);
});

function build(bundle: esbuild.BuildOptions) {
  return esbuild.build({ ...bundle, write: false, metafile: true, sourcemap: false });
}

async function importsOf(bundle: esbuild.BuildOptions) {
  const { inputs } = (await build(bundle)).metafile;
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  const external = imports.filter((one) => one.external === true).map(({ path }) => path);
  return {
    external: [...new Set(external)].sort(),
    builtIn: Object.keys(inputs).filter((input) => /^(node:|\(disabled\))/.test(input)),
  };
}

/** The names of Node that a script reads; asking for VS Code is no fault. */
function nodeNamesIn(text: string): string[] {
  const found = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && nodeNames.has(node.text) && isRead(node)) found.add(node.text);
    node.forEachChild(look);
  };
  look(ts.createSourceFile("bundle.js", text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS));
  return [...found];
}

/** As a name of its own, and not as the name of a property. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isCallExpression(parent) && node.text === "require") {
    const [module] = parent.arguments;
    return module === undefined || !ts.isStringLiteral(module) || module.text !== "vscode";
  }
  return !ts.isMethodDeclaration(parent);
}
