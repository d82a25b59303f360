import { bad, ok, type Result } from "../base/result.js";
import type { Name } from "./names.js";
import {
  OPERATORS,
  QUERY_WORDS,
  type Comparison,
  type NodeTerm,
  type Operand,
  type Operator,
  type Query,
} from "./syntax.js";
import { TokenReader } from "./tokenReader.js";
import { tokenize } from "./tokens.js";

const RESERVED: ReadonlySet<string> = new Set(QUERY_WORDS);
const A_QUERY = 'a query such as moment "…", violation "…", holds "…" or NODE.FIELD = VALUE';
/** Deeper nesting than this is no query that a person wrote. */
const DEEPEST = 50;

/** A whole text as one query. Problems carry columns. */
export function parseQuery(text: string): Result<Query> {
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  const reader = new TokenReader(tokens.value, text);
  const query = readQuery(reader);
  reader.expectEnd();
  if (reader.problem !== undefined) return bad(reader.problem);
  return query === undefined ? bad(`expected ${A_QUERY}`) : ok(query);
}

/** Reads as much of the line as is a query; undefined with the reader's problem when it is none. */
export function readQuery(reader: TokenReader, depth = 0): Query | undefined {
  let left = readConjunction(reader, depth);
  while (left !== undefined && reader.takeIf("or")) {
    const right = readConjunction(reader, depth);
    left = right === undefined ? undefined : { is: "or", left, right };
  }
  return left;
}

function readConjunction(reader: TokenReader, depth: number): Query | undefined {
  let left = readUnary(reader, depth);
  while (left !== undefined && reader.takeIf("and")) {
    const right = readUnary(reader, depth);
    left = right === undefined ? undefined : { is: "and", left, right };
  }
  return left;
}

function readUnary(reader: TokenReader, depth: number): Query | undefined {
  if (depth > DEEPEST) {
    reader.failHere(`expected at most ${DEEPEST} nested parts`);
    return undefined;
  }
  if (reader.takeIf("not")) {
    const query = readUnary(reader, depth + 1);
    return query === undefined ? undefined : { is: "not", query };
  }
  if (reader.takeIf("(")) {
    const query = readQuery(reader, depth + 1);
    return reader.expectText(")") ? query : undefined;
  }
  return readNamed(reader) ?? readComparison(reader);
}

function readNamed(reader: TokenReader): Query | undefined {
  for (const is of ["moment", "violation", "holds"] as const) {
    if (!reader.takeIf(is)) continue;
    const name = reader.name(is === "moment" ? "moment" : "invariant");
    return name === undefined ? undefined : { is, name };
  }
  return undefined;
}

function readComparison(reader: TokenReader): Comparison | undefined {
  const nodes = readNodeTerm(reader);
  const path: Name[] = [];
  while (nodes !== undefined && (path.length === 0 ? expectDot(reader) : reader.takeIf("."))) {
    const part = reader.name(path.length === 0 ? "field" : "member");
    if (part !== undefined) path.push(part);
  }
  const operator = readOperator(reader);
  const value = readOperand(reader);
  if (nodes === undefined || operator === undefined || value === undefined) return undefined;
  return { is: "comparison", nodes, path, operator, value };
}

function expectDot(reader: TokenReader): boolean {
  return reader.expectText(".");
}

function readNodeTerm(reader: TokenReader): NodeTerm | undefined {
  if (reader.takeIf("every")) return { which: "every" };
  if (reader.takeIf("some")) return { which: "some" };
  const name = reader.name("node", { what: A_QUERY, reserved: RESERVED });
  return name === undefined ? undefined : { which: "one", name };
}

function readOperator(reader: TokenReader): Operator | undefined {
  const token = reader.token;
  const operator = OPERATORS.find((known) => known === token.text);
  if (token.type !== "symbol" || operator === undefined) {
    reader.fail(`one of ${OPERATORS.join(" ")}`);
    return undefined;
  }
  reader.take("symbol");
  return operator;
}

function readOperand(reader: TokenReader): Operand | undefined {
  const number = reader.take("number");
  if (number !== undefined) {
    const { column, text, value } = number;
    return { type: "number", column, text, value };
  }
  const { type } = reader.token;
  const name = reader.name("operand");
  return name === undefined ? undefined : { type: type === "text" ? "text" : "word", ...name };
}
