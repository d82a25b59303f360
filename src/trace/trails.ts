/**
 * Where the things are that travel (see `TrailSpec`), found event by event from what views and
 * messages say. Each thing of a name has a number, counted from 1 along a path: so two tokens at
 * once are two trails, whatever they call themselves.
 */
import { upwards, type BranchIndex } from "./branchIndex.js";
import { Column } from "./column.js";
import type { MessageId, NodeId } from "./ids.js";
import type { EventRecord, HeaderRecord, SendEffect } from "./records.js";
import type { TrailSpec } from "./view.js";

/** A part of a trail: as long as a node holds the thing, or a message carries it. */
export interface TrailPart {
  readonly trail: string;
  /** Which of the things of that name, from 1. */
  readonly number: number;
  /** The thing came into being here: nobody had it before. */
  readonly begins: boolean;
  /** The thing is lost or given up at the end of this part. */
  readonly ends: boolean;
}

/** A node has the thing. */
export interface Holding extends TrailPart {
  readonly node: NodeId;
  /** The event with which it got it. */
  readonly from: number;
  /** The event with which it lost it or sent it on; absent while it holds it. */
  readonly to?: number;
}

/** One of the header's trails, by its place there, and the number of the thing. */
interface Thing {
  readonly spec: number;
  readonly number: number;
}

/** No thing is held; the view says that one is, but the node was down or it has been taken away. */
const [NOTHING, ONLY_SAID] = [0, -1];

/** What one segment of a branch tells of its things: up to 16 bytes for each change of hands. */
export class TrailColumns {
  /** Trail → the events with which its things came into being, in the order of their numbers. */
  readonly #births = new Map<number, Column>();
  /** Trail and place of a node → what it holds after an event: a number, or one of the above. */
  readonly #holds = new Map<string, { readonly at: Column; readonly number: Column }>();
  readonly #carried = {
    message: new Column("int32"),
    spec: new Column("int32"),
    number: new Column("int32"),
  };
  /** `message`: the one with which the thing ended; 0 when a node had it. */
  readonly #ends = {
    ...{ at: new Column("int32"), spec: new Column("int32") },
    ...{ number: new Column("int32"), message: new Column("int32") },
  };

  bear(spec: number, at: number): void {
    const births = this.#births.get(spec) ?? new Column("int32");
    this.#births.set(spec, births);
    births.push(at);
  }

  /** How many things of the trail came into being on this segment, up to an event. */
  bornUpTo(spec: number, at: number): number {
    return this.#births.get(spec)?.countUpTo(at) ?? 0;
  }

  birthOf(spec: number, index: number): number | undefined {
    return this.#births.get(spec)?.at(index);
  }

  hold(spec: number, place: number, at: number, number: number): void {
    const key = `${spec} ${place}`;
    const known = this.#holds.get(key);
    const columns = known ?? { at: new Column("int32"), number: new Column("int32") };
    this.#holds.set(key, columns);
    columns.at.push(at);
    columns.number.push(number);
  }

  /** The changes after … up to, with the last one before them and the first one behind. */
  changesAround(spec: number, place: number, after: number, upTo: number, end: number): Change[] {
    const columns = this.#holds.get(`${spec} ${place}`);
    if (columns === undefined) return [];
    const first = Math.max(0, columns.at.countUpTo(after) - 1);
    const last = Math.min(columns.at.countUpTo(upTo) + 1, columns.at.countUpTo(end));
    return Array.from({ length: Math.max(0, last - first) }, (_, i) => {
      return { at: columns.at.at(first + i), number: columns.number.at(first + i) };
    });
  }

  /** What the node holds at a cursor; undefined when this segment has not told of it yet. */
  heldAt(spec: number, place: number, cursor: number): number | undefined {
    const columns = this.#holds.get(`${spec} ${place}`);
    const count = columns?.at.countUpTo(cursor) ?? 0;
    return count === 0 ? undefined : columns?.number.at(count - 1);
  }

  carry(message: MessageId, { spec, number }: Thing): void {
    this.#carried.message.push(message);
    this.#carried.spec.push(spec);
    this.#carried.number.push(number);
  }

  /** What a message carries that was sent on this segment. */
  carriedBy(id: MessageId): Thing | undefined {
    const { message, spec, number } = this.#carried;
    const i = message.countUpTo(id) - 1;
    return i >= 0 && message.at(i) === id ? { spec: spec.at(i), number: number.at(i) } : undefined;
  }

  end(at: number, { spec, number }: Thing, message: MessageId): void {
    this.#ends.at.push(at);
    this.#ends.spec.push(spec);
    this.#ends.number.push(number);
    this.#ends.message.push(message);
  }

  isEnd(event: number, thing: Thing, id: MessageId): boolean {
    const { at, spec, number, message } = this.#ends;
    for (let i = at.countUpTo(event - 1); i < at.countUpTo(event); i++) {
      const isSame = spec.at(i) === thing.spec && number.at(i) === thing.number;
      if (isSame && message.at(i) === id) return true;
    }
    return false;
  }
}

interface Change {
  readonly at: number;
  /** What the node holds from then on. */
  readonly number: number;
}

/** Follows all things through the branch's last event. */
export function followTrails(event: EventRecord, branch: BranchIndex, header: HeaderRecord): void {
  for (const [spec, { trail, messages }] of (header.trails ?? []).entries()) {
    endLost(event, branch, spec);
    const sends = (event.effects ?? []).filter((effect): effect is SendEffect => {
      return effect.effect === "send" && messages.includes(effect.type);
    });
    followAtNode(event, branch, { spec, trail }, sends);
  }
}

/** Things that were on their way and do not arrive. */
function endLost(event: EventRecord, branch: BranchIndex, spec: number): void {
  const isLoss = event.event === "lose" || event.event === "drop";
  for (const id of isLoss ? [event.message] : "lost" in event ? event.lost : []) {
    const thing = thingIn(branch, id);
    if (thing?.spec === spec) branch.trails.end(event.at, thing, id);
  }
}

/** A thing that a node has during an event, with the message that brought it; 0 for none. */
interface Had {
  readonly number: number;
  readonly message: MessageId;
}

/** From what the node had and got to what it sends and keeps; what is left of it is given up. */
function followAtNode(
  event: EventRecord,
  branch: BranchIndex,
  { spec, trail }: { readonly spec: number; readonly trail: string },
  sends: readonly SendEffect[],
): void {
  const { at } = event;
  const place = "node" in event ? branch.members.places.get(event.node) : undefined;
  const before = place === undefined ? NOTHING : heldAt(branch, spec, place, at - 1);
  const had: Had[] = before > NOTHING ? [{ number: before, message: 0 }] : [];
  had.push(...gotWith(event, branch, spec));
  const next = () => had.shift()?.number ?? bear(branch, spec, at);
  for (const { message, copyOf, forged, fate } of sends) {
    const isNew = copyOf !== undefined || forged === true;
    const thing = { spec, number: isNew ? bear(branch, spec, at) : next() };
    branch.trails.carry(message, thing);
    if (fate !== undefined) branch.trails.end(at, thing, message);
  }
  if (place !== undefined) {
    const says = saysHeld(event, trail, before);
    const after = !says ? NOTHING : isKept(event, before) ? next() : ONLY_SAID;
    if (after !== before) branch.trails.hold(spec, place, at, after);
  }
  for (const { number, message } of had) branch.trails.end(at, { spec, number }, message);
}

function gotWith(event: EventRecord, branch: BranchIndex, spec: number): readonly Had[] {
  return receivedIn(event).flatMap((message): Had[] => {
    const thing = thingIn(branch, message);
    return thing?.spec === spec ? [{ number: thing.number, message }] : [];
  });
}

function receivedIn(event: EventRecord): readonly MessageId[] {
  if (event.event === "receive") return [event.message];
  return event.event === "local" ? (event.received ?? []) : [];
}

/** Whether the node's view says that it holds such a thing. */
function saysHeld(event: EventRecord, trail: string, before: number): boolean {
  if (event.view === undefined) return before !== NOTHING;
  return Object.hasOwn(event.view.holds ?? {}, trail);
}

/** Whether a node that says it holds such a thing does: one that is down has lost it. */
function isKept(event: EventRecord, before: number): boolean {
  if (event.event === "crash" || event.event === "removeNode") return false;
  const isToldAnew =
    event.view !== undefined || event.event === "start" || event.event === "restart";
  return before !== ONLY_SAID || isToldAnew;
}

/** A new thing; returns its number. */
function bear(branch: BranchIndex, spec: number, at: number): number {
  branch.trails.bear(spec, at);
  return bornUpTo(branch, spec, at);
}

function bornUpTo(branch: BranchIndex, spec: number, cursor: number): number {
  let born = 0;
  let limit = cursor;
  for (const segment of upwards(branch)) {
    born += segment.trails.bornUpTo(spec, limit);
    limit = Math.min(limit, segment.after);
  }
  return born;
}

function heldAt(branch: BranchIndex, spec: number, place: number, cursor: number): number {
  let limit = cursor;
  for (const segment of upwards(branch)) {
    const held = segment.trails.heldAt(spec, place, limit);
    if (held !== undefined) return held;
    limit = Math.min(limit, segment.after);
  }
  return NOTHING;
}

function thingIn(branch: BranchIndex, id: MessageId): Thing | undefined {
  for (const segment of upwards(branch)) {
    if (id > segment.messagesBefore) return segment.trails.carriedBy(id);
  }
  return undefined;
}

function isBirth(branch: BranchIndex, { spec, number }: Thing, at: number): boolean {
  const owner = branch.owner(at);
  const before = owner.parent === undefined ? 0 : bornUpTo(owner.parent, spec, owner.after);
  return number > before && owner.trails.birthOf(spec, number - before - 1) === at;
}

/** What a message of the branch's path carries, from its sending to its end. */
export function carriedBy(
  branch: BranchIndex,
  specs: readonly TrailSpec[],
  id: MessageId,
  sentAt: number,
  endAt: number | undefined,
): TrailPart | undefined {
  const thing = thingIn(branch, id);
  if (thing === undefined) return undefined;
  return {
    ...{ trail: specs[thing.spec]?.trail ?? "", number: thing.number },
    begins: isBirth(branch, thing, sentAt),
    ends: endAt !== undefined && branch.owner(endAt).trails.isEnd(endAt, thing, id),
  };
}

/** Who held what during the events from … to, by trail, then by node, then in order. */
export function holdingsIn(
  branch: BranchIndex,
  specs: readonly TrailSpec[],
  from: number,
  to: number,
): readonly Holding[] {
  return specs.flatMap(({ trail }, spec) =>
    branch.members.nodes.flatMap(({ id }, place) => {
      const changes = changesIn(branch, spec, place, from, to);
      return changes.flatMap(({ at, number }, i): Holding[] => {
        const end = changes[i + 1]?.at;
        if (number <= NOTHING || at > to || (end !== undefined && end < from)) return [];
        const thing = { spec, number };
        const isEnd = end !== undefined && branch.owner(end).trails.isEnd(end, thing, 0);
        const part = { trail, number, begins: isBirth(branch, thing, at), ends: isEnd };
        return [{ ...part, node: id, from: at, ...(end === undefined ? {} : { to: end }) }];
      });
    }),
  );
}

/** From the last change before the events to the first one behind them. */
function changesIn(
  branch: BranchIndex,
  spec: number,
  place: number,
  from: number,
  to: number,
): readonly Change[] {
  const changes: Change[][] = [];
  let limit = branch.length;
  for (const segment of upwards(branch)) {
    const some = segment.trails.changesAround(spec, place, from - 1, to, limit);
    changes.push(some);
    if ((some[0]?.at ?? Infinity) < from) break;
    limit = Math.min(limit, segment.after);
  }
  return changes.reverse().flat();
}
