/** Places in a scenario, 1-based as in messages, and VS Code's, 0-based. */
import * as vscode from "vscode";
import type { Place, Span } from "../../session/scenario/language/document.js";

export const LANGUAGE = "lockstep-scenario";

export function placeOf({ line, character }: vscode.Position): Place {
  return { line: line + 1, column: character + 1 };
}

export function rangeOf({ line, column, end }: Span): vscode.Range {
  return new vscode.Range(line - 1, column - 1, line - 1, end - 1);
}

/** Whole lines, the last one included. */
export function linesRange(line: number, lastLine = line): vscode.Range {
  return new vscode.Range(line - 1, 0, lastLine - 1, Number.MAX_SAFE_INTEGER);
}
