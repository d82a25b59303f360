/** One meaning a name: words that the project reserves or has another word for. */

import ts from "typescript";
import { lineAt, parse, visit, type Finding, type SourceFile } from "./source.js";

interface BannedWord {
  readonly word: RegExp;
  readonly except?: RegExp;
  readonly instead: string;
}

const banned: readonly BannedWord[] = [
  {
    word: /^deliver(s|y|ed|ing)?$/,
    except: /^src\/protocols\//,
    instead: "say receive: `deliver` is what a broadcast layer does, later, and we draw both",
  },
  {
    word: /^snapshots?$/,
    except: /^src\/protocols\/raft/,
    instead: "say checkpoint (of a run) or state: `snapshot` is Raft's own",
  },
  { word: /^(fork|forks|forked|forking)$/, instead: "say branch: the trace is a tree of branches" },
  { word: /^rungs?$/, instead: "say stage: a rung is a word of the prose alone" },
];

/** Names that the file declares; what it merely uses may be somebody else's. */
export function bannedNames(file: SourceFile): Finding[] {
  const tree = parse(file);
  const findings = banned.flatMap((entry) => {
    return judge(file, entry, file.path.split("/").at(-1)?.replace(/\..*$/, "") ?? "", 1);
  });
  visit(tree, (node) => {
    if (!ts.isIdentifier(node) || !isDeclared(node)) return;
    for (const entry of banned) {
      findings.push(...judge(file, entry, node.text, lineAt(tree, node.getStart())));
    }
  });
  return findings;
}

function isDeclared(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isImportSpecifier(parent) || ts.isShorthandPropertyAssignment(parent)) return false;
  return "name" in parent && parent.name === name && !ts.isPropertyAccessExpression(parent);
}

function judge(file: SourceFile, entry: BannedWord, name: string, line: number): Finding[] {
  if (entry.except?.test(file.path) === true) return [];
  const words = name.split(/(?=[A-Z])|_|-/).map((word) => word.toLowerCase());
  if (!words.some((word) => entry.word.test(word))) return [];
  return [`${file.path}:${line}: ${name}: ${entry.instead}`];
}
