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
  const ids = new Set(header.nodes.map(({ id }) => id));
  const seenIds = new Set<string>();
  const seenNames = new Set<string>();
  for (const [i, node] of header.nodes.entries()) {
    const problem = findNodeProblem(node, header, ids, seenIds, seenNames);
    if (problem !== undefined) return `nodes[${i}].${problem}`;
    seenIds.add(node.id);
    seenNames.add(node.name);
  }
  return undefined;
}

function findNodeProblem(
  node: NodeHeader,
  header: HeaderRecord,
  ids: ReadonlySet<string>,
  seenIds: ReadonlySet<string>,
  seenNames: ReadonlySet<string>,
): string | undefined {
  const { id, name, kind, neighbours = [] } = node;
  if (seenIds.has(id)) return `id: expected an id of its own, found ${describeValue(id)} again`;
  if (seenNames.has(name)) {
    return `name: expected a name of its own, found ${describeValue(name)} again`;
  }
  if (!Object.hasOwn(header.kinds, kind)) {
    const known = listOr(Object.keys(header.kinds).map(describeValue));
    return `kind: expected ${known}, found ${describeValue(kind)}`;
  }
  const stranger = neighbours.find((neighbour) => !ids.has(neighbour));
  if (stranger === undefined) return undefined;
  return `neighbours: expected ids of nodes, found ${describeValue(stranger)}`;
}
