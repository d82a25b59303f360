/** Whether an event is what somebody looks for. */
import type { Fate } from "../../trace/fate.js";
import type { BranchId, MessageId } from "../../trace/ids.js";
import type { MessageLife, RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";
import { FATE_WORDS, type Search, type SearchKey, type Term } from "./syntax.js";

/** What must be known of a run to look for something in it. */
export interface SearchedRun {
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
  /** All that is to be read of an event, in lower case. */
  textOf(record: EventRecord): string;
}

type Terms = Extract<Search, { readonly is: "terms" }>;

const MESSAGE_KEYS: readonly (SearchKey | undefined)[] = [
  ...(["from", "to", "type", "label", "body", "fate"] as const),
];

/** All terms that are about messages must fit one and the same message. */
export function fitsTerms({ terms }: Terms, record: EventRecord, run: SearchedRun): boolean {
  const ofMessages = terms.filter(({ key }) => MESSAGE_KEYS.includes(key));
  const ofEvent = terms.filter(({ key }) => !MESSAGE_KEYS.includes(key));
  if (!ofEvent.every((term) => fitsEvent(term, record, run) !== term.isNegated)) return false;
  if (ofMessages.length === 0) return true;
  return messagesIn(record, run).some((life) =>
    ofMessages.every((term) => fitsMessage(term, life, record, run) !== term.isNegated),
  );
}

function fitsEvent({ key, values }: Term, record: EventRecord, run: SearchedRun): boolean {
  switch (key) {
    case "node":
      return "node" in record && values.includes(nameOf(record.node, run));
    case "event":
      return values.includes(record.event.toLowerCase());
    case "timer":
      return "timer" in record && has(record.timer, values);
    case "moment":
      return (record.moments ?? []).some(({ name }) => has(name, values));
    case "field": {
      const { fields = {}, ranges = {}, gone = [] } = record.change ?? {};
      const changed = [...Object.keys(fields), ...Object.keys(ranges), ...gone];
      return changed.some((field) => values.includes(field.toLowerCase()));
    }
    default: {
      const text = run.textOf(record);
      return values.every((value) => text.includes(value));
    }
  }
}

function fitsMessage(
  { key, values }: Term,
  life: MessageLife,
  record: EventRecord,
  run: SearchedRun,
): boolean {
  switch (key) {
    case "from":
      return values.includes(nameOf(life.from, run));
    case "to":
      return values.includes(nameOf(life.to, run));
    case "type":
      return has(life.type, values);
    case "label":
      return has(life.label, values);
    case "body":
      return has(bodyOf(life, run), values);
    default:
      return hasMetFate(life, record) && values.some((word) => fateOf(word) === life.fate);
  }
}

/** A fate is met in one event: where the message ended or, if it did not, where it was sent. */
function hasMetFate({ endAt, sentAt }: MessageLife, { at }: EventRecord): boolean {
  return (endAt ?? sentAt) === at;
}

function fateOf(word: string): Fate | undefined {
  return Object.hasOwn(FATE_WORDS, word) ? FATE_WORDS[word] : undefined;
}

function has(text: string, values: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return values.some((value) => lower.includes(value));
}

/** Those that the event sends, and those that it ends or does something to. */
function messagesIn(record: EventRecord, { trace, branch }: SearchedRun): readonly MessageLife[] {
  const ids: MessageId[] = [];
  for (const effect of record.effects ?? []) {
    if (effect.effect === "send") ids.push(effect.message);
  }
  if ("message" in record) ids.push(record.message);
  if ("lost" in record) ids.push(...record.lost);
  if (record.event === "local") ids.push(...(record.received ?? []));
  return ids.flatMap((id) => trace.message(branch, id) ?? []);
}

function bodyOf({ id, sentAt }: MessageLife, { trace, branch }: SearchedRun): string {
  const effects = trace.event(branch, sentAt).effects ?? [];
  const send = effects.find((effect) => effect.effect === "send" && effect.message === id);
  return send?.effect === "send" ? JSON.stringify(send.body) : "";
}

function nameOf(id: string, { trace, branch }: SearchedRun): string {
  const node = trace.nodes(branch).find((one) => one.id === id);
  return (node?.name ?? id).toLowerCase();
}
