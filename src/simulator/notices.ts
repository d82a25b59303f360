/**
 * The perfect failure detector. Whenever a peer crashes, restarts, comes or goes, every observer
 * that runs is told after a delay of its own, and never before all that the peer had sent to it has
 * arrived or is lost. A neighbour counts as down as well while a link from or to it is cut or
 * removed; cut links do not fool the detector about peers. An observer that boots is taken to
 * believe that everybody is up and has booted once, and is told where that is wrong.
 */
import type { NodeKind } from "../protocol/protocol.js";
import type { AnyTypes } from "../protocol/types.js";
import { DEFAULT_NOTICES } from "../trace/network.js";
import type { MessageId } from "../trace/ids.js";
import { randomInteger, streamKey } from "./random.js";
import type { RunState } from "./runState.js";
import type { SimNode } from "./simNode.js";

type Relation = "peer" | "neighbour";

/** What one observer was told last about one other node, or is going to be told. Immutable. */
interface Told {
  /** How often the other had booted; below 0 when it is down. */
  readonly status: number;
  /** Notices so far. */
  readonly count: number;
  /** When the last of them is due: none overtakes another. */
  readonly dueMs: number;
}

/** By relation and the other node's slot: `peer/3`. */
export type ToldOf = ReadonlyMap<string, Told>;

/** Immutable. */
export interface NoticeItem {
  readonly what: "notice";
  /** Whom it is for, and its boot: a crash loses it. */
  readonly slot: number;
  readonly boot: number;
  readonly relation: Relation;
  readonly about: number;
  readonly isUp: boolean;
  readonly incarnation: number;
  /** Among the observer's notices about that node. */
  readonly ordinal: number;
  readonly dueMs: number;
  /** Messages from the other node up to this one go before it. */
  readonly sentUpTo: MessageId;
}

const RELATIONS: readonly Relation[] = ["peer", "neighbour"];

/** The handler that hears such a notice. */
export function noticeHandler(
  definition: NodeKind<AnyTypes, string>,
  { relation, isUp }: Pick<NoticeItem, "relation" | "isUp">,
) {
  const { onPeerUp, onPeerDown, onNeighbourUp, onNeighbourDown } = definition;
  if (relation === "peer") return isUp ? onPeerUp : onPeerDown;
  return isUp ? onNeighbourUp : onNeighbourDown;
}

/** A node that boots knows nothing of what was told before. */
export function forgetNotices(run: RunState, node: SimNode): void {
  const told = new Map<string, Told>();
  for (const [relation, other] of subjects(run, node)) {
    const key = keyOf(relation, other);
    const count = node.told.get(key)?.count ?? 0;
    const isTaken = relation === "peer" ? !other.isRemoved : isLinked(node, other);
    told.set(key, { status: isTaken ? 1 : -1, count, dueMs: 0 });
  }
  node.told = told;
}

/** After anything that may be news: plans what every observer has to be told. */
export function planNotices(run: RunState): void {
  for (const node of run.present) {
    if (!node.isUp) continue;
    for (const [relation, other] of subjects(run, node)) planNotice(run, node, relation, other);
  }
}

/** Puts the waiting notices back into the queue that have nothing to wait for any more. */
export function callWaiting(run: RunState): void {
  const free = run.waiting.filter((notice) => !mustWait(run, notice));
  if (free.length === 0) return;
  run.waiting = run.waiting.filter((notice) => !free.includes(notice));
  for (const notice of free) run.plan(Math.max(notice.dueMs, run.timeMs), notice);
}

/** Whether a notice that is due must wait for messages, or for an earlier notice that does. */
export function mustWait(run: RunState, notice: NoticeItem): boolean {
  const { slot, relation, about, ordinal, sentUpTo } = notice;
  const from = run.nodeAt(about).id;
  const isSamePair = (one: NoticeItem): boolean =>
    one.slot === slot && one.about === about && one.relation === relation;
  if (run.waiting.some((one) => isSamePair(one) && one.ordinal < ordinal)) return true;
  return run
    .inFlight()
    .some((message) => message.toSlot === slot && message.from === from && message.id <= sentUpTo);
}

/** Whether there is still somebody to tell. */
export function isHeard(run: RunState, { slot, boot }: NoticeItem): boolean {
  const { isUp, incarnation } = run.nodeAt(slot);
  return isUp && incarnation === boot;
}

function planNotice(run: RunState, node: SimNode, relation: Relation, other: SimNode): void {
  const key = keyOf(relation, other);
  const status = statusOf(node, relation, other);
  const last = node.told.get(key) ?? { status: -1, count: 0, dueMs: 0 };
  if (status === last.status || (status < 0 && last.status < 0)) return;
  const { count } = last;
  const dueMs = Math.max(last.dueMs, run.timeMs + drawDelay(run, node, relation, other, count));
  node.told = new Map(node.told).set(key, { status, count: count + 1, dueMs });
  const isUp = status > 0;
  if (noticeHandler(node.definition, { relation, isUp }) === undefined) return;
  run.plan(dueMs, {
    ...{ what: "notice", slot: node.slot, boot: node.incarnation },
    ...{ relation, about: other.slot, isUp, incarnation: Math.abs(status) },
    ...{ ordinal: count, dueMs, sentUpTo: run.messages },
  });
}

function drawDelay(
  { setup }: RunState,
  node: SimNode,
  relation: Relation,
  other: SimNode,
  count: number,
): number {
  const { noticeMsMin, noticeMsMax } = { ...DEFAULT_NOTICES, ...setup.network };
  const key = streamKey(setup.seed, `notice/${relation}/${node.id}<${other.id}`);
  return randomInteger(key, count, 0, noticeMsMin, noticeMsMax);
}

/** How often the other has booted; below 0 when it is down. Who is yet to start counts as up. */
function statusOf(node: SimNode, relation: Relation, other: SimNode): number {
  const boots = Math.max(1, other.incarnation);
  const isUp = !other.isRemoved && (other.isUp || other.incarnation === 0);
  const isReached = relation === "peer" || (isOpen(node, other) && isOpen(other, node));
  return isUp && isReached ? boots : -boots;
}

/** Everybody else that the node wants to know about, and as what. */
function* subjects(run: RunState, node: SimNode): Generator<readonly [Relation, SimNode]> {
  for (const relation of RELATIONS) {
    const isWanted = [true, false].some((isUp) =>
      noticeHandler(node.definition, { relation, isUp }),
    );
    if (!isWanted) continue;
    for (const other of run.nodes) if (other !== node) yield [relation, other];
  }
}

function isLinked(from: SimNode, to: SimNode): boolean {
  return from.links[to.slot]?.isGone === false;
}

function isOpen(from: SimNode, to: SimNode): boolean {
  return isLinked(from, to) && from.links[to.slot]?.isCut === false;
}

function keyOf(relation: Relation, { slot }: SimNode): string {
  return `${relation}/${slot}`;
}
