import type { Name } from "./names.js";

/**
 * A question with the answer yes or no about one moment of a run.
 * `moment "leader elected"` · `violation "Election Safety"` · `holds "One Leader"` ·
 * `Ana.role = leader` · `every.commitIndex >= 1` · `some.votesGranted.length > 2` ·
 * with `and`, `or`, `not` and parentheses; `and` binds closer than `or`.
 */
export type Query =
  /** One of the engine's moments has just occurred. */
  | { readonly is: "moment"; readonly name: Name }
  /** The invariant has just been violated. */
  | { readonly is: "violation"; readonly name: Name }
  /** The invariant holds now. */
  | { readonly is: "holds"; readonly name: Name }
  | Comparison
  | { readonly is: "and" | "or"; readonly left: Query; readonly right: Query }
  | { readonly is: "not"; readonly query: Query };

export interface Comparison {
  readonly is: "comparison";
  readonly nodes: NodeTerm;
  /** `role`, `up` or a field of the state, then keys or `length`. */
  readonly path: readonly Name[];
  readonly operator: Operator;
  readonly value: Operand;
}

/** `every` and `some` range over the nodes that are up. */
export type NodeTerm =
  { readonly which: "one"; readonly name: Name } | { readonly which: "every" | "some" };

export type Operator = (typeof OPERATORS)[number];

export const OPERATORS = ["=", "!=", "<=", ">=", "<", ">"] as const;

/** A number, or a word: a text, a node's name, `true`, `false` or `null`. */
export type Operand = { readonly column: number; readonly text: string } & (
  { readonly type: "number"; readonly value: number } | { readonly type: "word" | "text" }
);

/** Words that mean something in a query; a node called so must stand in quotes. */
export const QUERY_WORDS = [
  "moment",
  "violation",
  "holds",
  "every",
  "some",
  "and",
  "or",
  "not",
  "true",
  "false",
  "null",
  "within",
] as const;
