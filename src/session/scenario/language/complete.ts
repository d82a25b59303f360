/** What may stand at a place of a scenario: the parser's own answer, with the names put in. */
import type { AnyProtocol } from "../../../protocol/protocol.js";
import type { NameKind, WantedWord } from "../../../query/names.js";
import { tokenize } from "../../../query/tokens.js";
import { readWordsOf } from "../parser.js";
import { COMMAND_WORDS, DIRECTIVES } from "../syntax.js";
import { RESERVED } from "../words.js";
import { quoted, readDocument, type Place, type ScenarioDocument, type Span } from "./document.js";
import { knownNames, type NameContext } from "./knownNames.js";
import { helpOn } from "./wordHelp.js";

export interface Completion {
  readonly label: string;
  /** What is put in place of the span. */
  readonly text: string;
  readonly span: Span;
  readonly kind: NameKind | "word";
  readonly detail: string;
  readonly about?: string;
}

/** All that the line could go on with at that place, in the order in which the parser asks. */
export function complete(
  text: string,
  place: Place,
  catalogue: readonly AnyProtocol[],
): readonly Completion[] {
  const document = readDocument(text, catalogue);
  const line = document.lines[place.line - 1] ?? "";
  if (line.trimStart().startsWith("#")) return [];
  const begun = beginningOfWord(line, place.column);
  const { words, wanted } = readWordsOf(line.slice(0, begun - 1));
  const isQuoted = line[begun - 1] === '"';
  const isClosed = isQuoted && line[place.column - 1] === '"';
  const end = isClosed ? place.column + 1 : place.column;
  const span = { line: place.line, column: begun, end };
  const { nodes } = document.nodesAt(place.line);
  const context = { catalogue, protocol: document.protocol, nodes, before: words };
  const found = wanted.flatMap((one) =>
    "word" in one
      ? wordCompletions(one.word, document, span)
      : nameCompletions(one, context, span, isQuoted),
  );
  const fitting = isQuoted ? found.filter(({ kind }) => kind !== "word") : found;
  return [...new Map(fitting.map((one) => [`${one.kind} ${one.text}`, one])).values()];
}

/** Where the word or text that ends at the column begins; the column itself when none does. */
function beginningOfWord(line: string, column: number): number {
  const before = line.slice(0, column - 1);
  const tokens = tokenize(before);
  if (!tokens.ok) {
    const [problem] = tokens.problems;
    return before[(problem?.column ?? 0) - 1] === '"' ? (problem?.column ?? column) : column;
  }
  const touching = tokens.value.find(
    ({ type, end }) => (type === "word" || type === "number") && end === column,
  );
  return touching?.column ?? column;
}

function wordCompletions(
  word: string,
  { draft, lines }: ScenarioDocument,
  span: Span,
): readonly Completion[] {
  if (word === "->") return [{ ...completion("->", span), kind: "word", detail: "a link" }];
  const help = helpOn(word);
  if (help === undefined) return [];
  const opensLine = (lines[span.line - 1] ?? "").slice(0, span.column - 1).trim() === "";
  if (opensLine && !mayOpenLine(word, draft, span.line)) return [];
  const { form: detail, about } = help;
  return [{ ...completion(word, span), kind: "word", detail, about }];
}

/** Commands stand below the header, and the header is above the first command. */
function mayOpenLine(
  word: string,
  { commands, header }: ScenarioDocument["draft"],
  line: number,
): boolean {
  const isCommand = COMMAND_WORDS.some((known) => known === word);
  const isDirective = DIRECTIVES.some((known) => known === word);
  if (isCommand) return header.protocol !== undefined;
  return isDirective && !commands.some((command) => command.line < line);
}

function nameCompletions(
  { name: kind }: Extract<WantedWord, { readonly name: NameKind }>,
  context: NameContext,
  span: Span,
  isQuoted: boolean,
): readonly Completion[] {
  return knownNames(kind, context).map(({ name, detail, about }) => {
    const text = written(name, kind, isQuoted);
    const more = about === undefined ? {} : { about };
    return { ...completion(text, span), label: name, kind, detail, ...more };
  });
}

/** As the line must say it. */
function written(name: string, kind: NameKind, isQuoted: boolean): string {
  const plain = quoted(name, kind === "node" ? RESERVED : new Set());
  if ((isQuoted || kind === "outcome") && !plain.startsWith('"')) return `"${name}"`;
  return kind === "kind" ? `${plain}:` : plain;
}

function completion(text: string, span: Span) {
  return { label: text, text, span };
}
