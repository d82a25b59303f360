import { ensure } from "../base/assert.js";
import { listIn } from "../base/groups.js";
import { countWhile } from "../base/sorted.js";
import { Causes } from "./causeColumns.js";
import { Column } from "./column.js";
import type { Fate } from "./fate.js";
import type { MessageId } from "./ids.js";
import { Landmarks } from "./landmarks.js";
import type { Members } from "./members.js";
import type { OutlinePart } from "./outline.js";
import type { BranchRecord, HashRecord, InterventionRecord } from "./records.js";
import { TrailColumns } from "./trails.js";
import type { WorldState } from "./worldWalker.js";

/** How a message ended, and at which event. */
export interface Ending {
  readonly at: number;
  readonly fate: Fate;
}

/** A message when it was sent. Nodes are given by their place among the path's, from 0. */
export interface Sending {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A cursor at which the whole world is known: from a states record in the file or from memory. */
export type Anchor =
  | { readonly at: number; readonly offset: number }
  | { readonly at: number; readonly world: WorldState };

/** Messages that are on their way at a cursor, in sending order. */
interface OpenBlock {
  readonly at: number;
  readonly ids: readonly MessageId[];
}

/** Fewer events than this lie between two lists of open messages only at the start of a branch. */
const BLOCK = 256;
const ENDS: readonly Fate[] = ["inFlight", "received", "ignored", "dropped", "blocked", "lost"];

/**
 * Where things stand that happened on one branch: about 55 bytes for each event and message, and
 * none of their text. A branch of a branch is a path: its parent's events up to `after`, then its
 * own. All questions are about the path. A branch that grows after it was read goes on in a further
 * segment: an index of the same branch whose parent is the earlier segment, so that what was added
 * can be taken off again.
 */
export class BranchIndex {
  #record: BranchRecord;
  readonly parent: BranchIndex | undefined;
  /** The number of messages sent before the branch's own events. */
  readonly messagesBefore: number;
  readonly interventions: InterventionRecord[] = [];
  readonly hashes: HashRecord[] = [];
  /** Sorted; the first is where the branch begins. */
  readonly anchors: Anchor[] = [];
  /** What is on its way after the last event, in sending order. */
  readonly open: Set<MessageId>;
  #blocks: OpenBlock[];
  readonly landmarks = new Landmarks();
  readonly causes = new Causes();
  readonly trails = new TrailColumns();
  /** The members where the branch begins, then after each event that changed them. */
  readonly #members: { readonly at: number; readonly members: Members }[];

  readonly #offsets = new Column("safe");
  readonly #times = new Column("safe");
  readonly #nodes = new Column("int32");

  readonly #sentAt = new Column("int32");
  readonly #from = new Column("int32");
  readonly #to = new Column("int32");
  readonly #endAt = new Column("int32");
  readonly #fate = new Column("int32");
  /** Endings on this branch of messages that were sent before it. */
  readonly #earlierEnds = new Map<MessageId, Ending>();
  readonly #holds = new Map<MessageId, number[]>();
  /** New times of arrival, with the event that gave them. */
  readonly #arrivals = new Map<MessageId, { readonly at: number; readonly ms: number }[]>();

  /**
   * `from`: the parent; for the first branch the members that it begins with. `after`: how many of
   * the parent's events are on the path. More than the record's for a later segment.
   */
  constructor(
    record: BranchRecord,
    from: BranchIndex | Members,
    readonly after: number = record.after,
  ) {
    this.#record = record;
    const parent = from instanceof BranchIndex ? from : undefined;
    this.parent = parent;
    this.#members = [
      { at: after, members: from instanceof BranchIndex ? from.membersAt(after) : from },
    ];
    this.messagesBefore = parent?.sentUpTo(after) ?? 0;
    const open = parent?.openAt(after) ?? [];
    this.open = new Set(open);
    this.#blocks = [{ at: after, ids: open }];
  }

  get record(): BranchRecord {
    return this.#record;
  }

  /** The last cursor of the path. */
  get length(): number {
    return this.after + this.#offsets.length;
  }

  /** Messages sent on the whole path. */
  get messages(): number {
    return this.messagesBefore + this.#sentAt.length;
  }

  /** The branch of this path on which an event was recorded. */
  owner(at: number): BranchIndex {
    if (at > this.after) return this;
    for (const branch of upwards(this)) {
      if (at > branch.after || branch.parent === undefined) return branch;
    }
    return this;
  }

  /** Where the event's line begins in the file. */
  offsetOf(at: number): number {
    const owner = this.owner(at);
    return owner.#offsets.at(at - owner.after - 1);
  }

  timeOf(at: number): number {
    const owner = this.owner(at);
    return owner.#times.at(at - owner.after - 1);
  }

  /** Who is there, or was, at the end of the path. */
  get members(): Members {
    return this.membersAt(this.length);
  }

  membersAt(cursor: number): Members {
    const changes = (cursor < this.after ? this.owner(cursor) : this).#members;
    const change = changes[lastUpTo(changes, cursor)];
    return ensure(change, "a branch begins with members").members;
  }

  /** After the last event, which changed them. */
  setMembers(members: Members): void {
    this.#members.push({ at: this.length, members });
  }

  /** The node's place among the path's; -1 for events of the network. */
  nodeOf(at: number): number {
    const owner = this.owner(at);
    return owner.#nodes.at(at - owner.after - 1);
  }

  /** How many messages the path's events up to this one sent: the id of the last of them. */
  sentUpTo(at: number): number {
    const owner = this.owner(at);
    return owner.messagesBefore + owner.#sentAt.countUpTo(at);
  }

  sending(id: MessageId): Sending | undefined {
    if (id < 1 || id > this.messages) return undefined;
    const branch = this.#sender(id);
    const i = id - branch.messagesBefore - 1;
    return { at: branch.#sentAt.at(i), from: branch.#from.at(i), to: branch.#to.at(i) };
  }

  #sender(id: MessageId): BranchIndex {
    for (const branch of upwards(this)) if (id > branch.messagesBefore) return branch;
    return this;
  }

  /** Undefined for a message that is still on its way at the end of the path. */
  ending(id: MessageId): Ending | undefined {
    let until = this.length;
    for (const branch of upwards(this)) {
      const ending = branch.#ownEnding(id);
      if (ending !== undefined) return ending.at <= until ? ending : undefined;
      until = Math.min(until, branch.after);
    }
    return undefined;
  }

  #ownEnding(id: MessageId): Ending | undefined {
    const i = id - this.messagesBefore - 1;
    if (i < 0) return this.#earlierEnds.get(id);
    const at = this.#endAt.at(i);
    return at === 0 ? undefined : { at, fate: ENDS[this.#fate.at(i)] ?? "inFlight" };
  }

  /** Cursors at which the message was held and released, in turn. */
  holds(id: MessageId): readonly number[] {
    return this.#onPath(
      (branch) => branch.#holds.get(id),
      (at) => at,
    );
  }

  /** The last event that did something to the message: it was sent, held, delayed or released. */
  lastDeed(id: MessageId): number {
    const arrivals = this.#onPath(
      (branch) => branch.#arrivals.get(id),
      ({ at }) => at,
    );
    const [held, moved] = [this.holds(id).at(-1), arrivals.at(-1)?.at];
    return Math.max(this.sending(id)?.at ?? 0, held ?? 0, moved ?? 0);
  }

  /** The time of arrival that a delay or a release gave the message last, up to a cursor. */
  newArrival(id: MessageId, cursor = Infinity): number | undefined {
    const arrivals = this.#onPath(
      (branch) => branch.#arrivals.get(id),
      ({ at }) => at,
    );
    return arrivals.filter(({ at }) => at <= cursor).at(-1)?.ms;
  }

  /** What a branch and its ancestors list, in order, as far as it lies on the path. */
  #onPath<V>(listOf: (branch: BranchIndex) => readonly V[] | undefined, at: (v: V) => number): V[] {
    const lists: (readonly V[])[] = [];
    let until = Infinity;
    for (const branch of upwards(this)) {
      const limit = until;
      lists.push(listOf(branch)?.filter((item) => at(item) <= limit) ?? []);
      until = Math.min(until, branch.after);
    }
    return lists.reverse().flat();
  }

  /** Those that this path shares with its parents, then its own. */
  interventionsOnPath(): readonly InterventionRecord[] {
    return this.#onPath(
      (branch) => branch.interventions,
      ({ after }) => after + 1,
    );
  }

  /** Messages on their way at a cursor of the path, in sending order. */
  openAt(cursor: number): MessageId[] {
    const owner = this.owner(cursor);
    const block = owner.#blocks[lastUpTo(owner.#blocks, cursor)];
    const open = block === undefined ? [] : block.ids.slice();
    const last = owner.sentUpTo(cursor);
    for (let id = owner.sentUpTo(block?.at ?? 0) + 1; id <= last; id++) open.push(id);
    return open.filter((id) => (owner.ending(id)?.at ?? Infinity) > cursor);
  }

  /** The nearest cursor at or before this one, on this path, at which the world is known. */
  anchorBefore(cursor: number): Anchor | undefined {
    const { anchors } = this.owner(cursor);
    return anchors[lastUpTo(anchors, cursor)];
  }

  rename(name: string | undefined): void {
    if (name !== undefined) this.#record = { ...this.#record, name };
  }

  addEvent(offset: number, timeMs: number, node: number): void {
    this.#offsets.push(offset);
    this.#times.push(timeMs);
    this.#nodes.push(node);
  }

  /** The next message in order; `addEvent` of its event comes first. */
  addSending(from: number, to: number): void {
    this.#sentAt.push(this.length);
    this.#from.push(from);
    this.#to.push(to);
    this.#endAt.push(0);
    this.#fate.push(0);
    this.open.add(this.messages);
  }

  /** At the last event. */
  end(id: MessageId, fate: Fate): void {
    this.open.delete(id);
    if (fate === "dropped" || fate === "blocked" || fate === "lost") this.#noteLoss(id);
    const i = id - this.messagesBefore - 1;
    if (i < 0) {
      this.#earlierEnds.set(id, { at: this.length, fate });
      return;
    }
    this.#endAt.set(i, this.length);
    this.#fate.set(i, ENDS.indexOf(fate));
  }

  #noteLoss(id: MessageId): void {
    const sending = this.sending(id);
    if (sending) this.landmarks.losses.add(this.length, sending.from, sending.to);
  }

  /** The branch's own events up to one of them, and the messages that they sent. */
  columnsUpTo(at: number): Pick<OutlinePart, "times" | "nodes" | "messages"> {
    const count = at - this.after;
    const sent = this.#sentAt.countUpTo(at);
    return {
      times: this.#times.first(count),
      nodes: this.#nodes.first(count),
      messages: {
        sentAt: this.#sentAt.first(sent),
        from: this.#from.first(sent),
        to: this.#to.first(sent),
      },
    };
  }

  /** The message is held or, if it was, released, at the last event. */
  turnHold(id: MessageId): void {
    listIn(this.#holds, id).push(this.length);
  }

  setArrival(id: MessageId, ms: number): void {
    listIn(this.#arrivals, id).push({ at: this.length, ms });
  }

  /**
   * After an event: notes now and then what is open, as seldom as its length makes it worth its
   * memory.
   */
  noteOpen(): void {
    const since = this.length - (this.#blocks.at(-1)?.at ?? 0);
    if (since >= Math.max(BLOCK, this.open.size)) {
      this.#blocks.push({ at: this.length, ids: [...this.open] });
    }
  }

  /**
   * Of a foreign trace, once it is read: what is open now has no receive in the log, and is not on
   * its way anywhere.
   */
  closeLog(): void {
    for (const id of this.open) {
      const sending = this.sending(id);
      if (sending) this.landmarks.noReceives.add(sending.at, sending.from, sending.to);
    }
    this.#blocks = this.#blocks.map(({ at, ids }) => ({
      at,
      ids: ids.filter((id) => this.ending(id) !== undefined),
    }));
  }
}

/** The branch, its parent, and so on to the first. */
export function* upwards(branch: BranchIndex): Generator<BranchIndex> {
  for (let next: BranchIndex | undefined = branch; next !== undefined; next = next.parent) {
    yield next;
  }
}

/** The index of the last item at or before a cursor; -1 when there is none. */
function lastUpTo(items: readonly { readonly at: number }[], cursor: number): number {
  return countWhile(items.length, (place) => (items[place]?.at ?? Infinity) <= cursor) - 1;
}
