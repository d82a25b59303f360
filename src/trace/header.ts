import { describeValue, listOr } from "./check.js";
import { TRACE_FORMAT, TRACE_VERSION, type HeaderRecord, type NodeHeader } from "./records.js";

/**
 * What is wrong with a first line before its shape is looked at: it may be no trace of ours at all.
 */
export function findFormatProblem({
  kind,
  format,
  version,
}: {
  readonly [key: string]: unknown;
}): string | undefined {
  if (kind !== "header") {
    return `expected the header, found a record of kind ${describeValue(kind)}`;
  }
  if (format !== TRACE_FORMAT) {
    return `format: expected "${TRACE_FORMAT}", found ${describeValue(format)}`;
  }
  if (version === TRACE_VERSION) return undefined;
  return `version: expected ${TRACE_VERSION} (the one this version reads), found ${describeValue(version)}`;
}

/** What is wrong with a header of the right shape. */
export function findHeaderProblem(header: HeaderRecord): string | undefined {
  const all = new Set(header.nodes.map(({ id }) => id));
  const taken = takenBy([]);
  for (const [i, node] of header.nodes.entries()) {
    const problem = findNodeProblem(node, header, taken) ?? findStranger(node, all);
    if (problem !== undefined) return `nodes[${i}].${problem}`;
    taken.ids.add(node.id);
    taken.names.add(node.name);
  }
  return findRingProblem(header);
}

function findRingProblem({ ring, kinds, trails = [] }: HeaderRecord): string | undefined {
  if (ring === undefined) return undefined;
  const { kind, trail } = ring;
  if (!Object.hasOwn(kinds, kind)) {
    const known = listOr(Object.keys(kinds).map(describeValue));
    return `ring.kind: expected ${known}, found ${describeValue(kind)}`;
  }
  if (trail === undefined || trails.some((each) => each.trail === trail)) return undefined;
  return `ring.trail: expected one of the trails, found ${describeValue(trail)}`;
}

/** What is wrong with a node that is added to these, some of which may be gone. */
export function findNewNodeProblem(
  node: NodeHeader,
  others: readonly NodeHeader[],
  header: HeaderRecord,
): string | undefined {
  const taken = takenBy(others);
  return findNodeProblem(node, header, taken) ?? findStranger(node, taken.ids);
}

interface Taken {
  readonly ids: Set<string>;
  readonly names: Set<string>;
}

function takenBy(nodes: readonly NodeHeader[]): Taken {
  return { ids: new Set(nodes.map(({ id }) => id)), names: new Set(nodes.map(({ name }) => name)) };
}

function findNodeProblem(
  { id, name, kind }: NodeHeader,
  header: HeaderRecord,
  { ids, names }: Taken,
): string | undefined {
  if (ids.has(id)) return `id: expected an id of its own, found ${describeValue(id)} again`;
  if (names.has(name)) {
    return `name: expected a name of its own, found ${describeValue(name)} again`;
  }
  if (Object.hasOwn(header.kinds, kind)) return undefined;
  const known = listOr(Object.keys(header.kinds).map(describeValue));
  return `kind: expected ${known}, found ${describeValue(kind)}`;
}

function findStranger(
  { neighbours = [] }: NodeHeader,
  ids: ReadonlySet<string>,
): string | undefined {
  const stranger = neighbours.find((neighbour) => !ids.has(neighbour));
  if (stranger === undefined) return undefined;
  return `neighbours: expected ids of nodes, found ${describeValue(stranger)}`;
}
