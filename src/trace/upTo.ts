/** A trace as somebody sees it who stands at a cursor: nothing after it has happened yet. */
import { assert, ensure } from "../base/assert.js";
import type { BranchId, MessageId } from "./ids.js";
import { fateAt, type MessageLife, type PathNode, type RecordedTrace } from "./recordedTrace.js";
import type { BeatRecord, BranchRecord, InterventionRecord } from "./records.js";
import type { Holding } from "./trails.js";

/**
 * The branch's path up to `cursor` (0 … length), as a trace of that branch alone: shorter, and with
 * fates, arrivals and nodes as they were known there. Other branches are not in it.
 */
export function upTo(trace: RecordedTrace, branch: BranchId, cursor: number): RecordedTrace {
  const whole = trace.length(branch);
  assert(cursor >= 0 && cursor <= whole, `expected a cursor 0 to ${whole}, found ${cursor}`);
  const check = (asked: BranchId, at: number): void => {
    assert(asked === branch, `expected branch ${branch}, the only one here, found ${asked}`);
    assert(at <= cursor, `expected at most ${cursor}, the cursor, found ${at}`);
  };
  const arrivals = arrivalsAt(trace, branch, cursor);
  const seen = (life: MessageLife) => lifeAt(life, cursor, arrivals);
  return {
    header: trace.header,
    branches: trace.branches.filter(({ id }) => id === branch),
    beats: beatsUpTo(trace, branch, cursor),
    nodes: () => trace.nodes(branch).flatMap((node) => nodeAt(node, cursor)),
    length: () => cursor,
    event: (asked, at) => {
      check(asked, at);
      return trace.event(branch, at);
    },
    timeOf: (asked, at) => {
      check(asked, at);
      return trace.timeOf(branch, at);
    },
    world: (asked, at) => {
      check(asked, at);
      return trace.world(branch, at);
    },
    messages: (asked, from, to) => {
      check(asked, 0);
      return trace.messages(branch, from, Math.min(to, cursor)).map(seen);
    },
    message: (asked, id) => {
      check(asked, 0);
      const life = trace.message(branch, id);
      return life === undefined || life.sentAt > cursor ? undefined : seen(life);
    },
    holdings: (asked, from, to) => {
      check(asked, 0);
      const last = Math.min(to, cursor);
      return trace.holdings(branch, from, last).map((each) => holdingAt(each, cursor));
    },
    interventions: () => trace.interventions(branch).filter((each) => isDone(each, cursor)),
    outline: (asked, at = cursor) => {
      check(asked, 0);
      return trace.outline(branch, Math.min(at, cursor));
    },
  };
}

/** A skipped intervention makes no event; any other one makes the event after its place. */
function isDone({ after, skipped }: InterventionRecord, cursor: number): boolean {
  return skipped === undefined ? after < cursor : after <= cursor;
}

function nodeAt(node: PathNode, cursor: number): readonly PathNode[] {
  const { removedAt, ...rest } = node;
  if ((node.addedAt ?? 0) > cursor) return [];
  return removedAt === undefined || removedAt <= cursor ? [node] : [rest];
}

function lifeAt(
  life: MessageLife,
  cursor: number,
  arrivals: ReadonlyMap<MessageId, number>,
): MessageLife {
  const fate = ensure(fateAt(life, cursor), `message ${life.id} was sent by event ${cursor}`);
  const holds = life.holds.filter((at) => at <= cursor);
  if (life.endAt !== undefined && life.endAt <= cursor) return { ...life, holds };
  const open: { -readonly [K in keyof MessageLife]: MessageLife[K] } = { ...life, fate, holds };
  delete open.endAt;
  delete open.endMs;
  delete open.arrivesMs;
  if (life.carries !== undefined) open.carries = { ...life.carries, ends: false };
  const arrivesMs = arrivals.get(life.id);
  return arrivesMs === undefined ? open : { ...open, arrivesMs };
}

function holdingAt({ to, ...holding }: Holding, cursor: number): Holding {
  return to === undefined || to > cursor ? { ...holding, ends: false } : { ...holding, to };
}

/** When what is on its way at the cursor arrives, as far as it was known there. */
function arrivalsAt(
  trace: RecordedTrace,
  branch: BranchId,
  cursor: number,
): ReadonlyMap<MessageId, number> {
  const arrivals = new Map<MessageId, number>();
  for (const { id, sentAt, held, arrivesMs, send } of trace.world(branch, cursor).inFlight) {
    const known = held ? lastArrival(trace, branch, id, sentAt, cursor) : arrivesMs;
    const arrival = known ?? send.arrivesMs;
    if (arrival !== undefined) arrivals.set(id, arrival);
  }
  return arrivals;
}

/** The time of arrival that a delay or a release gave a message last. */
function lastArrival(
  trace: RecordedTrace,
  branch: BranchId,
  id: MessageId,
  sentAt: number,
  cursor: number,
): number | undefined {
  for (let at = cursor; at > sentAt; at--) {
    const record = trace.event(branch, at);
    if ("arrivesMs" in record && record.message === id) return record.arrivesMs;
  }
  return undefined;
}

/** The beats on the path: those of a parent up to where the branch parted from it. */
export function beatsUpTo(
  trace: RecordedTrace,
  branch: BranchId,
  cursor: number,
): readonly BeatRecord[] {
  const records = new Map(trace.branches.map((record) => [record.id, record]));
  const until = new Map<BranchId, number>();
  let limit = cursor;
  let next: BranchRecord | undefined = records.get(branch);
  while (next !== undefined) {
    until.set(next.id, limit);
    limit = Math.min(limit, next.after);
    next = next.parent === undefined ? undefined : records.get(next.parent);
  }
  return trace.beats.filter(({ branch: id, after }) => after <= (until.get(id) ?? -1));
}
