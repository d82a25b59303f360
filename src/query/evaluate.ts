import { assertNever } from "../base/assert.js";
import type { Json, JsonObject, NodeId } from "../trace/ids.js";
import type { Comparison, Operand, Operator, Query } from "./syntax.js";

/** What a query sees of a run at one position, whether it is recorded or still running. */
export interface QueryView {
  /** In header order. */
  readonly nodes: readonly QueryNode[];
  /** Names of the moments that have just occurred. */
  readonly moments: ReadonlySet<string>;
  /** Names of the invariants that have just been violated. */
  readonly violations: ReadonlySet<string>;
  /** Names of the invariants that do not hold now. */
  readonly violated: ReadonlySet<string>;
}

export interface QueryNode {
  readonly id: NodeId;
  readonly name: string;
  readonly up: boolean;
  /** As the node's view calls it. */
  readonly role: string;
  /** Of a crashed node: what it last was. Empty before its start. */
  readonly state: JsonObject;
}

/** Whether the query is true. Names are taken as they stand: check them before. */
export function evaluate(query: Query, view: QueryView): boolean {
  switch (query.is) {
    case "moment":
      return view.moments.has(query.name.text);
    case "violation":
      return view.violations.has(query.name.text);
    case "holds":
      return !view.violated.has(query.name.text);
    case "comparison":
      return evaluateComparison(query, view);
    case "and":
      return evaluate(query.left, view) && evaluate(query.right, view);
    case "or":
      return evaluate(query.left, view) || evaluate(query.right, view);
    case "not":
      return !evaluate(query.query, view);
    default:
      return assertNever(query);
  }
}

/** What the parts of the query really are, such as `Ana.role is follower`; one entry each. */
export function explain(query: Query, view: QueryView): readonly string[] {
  switch (query.is) {
    case "moment":
      return [foundAmong("moments", view.moments)];
    case "violation":
      return [foundAmong("violations", view.violations)];
    case "holds":
      return [foundAmong("violated invariants", view.violated)];
    case "comparison":
      return explainComparison(query, view);
    case "and":
    case "or":
      return [...new Set([...explain(query.left, view), ...explain(query.right, view)])];
    case "not":
      return explain(query.query, view);
    default:
      return assertNever(query);
  }
}

function explainComparison(query: Comparison, view: QueryView): readonly string[] {
  const nodes = nodesOf(query, view);
  if (nodes.length === 0) {
    const { nodes: term } = query;
    return [term.which === "one" ? `there is no node ${term.name.text}` : "no node is up"];
  }
  const path = query.path.map((part) => part.text).join(".");
  return nodes.map(
    (node) => `${node.name}.${path} is ${tellValue(valueAt(node, query, view), view)}`,
  );
}

function foundAmong(what: string, names: ReadonlySet<string>): string {
  return names.size === 0 ? `no ${what}` : `${what}: ${[...names].join(", ")}`;
}

function evaluateComparison(query: Comparison, view: QueryView): boolean {
  const holds = (node: QueryNode): boolean =>
    compare(valueAt(node, query, view), query.operator, query.value, view);
  const nodes = nodesOf(query, view);
  return query.nodes.which === "every" ? nodes.every(holds) : nodes.some(holds);
}

function nodesOf(query: Comparison, view: QueryView): readonly QueryNode[] {
  const term = query.nodes;
  return term.which === "one"
    ? view.nodes.filter((node) => node.name === term.name.text)
    : view.nodes.filter((node) => node.up);
}

/** The value at the path; null when there is none. A crashed node has no role. */
function valueAt(node: QueryNode, query: Comparison, view: QueryView): Json {
  const [first, ...rest] = query.path.map((part) => part.text);
  if (first === "up") return node.up;
  if (first === "role") return node.up ? node.role : null;
  let value: Json = first === undefined ? null : memberOf(node.state, first, view);
  for (const part of rest) value = memberOf(value, part, view);
  return value;
}

/**
 * A member of an object, by its key or by a node's name; a list's length, or the list of that
 * member of each of its items.
 */
function memberOf(value: Json, part: string, view: QueryView): Json {
  if (Array.isArray(value)) {
    if (part === "length") return value.length;
    return value.map((item) => memberOf(item as Json, part, view));
  }
  if (typeof value !== "object" || value === null) return null;
  const object = value as JsonObject;
  if (Object.hasOwn(object, part)) return object[part] ?? null;
  const id = view.nodes.find((node) => node.name === part)?.id;
  return id !== undefined && Object.hasOwn(object, id) ? (object[id] ?? null) : null;
}

function compare(found: Json, operator: Operator, wanted: Operand, view: QueryView): boolean {
  if (operator === "=") return equals(found, wanted, view);
  if (operator === "!=") return !equals(found, wanted, view);
  if (typeof found !== "number" || wanted.type !== "number") return false;
  switch (operator) {
    case "<":
      return found < wanted.value;
    case "<=":
      return found <= wanted.value;
    case ">":
      return found > wanted.value;
    case ">=":
      return found >= wanted.value;
    default:
      return assertNever(operator);
  }
}

/**
 * A word equals a text, the id of the node with that name, or (unquoted) true, false and null. A
 * list equals the text of its items with spaces between.
 */
function equals(found: Json, wanted: Operand, view: QueryView): boolean {
  if (Array.isArray(found)) {
    return found.map((item) => tellValue(item as Json, view)).join(" ") === wanted.text;
  }
  if (wanted.type === "number") return found === wanted.value || found === wanted.text;
  if (wanted.type === "word" && ["true", "false", "null"].includes(wanted.text)) {
    return typeof found !== "object" && typeof found !== "string"
      ? String(found) === wanted.text
      : found === null && wanted.text === "null";
  }
  if (typeof found !== "string") return false;
  return found === wanted.text || view.nodes.some((n) => n.id === found && n.name === wanted.text);
}

/** As JSON, with node names for node ids. */
function tellValue(value: Json, view: QueryView): string {
  if (typeof value === "string") {
    return view.nodes.find((node) => node.id === value)?.name ?? value;
  }
  if (Array.isArray(value)) {
    const texts = value.map((item) => tellValue(item as Json, view));
    return `[${texts.join(", ")}]`;
  }
  return JSON.stringify(value);
}
