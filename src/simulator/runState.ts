import { ensure } from "../base/assert.js";
import type { Link, NodeId } from "../trace/ids.js";
import { EventQueue, type QueueEntry } from "./eventQueue.js";
import type { SentMessage } from "./message.js";
import type { Setup } from "./setup.js";
import { SimNode, type AnyState, type SimLink, type SimTimer, type TimerItem } from "./simNode.js";

/** What waits in the event queue. All immutable. */
export type QueueItem = SentMessage | TimerItem | StartItem;

export interface StartItem {
  readonly what: "start";
  readonly slot: number;
}

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
  readonly nodes: readonly SimNode[];
  readonly slots: ReadonlyMap<NodeId, number>;
  private seq = 0;

  constructor(readonly setup: Setup) {
    this.nodes = setup.nodes.map((header, slot) => new SimNode(setup, header, slot));
    this.slots = new Map(setup.nodes.map((header, slot) => [header.id, slot]));
    for (const { slot } of this.nodes) this.plan(0, { what: "start", slot });
  }

  /** The number that orders things of equal time; each is given out once. */
  nextSeq(): number {
    return this.seq++;
  }

  plan(timeMs: number, item: QueueItem): void {
    this.queue.push(timeMs, this.nextSeq(), item);
  }

  nodeAt(slot: number): SimNode {
    return ensure(this.nodes[slot], "a slot has a node");
  }

  find(id: NodeId): SimNode | undefined {
    const slot = this.slots.get(id);
    return slot === undefined ? undefined : this.nodes[slot];
  }

  link([from, to]: Link): SimLink | undefined {
    const slot = this.slots.get(to);
    return slot === undefined ? undefined : this.find(from)?.links[slot];
  }

  /** All links in header order of their ends. */
  allLinks(): { readonly ends: Link; readonly link: SimLink }[] {
    return this.nodes.flatMap((from) =>
      from.links.flatMap((link, slot) =>
        link === undefined ? [] : [{ ends: [from.id, this.nodeAt(slot).id] as const, link }],
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
    this.crashing = copy.crashing === undefined ? undefined : this.nodes[copy.crashing];
    this.nodes.forEach((node, slot) => {
      restoreNode(node, ensure(copy.nodes[slot], "a copy holds every node"));
    });
    this.queue.replace(copy.queue);
    this.held = [...copy.held];
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
}

interface NodeCopy {
  readonly isUp: boolean;
  readonly state: AnyState | undefined;
  readonly ratePerMille: number;
  readonly offsetMs: number;
  readonly draws: number;
  readonly crashAfter: number;
  readonly timers: readonly SimTimer[];
  readonly links: readonly (SimLink | undefined)[];
}

function copyNode(node: SimNode): NodeCopy {
  const { isUp, state, ratePerMille, offsetMs, draws, crashAfter } = node;
  const timers = [...node.timers.values()].map((timer) => ({ ...timer }));
  const links = node.links.map((link) => link && { ...link });
  return { isUp, state, ratePerMille, offsetMs, draws, crashAfter, timers, links };
}

function restoreNode(node: SimNode, copy: NodeCopy): void {
  node.isUp = copy.isUp;
  node.state = copy.state;
  node.ratePerMille = copy.ratePerMille;
  node.offsetMs = copy.offsetMs;
  node.draws = copy.draws;
  node.crashAfter = copy.crashAfter;
  for (const timer of copy.timers) Object.assign(node.timer(timer.name), timer);
  copy.links.forEach((link, slot) => {
    const own = node.links[slot];
    if (own !== undefined && link !== undefined) Object.assign(own, link);
  });
}
