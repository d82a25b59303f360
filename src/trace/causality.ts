/**
 * What could have caused what (Lamport, "Time, Clocks, and the Ordering of Events", 1978), from
 * the trace alone. An event happened before another when a chain of these leads to it:
 *
 * - the next event of the same node. A crash and a restart are events of their node like any
 *   other, since what is on its disk outlives them.
 * - a message: from its sending over what a person or the network did to it on its way (held,
 *   delayed, released) to its end. A copy comes from the event that made it, and that from the
 *   original's sending; nothing came before a forged message. A crashed node does not learn of the
 *   messages that it loses.
 * - a notice of the failure detector: from the crash, the restart, or the change of a link that it
 *   tells of.
 *
 * Cuts and other events of the network have no cause in the trace and cause nothing else.
 */
import { assert } from "../base/assert.js";
import { countBelow } from "../base/sorted.js";
import type { Cause } from "./causeColumns.js";
import type { BranchId } from "./ids.js";
import { noticeCauses } from "./noticeCauses.js";
import type { Outline } from "./outline.js";
import type { RecordedTrace } from "./recordedTrace.js";

/** How an event stands to another one, which is itself `self`. */
export type Relation = "concurrent" | "past" | "future" | "self";

/** In the numbers of {@link Relations}. */
const [CONCURRENT, PAST, FUTURE, SELF] = [0, 1, 2, 3] as const;
const NAMES: readonly Relation[] = ["concurrent", "past", "future", "self"];

/** The relations of all events of a path to one of them. */
export interface Relations {
  readonly of: (at: number) => Relation;
  /** How many events there are of each. */
  readonly counts: { readonly [R in Relation]: number };
  /**
   * By node, as its place among the path's: its last event up to which, and its first event from
   * which all are in the past or the future, the event itself included; 0 for none.
   */
  readonly fronts: readonly { readonly past: number; readonly future: number }[];
}

/** What led to what on one path. Of each event a few numbers; no text is read for it. */
export class Causality {
  readonly length: number;
  /** The node of each event, as its place; -1 for none. */
  readonly #nodes: Int32Array;
  /** The event before it at the same node; 0 for none. */
  readonly #before: Int32Array;
  /** Other causes, sorted by what they led to. */
  readonly #at: Int32Array;
  readonly #cause: Int32Array;
  readonly #places: number;

  constructor(outline: Outline, notices: readonly Cause[], places: number) {
    this.length = outline.length;
    this.#nodes = nodesOf(outline);
    this.#before = eventsBefore(this.#nodes, places);
    this.#places = places;
    [this.#at, this.#cause] = causesIn(outline, notices);
  }

  /** What led to the event by a message or a notice, the earliest first. */
  causesOf(at: number): readonly number[] {
    const causes: number[] = [];
    for (let i = this.#firstCause(at); this.#at[i] === at; i++) causes.push(this.#cause[i] ?? 0);
    return [...new Set(causes)].sort((a, b) => a - b);
  }

  /** What the event led to by messages or notices, the earliest first. */
  effectsOf(at: number): readonly number[] {
    const effects = new Set<number>();
    for (let i = this.#firstCause(at + 1); i < this.#at.length; i++) {
      if (this.#cause[i] === at) effects.add(this.#at[i] ?? 0);
    }
    return [...effects];
  }

  /** The event before it at the same node; undefined for the first and for those of no node. */
  before(at: number): number | undefined {
    const before = this.#before[at] ?? 0;
    return before === 0 ? undefined : before;
  }

  /** Passes once over the path: fast enough for every step of a cursor. */
  relationsTo(event: number): Relations {
    assert(event >= 1 && event <= this.length, `expected an event 1 to ${this.length}`);
    const relations = new Uint8Array(this.length + 1);
    relations[event] = SELF;
    this.#markPast(relations, event);
    this.#markFuture(relations, event);
    const counts = [0, 0, 0, 0];
    for (let at = 1; at <= this.length; at++) {
      const relation = relations[at] ?? CONCURRENT;
      counts[relation] = (counts[relation] ?? 0) + 1;
    }
    const [concurrent = 0, past = 0, future = 0] = counts;
    return {
      of: (at) => NAMES[relations[at] ?? CONCURRENT] ?? "concurrent",
      counts: { concurrent, past, future, self: 1 },
      fronts: this.#frontsOf(relations),
    };
  }

  #markPast(relations: Uint8Array, event: number): void {
    const mark = (at: number) => {
      if (relations[at] === CONCURRENT) relations[at] = PAST;
    };
    let i = this.#firstCause(event + 1) - 1;
    for (let at = event; at >= 1; at--) {
      const isIn = relations[at] !== CONCURRENT;
      if (isIn) mark(this.#before[at] ?? 0);
      for (; this.#at[i] === at; i--) if (isIn) mark(this.#cause[i] ?? 0);
    }
  }

  #markFuture(relations: Uint8Array, event: number): void {
    const follows = (cause: number) => (relations[cause] ?? 0) >= FUTURE;
    let i = this.#firstCause(event + 1);
    for (let at = event + 1; at <= this.length; at++) {
      let isIn = follows(this.#before[at] ?? 0);
      for (; this.#at[i] === at; i++) isIn ||= follows(this.#cause[i] ?? 0);
      if (isIn) relations[at] = FUTURE;
    }
  }

  #frontsOf(relations: Uint8Array): Relations["fronts"] {
    const fronts = Array.from({ length: this.#places }, () => ({ past: 0, future: 0 }));
    for (let at = 1; at <= this.length; at++) {
      const front = fronts[this.#nodes[at] ?? -1];
      const relation = relations[at] ?? CONCURRENT;
      if (front === undefined || relation === CONCURRENT) continue;
      if (relation !== FUTURE) front.past = at;
      if (relation !== PAST && front.future === 0) front.future = at;
    }
    return fronts;
  }

  /** The index of the first cause of that event or a later one. */
  #firstCause(at: number): number {
    return countBelow(this.#at, at);
  }
}

/** Of the branch's path as it is now. */
export function causalityOf(trace: RecordedTrace, branch: BranchId): Causality {
  const outline = trace.outline(branch);
  return new Causality(outline, noticeCauses(trace, branch, outline), trace.nodes(branch).length);
}

function nodesOf(outline: Outline): Int32Array {
  const nodes = new Int32Array(outline.length + 1).fill(-1);
  for (const part of outline.parts) {
    for (let i = 0; i < part.nodes.length; i++) nodes[part.first + i] = part.nodes[i] ?? -1;
    for (const at of Array.from(part.causes.apart)) nodes[at] = -1;
  }
  return nodes;
}

function eventsBefore(nodes: Int32Array, places: number): Int32Array {
  const before = new Int32Array(nodes.length);
  const last = new Int32Array(places);
  for (let at = 1; at < nodes.length; at++) {
    const node = nodes[at] ?? -1;
    if (node < 0) continue;
    before[at] = last[node] ?? 0;
    last[node] = at;
  }
  return before;
}

/** All causes as two columns, by what they led to; `notices` are sorted so. */
function causesIn(
  { parts }: Outline,
  notices: readonly Cause[],
): readonly [at: Int32Array, cause: Int32Array] {
  const count = parts.reduce((sum, { causes }) => sum + causes.at.length, notices.length);
  const [ats, found] = [new Int32Array(count), new Int32Array(count)];
  let [next, notice] = [0, 0];
  const add = (at: number, cause: number) => {
    ats[next] = at;
    found[next++] = cause;
  };
  const addNotices = (before: number) => {
    for (let one = notices[notice]; one !== undefined && one.at < before; one = notices[++notice]) {
      add(one.at, one.cause);
    }
  };
  for (const { causes } of parts) {
    for (let i = 0; i < causes.at.length; i++) {
      const at = causes.at[i] ?? 0;
      addNotices(at);
      add(at, causes.cause[i] ?? 0);
    }
  }
  addNotices(Infinity);
  return [ats, found];
}
