/** How nodes are named and toned in pictures and sentences. */
import { displayText } from "../trace/displayText.js";
import type { NodeId } from "../trace/ids.js";
import type { PathNode } from "../trace/recordedTrace.js";
import type { HeaderRecord, NodeHeader } from "../trace/records.js";
import type { NameOf } from "../trace/sentence.js";
import type { Tone } from "../trace/view.js";
import type { RecordedNode } from "../trace/world.js";

/**
 * Names of nodes, safe to show: of a trace's header, or of all along a branch
 * (`trace.nodes(branch)`). An unknown id is its own name.
 */
export function namesOf(known: HeaderRecord | readonly NodeHeader[]): NameOf {
  const nodes = "nodes" in known ? known.nodes : known;
  const names = new Map(nodes.map(({ id, name }) => [id, displayText(name, 40)]));
  return (id: NodeId) => names.get(id) ?? displayText(id, 40);
}

export type NodeLook = Tone | "absent" | "down";

/** How a node looks at a cursor, with its role, or why it is absent. */
export function nodeLook(
  header: HeaderRecord,
  node: PathNode,
  now: RecordedNode | undefined,
  cursor: number,
): { readonly look: NodeLook; readonly role: string } {
  if (now === undefined) return { look: "absent", role: whyAbsent(node, cursor) };
  const { role } = now.view;
  const look = now.up ? toneOf(header, node.kind, role) : "down";
  return { look, role: displayText(role, 40) };
}

/** Whether the node is part of the system there. */
export function isPresent(
  { addedAt = 0, removedAt = Infinity }: PathNode,
  cursor: number,
): boolean {
  return cursor >= addedAt && cursor < removedAt;
}

/** Why there is nothing to tell of a node's state. */
export function whyAbsent({ addedAt = 0, removedAt = Infinity }: PathNode, cursor: number): string {
  if (cursor < addedAt) return "not added yet";
  return cursor >= removedAt ? "removed" : "not started";
}

/** The tone of a role of a kind of node; `quiet` when the header does not know it. */
export function toneOf(header: HeaderRecord, kind: string, role: string): Tone {
  const spec = Object.hasOwn(header.kinds, kind) ? header.kinds[kind] : undefined;
  return spec?.roles.find(({ name }) => name === role)?.tone ?? "quiet";
}
