/**
 * The log's way from a client to every state machine (§5.3, §5.4.2).
 */
import { ensure } from "../../base/assert.js";
import type { Asked } from "../../protocol/types.js";
import type { NodeId } from "../../trace/ids.js";
import { applyCommand, writeCommand, type KeyValueCommand } from "./keyValue.js";
import {
  appendMissing,
  containsEntry,
  entriesFrom,
  entryAt,
  lastLogIndex,
  mergeEntries,
  termAt,
} from "./log.js";
import { quorumIndex, quorumSize } from "./quorum.js";
import type { AppendEntries, AppendEntriesReply, RaftContext, RaftState } from "./types.js";

// ── Leaders ──

/** §5.3: takes a client's command, or names the leader. */
export function propose(
  state: RaftState,
  command: Asked<KeyValueCommand>,
  ctx: RaftContext,
): RaftState {
  const facts = () => ({ role: state.role });
  const isLeader = state.role === "leader";
  ctx.because("command", "this server is leader (it is {role})", isLeader, facts);
  if (!isLeader) {
    ctx.reply(command.id, { type: "notLeader", leader: state.leaderId });
    return state;
  }
  const log = [...state.log, { term: state.currentTerm, command: writeCommand(command) }];
  const waiting = [...state.waiting, { index: lastLogIndex(log), id: command.id }];
  const leader = { ...state, log, waiting };
  sendToAll(leader, ctx);
  return advanceCommitIndex(leader, ctx);
}

export function sendToAll(leader: RaftState, ctx: RaftContext): void {
  for (const peer of ctx.peers()) sendEntries(leader, peer, ctx);
}

/** Sends what the peer seems to lack; nothing (a heartbeat) if it seems to have all. */
function sendEntries(leader: RaftState, peer: NodeId, ctx: RaftContext): void {
  const next = leader.nextIndex[peer] ?? 1;
  ctx.send(peer, {
    type: "AppendEntries",
    term: leader.currentTerm,
    leaderId: ctx.self,
    prevLogIndex: next - 1,
    prevLogTerm: termAt(leader.log, next - 1),
    entries: entriesFrom(leader.log, next),
    leaderCommit: leader.commitIndex,
  });
}

/** A reply of an old term, or to one who leads no more, counts for nothing. */
export function isReplyToLeader(
  state: RaftState,
  reply: AppendEntriesReply,
  ctx: RaftContext,
): boolean {
  if (state.role === "leader" && reply.term === state.currentTerm) return true;
  return ctx.because(
    "reply",
    "the reply is to a leader of this term (reply: term {theirs}; here: {role}, term {mine})",
    false,
    () => ({ theirs: reply.term, mine: state.currentTerm, role: state.role }),
  );
}

/**
 * §5.3: the peer stores everything up to the index. Replies may come late, so nothing ever goes
 * back.
 */
export function followerHas(
  state: RaftState,
  peer: NodeId,
  index: number,
  ctx: RaftContext,
): RaftState {
  // A reply to an earlier life of this server may speak of entries that its lost disk took away.
  const stored = Math.min(index, lastLogIndex(state.log));
  const match = Math.max(state.matchIndex[peer] ?? 0, stored);
  const next = Math.max(state.nextIndex[peer] ?? 1, stored + 1);
  if (match === state.matchIndex[peer] && next === state.nextIndex[peer]) return state;
  const leader = {
    ...state,
    nextIndex: { ...state.nextIndex, [peer]: next },
    matchIndex: { ...state.matchIndex, [peer]: match },
  };
  if (next <= lastLogIndex(leader.log)) sendEntries(leader, peer, ctx);
  return advanceCommitIndex(leader, ctx);
}

/** §5.3: backs up by one and tries again, unless the refusal is of an older try than the last. */
export function followerRefused(
  state: RaftState,
  peer: NodeId,
  index: number,
  ctx: RaftContext,
): RaftState {
  const next = state.nextIndex[peer] ?? 1;
  const isLatest = ctx.because(
    "reply",
    "the refusal is of the latest try (refused: after index {refused}; latest: after {latest})",
    next - 1 === index && next > 1,
    () => ({ refused: index, latest: next - 1 }),
  );
  if (!isLatest) return state;
  const leader = { ...state, nextIndex: { ...state.nextIndex, [peer]: next - 1 } };
  sendEntries(leader, peer, ctx);
  return leader;
}

/**
 * Leaders' last rule (§5.3, §5.4): commits what a majority stores, but only if the last of it is of
 * the current term. No lower index need be tried: terms never fall along a log, so if that one is
 * of an older term, all before are.
 */
function advanceCommitIndex(state: RaftState, ctx: RaftContext): RaftState {
  const indexes = ctx.peers().map((peer) => state.matchIndex[peer] ?? 0);
  const index = quorumIndex([...indexes, lastLogIndex(state.log)]);
  if (state.commitIndex === lastLogIndex(state.log)) return state;
  const wanted = Math.max(index, state.commitIndex + 1);
  const isStored = ctx.because(
    "commit",
    "entry {index} is stored by {have} of {need} servers needed",
    index > state.commitIndex,
    () => ({
      index: wanted,
      have: 1 + indexes.filter((stored) => stored >= wanted).length,
      need: quorumSize(indexes.length + 1),
    }),
  );
  if (!isStored) return state;
  const isOurs =
    !ctx.features.commitOnlyCurrentTerm ||
    ctx.because(
      "commit",
      "entry {index} (term {term}) is of the current term {mine}",
      termAt(state.log, index) === state.currentTerm,
      () => ({ index, term: termAt(state.log, index), mine: state.currentTerm }),
    );
  return isOurs ? applyCommitted({ ...state, commitIndex: index }, ctx) : state;
}

// ── Followers: AppendEntries ──

/** AppendEntries, receiver's step 1. */
export function isCurrentLeader(
  state: RaftState,
  request: AppendEntries,
  ctx: RaftContext,
): boolean {
  if (request.term >= state.currentTerm) return true;
  const facts = () => ({ theirs: request.term, mine: state.currentTerm });
  return ctx.because(
    "append",
    "the leader's term {theirs} is not behind term {mine}",
    false,
    facts,
  );
}

/** AppendEntries, receiver's step 2. A heartbeat that fits decides nothing worth recording. */
export function fitsLog(state: RaftState, request: AppendEntries, ctx: RaftContext): boolean {
  const fits = containsEntry(state.log, request.prevLogIndex, request.prevLogTerm);
  if (fits && request.entries.length === 0) return true;
  return ctx.because(
    "append",
    "the log has an entry of term {prevLogTerm} at index {prevLogIndex}" +
      " (last index: {last}, term there: {found})",
    fits,
    () => ({
      prevLogIndex: request.prevLogIndex,
      prevLogTerm: request.prevLogTerm,
      last: lastLogIndex(state.log),
      found: termAt(state.log, request.prevLogIndex),
    }),
  );
}

export function refuseEntries(
  state: RaftState,
  request: AppendEntries,
  to: NodeId,
  ctx: RaftContext,
): RaftState {
  ctx.send(to, {
    type: "AppendEntriesReply",
    term: state.currentTerm,
    success: false,
    prevLogIndex: request.prevLogIndex,
    matchIndex: 0,
  });
  return state;
}

/** AppendEntries, receiver's steps 3 to 5. */
export function acceptEntries(
  state: RaftState,
  request: AppendEntries,
  to: NodeId,
  ctx: RaftContext,
): RaftState {
  const { prevLogIndex, entries, leaderCommit } = request;
  const log = ctx.features.truncateConflicts
    ? mergeEntries(state.log, prevLogIndex, entries)
    : appendMissing(state.log, prevLogIndex, entries);
  // Entries beyond the last one sent may still differ from the leader's: they must not be
  // committed.
  const lastNew = prevLogIndex + entries.length;
  const commitIndex = Math.max(state.commitIndex, Math.min(leaderCommit, lastNew));
  ctx.send(to, {
    type: "AppendEntriesReply",
    term: state.currentTerm,
    success: true,
    prevLogIndex,
    matchIndex: lastNew,
  });
  if (log === state.log && commitIndex === state.commitIndex) return state;
  return applyCommitted({ ...state, log, commitIndex }, ctx);
}

// ── All servers ──

/** §5.3: applies what is committed, in order, and answers the clients that wait for it. */
function applyCommitted(state: RaftState, ctx: RaftContext): RaftState {
  if (state.commitIndex === state.lastApplied) return state;
  let { lastApplied, stateMachine } = state;
  let answered = 0;
  while (lastApplied < state.commitIndex) {
    lastApplied++;
    const entry = ensure(entryAt(state.log, lastApplied), "a log lacks what was just committed");
    const { store, value } = applyCommand(stateMachine, entry.command);
    stateMachine = store;
    const asked = state.waiting[answered];
    if (asked?.index !== lastApplied) continue;
    ctx.reply(asked.id, { type: "applied", value });
    answered++;
  }
  const waiting = answered === 0 ? state.waiting : state.waiting.slice(answered);
  return { ...state, lastApplied, stateMachine, waiting };
}
