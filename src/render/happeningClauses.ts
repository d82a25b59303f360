/** What happened, as templates with facts: the beginning of an event's sentence. */
import { assertNever } from "../base/assert.js";
import { displayText } from "../trace/displayText.js";
import type { BranchId, MessageId } from "../trace/ids.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import type { EventRecord } from "../trace/records.js";
import type { Facts, Sentence } from "../trace/sentence.js";
import { commandWords, linkWords } from "./eventWords.js";
import { namesOf } from "./nodeWords.js";

type MessageEvent = Extract<EventRecord, { readonly message: MessageId }>;
type LinkEvent = Extract<EventRecord, { readonly event: "cut" | "restore" }>;
type NodeEvent = Exclude<EventRecord, MessageEvent | LinkEvent>;

/** What happened, to whom and by whom; one clause, rarely two. */
export function happeningClauses(
  trace: RecordedTrace,
  branch: BranchId,
  record: EventRecord,
): readonly Sentence[] {
  if ("message" in record) return [messageClause(trace, branch, record)];
  if (record.event === "cut" || record.event === "restore") return linkClauses(trace, record);
  return [nodeClause(record)];
}

function nodeClause(record: NodeEvent): Sentence {
  const { node } = record;
  switch (record.event) {
    case "start":
      return say("{node:node} starts", { node });
    case "crash":
      return say("{node:node} crashes", { node });
    case "crashSoon":
      return say("{node:node} will crash during its next step, after {effects} effects", {
        ...{ node, effects: record.afterEffects },
      });
    case "restart":
      return say("{node:node} restarts", { node });
    case "timeout":
      return timeoutClause(node, record.timer, record.by !== undefined);
    case "command":
      return say("{node:node} is asked: {command}", {
        ...{ node, command: displayText(commandWords(record.command), 80) },
      });
    case "peerDown":
    case "neighbourDown":
      return say("{node:node} is told that {peer:node} is down", { node, peer: record.peer });
    case "peerUp":
    case "neighbourUp":
      return say("{node:node} is told that {peer:node} is up", { node, peer: record.peer });
    case "clock":
      return say("{node:node}'s clock runs at {percent} % of real time, {offset:ms} ahead", {
        ...{ node, percent: record.ratePerMille / 10, offset: record.offsetMs },
      });
    case "local":
      return say("{node:node}: {label}", { node, label: displayText(record.label, 120) });
    default:
      return assertNever(record);
  }
}

function timeoutClause(node: string, timer: string, forced: boolean): Sentence {
  const facts = { node, timer: displayText(timer, 60) };
  if (forced) return say("{node:node}'s {timer} timer is made to fire", facts);
  return say("{node:node}'s {timer} timer fires", facts);
}

function messageClause(trace: RecordedTrace, branch: BranchId, record: MessageEvent): Sentence {
  const life = trace.message(branch, record.message);
  const label = displayText(life?.label ?? `message ${record.message}`, 80);
  const facts = life ? { label, from: life.from, to: life.to } : { label };
  return say(messageTemplate(record), {
    ...facts,
    ...("arrivesMs" in record ? { arrives: record.arrivesMs } : {}),
  });
}

function messageTemplate({ event }: MessageEvent): string {
  switch (event) {
    case "receive":
      return "{to:node} receives {label} from {from:node}";
    case "lose":
      return "{label} from {from:node} is lost: {to:node} is down";
    case "drop":
      return "{label} from {from:node} to {to:node} is dropped";
    case "hold":
      return "{label} from {from:node} to {to:node} is held";
    case "release":
      return "{label} from {from:node} to {to:node} is released and arrives at {arrives:ms}";
    case "delay":
      return "{label} from {from:node} to {to:node} is delayed and arrives at {arrives:ms}";
    case "duplicate":
      return "{label} from {from:node} to {to:node} is duplicated";
    default:
      return assertNever(event);
  }
}

function linkClauses(trace: RecordedTrace, record: LinkEvent): readonly Sentence[] {
  const links = linkWords(record.links, trace.header.nodes.length, namesOf(trace.header));
  if (record.event === "restore") return [say("messages pass again: {links}", { links })];
  const clause = say("the network is cut: {links}", { links });
  const lost = record.lost.length;
  return lost === 0 ? [clause] : [clause, say("messages lost on the way: {lost}", { lost })];
}

function say(template: string, facts: Facts): Sentence {
  return { template, facts };
}
