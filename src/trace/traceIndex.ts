import { BranchIndex } from "./branchIndex.js";
import { describeValue, listOr } from "./check.js";
import { findEventProblem } from "./eventProblems.js";
import type { BranchId } from "./ids.js";
import { FlagNames, TURNS } from "./landmarks.js";
import { firstMembers, presentMember, withMember, withoutMember, type Members } from "./members.js";
import { outlineOf, type Outline } from "./outline.js";
import {
  FIRST_BRANCH,
  type BeatRecord,
  type BranchRecord,
  type CommentRecord,
  type EventRecord,
  type HashRecord,
  type HeaderRecord,
  type InterventionRecord,
  type StatesRecord,
  type TraceRecord,
  type ValueRecord,
} from "./records.js";
import { followTrails } from "./trails.js";
import { EMPTY_WORLD, WorldWalker, worldOfStates, type WorldState } from "./worldWalker.js";

/** Without states records, the world is kept in memory after this many events. */
const ANCHOR_EVERY = 500;
/** How many array items may be kept in memory for each event that passed. */
const ITEMS_PER_EVENT = 8;

/** Stored values are put back into records before they come here. */
export type IndexedRecord = Exclude<TraceRecord, ValueRecord>;

/** Finds the world at an event that was indexed before; given by whoever can read events. */
export type WorldAt = (branch: BranchIndex, cursor: number) => WorldState;

/**
 * Everything about a trace but the text of its events. Records are added in file order; each is
 * checked against what came before, so that whatever is asked later can be answered.
 */
export class TraceIndex {
  readonly header: HeaderRecord;
  readonly branches = new Map<BranchId, BranchIndex>();
  readonly beats: BeatRecord[] = [];
  readonly comments: CommentRecord[] = [];
  readonly #worldAt: WorldAt;
  readonly #walkers = new Map<BranchIndex, WorldWalker>();
  readonly #ids = new Set<string>();
  readonly #flagNames = new FlagNames();

  constructor(header: HeaderRecord, worldAt: WorldAt) {
    this.header = header;
    this.#worldAt = worldAt;
    const members = firstMembers(header.nodes);
    const first = new BranchIndex({ kind: "branch", id: FIRST_BRANCH, after: 0 }, members);
    first.anchors.push({ at: 0, world: EMPTY_WORLD });
    this.branches.set(FIRST_BRANCH, first);
  }

  /** Takes the record in, or says what is wrong with it; the trace ends before it then. */
  add(record: IndexedRecord, offset: number): string | undefined {
    switch (record.kind) {
      case "header":
        return "kind: expected one header, found another";
      case "branch":
        return this.#addBranch(record);
      case "comment":
        return this.#addComment(record);
      default:
        break;
    }
    const branch = this.branches.get(record.branch);
    if (branch === undefined) {
      return `branch: expected ${this.#knownBranches()}, found ${describeValue(record.branch)}`;
    }
    if (record.kind === "event") return this.#addEvent(record, branch, offset);
    return findPlaceProblem(record.after, branch) ?? this.#addBound(record, branch, offset);
  }

  #addBound(
    record: StatesRecord | InterventionRecord | HashRecord | BeatRecord,
    branch: BranchIndex,
    offset: number,
  ): string | undefined {
    switch (record.kind) {
      case "states":
        return this.#addStates(record, branch, offset);
      case "intervention":
        if (!this.#isNew("intervention", record.id)) return usedAgain(record.id);
        branch.interventions.push(record);
        return undefined;
      case "hash":
        branch.hashes.push(record);
        return undefined;
      case "beat":
        this.beats.push(record);
        return undefined;
    }
  }

  /** The branch goes on in a new segment, with the same record. What was there stays as it is. */
  openSegment(tip: BranchIndex): void {
    const segment = new BranchIndex(tip.record, tip, tip.length);
    segment.anchors.push({ at: tip.length, world: this.#worldAt(tip, tip.length) });
    this.branches.set(tip.record.id, segment);
  }

  #addBranch(record: BranchRecord): string | undefined {
    const { id, parent, after } = record;
    const known = this.branches.get(id);
    if (known !== undefined) return this.#renameBranch(known, record);
    const from = parent === undefined ? undefined : this.branches.get(parent);
    if (from === undefined) {
      return `parent: expected ${this.#knownBranches()}, found ${describeValue(parent)}`;
    }
    if (after > from.length) {
      return `after: expected an event of ${describeValue(parent)}, which has ${from.length}, found ${after}`;
    }
    const branch = new BranchIndex(record, from);
    branch.anchors.push({ at: after, world: this.#worldAt(from, after) });
    this.branches.set(id, branch);
    return undefined;
  }

  /** A further record of a branch gives it another name. The first branch is there without one. */
  #renameBranch(branch: BranchIndex, record: BranchRecord): string | undefined {
    const { parent, after } = branch.record;
    const isFirst = record.id === FIRST_BRANCH && this.#isNew("branch", FIRST_BRANCH);
    if (record.name === undefined && !isFirst) return usedAgain(record.id);
    if (record.parent !== parent || record.after !== after) {
      const place =
        parent === undefined ? "begin the trace" : `leave ${parent} after event ${after}`;
      return `expected branch ${record.id} to ${place}, found a record that says otherwise`;
    }
    branch.rename(record.name);
    return undefined;
  }

  #addComment(record: CommentRecord): string | undefined {
    const branch = this.branches.get(record.branch);
    if (branch === undefined) {
      return `branch: expected ${this.#knownBranches()}, found ${describeValue(record.branch)}`;
    }
    const problem = findPlaceProblem(record.after, branch);
    if (problem !== undefined) return problem;
    if (record.node !== undefined && !branch.members.places.has(record.node)) {
      return `node: expected a node of the branch, found ${describeValue(record.node)}`;
    }
    if (!this.#isNew("comment", record.id)) return usedAgain(record.id);
    this.comments.push(record);
    return undefined;
  }

  #addStates(record: StatesRecord, branch: BranchIndex, offset: number): string | undefined {
    if (record.after !== branch.length) {
      return `after: expected ${branch.length}, the last event before it, found ${record.after}`;
    }
    const { members } = branch;
    const stranger = Object.keys(record.nodes).find((id) => !presentMember(members, id));
    if (stranger !== undefined) {
      return `nodes: expected nodes that are there, found ${describeValue(stranger)}`;
    }
    branch.anchors.push({ at: record.after, offset });
    this.#walkers.set(branch, new WorldWalker(worldOfStates(record)));
    return undefined;
  }

  #addEvent(event: EventRecord, branch: BranchIndex, offset: number): string | undefined {
    const problem =
      findEventProblem(event, branch, this.header) ?? this.#walker(branch).apply(event);
    if (problem !== undefined) return problem;
    const members = changeMembers(event, branch.members);
    const place = "node" in event ? members.places.get(event.node) : undefined;
    branch.addEvent(offset, event.timeMs, place ?? -1);
    if (members !== branch.members) branch.setMembers(members);
    branch.causes.add(event, branch);
    this.#addEnds(event, branch);
    addSendings(event, branch);
    followTrails(event, branch, this.header);
    this.#noteLandmarks(event, branch, place);
    branch.noteOpen();
    this.#keepWorld(branch);
    return undefined;
  }

  #noteLandmarks(event: EventRecord, branch: BranchIndex, place: number | undefined): void {
    const kind = branch.members.nodes[place ?? -1]?.kind ?? "";
    const roles = event.view && this.header.kinds[kind]?.roles;
    const role = roles?.findIndex(({ name }) => name === event.view?.role) ?? TURNS.unknownRole;
    branch.landmarks.add(event, place, role, this.#flagNames);
    if (event.event !== "local") return;
    const { places } = branch.members;
    for (const { from } of event.noSend ?? []) {
      branch.landmarks.noSends.add(event.at, places.get(from ?? "") ?? -1, place ?? -1);
    }
  }

  /** The branch's path up to a cursor as numbers. */
  outline(branch: BranchIndex, cursor: number): Outline {
    return outlineOf(branch, cursor, this.#flagNames.list);
  }

  #addEnds(event: EventRecord, branch: BranchIndex): void {
    switch (event.event) {
      case "receive":
        branch.end(event.message, event.ignored === true ? "ignored" : "received");
        return;
      case "local":
        for (const message of event.received ?? []) branch.end(message, "received");
        return;
      case "lose":
        branch.end(event.message, "lost");
        return;
      case "drop":
        branch.end(event.message, "dropped");
        return;
      case "removeNode":
        for (const message of event.lost) branch.end(message, "lost");
        return;
      case "cut":
      case "removeLink":
        for (const message of event.lost) branch.end(message, "blocked");
        return;
      case "hold":
        branch.turnHold(event.message);
        return;
      case "release":
        branch.turnHold(event.message);
        branch.setArrival(event.message, event.arrivesMs);
        return;
      case "delay":
        branch.setArrival(event.message, event.arrivesMs);
        return;
      default:
        return;
    }
  }

  /** Keeps the world in memory where the file holds no states record for long. */
  #keepWorld(branch: BranchIndex): void {
    const since = branch.length - (branch.anchors.at(-1)?.at ?? 0);
    if (since < ANCHOR_EVERY) return;
    const walker = this.#walker(branch);
    if (walker.ownItems > since * ITEMS_PER_EVENT) return;
    branch.anchors.push({ at: branch.length, world: walker.state() });
  }

  #walker(branch: BranchIndex): WorldWalker {
    const known = this.#walkers.get(branch);
    if (known !== undefined) return known;
    const walker = new WorldWalker(this.#worldAt(branch, branch.length));
    this.#walkers.set(branch, walker);
    return walker;
  }

  /** After the last record: what only served to check the next one is given free. */
  finish(): void {
    this.#walkers.clear();
    if (this.header.engine === undefined && this.branches.size === 1) {
      for (const branch of this.branches.values()) branch.closeLog();
    }
  }

  #isNew(kind: string, id: string): boolean {
    const key = `${kind} ${id}`;
    if (this.#ids.has(key)) return false;
    this.#ids.add(key);
    return true;
  }

  #knownBranches(): string {
    return listOr([...this.branches.keys()].slice(0, 10).map(describeValue));
  }
}

function addSendings(event: EventRecord, branch: BranchIndex): void {
  if (event.effects === undefined) return;
  const { places } = branch.members;
  const from = senderOf(event, branch) ?? -1;
  for (const effect of event.effects) {
    if (effect.effect !== "send") continue;
    branch.addSending(from, places.get(effect.to) ?? -1);
    if (effect.fate !== undefined) branch.end(effect.message, effect.fate);
  }
}

/** The place of the node that the event's messages come from, or seem to. */
function senderOf(event: EventRecord, branch: BranchIndex): number | undefined {
  if (event.event === "duplicate") return branch.sending(event.message)?.from;
  const { places } = branch.members;
  if (event.event === "forge") return places.get(event.from);
  return "node" in event ? places.get(event.node) : undefined;
}

/** The members after the event; the same object when it changes none. */
function changeMembers(event: EventRecord, members: Members): Members {
  if (event.event === "addNode") return withMember(members, event.added, event.at);
  return event.event === "removeNode" ? withoutMember(members, event.node, event.at) : members;
}

function usedAgain(id: string): string {
  return `id: expected an id of its own, found ${describeValue(id)} again`;
}

function findPlaceProblem(after: number, branch: BranchIndex): string | undefined {
  if (after <= branch.length) return undefined;
  return `after: expected 0 to ${branch.length}, the events so far, found ${after}`;
}
