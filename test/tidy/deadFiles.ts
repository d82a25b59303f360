/** Files that nothing leads to. */

import * as path from "node:path";
import { importsOf } from "./imports.js";
import type { Finding, SourceFile } from "./source.js";

/** The files among `files` that no chain of imports joins to an entry. */
export function deadFiles(files: readonly SourceFile[], entries: readonly string[]): Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const file = byPath.get(next);
    if (file === undefined || reached.has(next)) continue;
    reached.add(next);
    waiting.push(...importsOf(file).flatMap(({ specifier }) => candidates(file.path, specifier)));
  }
  const missing = entries
    .filter((entry) => !byPath.has(entry))
    .map((entry) => `${entry}:1: the entry does not exist`);
  const dead = files
    .filter((file) => !reached.has(file.path) && !file.path.endsWith(".d.ts"))
    .map((file) => `${file.path}:1: no entry leads to it: use it or delete it`);
  return [...missing, ...dead];
}

/** The files that an import may mean. */
function candidates(from: string, specifier: string): string[] {
  if (!specifier.startsWith(".")) return [];
  const target = path.posix.join(path.posix.dirname(from), specifier).replace(/\.jsx?$/, "");
  return [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`];
}
