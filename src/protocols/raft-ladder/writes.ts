/** A client's write: taken by a leader, relayed by those who know one, or refused. */
import type { Asked } from "../../protocol/types.js";
import type { CommandId } from "../../trace/ids.js";
import { sendLogToAll } from "./logRequests.js";
import { commitWhatMajorityHas } from "./replication.js";
import type { BroadcastRequest, Entry, LadderContext, LadderState, Write } from "./types.js";

/** Takes the write, passes it on to the leader, or tells the client why not. */
export function write(state: LadderState, asked: Asked<Write>, ctx: LadderContext): LadderState {
  const { id, text } = asked;
  const facts = () => ({ role: state.role });
  if (ctx.because("write", "this node leads (it is {role})", state.role === "leader", facts)) {
    return take(state, text, id, ctx);
  }
  if (!ctx.features.relayWrites) {
    ctx.reply(id, { type: "refused", role: state.role });
    return state;
  }
  const leader = state.currentLeader;
  if (!ctx.because("write", "this node knows who leads", leader !== null) || leader === null) {
    ctx.reply(id, { type: "noLeader" });
    return state;
  }
  ctx.send(leader, { type: "broadcastRequest", id, command: text });
  return state;
}

/**
 * A relayed write. It is not relayed once more: two nodes that take each other for the leader would
 * never end.
 */
export function takeRelayed(
  state: LadderState,
  { id, command }: BroadcastRequest,
  ctx: LadderContext,
): LadderState {
  const facts = () => ({ role: state.role });
  if (ctx.because("write", "this node leads (it is {role})", state.role === "leader", facts)) {
    return take(state, command, id, ctx);
  }
  ctx.reply(id, { type: "noLeader" });
  return state;
}

function take(
  leader: LadderState,
  command: string,
  id: CommandId,
  ctx: LadderContext,
): LadderState {
  const { entryTerms, logRequests } = ctx.features;
  const entry: Entry = entryTerms ? { command, term: leader.currentTerm } : { command };
  const next = { ...leader, log: [...leader.log, entry] };
  if (logRequests) sendLogToAll(next, ctx);
  return acknowledge(next, id, ctx);
}

/** Answers the client of the last entry: now, or once a majority has it. */
function acknowledge(leader: LadderState, id: CommandId, ctx: LadderContext): LadderState {
  const { length } = leader.log;
  if (ctx.features.commitAtMajority) {
    return commitWhatMajorityHas({ ...leader, waiting: [...leader.waiting, { length, id }] }, ctx);
  }
  ctx.reply(id, { type: "appended", length });
  return leader;
}
