import { assertNever } from "../base/assert.js";
import type { BadInput } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { Query } from "./syntax.js";
import type { Name } from "./tokenReader.js";

/** The names that a query may use in one run. */
export interface KnownNames {
  /** Human names. */
  readonly nodes: readonly string[];
  readonly moments: readonly string[];
  readonly invariants: readonly string[];
  /** What a node's view shows, besides `role` and `up`. */
  readonly fields: readonly string[];
}

/** Every unknown name of the query, with its column, the known ones and a suggestion. */
export function checkQuery(query: Query, known: KnownNames): readonly BadInput[] {
  switch (query.is) {
    case "moment":
      return checkName("moment", query.name, known.moments);
    case "violation":
    case "holds":
      return checkName("invariant", query.name, known.invariants);
    case "comparison": {
      const field = query.path[0];
      const term = query.nodes;
      return [
        ...(term.which === "one" ? checkName("node", term.name, known.nodes) : []),
        ...(field === undefined ? [] : checkName("field", field, ["role", "up", ...known.fields])),
      ];
    }
    case "and":
    case "or":
      return [...checkQuery(query.left, known), ...checkQuery(query.right, known)];
    case "not":
      return checkQuery(query.query, known);
    default:
      return assertNever(query);
  }
}

/** The problem with a name that is not among the known ones, or nothing. */
export function checkName(what: string, name: Name, known: readonly string[]): readonly BadInput[] {
  if (known.includes(name.text)) return [];
  return [{ column: name.column, problem: unknownWord(what, name.text, known) }];
}
