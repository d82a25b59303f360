import { bad, ok, type BadInput, type Result } from "../base/result.js";
import type { AnyProtocol, NodeCount } from "../protocol/protocol.js";
import type { NodeId } from "../trace/ids.js";
import type { NodeHeader } from "../trace/records.js";

/** A node that somebody asks for. Ids are given in order: `n1`, `n2` … */
export interface NodeWish {
  /** By default the node's id. */
  readonly name?: string;
  /** By default the protocol's first kind. */
  readonly kind?: string;
  /** Ids of the nodes it is linked with, both ways; absent: all. */
  readonly neighbours?: readonly NodeId[];
}

export type NodesWish = readonly NodeWish[] | { readonly [kind: string]: number } | number;

/** The nodes of a run, or every reason why they cannot be. */
export function fillNodes(
  protocol: AnyProtocol,
  wish: NodesWish | undefined,
): Result<readonly NodeHeader[]> {
  const wishes = isList(wish) ? wish : listNodes(protocol.size, wish);
  if (!isList(wishes)) return bad(wishes.problem);
  const firstKind = Object.keys(protocol.kinds)[0] ?? "";
  const nodes = wishes.map((one, slot): NodeHeader => {
    const id = `n${slot + 1}`;
    const node = { id, name: one.name ?? id, kind: one.kind ?? firstKind };
    return one.neighbours === undefined ? node : { ...node, neighbours: one.neighbours };
  });
  const problems = [
    ...wrongNames(nodes),
    ...wrongKinds(protocol, nodes),
    ...wrongNeighbours(nodes),
  ];
  return problems.length > 0 ? bad(...problems.map(asInput)) : ok(nodes);
}

function isList(wish: NodesWish | BadInput | undefined): wish is readonly NodeWish[] {
  return Array.isArray(wish);
}

function listNodes(
  size: { readonly [kind: string]: NodeCount },
  wish: Exclude<NodesWish, readonly NodeWish[]> | undefined,
): readonly NodeWish[] | BadInput {
  const [firstKind = ""] = Object.keys(size);
  const counts = typeof wish === "number" ? { [firstKind]: wish } : (wish ?? {});
  for (const [kind, count] of Object.entries(counts)) {
    if (!Object.hasOwn(size, kind)) return { problem: unknownKind(kind, Object.keys(size)) };
    if (!Number.isInteger(count) || count < 0 || count > 10_000) {
      return { problem: `nodes: expected a number of ${kind} nodes, found ${String(count)}` };
    }
  }
  return Object.entries(size).flatMap(([kind, { usual }]) =>
    Array.from({ length: counts[kind] ?? usual }, () => ({ kind })),
  );
}

function wrongKinds(protocol: AnyProtocol, nodes: readonly NodeHeader[]): string[] {
  const known = Object.keys(protocol.kinds);
  const strangers = nodes.filter((node) => !known.includes(node.kind));
  if (strangers.length > 0) return strangers.map((node) => unknownKind(node.kind, known));
  return Object.entries(protocol.size).flatMap(([kind, { min, max }]) => {
    const count = nodes.filter((node) => node.kind === kind).length;
    if (count >= min && count <= max) return [];
    return [`nodes: ${protocol.name} takes ${min} to ${max} of kind ${kind}, found ${count}`];
  });
}

/** Why the node cannot join these, those included that are gone; undefined when it can. */
export function wrongNewNode(
  { name: protocol, kinds, size }: AnyProtocol,
  others: readonly (NodeHeader & { readonly isRemoved: boolean })[],
  node: NodeHeader,
): string | undefined {
  const { id, kind } = node;
  const nextId = `n${others.length + 1}`;
  if (id !== nextId) return `id: expected the next one, ${nextId}, found ${JSON.stringify(id)}`;
  const problem = wrongName(node, ownersOfNames(others));
  if (problem !== undefined) return problem;
  if (!Object.hasOwn(kinds, kind)) return unknownKind(kind, Object.keys(kinds));
  const count = size[kind];
  if (count?.fixed === true) return fixedSize(protocol, kind);
  const present = others.filter((other) => other.kind === kind && !other.isRemoved).length;
  const max = count?.max ?? 0;
  return present < max ? undefined : `${protocol} takes at most ${max} of kind ${kind}`;
}

/** The sentence for kinds of node whose number does not change during a run. */
export function fixedSize(protocol: string, kind: string): string {
  return `the nodes of ${protocol} of kind ${kind} are fixed: none comes or goes during a run`;
}

/** Control characters, and those that change the direction of the text around them. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function wrongNames(nodes: readonly NodeHeader[]): string[] {
  const owners = ownersOfNames(nodes.map(({ id }) => ({ id, name: id })));
  return nodes.flatMap((node) => {
    const problem = wrongName(node, owners);
    owners.set(node.name, node.id);
    return problem ?? [];
  });
}

/** What a node may not be called: the ids and names of others. */
function ownersOfNames(nodes: readonly Pick<NodeHeader, "id" | "name">[]): Map<string, NodeId> {
  return new Map(nodes.flatMap(({ id, name }) => [[id, id] as const, [name, id] as const]));
}

function wrongName(
  { id, name }: { readonly id: NodeId; readonly name: unknown },
  owners: ReadonlyMap<string, NodeId>,
): string | undefined {
  const told = `node name ${JSON.stringify(name)}`;
  const isText = typeof name === "string" && name.trim() === name && name !== "";
  if (!isText || Array.from(name).length > 40) {
    return `${told}: expected 1 to 40 characters without spaces around them`;
  }
  if (UNPRINTABLE.test(name)) return `${told}: expected no control or bidirectional characters`;
  const isTaken = (owners.get(name) ?? id) !== id;
  return isTaken ? `${told}: expected a name that is no other node's name or id` : undefined;
}

function wrongNeighbours(nodes: readonly NodeHeader[]): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const problems: string[] = [];
  for (const node of nodes) {
    for (const id of node.neighbours ?? []) {
      const other = byId.get(id);
      if (other === undefined || other === node) {
        problems.push(`neighbours of ${node.id}: expected other nodes' ids, found ${id}`);
      } else if (other.neighbours !== undefined && !other.neighbours.includes(node.id)) {
        problems.push(`neighbours: ${node.id} names ${id}, but ${id} does not name ${node.id}`);
      }
    }
    if (node.neighbours !== undefined) continue;
    const deaf = nodes.filter((one) => one !== node && !isNamed(one, node.id));
    problems.push(...deaf.map((one) => `neighbours of ${one.id}: ${node.id} is linked with all`));
  }
  return problems;
}

function isNamed(node: NodeHeader, id: NodeId): boolean {
  return node.neighbours === undefined || node.neighbours.includes(id);
}

function unknownKind(kind: string, known: readonly string[]): string {
  return `unknown kind of node ${JSON.stringify(kind)}; known: ${known.join(", ")}`;
}

function asInput(problem: string): BadInput {
  return { problem };
}
