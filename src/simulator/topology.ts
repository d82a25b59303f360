/** Who is there and which links there are: nodes and links may come and go while a run goes on. */
import { ensure } from "../base/assert.js";
import type { Link, MessageId, NodeId } from "../trace/ids.js";
import type { NodeHeader } from "../trace/records.js";
import { streamKey } from "./random.js";
import type { RunState } from "./runState.js";
import { SimNode, type SimLink } from "./simNode.js";
import { stopAllTimers } from "./timers.js";

/** The nodes and links that a run begins with. */
export function buildTopology(run: RunState): void {
  const { nodes } = run.setup;
  for (const header of nodes) run.takeIn(new SimNode(run.setup, header, run.nodes.length));
  for (const from of run.nodes) {
    const linked = from.header.neighbours && new Set(from.header.neighbours);
    from.links = run.nodes.map((to) =>
      to !== from && (linked?.has(to.id) ?? true) ? makeLink(run, from.id, to.id) : undefined,
    );
  }
  refreshTopology(run);
}

/** A new node that has not started, with links from and to its neighbours. */
export function addNode(run: RunState, header: NodeHeader): SimNode {
  const node = new SimNode(run.setup, header, run.nodes.length);
  const linked = header.neighbours ?? run.present.map(({ id }) => id);
  run.takeIn(node);
  addLinks(
    run,
    linked.flatMap((id): readonly Link[] => [
      [node.id, id],
      [id, node.id],
    ]),
  );
  return node;
}

/** The node is gone with its links. Returns the messages that were on their way to it. */
export function removeNode(run: RunState, node: SimNode): MessageId[] {
  node.isRemoved = true;
  node.isUp = false;
  node.crashAfter = -1;
  stopAllTimers(node);
  for (const link of node.links) if (link !== undefined) removeLink(link);
  for (const { links } of run.nodes) {
    const link = links[node.slot];
    if (link !== undefined) removeLink(link);
  }
  refreshTopology(run);
  return idsOf(run.removeMessages(({ toSlot }) => toSlot === node.slot));
}

/** Links that were there before go on with their own streams. */
export function addLinks(run: RunState, links: readonly Link[]): void {
  for (const [from, to] of links) {
    const sender = ensure(run.find(from), "a link has a sender");
    const receiver = ensure(run.find(to), "a link has a receiver");
    const known = sender.links[receiver.slot];
    if (known === undefined) sender.links[receiver.slot] = makeLink(run, from, to);
    else known.isGone = false;
  }
  refreshTopology(run);
}

/** Returns the messages that were on the links, in sending order. */
export function removeLinks(run: RunState, links: readonly Link[]): MessageId[] {
  const gone = new Set(links.map(([from, to]) => `${from}>${to}`));
  for (const ends of links) removeLink(ensure(run.link(ends), "a link to remove exists"));
  refreshTopology(run);
  return idsOf(run.removeMessages(({ from, to }) => gone.has(`${from}>${to}`)));
}

/** After a change of nodes or links: what every node knows of the others. */
export function refreshTopology(run: RunState): void {
  run.present = run.nodes.filter((node) => !node.isRemoved);
  const kinds = Object.keys(run.setup.protocol.kinds);
  for (const node of run.present) {
    const others = run.present.filter((other) => other !== node);
    const ofKind = (kind: string): NodeId[] =>
      others.filter((other) => other.kind === kind).map(({ id }) => id);
    node.peers = others.map(({ id }) => id);
    node.peersByKind = new Map(kinds.map((kind) => [kind, ofKind(kind)]));
    const linked = others.filter(({ slot }) => node.links[slot]?.isGone === false);
    node.neighbours = linked.length === others.length ? node.peers : linked.map(({ id }) => id);
  }
}

function makeLink({ setup }: RunState, from: NodeId, to: NodeId): SimLink {
  const key = streamKey(setup.seed, `network/${from}>${to}`);
  return { key, isCut: false, isGone: false, sent: 0, copies: 0, forged: 0, lastArrivesMs: 0 };
}

function removeLink(link: SimLink): void {
  link.isGone = true;
  link.isCut = false;
}

function idsOf(messages: readonly { readonly id: MessageId }[]): MessageId[] {
  return messages.map(({ id }) => id).sort((a, b) => a - b);
}
