/** Lengths of lines, functions and files. */

import ts from "typescript";
import { lineAt, parse, visit, type Finding, type SourceFile } from "./source.js";

const LINE_MAX = 100;
const FUNCTION_LINES_MAX = 70;
const FILE_LINES_MAX = 400;

/** An address, or a text in quotes, is not cut to fit a line. */
const uncuttable = /https?:\/\/|(["'`]).{50,}\1/;

export function longLines(file: SourceFile): Finding[] {
  return file.text.split("\n").flatMap((line, index) => {
    if (line.length <= LINE_MAX || uncuttable.test(line)) return [];
    return [`${file.path}:${index + 1}: ${line.length} characters; at most ${LINE_MAX}`];
  });
}

export function longFile(file: SourceFile): Finding[] {
  const lines = file.text.trimEnd().split("\n").length;
  if (lines <= FILE_LINES_MAX) return [];
  return [`${file.path}:1: ${lines} lines; at most ${FILE_LINES_MAX}: find the seam and split it`];
}

export function longFunctions(file: SourceFile): Finding[] {
  const tree = parse(file);
  const findings: Finding[] = [];
  visit(tree, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const first = lineAt(tree, node.getStart());
    const lines = lineAt(tree, node.getEnd()) - first + 1;
    if (lines <= FUNCTION_LINES_MAX) return;
    findings.push(
      `${file.path}:${first}: a function of ${lines} lines; at most ${FUNCTION_LINES_MAX}`,
    );
  });
  return findings;
}
