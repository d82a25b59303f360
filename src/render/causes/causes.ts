/**
 * How a window of a run stands to one event: what could have caused it, what it could have caused,
 * and what it has nothing to do with. Plain data, for the screen and for exports.
 */
import {
  causalityOf,
  type Causality,
  type Relation,
  type Relations,
} from "../../trace/causality.js";
import type { BranchId, MessageId, NodeId } from "../../trace/ids.js";
import type { MessageLife, RecordedTrace } from "../../trace/recordedTrace.js";
import { chainTo } from "./chain.js";
import { chainWords, countWords } from "./words.js";

export interface CausalView {
  /** The event that everything is related to. */
  readonly at: number;
  /** The first event of the window. */
  readonly from: number;
  /** Of the window's events, in order. */
  readonly relations: readonly Relation[];
  /** Messages that touch the window and lead to the event, or come from it. */
  readonly past: readonly MessageId[];
  readonly future: readonly MessageId[];
  readonly fronts: readonly Front[];
  /** The latest chain that leads to the event, as far as it touches the window. */
  readonly hops: readonly Hop[];
  /** What caused the event, and how many events stand how to it. */
  readonly words: string;
}

/** Along a lifeline: what is before the event, then what is concurrent, then what is after it. */
export interface Front {
  readonly node: NodeId;
  /** The node's last event that is before the event or is the event itself; 0: none is. */
  readonly past: number;
  /** Its first one that is after the event or is the event itself; 0: none is. */
  readonly future: number;
}

/** From a cause to what it led to: by a message, or without one. */
export interface Hop {
  readonly from: number;
  readonly to: number;
  readonly message?: MessageId;
}

/** Of the events from … to (none when `to` < `from`) to event `at`, 1 … length. */
export function causalView(
  trace: RecordedTrace,
  branch: BranchId,
  at: number,
  { from, to }: { readonly from: number; readonly to: number },
  causality: Causality = causalityOf(trace, branch),
): CausalView {
  const relations = causality.relationsTo(at);
  const chain = chainTo(trace, branch, causality, at);
  const lives = trace.messages(branch, from, to);
  return {
    at,
    from,
    relations: Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => relations.of(from + i)),
    past: lives.filter((life) => leadsTo(life, relations, causality)).map(({ id }) => id),
    future: lives.filter((life) => comesFrom(life, relations)).map(({ id }) => id),
    fronts: frontsOf(trace, branch, relations),
    hops: hopsOf(trace, branch, chain, { from, to }),
    words: `${chainWords(trace, branch, chain)} ${countWords(relations)}`,
  };
}

/** Its end is, or is before, the event; what a cut ends leads nowhere. */
function leadsTo({ sentAt, endAt }: MessageLife, { of }: Relations, causality: Causality): boolean {
  if (endAt === undefined || endAt === sentAt) return false;
  const end = of(endAt);
  return (end === "past" || end === "self") && causality.causesOf(endAt).length > 0;
}

function comesFrom({ sentAt }: MessageLife, { of }: Relations): boolean {
  const sending = of(sentAt);
  return sending === "future" || sending === "self";
}

function frontsOf(trace: RecordedTrace, branch: BranchId, { fronts }: Relations): readonly Front[] {
  return trace.nodes(branch).map(({ id }, place) => {
    const { past, future } = fronts[place] ?? { past: 0, future: 0 };
    return { node: id, past, future };
  });
}

function hopsOf(
  trace: RecordedTrace,
  branch: BranchId,
  chain: readonly number[],
  window: { readonly from: number; readonly to: number },
): readonly Hop[] {
  const hops: Hop[] = [];
  for (const [i, to] of chain.entries()) {
    const from = chain[i + 1];
    if (from === undefined || to < window.from || from > window.to) continue;
    const message = messageBetween(trace, branch, from, to);
    hops.push(message === undefined ? { from, to } : { from, to, message });
  }
  return hops;
}

/** The message by which the one event led to the other. */
function messageBetween(
  trace: RecordedTrace,
  branch: BranchId,
  from: number,
  to: number,
): MessageId | undefined {
  const record = trace.event(branch, to);
  if ("message" in record) return record.message;
  return trace.messages(branch, to, to).find(({ sentAt, endAt }) => sentAt === from && endAt === to)
    ?.id;
}
