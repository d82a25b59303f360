import { ensure } from "../base/assert.js";
import { copyDisk, type SlowDisk } from "./disk.js";
import type { Link, NodeId } from "../trace/ids.js";
import type { NodeHeader } from "../trace/records.js";
import { EventQueue, type QueueEntry } from "./eventQueue.js";
import type { SentMessage } from "./message.js";
import type { NoticeItem, ToldOf } from "./notices.js";
import type { Setup } from "./setup.js";
import { SimNode, type AnyState, type SimLink, type SimTimer, type TimerItem } from "./simNode.js";
import { buildTopology, refreshTopology } from "./topology.js";

/** What waits in the event queue. All immutable. */
export type QueueItem = SentMessage | TimerItem | StartItem | NoticeItem;

export interface StartItem {
  readonly what: "start";
  readonly slot: number;
}

/** Sequence numbers below all that are given out: such an item is the first of its time. */
const AHEAD = -(2 ** 50);

/**
 * All that changes while a run is simulated, apart from the checker's memory. The parts of the
 * simulator share it and nobody else sees it; {@link RunState.copy} is what a checkpoint keeps.
 */
export class RunState {
  /** Number of the last event. */
  at = 0;
  timeMs = 0;
  /** Of messages, commands and interventions so far. */
  messages = 0;
  commands = 0;
  interventions = 0;
  /** The node whose step has just been broken off, so that its crash is the next event. */
  crashing: SimNode | undefined = undefined;
  readonly queue = new EventQueue<QueueItem>();
  /** Messages that wait to be released, in the order in which they were held. */
  held: SentMessage[] = [];
  /** Notices that are due but must wait for messages, in the order in which they came due. */
  waiting: NoticeItem[] = [];
  /** By slot, those included that were removed. */
  readonly nodes: SimNode[] = [];
  /** Those that are there, in the order of their slots. */
  present: readonly SimNode[] = [];
  private readonly slots = new Map<NodeId, number>();
  private seq = 0;

  constructor(readonly setup: Setup) {
    buildTopology(this);
    for (const { slot } of this.nodes) this.plan(0, { what: "start", slot });
  }

  /** Gives the node its slot, the next one. */
  takeIn(node: SimNode): void {
    this.nodes.push(node);
    this.slots.set(node.id, node.slot);
  }

  /** The number that orders things of equal time; each is given out once. */
  nextSeq(): number {
    return this.seq++;
  }

  plan(timeMs: number, item: QueueItem): void {
    this.queue.push(timeMs, this.nextSeq(), item);
  }

  /** What happens next, before all else that is planned for now. */
  planNext(item: QueueItem): void {
    this.queue.push(this.timeMs, AHEAD + this.nextSeq(), item);
  }

  nodeAt(slot: number): SimNode {
    return ensure(this.nodes[slot], "a slot has a node");
  }

  /** The node with that id, also one that was removed. */
  find(id: NodeId): SimNode | undefined {
    const slot = this.slots.get(id);
    return slot === undefined ? undefined : this.nodes[slot];
  }

  /** Undefined when there is none, or no longer. */
  link([from, to]: Link): SimLink | undefined {
    const slot = this.slots.get(to);
    const link = slot === undefined ? undefined : this.find(from)?.links[slot];
    return link?.isGone === true ? undefined : link;
  }

  /** All links in header order of their ends. */
  allLinks(): { readonly ends: Link; readonly link: SimLink }[] {
    return this.nodes.flatMap((from) =>
      from.links.flatMap((link, slot) =>
        link === undefined || link.isGone
          ? []
          : [{ ends: [from.id, this.nodeAt(slot).id] as const, link }],
      ),
    );
  }

  /** Messages on their way, held ones included, in sending order. */
  inFlight(): SentMessage[] {
    const flying = this.queue.all().filter((item) => item.what === "message");
    return [...flying, ...this.held].sort((a, b) => a.id - b.id);
  }

  /** Takes messages off their way, held ones included, and returns them in no special order. */
  removeMessages(isOne: (message: SentMessage) => boolean): SentMessage[] {
    const gone: SentMessage[] = [];
    const leaves = (message: SentMessage): boolean => isOne(message) && gone.push(message) > 0;
    this.queue.remove((item) => item.what === "message" && leaves(item));
    this.held = this.held.filter((message) => !leaves(message));
    return gone;
  }

  copy(): RunCopy {
    return {
      ...{ at: this.at, timeMs: this.timeMs, seq: this.seq, messages: this.messages },
      ...{ commands: this.commands, interventions: this.interventions },
      crashing: this.crashing?.slot,
      nodes: this.nodes.map(copyNode),
      queue: this.queue.entries(),
      held: [...this.held],
      waiting: [...this.waiting],
    };
  }

  /** Becomes what was copied, possibly from another simulator of the same setup. */
  restore(copy: RunCopy): void {
    this.at = copy.at;
    this.timeMs = copy.timeMs;
    this.seq = copy.seq;
    this.messages = copy.messages;
    this.commands = copy.commands;
    this.interventions = copy.interventions;
    for (const { id } of this.nodes.splice(copy.nodes.length)) this.slots.delete(id);
    copy.nodes.forEach((node, slot) => {
      if (this.nodes[slot]?.header !== node.header) this.replaceNode(node.header, slot);
      restoreNode(this.nodeAt(slot), node);
    });
    refreshTopology(this);
    this.crashing = copy.crashing === undefined ? undefined : this.nodes[copy.crashing];
    this.queue.replace(copy.queue);
    this.held = [...copy.held];
    this.waiting = [...copy.waiting];
  }

  /** In another future the slot may have been another node's. */
  private replaceNode(header: NodeHeader, slot: number): void {
    this.nodes[slot] = new SimNode(this.setup, header, slot);
    this.slots.set(header.id, slot);
  }
}

/** The changing part of a run at one cursor; immutable, shares states and messages with the run. */
export interface RunCopy {
  readonly at: number;
  readonly timeMs: number;
  readonly seq: number;
  readonly messages: number;
  readonly commands: number;
  readonly interventions: number;
  readonly crashing: number | undefined;
  readonly nodes: readonly NodeCopy[];
  readonly queue: readonly QueueEntry<QueueItem>[];
  readonly held: readonly SentMessage[];
  readonly waiting: readonly NoticeItem[];
}

interface NodeCopy {
  readonly header: NodeHeader;
  readonly isRemoved: boolean;
  readonly isUp: boolean;
  readonly incarnation: number;
  readonly state: AnyState | undefined;
  readonly ratePerMille: number;
  readonly offsetMs: number;
  readonly draws: number;
  readonly crashAfter: number;
  readonly disk: SlowDisk | undefined;
  readonly told: ToldOf;
  readonly timers: readonly SimTimer[];
  readonly links: readonly (SimLink | undefined)[];
}

function copyNode(node: SimNode): NodeCopy {
  const { header, isRemoved, isUp, incarnation, state } = node;
  const { ratePerMille, offsetMs, draws, crashAfter } = node;
  return {
    ...{ header, isRemoved, isUp, incarnation, state },
    ...{ ratePerMille, offsetMs, draws, crashAfter },
    disk: node.disk && copyDisk(node.disk),
    told: new Map(node.told),
    timers: [...node.timers.values()].map((timer) => ({ ...timer })),
    links: node.links.map((link) => link && { ...link }),
  };
}

function restoreNode(node: SimNode, copy: NodeCopy): void {
  node.isRemoved = copy.isRemoved;
  node.isUp = copy.isUp;
  node.incarnation = copy.incarnation;
  node.state = copy.state;
  node.ratePerMille = copy.ratePerMille;
  node.offsetMs = copy.offsetMs;
  node.draws = copy.draws;
  node.crashAfter = copy.crashAfter;
  node.disk = copy.disk && copyDisk(copy.disk);
  node.told = new Map(copy.told);
  for (const timer of copy.timers) Object.assign(node.timer(timer.name), timer);
  node.links = copy.links.map((link) => link && { ...link });
}
