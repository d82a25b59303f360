import type { BadInput } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { Token, TokenType } from "./tokens.js";

/** A word of the person who wrote the line, with where it stands. */
export interface Name {
  readonly text: string;
  /** 1-based. */
  readonly column: number;
}

/**
 * Reads the tokens of one line from left to right. The first thing that does not fit is kept as
 * `problem`; from then on only the end is read, so that parsers need not check after every word.
 */
export class TokenReader {
  private next = 0;
  private found: BadInput | undefined;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly line: string,
  ) {}

  /** What did not fit, if anything. */
  get problem(): BadInput | undefined {
    return this.found;
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
    this.next += 1;
    return token as Extract<Token, { readonly type: T }>;
  }

  /** Takes the symbol or the unquoted word when it stands next. */
  takeIf(text: string): boolean {
    const token = this.token;
    if ((token.type !== "symbol" && token.type !== "word") || token.text !== text) return false;
    this.next += 1;
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
  name(what: string, reserved: ReadonlySet<string> = new Set()): Name | undefined {
    const token = this.token;
    if (token.type === "word" && reserved.has(token.text)) {
      this.fail(`${what} (the reserved word ${token.text} must stand in quotes)`);
      return undefined;
    }
    const named = this.take("word") ?? this.take("text") ?? this.take("number");
    if (named !== undefined) return { text: named.text, column: named.column };
    this.fail(what);
    return undefined;
  }

  /** Takes one of the words, or fails with the known ones and a suggestion. */
  oneOf<W extends string>(words: readonly W[], what: string): W | undefined {
    const token = this.token;
    const word = words.find((known) => known === token.text);
    if (token.type !== "word") {
      this.fail(`${what} (${words.join(", ")})`);
      return undefined;
    }
    if (word === undefined) {
      this.failHere(unknownWord(what, token.text, words));
      return undefined;
    }
    this.next += 1;
    return word;
  }

  /** Fails unless the line ends here. */
  expectEnd(): void {
    if (!this.atEnd) this.fail("the end of the line");
  }

  /** Keeps "expected …, found …" as the problem of this line. */
  fail(expected: string): void {
    const token = this.token;
    const found = token.type === "end" ? "the end of the line" : this.textOf(token);
    this.failHere(`expected ${expected}, found ${found}`);
  }

  /** Keeps the sentence as the problem of this line, at a column (by default the next token's). */
  failHere(problem: string, column = this.token.column): void {
    this.found ??= { column, problem };
  }

  private textOf(token: Token): string {
    return this.line.slice(token.column - 1, token.end - 1);
  }
}
