import type { BadInput } from "../../../base/result.js";
import { unknownName } from "../../../base/suggest.js";
import type { AnyProtocol } from "../../../protocol/protocol.js";
import { tokenize } from "../../../query/tokens.js";
import { bindScenario } from "../bind.js";
import { quoted, readDocument, type ScenarioDocument, type Span } from "./document.js";

/** A mistake of a scenario, with what would mend it. */
export interface Diagnosis {
  readonly span: Span;
  readonly problem: string;
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  readonly span: Span;
  /** What is put in place of the span. */
  readonly text: string;
}

/** All mistakes of a text: those that `lockstep run` would tell, and unknown names at once. */
export function diagnose(text: string, catalogue: readonly AnyProtocol[]): readonly Diagnosis[] {
  const document = readDocument(text, catalogue);
  const problems = [...document.draft.problems, ...unknownNames(document, catalogue)];
  const placed = problems.map((problem) => diagnosisOf(problem, document, catalogue));
  return placed.sort((a, b) => a.span.line - b.span.line || a.span.column - b.span.column);
}

/** None while the header cannot be read: then names that are told there would seem unknown. */
function unknownNames(
  { draft, scenario, protocol }: ScenarioDocument,
  catalogue: readonly AnyProtocol[],
): readonly BadInput[] {
  if (scenario === undefined) return [];
  const { text: name, ...place } = scenario.header.protocol;
  if (protocol === undefined) {
    const known = catalogue.map((one) => one.name);
    return [{ ...place, ...unknownName("protocol", name, known) }];
  }
  const header = draft.commands[0]?.line ?? Infinity;
  if (draft.problems.some(({ line = 0 }) => line < header)) return [];
  const bound = bindScenario(scenario, protocol, { source: "" });
  return bound.ok ? [] : bound.problems;
}

function diagnosisOf(
  { line = 1, column, problem, meant }: BadInput,
  { lines, scenario }: ScenarioDocument,
  catalogue: readonly AnyProtocol[],
): Diagnosis {
  const span = { line, ...spanAt(lines[line - 1] ?? "", column) };
  if (meant !== undefined) return { span, problem, fixes: [replacement(span, meant)] };
  const lacksProtocol = scenario === undefined && column === undefined;
  const fixes = lacksProtocol ? catalogue.map(({ name }) => protocolLine(name, lines)) : [];
  return { span, problem, fixes };
}

function replacement(span: Span, meant: string): Fix {
  const text = meant.startsWith('"') ? meant : quoted(meant);
  return { title: `Replace with ${text}`, span, text };
}

/** Below the comment that opens the file, which is the title. */
function protocolLine(name: string, lines: readonly string[]): Fix {
  const index = lines.findIndex((line) => !line.trimStart().startsWith("#"));
  const line = index < 0 ? lines.length : index + 1;
  const isBelowAll = index < 0;
  const column = isBelowAll ? (lines.at(-1) ?? "").length + 1 : 1;
  const text = isBelowAll ? `\nprotocol ${name}` : `protocol ${name}\n`;
  return { title: `Add the line: protocol ${name}`, span: { line, column, end: column }, text };
}

/** The token at a column; the last character where the line is at its end; or the whole line. */
function spanAt(line: string, column: number | undefined): { column: number; end: number } {
  if (column === undefined) return { column: 1, end: line.length + 1 };
  const tokens = tokenize(line);
  const found = tokens.ok ? tokens.value.find((token) => token.column === column) : undefined;
  if (found !== undefined && found.type !== "end") return { column, end: found.end };
  if (column <= line.length) return { column, end: tokens.ok ? column + 1 : line.length + 1 };
  return { column: Math.max(1, line.length), end: line.length + 1 };
}
