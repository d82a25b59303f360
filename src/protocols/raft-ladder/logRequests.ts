/** What a leader sends: its log, or what of it a follower seems to lack. */
import type { NodeId } from "../../trace/ids.js";
import { NO_ENTRIES, termAt } from "./log.js";
import type { LadderContext, LadderState, LogRequest } from "./types.js";

/** One log request to each peer. */
export function sendLogToAll(leader: LadderState, ctx: LadderContext): void {
  for (const peer of ctx.peers()) sendLog(leader, peer, ctx);
}

/** The whole log, or what the peer seems to lack. */
export function sendLog(leader: LadderState, peer: NodeId, ctx: LadderContext): void {
  const { terms, commitAtMajority } = ctx.features;
  ctx.send(peer, {
    type: "logRequest",
    ...(terms ? { term: leader.currentTerm } : {}),
    ...carriedLog(leader, peer, ctx),
    ...(commitAtMajority ? { commitLength: leader.commitLength } : {}),
  });
}

function carriedLog(
  { log, sentLength }: LadderState,
  peer: NodeId,
  { features }: LadderContext,
): Partial<LogRequest> {
  if (!features.sendMissingOnly) return { log };
  const prefixLength = sentLength[peer] ?? 0;
  const prefixTerm = features.prefixCheck ? { prefixTerm: termAt(log, prefixLength) } : {};
  const suffix = prefixLength >= log.length ? NO_ENTRIES : log.slice(prefixLength);
  return { prefixLength, ...prefixTerm, suffix };
}
