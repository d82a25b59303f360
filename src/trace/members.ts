/** Which nodes a path knows at one cursor. */
import type { NodeId } from "./ids.js";
import type { PathNode } from "./recordedTrace.js";
import type { NodeHeader } from "./records.js";

/** Immutable. A removed node keeps its place: messages from it may still be on their way. */
export interface Members {
  readonly nodes: readonly PathNode[];
  /** Node id → its place in `nodes`. */
  readonly places: ReadonlyMap<NodeId, number>;
}

export function firstMembers(nodes: readonly NodeHeader[]): Members {
  return { nodes, places: new Map(nodes.map(({ id }, place) => [id, place])) };
}

/** With one node more, which the event `addedAt` added. */
export function withMember({ nodes, places }: Members, node: NodeHeader, addedAt: number): Members {
  return {
    nodes: [...nodes, { ...node, addedAt }],
    places: new Map([...places, [node.id, nodes.length]]),
  };
}

/** With one node marked as removed by the event `removedAt`. */
export function withoutMember({ nodes, places }: Members, id: NodeId, removedAt: number): Members {
  return { nodes: nodes.map((node) => (node.id === id ? { ...node, removedAt } : node)), places };
}

/** The node, unless the path does not know it or has removed it. */
export function presentMember({ nodes, places }: Members, id: NodeId): PathNode | undefined {
  const node = nodes[places.get(id) ?? -1];
  return node?.removedAt === undefined ? node : undefined;
}
