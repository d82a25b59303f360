/** Who can talk with whom: what "connected" means in the promises. */
import { majorityOf } from "./log.js";
import type { LadderNode, LadderState, LadderWorld } from "./types.js";

/** A node that is up and runs its program. */
export interface LiveNode extends LadderNode {
  readonly state: LadderState;
}

/**
 * The sets of live nodes of which each two reach each other both ways and nobody else is reached.
 * Where the network is neither whole nor parted cleanly nothing is promised, so looser sets are
 * left out.
 */
export function connectedGroups(world: LadderWorld): readonly (readonly LiveNode[])[] {
  const groups: LiveNode[][] = [];
  let left = world.nodes.filter(isLive);
  for (let [first] = left; first !== undefined; [first] = left) {
    const group = reachable(world, left, first);
    left = left.filter((node) => !group.includes(node));
    if (group.every((a) => group.every((b) => reach(world, a, b)))) groups.push(group);
  }
  return groups;
}

/** The group that is more than half of all nodes, if there is one. */
export function majorityGroup(world: LadderWorld): readonly LiveNode[] | undefined {
  const need = majorityOf(world.nodes.length);
  return connectedGroups(world).find((group) => group.length >= need);
}

function isLive(node: LadderNode): node is LiveNode {
  return node.isUp && node.state !== undefined && node.state.role !== "off";
}

function reachable(world: LadderWorld, among: readonly LiveNode[], first: LiveNode): LiveNode[] {
  const group = [first];
  for (const node of group) {
    const more = among.filter((other) => !group.includes(other) && reach(world, node, other));
    group.push(...more);
  }
  return group;
}

function reach(world: LadderWorld, a: LadderNode, b: LadderNode): boolean {
  return !world.isCut([a.id, b.id]) && !world.isCut([b.id, a.id]);
}
