/**
 * A run as a ladder: one row after the other with level arrows, as text formats can draw it.
 *
 * An arrow stands where its message ended; its sending, if it lies further up, is said in words
 * there. A level arrow seems to be sent where it stands. Where that is a wrong reading (its sender
 * did something in between, it was overtaken, delayed or held) it carries a remark.
 */
import { groupBy } from "../base/groups.js";
import { countWhile } from "../base/sorted.js";
import { displayText } from "../trace/displayText.js";
import type { Fate } from "../trace/fate.js";
import type { BranchId, MessageId, NodeId } from "../trace/ids.js";
import { linkKey, type MessageLife, type RecordedTrace } from "../trace/recordedTrace.js";
import type { EventRecord } from "../trace/records.js";
import type { NameOf } from "../trace/sentence.js";
import { namesOf } from "./nodeWords.js";

export interface Ladder {
  readonly rows: readonly LadderRow[];
  /** Sent in these rows or before, and not ended in them; in sending order. */
  readonly open: readonly LadderArrow[];
}

export interface LadderRow {
  readonly record: EventRecord;
  /** The messages that ended here; in sending order. */
  readonly arrows: readonly LadderArrow[];
  /** Some message of this event ends after the next row, or not at all. */
  readonly sendsFar: boolean;
}

export interface LadderArrow {
  readonly life: MessageLife;
  /** It ends below the last row, if at all. */
  readonly isOpen: boolean;
  /** When it was sent, if that lies further up than the row before and no remark says it. */
  readonly sent: string | undefined;
  /** What a level arrow would tell wrongly, in sentences without a full stop. */
  readonly remarks: readonly string[];
}

/** The events from … to (1 … length). */
export function ladderOf(trace: RecordedTrace, branch: BranchId, from: number, to: number): Ladder {
  const records: EventRecord[] = [];
  for (let at = from; at <= to; at++) records.push(trace.event(branch, at));
  const lives = trace.messages(branch, from, to);
  const past: Past = {
    ...{ trace, from, to, nameOf: namesOf(trace.nodes(branch)) },
    eventsOf: groupBy(records, (record) => ("node" in record ? record.node : undefined)),
    overtakers: overtakersOf(lives),
    slowed: new Set(records.flatMap(slowedBy)),
  };
  const arrowOf = (life: MessageLife) => arrowOn(life, past);
  const ended = groupBy(lives, rowOf);
  const sent = groupBy(lives, ({ sentAt }) => sentAt);
  return {
    rows: records.map((record) => ({
      record,
      arrows: (ended.get(record.at) ?? []).map(arrowOf),
      sendsFar: (sent.get(record.at) ?? []).some((life) => isFar(life, to)),
    })),
    open: lives.filter((life) => (rowOf(life) ?? Infinity) > to).map(arrowOf),
  };
}

/** `152 ms`, or `event 6` of a trace without times. */
export function whenWords({ header }: RecordedTrace, at: number, timeMs: number): string {
  return header.timed ? `${timeMs} ms` : `event ${at}`;
}

/** Whether the event is no more than the end of a message. */
export function isOneArrow({ event }: EventRecord): boolean {
  return event === "receive" || event === "lose" || event === "drop";
}

/** What the message says and, in brackets, what else is to be known of it. */
export function arrowWords(trace: RecordedTrace, { life, isOpen, sent }: LadderArrow): string {
  const kinds = [
    ...(life.copyOf === undefined ? [] : ["copy"]),
    ...(life.forged === true ? ["forged"] : []),
    ...(isOpen ? openWords(trace, life) : (FATE_WORDS[life.fate] ?? [])),
    ...(sent === undefined ? [] : [sent]),
  ];
  const label = displayText(life.label, 80);
  return kinds.length === 0 ? label : `${label} (${kinds.join(", ")})`.trimStart();
}

const FATE_WORDS: { readonly [F in Fate]?: readonly string[] } = {
  ignored: ["ignored"],
  dropped: ["dropped"],
  blocked: ["blocked by a cut"],
  lost: ["lost, the receiver is down"],
  noReceive: ["no receive in this log"],
};

/** A message whose end is not among the rows. */
function openWords(trace: RecordedTrace, life: MessageLife): readonly string[] {
  const { fate, endAt, endMs = 0, arrivesMs } = life;
  if (fate === "held") return ["held"];
  if (endAt !== undefined) return [`ends later, at ${whenWords(trace, endAt, endMs)}`];
  return arrivesMs === undefined ? ["in flight"] : [`in flight, arrives at ${arrivesMs} ms`];
}

/** The row where the message's arrow stands; of one without a receive nothing is known but this. */
function rowOf({ endAt, sentAt, fate }: MessageLife): number | undefined {
  return fate === "noReceive" ? sentAt : endAt;
}

function isFar(life: MessageLife, to: number): boolean {
  const row = rowOf(life);
  return row === undefined || row > Math.min(life.sentAt + 1, to);
}

/** What went on between the sending of messages and their ends. */
interface Past {
  readonly trace: RecordedTrace;
  readonly from: number;
  readonly to: number;
  readonly nameOf: NameOf;
  readonly eventsOf: ReadonlyMap<NodeId | undefined, readonly EventRecord[]>;
  readonly overtakers: ReadonlyMap<MessageId, MessageLife>;
  /** Delayed or held by somebody. */
  readonly slowed: ReadonlySet<MessageId>;
}

function arrowOn(life: MessageLife, past: Past): LadderArrow {
  const isOpen = (rowOf(life) ?? Infinity) > past.to;
  const late = isOpen ? undefined : sentEarlier(life, past);
  const by = past.overtakers.get(life.id);
  const remarks = [
    ...(late === undefined ? [] : [late]),
    ...(by === undefined ? [] : [`overtaken by ${displayText(by.label, 60)}, sent later`]),
  ];
  const isSaid = late !== undefined || !isFar(life, past.to);
  return { life, isOpen, sent: isSaid ? undefined : sentWords(life, past), remarks };
}

/** When it was sent, if its arrow would say something else. */
function sentEarlier(life: MessageLife, past: Past): string | undefined {
  const { from: sender, sentAt } = life;
  const sent = sentWords(life, past);
  if (sentAt < past.from) return `${sent}, before this part begins`;
  const end = rowOf(life) ?? Infinity;
  const events = past.eventsOf.get(sender) ?? [];
  const since = Math.max(0, countBefore(events, end) - countBefore(events, sentAt + 1));
  const delayed = past.slowed.has(life.id) ? " and delayed" : "";
  if (since === 0) return delayed === "" ? undefined : `${sent}${delayed}`;
  const last = since === 1 ? "last event" : `last ${since} events`;
  return `${sent}${delayed}, before ${past.nameOf(sender)}'s ${last}`;
}

function sentWords({ sentAt, sentMs }: MessageLife, { trace }: Past): string {
  return `sent at ${whenWords(trace, sentAt, sentMs)}`;
}

/** How many of the events, which are in order, come before one. */
function countBefore(events: readonly EventRecord[], at: number): number {
  return countWhile(events.length, (place) => (events[place]?.at ?? Infinity) < at);
}

/** For a message the first one on the same link that was sent after it and received before it. */
function overtakersOf(lives: readonly MessageLife[]): ReadonlyMap<MessageId, MessageLife> {
  const overtakers = new Map<MessageId, MessageLife>();
  for (const onLink of groupBy(lives, ({ from, to }) => linkKey([from, to])).values()) {
    for (const [i, { id, endAt: end = Infinity }] of onLink.entries()) {
      for (let next = i + 1; (onLink[next]?.sentAt ?? Infinity) < end; next++) {
        const other = onLink[next];
        const isIn = other?.fate === "received" || other?.fate === "ignored";
        if (!isIn || (other.endAt ?? Infinity) >= end) continue;
        overtakers.set(id, other);
        break;
      }
    }
  }
  return overtakers;
}

/** The message that somebody made late. */
function slowedBy(record: EventRecord): readonly MessageId[] {
  return record.event === "delay" || record.event === "hold" ? [record.message] : [];
}
