/** Who is in the ring: it closes behind the dead, and takes in who comes back. */
import type { NodeId } from "../../trace/ids.js";
import { between, coordinatorOf, successorOf, withLatest, without } from "./ring.js";
import { greetSuccessor, sendOn, welcome } from "./sending.js";
import { editKey, useToken } from "./token.js";
import type { Joined, PeerState, RingContext, Welcome } from "./types.js";

export function boot(ctx: RingContext): PeerState {
  const ring = Object.fromEntries([ctx.self, ...ctx.peers()].map((peer) => [peer, 1]));
  const isFirst = ctx.incarnation === 1;
  const state: PeerState = {
    ...{ mutex: "released", isIn: isFirst, deaths: {}, outside: {}, inbox: [] },
    ring,
    ...{ token: null, generation: 1, edits: [], passed: { edits: 0, generation: 0 }, safe: 0 },
    ...{ queries: 0, asking: null, asked: null },
  };
  const isMaker = isFirst && coordinatorOf(ring) === ctx.self;
  return isMaker ? useToken({ ...state, token: 1 }, ctx) : state;
}

/** The notice comes behind all that the dead had sent to this peer. */
export function hearDeath(
  state: PeerState,
  peer: NodeId,
  incarnation: number,
  ctx: RingContext,
): PeerState {
  const isMember = (state.ring[peer] ?? Infinity) <= incarnation;
  const next: PeerState = {
    ...state,
    ring: without(state.ring, peer, incarnation),
    deaths: withLatest(state.deaths, peer, incarnation),
    outside: without(state.outside, peer, incarnation),
  };
  return isMember ? relink(state, next, ctx) : next;
}

/** A peer that is up again is outside until its predecessor takes it in. */
export function hearReturn(
  state: PeerState,
  peer: NodeId,
  incarnation: number,
  ctx: RingContext,
): PeerState {
  const next = hearDeath(state, peer, incarnation - 1, ctx);
  if ((next.ring[peer] ?? 0) >= incarnation) return next;
  return admit({ ...next, outside: withLatest(next.outside, peer, incarnation) }, ctx);
}

export function takeJoined(state: PeerState, joined: Joined, ctx: RingContext): PeerState {
  const { peer, peerBoot } = joined;
  const known = Math.max(state.ring[peer] ?? 0, state.deaths[peer] ?? 0);
  if (peer === ctx.self || peerBoot <= known) return state;
  const next = takeIn(state, peer, peerBoot);
  // A new successor is told with everything else.
  if (successorOf(ctx.self, state.ring) === successorOf(ctx.self, next.ring)) {
    sendOn(next, { type: "Joined", peer, peerBoot }, ctx);
  }
  return relink(state, next, ctx);
}

/** Who is in already learns from it what it may have missed. */
export function takeWelcome(state: PeerState, message: Welcome, ctx: RingContext): PeerState {
  if (message.to !== ctx.incarnation) return state;
  const known = new Set(state.edits.map(editKey));
  const missing = message.edits.filter((edit) => !known.has(editKey(edit)));
  if (state.isIn) {
    for (const edit of missing) sendOn(state, { type: "Edit", ...edit }, ctx);
    return missing.length === 0 ? state : { ...state, edits: [...state.edits, ...missing] };
  }
  const { deaths } = state;
  const living = Object.entries({ ...message.ring, [ctx.self]: ctx.incarnation }).filter(
    ([peer, number]) => number > (deaths[peer] ?? 0),
  );
  const ring = Object.fromEntries(living);
  const outside = Object.fromEntries(
    Object.entries(state.outside).filter(([peer, number]) => number > (ring[peer] ?? 0)),
  );
  const { edits, generation } = message;
  const next: PeerState = { ...state, isIn: true, ring, outside, edits, generation };
  // The marker went to who was the successor then, and may have died with it.
  return relink({ ...next, ring: message.ring }, next, ctx);
}

/** After a change of the ring: a query that went round the old one proves nothing. */
function relink(before: PeerState, after: PeerState, ctx: RingContext): PeerState {
  const next = ctx.features.asks === "literally" ? after : { ...after, asking: null };
  if (!next.isIn) return next;
  const old = successorOf(ctx.self, before.ring);
  const now = successorOf(ctx.self, next.ring);
  const isNew = now !== old || (now !== undefined && before.ring[now] !== next.ring[now]);
  if (isNew) greetSuccessor(next, ctx);
  return admit(next, ctx);
}

/** Takes in those who wait between this peer and its successor, behind a marker. */
function admit(state: PeerState, ctx: RingContext): PeerState {
  if (!state.isIn || !ctx.features.rejoins) return useToken(state, ctx);
  const successor = successorOf(ctx.self, state.ring) ?? ctx.self;
  const waiting = between(ctx.self, successor, state.outside);
  let next = state;
  for (const [peer, peerBoot] of Object.entries(waiting).reverse()) {
    sendOn(next, { type: "Joined", peer, peerBoot }, ctx);
    next = { ...takeIn(next, peer, peerBoot), asking: null };
    welcome(next, peer, peerBoot, ctx);
  }
  return useToken(next, ctx);
}

function takeIn(state: PeerState, peer: NodeId, peerBoot: number): PeerState {
  const ring = withLatest(state.ring, peer, peerBoot);
  return { ...state, ring, outside: without(state.outside, peer, peerBoot) };
}
