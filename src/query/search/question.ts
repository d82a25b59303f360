/** Questions of the query language about a recorded run. */
import type { BadInput } from "../../base/result.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";
import { checkQuery } from "../check.js";
import { evaluate, type QueryView } from "../evaluate.js";
import type { Query } from "../syntax.js";

/**
 * Nodes and invariants that the trace does not know. Moments and fields may be known to the engine
 * alone: what never occurs is never found.
 */
export function questionProblems(
  query: Query,
  trace: RecordedTrace,
  branch: BranchId,
): readonly BadInput[] {
  const { moments, fields } = namesIn(query);
  return checkQuery(query, {
    nodes: trace.nodes(branch).map(({ name }) => name),
    invariants: trace.header.invariants.map(({ name }) => name),
    moments,
    fields,
  });
}

function namesIn(query: Query): { readonly moments: string[]; readonly fields: string[] } {
  switch (query.is) {
    case "moment":
      return { moments: [query.name.text], fields: [] };
    case "comparison":
      return { moments: [], fields: query.path.slice(0, 1).map(({ text }) => text) };
    case "and":
    case "or": {
      const [left, right] = [namesIn(query.left), namesIn(query.right)];
      return {
        moments: [...left.moments, ...right.moments],
        fields: [...left.fields, ...right.fields],
      };
    }
    case "not":
      return namesIn(query.query);
    default:
      return { moments: [], fields: [] };
  }
}

/** Says of the events of a path, asked in order from the first, with which the answer turns yes. */
export class Question {
  readonly #query: Query;
  readonly #trace: RecordedTrace;
  readonly #branch: BranchId;
  #isSo: boolean;

  constructor(query: Query, trace: RecordedTrace, branch: BranchId) {
    this.#query = query;
    this.#trace = trace;
    this.#branch = branch;
    this.#isSo = this.#ask(0, undefined);
  }

  turnsTrue(record: EventRecord): boolean {
    const was = this.#isSo;
    if (was || canMatter(record)) this.#isSo = this.#ask(record.at, record);
    return this.#isSo && !was;
  }

  #ask(cursor: number, record: EventRecord | undefined): boolean {
    return evaluate(this.#query, viewAt(this.#trace, this.#branch, cursor, record));
  }
}

/** Whether anything that a question can be about is new with the event. */
function canMatter({ event, change, view, moments, flips }: EventRecord): boolean {
  const isTurn = ["start", "crash", "restart", "addNode", "removeNode"].includes(event);
  return isTurn || (change ?? view ?? moments ?? flips) !== undefined;
}

function viewAt(
  trace: RecordedTrace,
  branch: BranchId,
  cursor: number,
  record: EventRecord | undefined,
): QueryView {
  const world = trace.world(branch, cursor);
  const flips = (record?.flips ?? []).filter(({ holds }) => !holds);
  return {
    nodes: trace.nodes(branch).map(({ id, name }) => {
      const node = world.nodes.get(id);
      if (node === undefined) return { id, name, up: false, role: "", state: {} };
      return { id, name, up: node.up, role: node.view.role, state: node.state };
    }),
    moments: new Set((record?.moments ?? []).map(({ name }) => name)),
    violations: new Set(flips.map(({ invariant }) => invariant)),
    violated: new Set(world.violated),
  };
}
