/** What a peer sends to its successor. */
import type { NodeId } from "../../trace/ids.js";
import { between, successorOf } from "./ring.js";
import type { Boots, PeerState, RingMessage, RingContext } from "./types.js";

type Without<M, F extends string> = M extends unknown ? Omit<M, F> : never;

/** Without what every message along the ring carries. */
type Content = Without<RingMessage, "boot" | "over">;

/** Nothing is sent by the only peer of a ring. */
export function sendOn(state: PeerState, content: Content, ctx: RingContext): void {
  const to = successorOf(ctx.self, state.ring);
  if (to !== undefined) sendTo(state, to, content, ctx);
}

/** What every peer of the ring is to know is told to each new successor. */
export function greetSuccessor(state: PeerState, ctx: RingContext): void {
  const to = successorOf(ctx.self, state.ring);
  const boot = to === undefined ? undefined : state.ring[to];
  if (to === undefined || boot === undefined) return;
  // Who had the marker about this peer may be dead: so it introduces itself before all else.
  const { [ctx.self]: own, ...others } = state.ring;
  introduce(state, to, { [ctx.self]: own ?? 0 }, ctx);
  // It may be that nobody who lives has welcomed it.
  if (boot > 1) welcome(state, to, boot, ctx);
  introduce(state, to, others, ctx);
  if (!ctx.features.resends) return;
  for (const edit of state.edits.slice(state.safe)) {
    sendTo(state, to, { type: "Edit", ...edit }, ctx);
  }
}

/** First boots are in the ring without a word. */
function introduce(state: PeerState, to: NodeId, peers: Boots, ctx: RingContext): void {
  for (const [peer, peerBoot] of Object.entries(peers)) {
    if (peerBoot > 1) sendTo(state, to, { type: "Joined", peer, peerBoot }, ctx);
  }
}

export function welcome(state: PeerState, peer: NodeId, boot: number, ctx: RingContext): void {
  const { ring, edits, generation } = state;
  sendTo(state, peer, { type: "Welcome", to: boot, ring, edits, generation }, ctx);
}

function sendTo(state: PeerState, to: NodeId, content: Content, ctx: RingContext): void {
  const over = between(ctx.self, to, state.deaths);
  ctx.send(to, { ...content, boot: ctx.incarnation, over });
}
