/**
 * The words of one line of a query or a scenario. `#` opens a comment, except directly before
 * digits and after the line's first word: `#2` means "the second".
 */
import { bad, ok, type Result } from "../base/result.js";

/**
 * `column` and `end` are 1-based columns in UTF-16 code units; `end` is the column after the token.
 */
export type Token = { readonly column: number; readonly end: number } & (
  | { readonly type: "word"; readonly text: string }
  /** A text in double quotes, without them. */
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "number"; readonly text: string; readonly value: number }
  | { readonly type: "duration"; readonly text: string; readonly ms: number }
  | { readonly type: "ordinal"; readonly text: string; readonly value: number }
  | { readonly type: "symbol"; readonly text: string }
  | { readonly type: "end"; readonly text: "" }
);

export type TokenType = Token["type"];

const WORD = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_'’]|-(?!>))*/u;
const NEGATIVE = /^-\d+/;
const TEXT = /^"(?:[^"\\]|\\["\\])*"/;
const ORDINAL = /^#\d+/;
const SYMBOL = /^(?:->|\.\.|!=|<=|>=|[=<>,|:.(){}[\]])/;
const SPACE = /^[ \t]+/;

const MS_PER_UNIT: { readonly [unit: string]: number } = { ms: 1, s: 1000, min: 60_000 };
/** One year: keeps virtual times far below the integers that a double cannot hold. */
const LONGEST_MS = 31_536_000_000;

/** All tokens of the line, the last of type `end`; or the first thing that is none. */
export function tokenize(line: string): Result<readonly Token[]> {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < line.length) {
    const space = match(SPACE, line, offset);
    if (space !== undefined) {
      offset += space.length;
      continue;
    }
    if (opensComment(line, offset, tokens.length)) break;
    const token = tokenAt(line, offset);
    if (typeof token === "string") return bad({ column: offset + 1, problem: token });
    tokens.push(token);
    offset = token.end - 1;
  }
  tokens.push({ type: "end", text: "", column: offset + 1, end: offset + 1 });
  return ok(tokens);
}

function opensComment(line: string, offset: number, tokensBefore: number): boolean {
  return line[offset] === "#" && (tokensBefore === 0 || match(ORDINAL, line, offset) === undefined);
}

/** The token, or what is wrong here. */
function tokenAt(line: string, offset: number): Token | string {
  const place = (text: string) => ({ column: offset + 1, end: offset + 1 + text.length });
  const word = match(NEGATIVE, line, offset) ?? match(WORD, line, offset);
  if (word !== undefined) return classify(word, place(word));
  const text = match(TEXT, line, offset);
  if (text !== undefined) {
    return { type: "text", text: text.slice(1, -1).replace(/\\(["\\])/g, "$1"), ...place(text) };
  }
  const ordinal = match(ORDINAL, line, offset);
  if (ordinal !== undefined) return ordinalToken(ordinal, place(ordinal));
  const symbol = match(SYMBOL, line, offset);
  if (symbol !== undefined) return { type: "symbol", text: symbol, ...place(symbol) };
  if (line[offset] === '"') return 'expected a closing ", found the end of the line';
  const found = String.fromCodePoint(line.codePointAt(offset) ?? 0xfffd);
  return `expected a word, a number or a text in quotes, found ${JSON.stringify(found)}`;
}

function ordinalToken(
  text: string,
  place: { readonly column: number; readonly end: number },
): Token | string {
  const value = Number(text.slice(1));
  if (value < 1 || value > 1_000_000) return `expected #1 to #1000000, found ${text}`;
  return { type: "ordinal", text, value, ...place };
}

function classify(
  text: string,
  place: { readonly column: number; readonly end: number },
): Token | string {
  const parts = /^(-?\d+)(ms|s|min)?$/.exec(text);
  if (parts === null) return { type: "word", text, ...place };
  const value = Number(parts[1]);
  const unit = parts[2];
  if (!Number.isSafeInteger(value)) return `expected a smaller number, found ${text}`;
  if (unit === undefined) return { type: "number", text, value, ...place };
  const ms = value * (MS_PER_UNIT[unit] ?? 1);
  if (ms < 0 || ms > LONGEST_MS) return `expected a duration up to 365 days, found ${text}`;
  return { type: "duration", text, ms, ...place };
}

/** What the pattern finds exactly at the offset. */
function match(pattern: RegExp, line: string, offset: number): string | undefined {
  return pattern.exec(line.slice(offset))?.[0];
}
