import type { AnyProtocol } from "../../../protocol/protocol.js";
import { readWordsOf } from "../parser.js";
import { readDocument, type Place, type Span } from "./document.js";
import { knownNames } from "./knownNames.js";
import { helpOn } from "./wordHelp.js";

export interface Hover {
  readonly span: Span;
  /** Of a word of the language: how a line with it looks. */
  readonly form?: string;
  /** Plain sentences, one a paragraph. */
  readonly paragraphs: readonly string[];
}

/** What there is to tell of the word or name at a place; undefined when there is nothing. */
export function hover(
  text: string,
  place: Place,
  catalogue: readonly AnyProtocol[],
): Hover | undefined {
  const document = readDocument(text, catalogue);
  const { words } = readWordsOf(document.lines[place.line - 1] ?? "");
  const index = words.findIndex(({ column, end }) => column <= place.column && place.column <= end);
  const word = words[index];
  if (word === undefined) return undefined;
  const span = { line: place.line, column: word.column, end: word.end };
  if (word.as === "word") {
    const help = helpOn(word.text);
    return help && { span, form: help.form, paragraphs: [help.about] };
  }
  const { nodes } = document.nodesAt(place.line);
  const before = words.slice(0, index);
  const context = { catalogue, protocol: document.protocol, nodes, before };
  const known = knownNames(word.as, context).find(({ name }) => name === word.text);
  if (known === undefined) return undefined;
  const { detail, about } = known;
  const paragraphs = [`${word.text}: ${detail}`, ...(about === undefined ? [] : [about])];
  return { span, paragraphs };
}
