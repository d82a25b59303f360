/** Which names a layer's compiler settings do not know. */

import * as path from "node:path";
import ts from "typescript";
import { repository } from "./source.js";

/** Those of `names` that do not compile in a file added to the program of a tsconfig. */
export function unknownNames(config: string, names: readonly string[]): string[] {
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(repository, config), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    repository,
  );
  const added = path.join(repository, "src", "added.ts");
  const text = `${names.map((name) => `${name};`).join("\n")}\nexport {};`;
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) =>
    name === added ? ts.createSourceFile(name, text, target) : readFile(name, target);
  const program = ts.createProgram([...fileNames, added], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(added))
    .map(({ start = 0 }) => /^\w+/.exec(text.slice(start))?.[0] ?? "");
}
