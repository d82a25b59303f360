/** The order of the ring, and who is in it. */
import type { NodeId } from "../../trace/ids.js";
import type { Boots } from "./types.js";

/** Those of the peers that are not `from`, in the ring's direction, beginning behind it. */
export function clockwise(from: NodeId, peers: readonly NodeId[]): readonly NodeId[] {
  const sorted = [...peers].sort(inRingOrder);
  const behind = sorted.filter((peer) => inRingOrder(peer, from) > 0);
  return [...behind, ...sorted.filter((peer) => inRingOrder(peer, from) < 0)];
}

/** The next peer of the ring; undefined when there is no other. */
export function successorOf(self: NodeId, ring: Boots): NodeId | undefined {
  return clockwise(self, Object.keys(ring))[0];
}

/** Who of the peers would be passed on the way from one to another, or round and back to itself. */
export function between(from: NodeId, to: NodeId, peers: Boots): Boots {
  const onTheWay = clockwise(from, [...new Set([...Object.keys(peers), to])]);
  const passed = from === to ? onTheWay : onTheWay.slice(0, onTheWay.indexOf(to));
  return Object.fromEntries(passed.map((peer) => [peer, peers[peer] ?? 0]));
}

/** The coordinator: the smallest id. */
export function coordinatorOf(ring: Boots): NodeId | undefined {
  return Object.keys(ring).sort(inRingOrder)[0];
}

export function isSameRing(a: Boots, b: Boots): boolean {
  const peers = Object.keys(a);
  const isSameSize = peers.length === Object.keys(b).length;
  return isSameSize && peers.every((peer) => a[peer] === b[peer]);
}

/** Without that boot of the peer and those before it. */
export function without(boots: Boots, gone: NodeId, boot: number): Boots {
  if ((boots[gone] ?? Infinity) > boot) return boots;
  return Object.fromEntries(Object.entries(boots).filter(([peer]) => peer !== gone));
}

export function withLatest(boots: Boots, peer: NodeId, boot: number): Boots {
  return (boots[peer] ?? 0) >= boot ? boots : { ...boots, [peer]: boot };
}

/** Ids are letters and a number, such as n10: shorter ones come first. */
function inRingOrder(a: NodeId, b: NodeId): number {
  if (a === b) return 0;
  return a.length - b.length || (a < b ? -1 : 1);
}
