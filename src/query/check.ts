import { assertNever } from "../base/assert.js";
import type { BadInput } from "../base/result.js";
import { unknownName } from "../base/suggest.js";
import type { Name } from "./names.js";
import type { Query } from "./syntax.js";

/** The names that a query may use in one run. */
export interface KnownNames {
  /** Human names. */
  readonly nodes: readonly string[];
  /** Name → why there is no node of that name now. */
  readonly absent?: ReadonlyMap<string, string>;
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
        ...(term.which === "one" ? checkNode(term.name, known) : []),
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

/** The problem with a node's name, or nothing; one of another time comes with the reason. */
export function checkNode(
  name: Name,
  known: Pick<KnownNames, "nodes" | "absent">,
): readonly BadInput[] {
  const why = known.absent?.get(name.text);
  if (why === undefined) return checkName("node", name, known.nodes);
  const problem = `there is no node ${JSON.stringify(name.text)} here: ${why}`;
  return [{ column: name.column, problem }];
}

/** The problem with a name that is not among the known ones, or nothing. */
export function checkName(what: string, name: Name, known: readonly string[]): readonly BadInput[] {
  if (known.includes(name.text)) return [];
  return [{ column: name.column, ...unknownName(what, name.text, known) }];
}
