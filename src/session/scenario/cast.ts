/** Which nodes there are at a place of a scenario, as nodes are added and removed. */
import type { Command, Name, NamedIntervention } from "./syntax.js";

export interface NodesThere {
  /** In the order in which they came. */
  readonly nodes: readonly string[];
  /** Name → why there is no such node here. */
  readonly absent: ReadonlyMap<string, string>;
  /** Every name that a node has or had. */
  readonly taken: ReadonlySet<string>;
}

interface Change {
  /** Index of its command. */
  readonly place: number;
  readonly line: number;
  readonly name: string;
  readonly isAdded: boolean;
}

/** Tells which nodes the command at a place may name; at the list's length: those at the end. */
export function castOf(
  commands: readonly Command[],
  header: readonly string[],
): (place: number) => NodesThere {
  const changes = commands.flatMap(changeOf);
  const always: NodesThere = { nodes: header, absent: new Map(), taken: new Set(header) };
  return changes.length === 0 ? () => always : (place) => nodesAt(place, changes, header);
}

function changeOf({ line, does }: Command, place: number): readonly Change[] {
  if (does.do !== "intervene") return [];
  const { type } = does.with;
  if (type !== "addNode" && type !== "removeNode") return [];
  return [{ place, line, name: does.with.node.text, isAdded: type === "addNode" }];
}

function nodesAt(place: number, changes: readonly Change[], header: readonly string[]): NodesThere {
  const nodes = new Set(header);
  const taken = new Set(header);
  const absent = new Map<string, string>();
  for (const { line, name, isAdded } of changes.filter((change) => change.place < place)) {
    taken.add(name);
    if (isAdded) nodes.add(name);
    else if (nodes.delete(name)) absent.set(name, `it was removed in line ${line}`);
  }
  for (const { line, name, isAdded } of changes.filter((change) => change.place > place)) {
    if (isAdded && !taken.has(name)) absent.set(name, `it is added in line ${line}`);
  }
  return { nodes: [...nodes], absent, taken };
}

/** The nodes that must be there for the intervention; an added one is not among them. */
export function nodesNamed(intervention: NamedIntervention): readonly Name[] {
  if (intervention.type === "addNode") return intervention.linked ?? [];
  if ("node" in intervention) return [intervention.node];
  if ("link" in intervention) return [intervention.link.from, intervention.link.to];
  if ("links" in intervention) return intervention.links.flatMap(({ from, to }) => [from, to]);
  return "groups" in intervention ? intervention.groups.flat() : [];
}
