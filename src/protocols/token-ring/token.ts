/** The token: kept while it is wanted, and passed on behind the edit that was made with it. */
import type { Asked } from "../../protocol/types.js";
import { successorOf } from "./ring.js";
import { sendOn } from "./sending.js";
import type { Edit, EditMark, Enter, PeerState, RingContext, Token } from "./types.js";

export function enter(state: PeerState, { id }: Asked<Enter>, ctx: RingContext): PeerState {
  const { mutex } = state;
  const isFree = mutex === "released";
  if (!ctx.because("wait", "nothing is wanted or held yet ({mutex})", isFree, () => ({ mutex }))) {
    ctx.reply(id, { type: "busy" });
    return state;
  }
  if (ctx.features.asks !== "never") ctx.setTimer("patience");
  return useToken({ ...state, mutex: "wanted", asked: id }, ctx);
}

export function takeToken(state: PeerState, { generation }: Token, ctx: RingContext): PeerState {
  const facts = () => ({ generation, known: state.generation });
  const guard = "generation {generation} of the token is not before {known}";
  if (!ctx.because("wait", guard, generation >= state.generation, facts)) return state;
  const { passed } = state;
  // What went on before the same token did has gone round before it.
  const safe = passed.generation === generation ? passed.edits : state.safe;
  return useToken({ ...state, token: generation, generation, safe }, ctx);
}

/** Whoever has the token and does not want it passes it on. */
export function useToken(state: PeerState, ctx: RingContext): PeerState {
  const { mutex, token } = state;
  if (mutex === "held") return state;
  const isHere = token !== null;
  if (mutex === "wanted") {
    if (!ctx.because("wait", "the token is here", isHere)) return state;
    ctx.cancelTimer("patience");
    ctx.setTimer("leave");
    return { ...state, mutex: "held", asking: null };
  }
  return isHere ? passToken(state, token, ctx) : state;
}

/** The edit first, then the token. */
export function leave(state: PeerState, ctx: RingContext): PeerState {
  const { edits, asked } = state;
  const about = { author: ctx.self, authorBoot: ctx.incarnation };
  const edit: EditMark = { number: edits.length + 1, ...about };
  sendOn(state, { type: "Edit", ...edit }, ctx);
  if (asked !== null) ctx.reply(asked, { type: "edited" });
  const edited = { ...state, mutex: "released", asked: null, edits: [...edits, edit] } as const;
  return useToken(edited, ctx);
}

/** Goes on until it comes to a peer that has it: its author, or another when that one is dead. */
export function takeEdit(state: PeerState, edit: Edit, ctx: RingContext): PeerState {
  const { number, author, authorBoot } = edit;
  if (hasEdit(state.edits, edit)) return state;
  const mark = { number, author, authorBoot };
  sendOn(state, { type: "Edit", ...mark }, ctx);
  return { ...state, edits: [...state.edits, mark] };
}

/** One word for an edit, where many are compared with many. */
export function editKey({ number, author, authorBoot }: EditMark): string {
  return `${number} ${author} ${authorBoot}`;
}

export function hasEdit(edits: readonly EditMark[], edit: EditMark): boolean {
  return edits.some((one) => isSameEdit(one, edit));
}

export function isSameEdit(a: EditMark, b: EditMark): boolean {
  return a.number === b.number && a.author === b.author && a.authorBoot === b.authorBoot;
}

function passToken(state: PeerState, generation: number, ctx: RingContext): PeerState {
  if (successorOf(ctx.self, state.ring) === undefined) return state;
  sendOn(state, { type: "Token", generation }, ctx);
  return { ...state, token: null, passed: { edits: state.edits.length, generation } };
}
