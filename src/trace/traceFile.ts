import { assert, ensure } from "../base/assert.js";
import { upwards, type BranchIndex } from "./branchIndex.js";
import type { BranchId, MessageId, NodeId } from "./ids.js";
import { mapJson } from "./jsonPositions.js";
import type { LineParser } from "./lines.js";
import type { Outline } from "./outline.js";
import { RecentlyUsed } from "./recentlyUsed.js";
import type { MessageLife, PathNode, RecordedTrace } from "./recordedTrace.js";
import type {
  BeatRecord,
  BranchRecord,
  CommentRecord,
  EventRecord,
  HashRecord,
  HeaderRecord,
  InterventionRecord,
  SendEffect,
  StatesRecord,
} from "./records.js";
import { escapeValue } from "./storedValues.js";
import { TraceIndex, type IndexedRecord } from "./traceIndex.js";
import { carriedBy, holdingsIn, type Holding } from "./trails.js";
import type { ValueReader } from "./valueReader.js";
import type { MessageOnItsWay, RecordedNode, RecordedWorld } from "./world.js";
import { WorldWalker, worldOfStates, type WorldState } from "./worldWalker.js";

/** A line that was appended, and the segment to which it belongs. */
interface Addition {
  readonly line: string;
  readonly to: BranchIndex;
}

/** A branch at one time of its growth; only compared and handed back. */
export type BranchTip = object;

const RECENT_EVENTS = 4096;
const RECENT_WORLDS = 16;

/**
 * A trace in a file's bytes. Only numbers are kept of each event; its line is read when somebody
 * asks for it, and the world is found from the nearest place where it is known.
 */
export class TraceFile implements RecordedTrace {
  readonly header: HeaderRecord;
  readonly index: TraceIndex;
  /**
   * Lines with records of kinds that this version does not know, to be written back as they are.
   */
  readonly otherLines: string[] = [];
  readonly #lines: LineParser;
  readonly #values: ValueReader;
  readonly #names = new Map<BranchId, string>();
  readonly #additions: Addition[] = [];
  #inFile: readonly BranchId[] = [];
  readonly #events = new RecentlyUsed<number, EventRecord>(RECENT_EVENTS);
  readonly #worlds = new RecentlyUsed<string, { owner: BranchIndex; world: WorldState }>(
    RECENT_WORLDS,
  );

  constructor(header: HeaderRecord, lines: LineParser, values: ValueReader) {
    this.header = header;
    this.#lines = lines;
    this.#values = values;
    this.index = new TraceIndex(header, (branch, cursor) => this.#worldState(branch, cursor));
  }

  get branches(): readonly BranchRecord[] {
    return [...this.index.branches.values()].map(({ record }) => this.#named(record));
  }

  /**
   * Gives the branch a name, or with undefined takes the one away that it was given since the file
   * was read.
   */
  rename(branch: BranchId, name: string | undefined): void {
    if (name === undefined) this.#names.delete(branch);
    else this.#names.set(branch, name);
  }

  /** The names given since the file was read. */
  get newNames(): ReadonlyMap<BranchId, string> {
    return this.#names;
  }

  #named(record: BranchRecord): BranchRecord {
    const name = this.#names.get(record.id);
    return name === undefined ? record : { ...record, name };
  }

  /** After the last record of the file. */
  finish(): void {
    this.index.finish();
    this.#inFile = [...this.index.branches.keys()];
  }

  get beats(): readonly BeatRecord[] {
    return this.index.beats;
  }

  get comments(): readonly CommentRecord[] {
    return this.index.comments;
  }

  nodes(branch: BranchId): readonly PathNode[] {
    return this.#branch(branch).members.nodes;
  }

  length(branch: BranchId): number {
    return this.#branch(branch).length;
  }

  event(branch: BranchId, at: number): EventRecord {
    return this.#event(this.#branch(branch), at);
  }

  timeOf(branch: BranchId, at: number): number {
    return this.#branch(branch).timeOf(at);
  }

  /**
   * The node the event happened at, without reading the rest of it; undefined for events of the
   * network.
   */
  nodeOf(branch: BranchId, at: number): NodeId | undefined {
    const index = this.#branch(branch);
    return nodeAt(index, index.nodeOf(at));
  }

  interventions(branch: BranchId): readonly InterventionRecord[] {
    return this.#branch(branch).interventionsOnPath();
  }

  outline(branch: BranchId, cursor?: number): Outline {
    const index = this.#branch(branch);
    return this.index.outline(index, Math.min(cursor ?? index.length, index.length));
  }

  /** The hashes recorded on the branch itself. */
  hashes(branch: BranchId): readonly HashRecord[] {
    return this.#branch(branch).hashes;
  }

  world(branch: BranchId, cursor: number): RecordedWorld {
    const index = this.#branch(branch);
    const { at, timeMs, nodes, cut, violated } = this.#worldState(index, cursor);
    const inOrder: [NodeId, RecordedNode][] = [];
    for (const { id } of index.members.nodes) {
      const node = nodes.get(id);
      if (node !== undefined) inOrder.push([id, node]);
    }
    return {
      at,
      timeMs,
      nodes: new Map(inOrder),
      inFlight: this.#openAt(index, cursor).map((id) => this.#onItsWay(index, id, cursor)),
      cut: [...cut.keys()].sort().map((key) => ensure(cut.get(key), `link ${key} is cut`)),
      violated: [...violated].sort(),
    };
  }

  messages(branch: BranchId, from: number, to: number): readonly MessageLife[] {
    const index = this.#branch(branch);
    const first = Math.max(1, from);
    const last = Math.min(to, index.length);
    if (last < first) return [];
    const ids = this.#openAt(index, first - 1);
    for (let id = index.sentUpTo(first - 1) + 1; id <= index.sentUpTo(last); id++) ids.push(id);
    return ids.map((id) => this.#life(index, id));
  }

  message(branch: BranchId, id: MessageId): MessageLife | undefined {
    const index = this.#branch(branch);
    return Number.isInteger(id) && id >= 1 && id <= index.messages
      ? this.#life(index, id)
      : undefined;
  }

  holdings(branch: BranchId, from: number, to: number): readonly Holding[] {
    const index = this.#branch(branch);
    const last = Math.min(to, index.length);
    return holdingsIn(index, this.header.trails ?? [], Math.max(1, from), last);
  }

  /**
   * Adds a record to its branch as if it stood at the end of the file. The branch must have been
   * opened or extended since the file was read. A record that does not fit is a bug.
   */
  append(record: IndexedRecord): void {
    const line = JSON.stringify(mapJson(record, escapeValue));
    const problem = this.index.add(record, this.#lines.add(line));
    assert(problem === undefined, `a record that was made here does not fit: ${problem ?? ""}`);
    const branch = record.kind === "branch" ? record.id : "branch" in record ? record.branch : "";
    this.#additions.push({ line, to: this.#branch(branch) });
  }

  /**
   * What is appended to the branch from now on can be taken off by going back to the tip that it
   * had.
   */
  extend(branch: BranchId): void {
    this.index.openSegment(this.#branch(branch));
  }

  /** The branch as it is now; undefined when there is none. */
  tip(branch: BranchId): BranchTip | undefined {
    return this.index.branches.get(branch);
  }

  /**
   * Makes the branch what it was (or, for undefined, takes it away) with all that was appended to
   * it since.
   */
  setTip(branch: BranchId, tip: BranchTip | undefined): void {
    if (tip === undefined) this.index.branches.delete(branch);
    else this.index.branches.set(branch, tip as BranchIndex);
  }

  /**
   * Takes a branch away with every branch that leaves from its own events; {@link putBack} undoes
   * it.
   */
  takeAway(branch: BranchId): ReadonlyMap<BranchId, BranchTip> {
    const isGone = (tip: BranchIndex) =>
      [...upwards(tip)].some(({ record }) => record.id === branch);
    const gone = [...this.index.branches].filter(([, tip]) => isGone(tip));
    for (const [id] of gone) this.index.branches.delete(id);
    return new Map(gone);
  }

  putBack(gone: ReadonlyMap<BranchId, BranchTip>): void {
    for (const [id, tip] of gone) this.setTip(id, tip);
  }

  /** The lines that were appended and not taken off again, in the order in which they came. */
  appendedLines(): readonly string[] {
    return this.#liveAdditions().map(({ line }) => line);
  }

  /** The branches to which something was appended that was not taken off again. */
  grownBranches(): ReadonlySet<BranchId> {
    return new Set(this.#liveAdditions().map(({ to }) => to.record.id));
  }

  /** The branches that stood in the file and were taken away. */
  deletedBranches(): ReadonlySet<BranchId> {
    return new Set(this.#inFile.filter((id) => !this.index.branches.has(id)));
  }

  #liveAdditions(): readonly Addition[] {
    const live = new Set<BranchIndex>();
    for (const tip of this.index.branches.values()) {
      for (const segment of upwards(tip)) live.add(segment);
    }
    return this.#additions.filter(({ to }) => live.has(to));
  }

  /** The part of the path on which an event lies: the same object for paths that share it. */
  segmentOf(branch: BranchId, at: number): BranchTip {
    return this.#branch(branch).owner(at);
  }

  /** The branch on which an event of the path was recorded; the first one for cursor 0. */
  branchOf(branch: BranchId, at: number): BranchId {
    return this.#branch(branch).owner(at).record.id;
  }

  #branch(id: BranchId): BranchIndex {
    return ensure(this.index.branches.get(id), `the trace has no branch ${id}`);
  }

  /**
   * An engine's trace leaves nothing out; in a foreign one a message without an end has just no
   * receive.
   */
  get #isForeign(): boolean {
    return this.header.engine === undefined;
  }

  #openAt(index: BranchIndex, cursor: number): MessageId[] {
    const open = index.openAt(cursor);
    return this.#isForeign ? open.filter((id) => index.ending(id) !== undefined) : open;
  }

  #event(index: BranchIndex, at: number): EventRecord {
    assert(at >= 1 && at <= index.length, `expected an event 1 to ${index.length}, found ${at}`);
    const offset = index.offsetOf(at);
    const known = this.#events.get(offset);
    if (known !== undefined) return known;
    const { value, text } = this.#lines.reread(offset);
    const event = this.#values.restore(value as EventRecord, text);
    this.#events.set(offset, event);
    return event;
  }

  #worldState(index: BranchIndex, cursor: number): WorldState {
    assert(
      cursor >= 0 && cursor <= index.length,
      `expected a cursor 0 to ${index.length}, found ${cursor}`,
    );
    const owner = index.owner(cursor);
    const base = this.#nearestWorld(owner, cursor);
    if (base.at === cursor) return base;
    const walker = new WorldWalker(base);
    for (let at = base.at + 1; at <= cursor; at++) walker.apply(this.#event(owner, at));
    const world = walker.state();
    this.#worlds.set(`${owner.record.id} ${cursor}`, { owner, world });
    return world;
  }

  #nearestWorld(owner: BranchIndex, cursor: number): WorldState {
    const anchor = ensure(owner.anchorBefore(cursor), `the world before event ${cursor}`);
    let nearest: WorldState | undefined;
    for (const recent of this.#worlds.values()) {
      const { at } = recent.world;
      if (recent.owner !== owner || at > cursor || at < (nearest?.at ?? anchor.at)) continue;
      nearest = recent.world;
    }
    return nearest ?? ("world" in anchor ? anchor.world : this.#readStates(anchor.offset));
  }

  #readStates(offset: number): WorldState {
    const { value, text } = this.#lines.reread(offset);
    return worldOfStates(this.#values.restore(value as StatesRecord, text));
  }

  #sendEffect(index: BranchIndex, id: MessageId, sentAt: number): SendEffect {
    const effects = this.#event(index, sentAt).effects ?? [];
    const send = effects.find((effect) => effect.effect === "send" && effect.message === id);
    assert(send?.effect === "send", `event ${sentAt} sends message ${id}`);
    return send;
  }

  #onItsWay(index: BranchIndex, id: MessageId, cursor: number): MessageOnItsWay {
    const sending = ensure(index.sending(id), `message ${id} was sent`);
    const held = index.holds(id).filter((at) => at <= cursor).length % 2 === 1;
    const send = this.#sendEffect(index, id, sending.at);
    const arrivesMs = held ? undefined : (index.newArrival(id, cursor) ?? send.arrivesMs);
    return {
      id,
      from: nodeAt(index, sending.from) ?? "",
      sentAt: sending.at,
      sentMs: index.timeOf(sending.at),
      held,
      ...(arrivesMs === undefined ? {} : { arrivesMs }),
      send,
    };
  }

  #life(index: BranchIndex, id: MessageId): MessageLife {
    const sending = ensure(index.sending(id), `message ${id} was sent`);
    const send = this.#sendEffect(index, id, sending.at);
    const ending = index.ending(id);
    const holds = index.holds(id);
    const openFate = this.#isForeign ? "noReceive" : holds.length % 2 === 1 ? "held" : "inFlight";
    const arrivesMs = index.newArrival(id) ?? send.arrivesMs;
    const { trails = [] } = this.header;
    const carries = carriedBy(index, trails, id, sending.at, ending?.at);
    return {
      id,
      from: nodeAt(index, sending.from) ?? "",
      to: send.to,
      type: send.type,
      label: send.label,
      sentAt: sending.at,
      sentMs: index.timeOf(sending.at),
      ...(arrivesMs === undefined ? {} : { arrivesMs }),
      ...(ending === undefined ? {} : { endAt: ending.at, endMs: index.timeOf(ending.at) }),
      fate: ending?.fate ?? openFate,
      ...(send.copyOf === undefined ? {} : { copyOf: send.copyOf }),
      ...(send.forged === undefined ? {} : { forged: send.forged }),
      ...(carries === undefined ? {} : { carries }),
      holds,
    };
  }
}

function nodeAt(index: BranchIndex, place: number): NodeId | undefined {
  return index.members.nodes[place]?.id;
}
