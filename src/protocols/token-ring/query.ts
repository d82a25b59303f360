/** A peer that has waited too long asks whether the token is lost. */
import { coordinatorOf, isSameRing, successorOf } from "./ring.js";
import { sendOn } from "./sending.js";
import { useToken } from "./token.js";
import type { Lost, PeerState, RingContext, TokenQuery } from "./types.js";

export function ask(state: PeerState, ctx: RingContext): PeerState {
  ctx.setTimer("patience");
  if (!state.isIn) return state;
  const query = state.queries + 1;
  const asked: PeerState = { ...state, queries: query, asking: query };
  const [asker, askerBoot] = [ctx.self, ctx.incarnation];
  // The only peer of a ring need not ask anybody.
  if (successorOf(asker, state.ring) === undefined) return report(asked, state.generation, ctx);
  const { generation } = state;
  sendOn(state, { type: "TokenQuery", asker, askerBoot, query, generation }, ctx);
  return asked;
}

/** Behind all that came before it on the same link, as everything that goes round. */
export function takeQuery(state: PeerState, message: TokenQuery, ctx: RingContext): PeerState {
  const { asker, askerBoot, query } = message;
  if (asker === ctx.self) return hearAnswer(state, message, ctx);
  const isElsewhere = state.token === null;
  if (!ctx.because("lost", "the token is not here", isElsewhere)) return state;
  const isAskerThere = state.ring[asker] === askerBoot;
  const facts = () => ({ asker });
  if (!ctx.because("lost", "{asker:node}, who asks, is there", isAskerThere, facts)) return state;
  const generation = Math.max(message.generation, state.generation);
  sendOn(state, { type: "TokenQuery", asker, askerBoot, query, generation }, ctx);
  return state;
}

/** The coordinator makes a token, if the proof is about the ring and the token that it knows. */
export function takeLost(state: PeerState, lost: Lost, ctx: RingContext): PeerState {
  const { generation, ring } = lost;
  const isCareful = ctx.features.asks === "carefully";
  const isRing = !isCareful || isSameRing(ring, state.ring);
  if (!ctx.because("lost", "the query went round the ring as it is now", isRing)) return state;
  if (coordinatorOf(state.ring) !== ctx.self) {
    sendOn(state, { type: "Lost", generation, ring }, ctx);
    return state;
  }
  if (!isCareful) return makeToken(state, state.generation, ctx);
  const facts = () => ({ generation, known: state.generation });
  const guard = "generation {generation}, which is lost, is not before {known}";
  if (!ctx.because("lost", guard, generation >= state.generation, facts)) return state;
  return makeToken(state, generation + 1, ctx);
}

function hearAnswer(state: PeerState, query: TokenQuery, ctx: RingContext): PeerState {
  const generation = Math.max(query.generation, state.generation);
  if (ctx.features.asks === "literally") return report(state, generation, ctx);
  const isOpen = query.askerBoot === ctx.incarnation && query.query === state.asking;
  const guard = "since the query left, neither the token has come nor the ring changed";
  return ctx.because("lost", guard, isOpen) ? report(state, generation, ctx) : state;
}

function report(state: PeerState, generation: number, ctx: RingContext): PeerState {
  const { ring } = state;
  const about = { boot: ctx.incarnation, over: {} };
  return takeLost({ ...state, asking: null }, { type: "Lost", generation, ring, ...about }, ctx);
}

function makeToken(state: PeerState, generation: number, ctx: RingContext): PeerState {
  ctx.note("The token is lost: here is another.");
  return useToken({ ...state, token: generation, generation }, ctx);
}
