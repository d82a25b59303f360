/** Which nodes and links there are at a cursor. Needs no VS Code. */
import type { Link, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import { linkKey, type PathNode } from "../trace/recordedTrace.js";
import type { OpenRun } from "./openRun.js";

/** A run where somebody stands in it. */
type Standing = Pick<OpenRun, "trace" | "position">;

/** In the order of the pictures' columns: those that were not added yet or are removed are not. */
export function presentNodes({ trace, position }: Standing): readonly PathNode[] {
  const { branch, cursor } = position;
  return trace.nodes(branch).filter(({ addedAt = 0, removedAt = Infinity }) => {
    return addedAt <= cursor && removedAt > cursor;
  });
}

/** The id that a node must have that is added at the cursor. */
export function nextNodeId({ trace, position }: Standing): NodeId {
  const known = trace.nodes(position.branch).filter(({ addedAt = 0 }) => {
    return addedAt <= position.cursor;
  });
  return `n${known.length + 1}`;
}

/** Every directed link of the topology, cut or not, by its nodes' columns. */
export function presentLinks(run: Standing): readonly Link[] {
  const { trace, position } = run;
  const links = new Map(headerLinks(run).map((link) => [linkKey(link), link]));
  const nodes = trace.header.nodes.map(({ id }) => id);
  for (const { does, after, skipped } of trace.interventions(position.branch)) {
    if (after < position.cursor && skipped === undefined) follow(does, links, nodes);
  }
  const present = presentNodes(run).map(({ id }) => id);
  const all = present.flatMap((from) => present.map((to): Link => [from, to]));
  return all.filter((link) => links.has(linkKey(link)));
}

/** Between neighbours where the header names them, else between any two nodes. */
function headerLinks({ trace }: Standing): readonly Link[] {
  const { nodes } = trace.header;
  return nodes.flatMap(({ id: from, neighbours }) =>
    nodes.flatMap(({ id: to }): Link[] => {
      const isLinked = from !== to && (neighbours?.includes(to) ?? true);
      return isLinked ? [[from, to]] : [];
    }),
  );
}

/** What an intervention makes of the links; a removed node's are left to whoever looks at nodes. */
function follow(does: Intervention, links: Map<string, Link>, nodes: NodeId[]): void {
  const add = (link: Link) => links.set(linkKey(link), link);
  if (does.type === "addLink") does.links.forEach(add);
  else if (does.type === "removeLink") does.links.forEach((link) => links.delete(linkKey(link)));
  else if (does.type === "addNode") {
    const { id, neighbours = [...nodes] } = does.node;
    for (const other of neighbours) {
      add([id, other]);
      add([other, id]);
    }
    nodes.push(id);
  }
}
