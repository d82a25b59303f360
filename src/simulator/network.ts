import { assert, ensure } from "../base/assert.js";
import type { AnyTypes, MessageOf } from "../protocol/types.js";
import type { Link, MessageId } from "../trace/ids.js";
import type { SentMessage } from "./message.js";
import { randomInteger, streamKey, type StreamKey } from "./random.js";
import type { RunState } from "./runState.js";
import type { SimLink, SimNode } from "./simNode.js";

type Body = MessageOf<AnyTypes>;

/** What is drawn for each message of a link: see `lane` of {@link randomInteger}. */
const LATENCY = 0;
const DROP = 1;
const DUPLICATE = 2;
const COPY_LATENCY = 3;

/**
 * Sends a message over its link: it is on its way, or dropped, or blocked because the link is cut
 * or not there. An engine may well send where there is no link: topologies are the user's.
 */
export function sendMessage(run: RunState, from: SimNode, to: SimNode, body: Body): SentMessage {
  assert(from !== to, `${from.id} sends to itself`);
  const link = from.links[to.slot];
  if (link === undefined) return makeMessage(run, from, to, body, undefined, "blocked", undefined);
  const ordinal = link.sent++;
  if (link.isCut || link.isGone) {
    return makeMessage(run, from, to, body, undefined, "blocked", undefined);
  }
  const { dropPerMille } = run.setup.network;
  if (isChosen(link.key, ordinal, DROP, dropPerMille)) {
    return makeMessage(run, from, to, body, undefined, "dropped", undefined);
  }
  const arrivesMs = arrival(run, link, link.key, ordinal, LATENCY);
  return launch(run, from, to, body, arrivesMs, undefined);
}

/** The network's own copy of a message just sent, if the dice say so. */
export function maybeDuplicate(run: RunState, original: SentMessage): SentMessage | undefined {
  const { duplicatePerMille } = run.setup.network;
  if (duplicatePerMille === 0 || original.fate !== undefined) return undefined;
  const link = linkOf(run, original);
  const ordinal = link.sent - 1;
  if (!isChosen(link.key, ordinal, DUPLICATE, duplicatePerMille)) return undefined;
  return copyMessage(run, original, arrival(run, link, link.key, ordinal, COPY_LATENCY));
}

/** Somebody makes a copy of a message on its way. Draws from a stream of its own. */
export function duplicateMessage(run: RunState, original: SentMessage): SentMessage {
  const link = linkOf(run, original);
  const key = streamKey(run.setup.seed, `copies/${original.from}>${original.to}`);
  return copyMessage(run, original, arrival(run, link, key, link.copies++, LATENCY));
}

/** A message that `from` never sent. Draws from a stream of its own; the network drops none. */
export function forgeMessage(run: RunState, from: SimNode, to: SimNode, body: Body): SentMessage {
  const link = ensure(run.link([from.id, to.id]), "a forged message has a link");
  const ordinal = link.forged++;
  if (link.isCut) return makeMessage(run, from, to, body, undefined, "blocked", undefined);
  const key = streamKey(run.setup.seed, `forged/${from.id}>${to.id}`);
  return launch(run, from, to, body, arrival(run, link, key, ordinal, LATENCY), undefined);
}

/** Takes the message off its way; undefined when it is not on it. O(messages in flight). */
export function takeMessage(run: RunState, id: MessageId): SentMessage | undefined {
  return run.removeMessages((message) => message.id === id)[0];
}

/** The message's flight ends at another time than planned. */
export function relaunch(run: RunState, message: SentMessage, arrivesMs: number): void {
  run.plan(arrivesMs, { ...message, arrivesMs });
}

/** Cuts links; returns the messages that were on them, held ones included, in sending order. */
export function cutLinks(run: RunState, links: readonly Link[]): MessageId[] {
  for (const ends of links) ensure(run.link(ends), "a link to cut exists").isCut = true;
  return run
    .removeMessages((message) => linkOf(run, message).isCut)
    .map((message) => message.id)
    .sort((a, b) => a - b);
}

export function restoreLinks(run: RunState, links: readonly Link[]): void {
  for (const ends of links) ensure(run.link(ends), "a link to restore exists").isCut = false;
}

function linkOf(run: RunState, message: SentMessage): SimLink {
  return ensure(run.find(message.from)?.links[message.toSlot], "a message is on a link");
}

function isChosen(key: StreamKey, ordinal: number, lane: number, perMille: number): boolean {
  return perMille > 0 && randomInteger(key, ordinal, lane, 0, 999) < perMille;
}

function arrival(
  run: RunState,
  link: SimLink,
  key: StreamKey,
  ordinal: number,
  lane: number,
): number {
  const { latencyMsMin, latencyMsMax, fifo } = run.setup.network;
  const drawn = run.timeMs + randomInteger(key, ordinal, lane, latencyMsMin, latencyMsMax);
  if (!fifo) return drawn;
  // Equal times are safe: what was sent first also has the smaller sequence number.
  link.lastArrivesMs = Math.max(link.lastArrivesMs, drawn);
  return link.lastArrivesMs;
}

function copyMessage(run: RunState, original: SentMessage, arrivesMs: number): SentMessage {
  const from = ensure(run.find(original.from), "a message has a sender");
  const to = run.nodeAt(original.toSlot);
  return launch(run, from, to, original.body, arrivesMs, original.id);
}

function launch(
  run: RunState,
  from: SimNode,
  to: SimNode,
  body: Body,
  arrivesMs: number,
  copyOf: MessageId | undefined,
): SentMessage {
  const message = makeMessage(run, from, to, body, arrivesMs, undefined, copyOf);
  run.plan(arrivesMs, message);
  return message;
}

function makeMessage(
  run: RunState,
  from: SimNode,
  to: SimNode,
  body: Body,
  arrivesMs: number | undefined,
  fate: SentMessage["fate"],
  copyOf: MessageId | undefined,
): SentMessage {
  return {
    what: "message",
    id: ++run.messages,
    from: from.id,
    to: to.id,
    toSlot: to.slot,
    body,
    arrivesMs,
    fate,
    copyOf,
  };
}
