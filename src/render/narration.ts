/**
 * One spoken sentence for an event, built from what its record says. Every clause is a template
 * with facts, so that it can be translated.
 */
import { displayText } from "../trace/displayText.js";
import type { BranchId } from "../trace/ids.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import type {
  EffectData,
  EventRecord,
  FlipData,
  ReplyEffect,
  SendEffect,
} from "../trace/records.js";
import { tell, type Facts, type NameOf, type Sentence } from "../trace/sentence.js";
import type { ViewData } from "../trace/view.js";
import { happeningClauses, noSendClauses, receivedClauses } from "./happeningClauses.js";
import { jsonWords } from "./jsonWords.js";
import { namesOf } from "./nodeWords.js";

/** Nobody listens to more than this; the picture and the table have the rest. */
const MAX_SENTENCE = 900;
const MAX_CLAUSE = 240;
const MAX_SENDS = 6;

/** The event behind the cursor (0 … length) in one sentence; 0 is before the first event. */
export function sentenceFor(trace: RecordedTrace, branch: BranchId, cursor: number): string {
  if (cursor === 0) return "Before the first event.";
  const nameOf = namesOf(trace.nodes(branch));
  const record = trace.event(branch, cursor);
  const head = trace.header.timed ? "Event {at} at {time:ms}" : "Event {at}";
  const start = tell(say(head, { at: cursor, time: record.timeMs }), nameOf);
  const clauses = clausesOf(trace, branch, record).map((clause) => clauseText(clause, nameOf));
  return displayText(`${start}: ${clauses.join("; ")}.`, MAX_SENTENCE);
}

/** All that is to be said about an event, in the order in which it is said. */
export function clausesOf(
  trace: RecordedTrace,
  branch: BranchId,
  record: EventRecord,
): readonly Sentence[] {
  const parts = { ...partsOf(trace, branch, record) };
  return Object.values<readonly Sentence[]>(parts).flat();
}

/** What an event's sentence is made of, in the order in which it is said. */
export interface Parts {
  readonly happening: readonly Sentence[];
  /** Messages that an event of a log received beside what happened. */
  readonly received: readonly Sentence[];
  /** What it received although the log does not tell of a send. */
  readonly noSend: readonly Sentence[];
  readonly ignored: readonly Sentence[];
  /** What the node became. */
  readonly view: readonly Sentence[];
  readonly sends: readonly Sentence[];
  readonly replies: readonly Sentence[];
  readonly notes: readonly Sentence[];
  readonly moments: readonly Sentence[];
  readonly flips: readonly Sentence[];
}

export function partsOf(trace: RecordedTrace, branch: BranchId, record: EventRecord): Parts {
  const nameOf = namesOf(trace.nodes(branch));
  return {
    happening: happeningClauses(trace, branch, record),
    received: receivedClauses(trace, branch, record),
    noSend: noSendClauses(record),
    ignored: ignoredClause(record),
    view: viewClause(trace, branch, record),
    // Of a forged message the happening says it all, for nobody sends it.
    sends: record.event === "forge" ? [] : sendClauses(trace, branch, record.effects ?? []),
    replies: replyClauses(record.effects ?? [], nameOf),
    notes: (record.notes ?? []).map(asClause),
    moments: (record.moments ?? []).map(({ sentence }) => asClause(sentence)),
    flips: (record.flips ?? []).flatMap(flipClauses),
  };
}

/** A sentence of an engine, within a longer one. Names are facts and keep their capitals. */
function asClause(sentence: Sentence): Sentence {
  const small = (first: string) => first.toLowerCase();
  return { ...sentence, template: sentence.template.replace(/^[A-Z](?=[a-z]* )/, small) };
}

/** A clause is cut by itself, so that one endless text does not swallow the others. */
export function clauseText(clause: Sentence, nameOf: NameOf): string {
  return displayText(tell(clause, nameOf), MAX_CLAUSE).replace(/\.$/, "");
}

/** Received and refused: by the first guard that was false. */
function ignoredClause(record: EventRecord): readonly Sentence[] {
  if (record.ignored !== true) return [];
  const guard = record.guards?.find(({ verdict }) => !verdict);
  if (guard === undefined) return [say("nothing comes of it")];
  return [say(`it is ignored, since this is not so: ${guard.guard}`, guard.facts)];
}

function viewClause(
  trace: RecordedTrace,
  branch: BranchId,
  record: EventRecord,
): readonly Sentence[] {
  if (record.view === undefined || !("node" in record)) return [];
  const { node, view } = record;
  const before = trace.world(branch, record.at - 1).nodes.get(node);
  if (before === undefined) return [roleClause(node, view, false)];
  const isNew = record.event === "restart" || before.view.role !== view.role;
  if (isNew) return [roleClause(node, view, true)];
  if (view.label === undefined || view.label === before.view.label) return [];
  return [say("{node:node} is now at {label}", { node, label: view.label })];
}

function roleClause(node: string, view: ViewData, becomes: boolean): Sentence {
  const verb = becomes ? "becomes" : "is";
  if (view.label === undefined) return say(`{node:node} ${verb} {role}`, { node, role: view.role });
  const facts = { node, role: view.role, label: view.label };
  return say(`{node:node} ${verb} {role}, {label}`, facts);
}

/** Messages with the same words and the same fate are said once, with all their receivers. */
function sendClauses(
  trace: RecordedTrace,
  branch: BranchId,
  effects: readonly EffectData[],
): readonly Sentence[] {
  const isForeign = trace.header.engine === undefined;
  const groups = new Map<string, { label: string; template: string; to: string[] }>();
  for (const effect of effects) {
    if (effect.effect !== "send") continue;
    const isOpen = isForeign && trace.message(branch, effect.message)?.fate === "noReceive";
    const template = sendTemplate(isOpen ? "noReceive" : effect.fate, effect.copyOf !== undefined);
    const key = `${template} ${effect.label}`;
    const group = groups.get(key);
    if (group) group.to.push(effect.to);
    else {
      const words = effect.label === "" ? effect.type : effect.label;
      groups.set(key, { label: displayText(words, 80), template, to: [effect.to] });
    }
  }
  const all = [...groups.values()];
  const said = all
    .slice(0, MAX_SENDS)
    .map(({ label, template, to }) => say(template, { label, to }));
  const more = all.length - said.length;
  return more === 0 ? said : [...said, say("and {more} more kinds of message", { more })];
}

function sendTemplate(fate: SendEffect["fate"] | "noReceive", copy: boolean): string {
  const what = copy ? "a copy of {label} goes to {to:nodes}" : "sends {label} to {to:nodes}";
  if (fate === "noReceive") return `${what}, no receive in this log`;
  if (fate === "dropped") return `${what}, but the network drops it`;
  return fate === "blocked" ? `${what}, but the cut blocks it` : what;
}

function replyClauses(effects: readonly EffectData[], nameOf: NameOf): readonly Sentence[] {
  return effects.flatMap((effect) =>
    effect.effect === "reply"
      ? [say("answers command {command}: {result}", replyFacts(effect, nameOf))]
      : [],
  );
}

/** A result has no types: what looks like a node's id is told with the name beside it. */
function replyFacts({ command, result }: ReplyEffect, nameOf: NameOf): Facts {
  const withName = (text: string) => (nameOf(text) === text ? text : `${text} (${nameOf(text)})`);
  return { command, result: displayText(jsonWords(result, withName), 80) };
}

function flipClauses({ invariant, holds, sentence }: FlipData): readonly Sentence[] {
  if (holds) return [say("{invariant} holds again", { invariant })];
  return [say("{invariant} is violated", { invariant }), ...(sentence ? [sentence] : [])];
}

function say(template: string, facts?: Facts): Sentence {
  return facts === undefined ? { template } : { template, facts };
}
