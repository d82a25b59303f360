/** What is put off or hidden from the tools: remarks, `any`, switched-off rules. */

import ts from "typescript";
import { lineAt, parse, visit, type Finding, type SourceFile } from "./source.js";

const remarks = /\b(TODO|FIXME|XXX|HACK)\b/;
const switches = /@ts-(ignore|nocheck)|eslint-disable|prettier-ignore/;
/** A test says with it that something must not compile; elsewhere it hides an error. */
const expectedError = "@ts-expect-error";

export function leftovers(file: SourceFile): Finding[] {
  const tree = parse(file);
  const findings: Finding[] = [];
  visit(tree, (node) => {
    if (node.kind !== ts.SyntaxKind.AnyKeyword) return;
    findings.push(`${file.path}:${lineAt(tree, node.getStart())}: any: say what it is, or unknown`);
  });
  for (const comment of commentsOf(tree)) {
    const at = `${file.path}:${lineAt(tree, comment.pos)}`;
    if (remarks.test(comment.text)) findings.push(`${at}: do it or open an issue: ${comment.text}`);
    const hidden = !file.path.startsWith("test/") && comment.text.includes(expectedError);
    if (hidden || switches.test(comment.text)) {
      findings.push(`${at}: mend what it hides: ${comment.text}`);
    }
  }
  return findings;
}

function commentsOf(tree: ts.SourceFile): { readonly pos: number; readonly text: string }[] {
  const found = new Map<number, string>();
  const collect = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) found.set(pos, tree.text.slice(pos, end));
  };
  const walk = (node: ts.Node): void => {
    if (node.kind !== ts.SyntaxKind.JsxText) {
      collect(ts.getLeadingCommentRanges(tree.text, node.pos));
      collect(ts.getTrailingCommentRanges(tree.text, node.end));
    }
    node.getChildren(tree).forEach(walk);
  };
  walk(tree);
  return [...found].map(([pos, text]) => ({ pos, text }));
}
