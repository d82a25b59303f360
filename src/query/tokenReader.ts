import type { BadInput } from "../base/result.js";
import { nearest } from "../base/suggest.js";
import { NAME_KINDS, type Name, type NameKind, type ReadWord, type WantedWord } from "./names.js";
import type { Token, TokenType } from "./tokens.js";

/**
 * Reads the tokens of one line from left to right. The first thing that does not fit is kept as
 * `problem`; from then on only the end is read, so that parsers need not check after every word.
 * What was read and what could follow is kept too, so that an editor knows as much as the parser.
 */
export class TokenReader {
  private next = 0;
  private found: BadInput | undefined;
  private readonly read: ReadWord[] = [];
  /** What was asked for at the token that stands next. */
  private wantedHere: WantedWord[] = [];

  constructor(
    private readonly tokens: readonly Token[],
    private readonly line: string,
  ) {}

  /** What did not fit, if anything. */
  get problem(): BadInput | undefined {
    return this.found;
  }

  /** The words and names that were taken, from left to right. */
  get words(): readonly ReadWord[] {
    return this.read;
  }

  /** What was asked for behind the last token: with that the line could go on. */
  get wanted(): readonly WantedWord[] {
    return this.next === this.tokens.length - 1 ? this.wantedHere : [];
  }

  /** The token that stands next. */
  get token(): Token {
    const last = this.tokens.length - 1;
    const token = this.tokens[this.found === undefined ? Math.min(this.next, last) : last];
    return token ?? { type: "end", text: "", column: 1, end: 1 };
  }

  /** The token after that one. */
  get following(): Token {
    return this.tokens[this.next + 1] ?? this.token;
  }

  get atEnd(): boolean {
    return this.token.type === "end";
  }

  /** The line from a column to the end of the last token that was taken. */
  textFrom(column: number): string {
    const last = this.tokens[this.next - 1];
    return last === undefined ? "" : this.line.slice(column - 1, last.end - 1);
  }

  /** Takes the next token when it is of that type. */
  take<T extends TokenType>(type: T): Extract<Token, { readonly type: T }> | undefined {
    const token = this.token;
    if (token.type !== type) return undefined;
    this.advance();
    return token as Extract<Token, { readonly type: T }>;
  }

  /** Takes the symbol or the unquoted word when it stands next. */
  takeIf(text: string): boolean {
    const token = this.token;
    this.want({ word: text });
    if ((token.type !== "symbol" && token.type !== "word") || token.text !== text) return false;
    this.advance();
    if (token.type === "word") this.keep(token, "word");
    return true;
  }

  expect<T extends TokenType>(
    type: T,
    what: string,
  ): Extract<Token, { readonly type: T }> | undefined {
    const token = this.take(type);
    if (token === undefined) this.fail(what);
    return token;
  }

  /** Takes the symbol or word, or fails. */
  expectText(text: string): boolean {
    if (this.takeIf(text)) return true;
    this.fail(text);
    return false;
  }

  /**
   * A name: a word, a number that serves as one, or a text in quotes. Reserved words must stand in
   * quotes.
   */
  name(
    kind: NameKind,
    { what = NAME_KINDS[kind], reserved }: { what?: string; reserved?: ReadonlySet<string> } = {},
  ): Name | undefined {
    const token = this.token;
    this.want({ name: kind });
    if (token.type === "word" && reserved?.has(token.text) === true) {
      const why = `the reserved word ${token.text} must stand in quotes`;
      const problem = this.unexpected(`${what} (${why})`);
      this.failHere({ problem, meant: JSON.stringify(token.text) });
      return undefined;
    }
    const named = this.take("word") ?? this.take("text") ?? this.take("number");
    if (named === undefined) {
      this.fail(what);
      return undefined;
    }
    this.keep(named, kind);
    return { text: named.text, column: named.column };
  }

  /** Takes one of the words, or fails. */
  oneOf<W extends string>(words: readonly W[], expected: string): W | undefined {
    const token = this.token;
    for (const word of words) this.want({ word });
    const word = words.find((known) => known === token.text);
    if (token.type !== "word" || word === undefined) {
      this.fail(expected);
      return undefined;
    }
    this.advance();
    this.keep(token, "word");
    return word;
  }

  /** Fails unless the line ends here. */
  expectEnd(): void {
    if (!this.atEnd) this.fail("the end of the line");
  }

  /** Keeps "expected …, found …" as the problem of this line, with the word that was meant. */
  fail(expected: string): void {
    const problem = this.unexpected(expected);
    const meant = this.nearestWanted();
    if (meant === undefined) this.failHere(problem);
    else this.failHere({ problem: `${problem}; did you mean ${meant}?`, meant });
  }

  /** Keeps the problem of this line, at a column (by default the next token's). */
  failHere(problem: string | BadInput, column = this.token.column): void {
    const told = typeof problem === "string" ? { problem } : problem;
    this.found ??= { column, ...told };
  }

  /** Says that a name of that kind could stand next, for whoever asks what could. */
  couldBe(kind: NameKind): void {
    this.want({ name: kind });
  }

  private want(wanted: WantedWord): void {
    if (this.found === undefined) this.wantedHere.push(wanted);
  }

  private unexpected(expected: string): string {
    const token = this.token;
    const found = token.type === "end" ? "the end of the line" : this.textOf(token);
    return `expected ${expected}, found ${found}`;
  }

  private advance(): void {
    this.next += 1;
    this.wantedHere = [];
  }

  /** The word asked for that the next one is a slip of. */
  private nearestWanted(): string | undefined {
    const { type, text } = this.token;
    if (type !== "word") return undefined;
    const words = this.wantedHere.flatMap((wanted) => ("word" in wanted ? [wanted.word] : []));
    return nearest(text, words);
  }

  private keep({ text, column, end }: Token, as: ReadWord["as"]): void {
    this.read.push({ as, text, column, end });
  }

  private textOf(token: Token): string {
    return this.line.slice(token.column - 1, token.end - 1);
  }
}
