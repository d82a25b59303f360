/**
 * The order of what goes round. A peer that sends past the dead says whom it leaves out, and what
 * it sends waits until the receiver has been told of the same deaths: by then all that the dead had
 * sent is there. What a peer sends that came back waits for the marker with which it was taken in.
 * So nothing that goes round overtakes anything, while the ring changes either.
 */
import type { NodeId } from "../../trace/ids.js";
import { takeJoined, takeWelcome } from "./membership.js";
import { takeLost, takeQuery } from "./query.js";
import { clockwise } from "./ring.js";
import { takeEdit, takeToken } from "./token.js";
import type { Early, RingMessage, PeerState, RingContext } from "./types.js";

export function receive(
  state: PeerState,
  message: RingMessage,
  from: NodeId,
  ctx: RingContext,
): PeerState {
  if (!state.isIn && !isForOutsider(state, message, from, ctx)) return state;
  const early: Early = { from, message };
  // Mostly nothing waits, and no state need change for the sake of the order.
  if (state.inbox.length === 0 && isReady(state, early)) {
    return handleReady(handle(state, message, ctx), ctx);
  }
  return handleReady({ ...state, inbox: [...state.inbox, early] }, ctx);
}

/** What comes before a welcome was meant for the boot before. */
function isForOutsider(
  { inbox }: PeerState,
  message: RingMessage,
  from: NodeId,
  { features, incarnation }: RingContext,
): boolean {
  if (!features.rejoins) return false;
  if (message.type === "Welcome") return message.to === incarnation;
  return inbox.some((early) => early.from === from);
}

/** Handles all whose turn has come; whatever changes what a peer knows may make it so. */
export function handleReady(state: PeerState, ctx: RingContext): PeerState {
  let next = state;
  for (let early = firstReady(next, ctx); early; early = firstReady(next, ctx)) {
    const handled = early;
    const inbox = next.inbox.filter((one) => one !== handled);
    next = handle({ ...next, inbox }, handled.message, ctx);
  }
  return next;
}

function handle(state: PeerState, message: RingMessage, ctx: RingContext): PeerState {
  switch (message.type) {
    case "Token":
      return takeToken(state, message, ctx);
    case "Edit":
      return takeEdit(state, message, ctx);
    case "TokenQuery":
      return takeQuery(state, message, ctx);
    case "Joined":
      return takeJoined(state, message, ctx);
    case "Welcome":
      return takeWelcome(state, message, ctx);
    case "Lost":
      return takeLost(state, message, ctx);
  }
}

/** The nearest predecessor's first. */
function firstReady(state: PeerState, ctx: RingContext): Early | undefined {
  const senders = [...new Set(state.inbox.map(({ from }) => from))];
  const firsts = clockwise(ctx.self, senders).map((sender) =>
    state.inbox.find(({ from }) => from === sender),
  );
  return [...firsts].reverse().find((early) => early !== undefined && isReady(state, early));
}

function isReady(state: PeerState, { from, message }: Early): boolean {
  const { deaths, ring, isIn } = state;
  const isTold = Object.entries(message.over).every(([peer, over]) => (deaths[peer] ?? 0) >= over);
  if (!isIn) return isTold && message.type === "Welcome";
  const introducesItself = message.type === "Joined" && message.peer === from;
  const isKnown = message.boot <= Math.max(ring[from] ?? 0, deaths[from] ?? 0);
  return isTold && (isKnown || introducesItself);
}
