/** What happened, as templates with facts: the beginning of an event's sentence. */
import { assertNever } from "../base/assert.js";
import { displayText } from "../trace/displayText.js";
import type { BranchId, Link, MessageId } from "../trace/ids.js";
import type { MessageLife, RecordedTrace } from "../trace/recordedTrace.js";
import type { EventRecord } from "../trace/records.js";
import type { Facts, Sentence } from "../trace/sentence.js";
import { commandWords, countNodes, forgedMessage, linkWords } from "./eventWords.js";
import { namesOf } from "./nodeWords.js";

type MessageEvent = Extract<EventRecord, { readonly message: MessageId }>;
type LinkEvent = Extract<EventRecord, { readonly links: readonly Link[] }>;
type ForgeEvent = Extract<EventRecord, { readonly event: "forge" }>;
type NodeEvent = Exclude<EventRecord, MessageEvent | LinkEvent | ForgeEvent>;

/** What happened, to whom and by whom; one clause, rarely two. */
export function happeningClauses(
  trace: RecordedTrace,
  branch: BranchId,
  record: EventRecord,
): readonly Sentence[] {
  if ("message" in record) return [messageClause(trace, branch, record)];
  if ("links" in record) return linkClauses(trace, branch, record);
  if (record.event === "forge") return [forgeClause(trace, branch, record)];
  if (record.event === "removeNode") return [nodeClause(record), ...lossClause(record.lost)];
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
    case "peerUp":
    case "neighbourUp":
      return noticeClause(record);
    case "clock":
      return say("{node:node}'s clock runs at {percent} % of real time, {offset:ms} ahead", {
        ...{ node, percent: record.ratePerMille / 10, offset: record.offsetMs },
      });
    case "disk":
      if (record.lagMs === 0) return say("{node:node}'s disk keeps up again", { node });
      return say("{node:node}'s disk falls behind by {lag:ms}", { node, lag: record.lagMs });
    case "addNode":
      return say("{node:node} is added as a {kind}", {
        ...{ node, kind: displayText(record.added.kind, 40) },
      });
    case "removeNode":
      return say("{node:node} is removed for good", { node });
    case "local":
      if (record.label === "") return say("something happens at {node:node}", { node });
      return say("{node:node}: {label}", { node, label: displayText(record.label, 120) });
    default:
      return assertNever(record);
  }
}

/** What an event of a log received beside all else: so many messages are told one by one. */
const MAX_RECEIVED = 6;

/** The messages that an event of a log received, and what it received of unknown sending. */
export function receivedClauses(
  trace: RecordedTrace,
  branch: BranchId,
  record: EventRecord,
): readonly Sentence[] {
  if (record.event !== "local") return [];
  const { received = [] } = record;
  const told = received.slice(0, MAX_RECEIVED).map((message) => {
    const life = trace.message(branch, message);
    const facts = { label: wordsFor(life, message), from: life?.from ?? "" };
    return say("receives {label} from {from:node}", facts);
  });
  return [...told, ...moreClause(received.length - told.length)];
}

/** What was received although the log does not tell that it was sent. */
export function noSendClauses(record: EventRecord): readonly Sentence[] {
  if (record.event !== "local") return [];
  const { noSend = [] } = record;
  const told = noSend.slice(0, MAX_RECEIVED).map(({ label, type, from }) => {
    const what = displayText(label === "" ? type : label, 80);
    if (from === undefined) {
      return say("receives {label}, no send in this log", { label: what });
    }
    const facts = { label: what, from };
    return say("receives {label} from {from:node}, no send in this log", facts);
  });
  return [...told, ...moreClause(noSend.length - told.length)];
}

function moreClause(more: number): readonly Sentence[] {
  return more === 0 ? [] : [say("receives {more} more messages", { more })];
}

/** A message without words is called by its type. */
function wordsFor(life: MessageLife | undefined, message: MessageId): string {
  if (life === undefined) return `message ${message}`;
  return displayText(life.label === "" ? life.type : life.label, 80);
}

type NoticeEvent = Extract<EventRecord, { readonly peer: string }>;

function noticeClause({ event, node, peer, incarnation }: NoticeEvent): Sentence {
  const is = event === "peerDown" || event === "neighbourDown" ? "down" : "up";
  const who = incarnation === 1 ? "{peer:node}" : "{peer:node}, booted {boots} times,";
  return say(`{node:node} is told that ${who} is ${is}`, { node, peer, boots: incarnation });
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

function forgeClause(trace: RecordedTrace, branch: BranchId, record: ForgeEvent): Sentence {
  const { from, to } = record;
  const message = forgedMessage(trace, branch, record);
  const label = displayText(message?.label ?? "a message", 80);
  const isBlocked = message?.fate === "blocked" && message.endAt === record.at;
  const what = isBlocked
    ? "{label} from {from:node} to {to:node} is forged, but the link is cut"
    : "{label} is forged: {to:node} will think it comes from {from:node}";
  return say(what, { label, from, to });
}

function linkClauses(
  trace: RecordedTrace,
  branch: BranchId,
  record: LinkEvent,
): readonly Sentence[] {
  const nodes = trace.nodes(branch);
  const links = linkWords(record.links, countNodes(trace, branch, record), namesOf(nodes));
  const clause = say(linkTemplate(record), { links });
  return "lost" in record ? [clause, ...lossClause(record.lost)] : [clause];
}

function linkTemplate({ event }: LinkEvent): string {
  switch (event) {
    case "cut":
      return "the network is cut: {links}";
    case "restore":
      return "messages pass again: {links}";
    case "addLink":
      return "links are added: {links}";
    case "removeLink":
      return "links are removed: {links}";
    default:
      return assertNever(event);
  }
}

function lossClause(lost: readonly MessageId[]): readonly Sentence[] {
  return lost.length === 0 ? [] : [say("messages lost on the way: {lost}", { lost: lost.length })];
}

function say(template: string, facts: Facts): Sentence {
  return { template, facts };
}
