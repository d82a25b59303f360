/**
 * The log's way from the leader to all others, and back the news of how far it has come.
 */
import type { NodeId } from "../../trace/ids.js";
import { awaitLeader, becomeFollower } from "./elections.js";
import {
  appendChecked,
  appendUnchecked,
  majorityLength,
  majorityOf,
  NO_ENTRIES,
  replaceLog,
  termAt,
} from "./log.js";
import { sendLog } from "./logRequests.js";
import type { Entry, LadderContext, LadderState, LogRequest, LogResponse } from "./types.js";

// ── Leaders ──

/** Notes what a follower has, or goes back for one that lacks the prefix. */
export function receiveLogResponse(
  state: LadderState,
  response: LogResponse,
  follower: NodeId,
  ctx: LadderContext,
): LadderState {
  const { term, success, ack } = response;
  if (term > state.currentTerm) return becomeFollower(state, term, ctx);
  const isForThisLeader = state.role === "leader" && term === state.currentTerm;
  if (!isForThisLeader) {
    const facts = () => ({ role: state.role, theirs: term, mine: state.currentTerm });
    const guard =
      "the response is to a leader of this term (response: term {theirs}; here: {role}, term {mine})";
    ctx.because("append", guard, false, facts);
    return state;
  }
  if (!success) return backUp(state, follower, ctx);
  const isNews = ack > (state.ackedLength[follower] ?? 0);
  const sentLength = sentAfterAck(state, follower, ack, ctx);
  if (!isNews && sentLength === state.sentLength) return state;
  const ackedLength = isNews ? { ...state.ackedLength, [follower]: ack } : state.ackedLength;
  return commitWhatMajorityHas({ ...state, ackedLength, sentLength }, ctx);
}

/** What is acknowledged need not be sent again; an older acknowledgement says nothing new. */
function sentAfterAck(
  { sentLength, ackedLength }: LadderState,
  follower: NodeId,
  ack: number,
  { features }: LadderContext,
): LadderState["sentLength"] {
  const isOld = ack < (ackedLength[follower] ?? 0);
  if (!features.sendMissingOnly || isOld || sentLength[follower] === ack) return sentLength;
  return { ...sentLength, [follower]: ack };
}

/** The follower lacks the prefix: tries again with one entry more. */
function backUp(leader: LadderState, follower: NodeId, ctx: LadderContext): LadderState {
  const sent = leader.sentLength[follower] ?? 0;
  const facts = () => ({ sent });
  const canBackUp = ctx.because("append", "there is an entry before {sent}", sent > 0, facts);
  if (!canBackUp) return leader;
  const next = { ...leader, sentLength: { ...leader.sentLength, [follower]: sent - 1 } };
  sendLog(next, follower, ctx);
  return next;
}

/**
 * Commits what a strict majority has. Terms never fall along a log, so if the last entry that a
 * majority has is of an older term, all before are.
 */
export function commitWhatMajorityHas(state: LadderState, ctx: LadderContext): LadderState {
  const { log, commitLength, currentTerm } = state;
  if (commitLength >= log.length) return state;
  const lengths = [log.length, ...ctx.peers().map((peer) => state.ackedLength[peer] ?? 0)];
  // A follower of an unchecked log may acknowledge more than there is.
  const length = Math.min(majorityLength(lengths), log.length);
  const wanted = Math.max(length, commitLength + 1);
  const isStored = ctx.because(
    "commit",
    "entry {wanted} is stored by {have} of {need} nodes needed",
    length > commitLength,
    () => ({
      wanted,
      have: lengths.filter((stored) => stored >= wanted).length,
      need: majorityOf(lengths.length),
    }),
  );
  if (!isStored) return state;
  if (ctx.features.ownTermCommit) {
    const term = termAt(log, length);
    const facts = () => ({ length, term, mine: currentTerm });
    const guard = "entry {length} (term {term}) is of the leader's own term {mine}";
    if (!ctx.because("commit", guard, term === currentTerm, facts)) return state;
  }
  return answerCommitted({ ...state, commitLength: length }, ctx);
}

function answerCommitted(state: LadderState, ctx: LadderContext): LadderState {
  const answered = state.waiting.filter(({ length }) => length <= state.commitLength);
  for (const { id, length } of answered) ctx.reply(id, { type: "committed", length });
  if (answered.length === 0) return state;
  return { ...state, waiting: state.waiting.slice(answered.length) };
}

// ── Followers ──

/**
 * Takes the log of a leader that this node obeys: its role, the terms, the commit lengths and the
 * prefix decide, as far as the stage knows them.
 */
export function receiveLogRequest(
  state: LadderState,
  request: LogRequest,
  leader: NodeId,
  ctx: LadderContext,
): LadderState {
  if (!listens(state, request, ctx)) {
    refuse(state, leader, ctx);
    return state;
  }
  const term = Math.max(request.term ?? 0, state.currentTerm);
  const isOther = state.role !== "follower" || term > state.currentTerm;
  const follower = isOther ? becomeFollower(state, term, ctx) : state;
  if (!isCurrent(follower, request, ctx) || !knowsEnough(follower, request, ctx)) {
    refuse(follower, leader, ctx);
    return follower;
  }
  awaitLeader(ctx);
  const learns = ctx.features.relayWrites && follower.currentLeader !== leader;
  const led = learns ? { ...follower, currentLeader: leader } : follower;
  if (!hasPrefix(led, request, ctx)) {
    refuse(led, leader, ctx);
    return led;
  }
  return takeLog(led, request, leader, ctx);
}

/** Whether the node's role lets it obey the request. */
function listens(state: LadderState, request: LogRequest, ctx: LadderContext): boolean {
  const { leaderStepsDown, candidateObeysLogRequest, termsBindEveryone } = ctx.features;
  const facts = () => ({ theirs: request.term ?? 0, mine: state.currentTerm });
  const isLower = (request.term ?? 0) < state.currentTerm;
  if (state.role === "leader") {
    if (!leaderStepsDown) return ctx.because("append", "this node is no leader", false);
    const isHigher = (request.term ?? 0) > state.currentTerm;
    const guard = "the other leader's term {theirs} is higher than term {mine}";
    return ctx.because("append", guard, isHigher, facts);
  }
  if (state.role !== "candidate") return true;
  if (!candidateObeysLogRequest) {
    return ctx.because("append", "this node is no candidate", false);
  }
  if (!termsBindEveryone) return true;
  return ctx.because("append", "the leader's term {theirs} is not below {mine}", !isLower, facts);
}

function isCurrent(state: LadderState, request: LogRequest, ctx: LadderContext): boolean {
  if ((request.term ?? 0) >= state.currentTerm) return true;
  const facts = () => ({ theirs: request.term ?? 0, mine: state.currentTerm });
  return ctx.because("append", "the leader's term {theirs} is not below {mine}", false, facts);
}

function knowsEnough(state: LadderState, request: LogRequest, ctx: LadderContext): boolean {
  if (!ctx.features.rejectLowerCommit) return true;
  const theirs = request.commitLength ?? 0;
  if (theirs >= state.commitLength) return true;
  const facts = () => ({ theirs, mine: state.commitLength });
  const guard = "the leader's commit length {theirs} is not below {mine}";
  return ctx.because("append", guard, false, facts);
}

function hasPrefix(state: LadderState, request: LogRequest, ctx: LadderContext): boolean {
  const { prefixLength = 0, prefixTerm } = request;
  if (prefixTerm === undefined) return true;
  const found = termAt(state.log, prefixLength);
  const fits = state.log.length >= prefixLength && found === prefixTerm;
  // A heartbeat that fits decides nothing worth recording.
  if (fits && (request.suffix ?? NO_ENTRIES).length === 0) return true;
  return ctx.because(
    "append",
    "the log has {prefixLength} entries, the last of them of term {prefixTerm}" +
      " (length: {length}, term there: {found})",
    fits,
    () => ({ prefixLength, prefixTerm, length: state.log.length, found }),
  );
}

function takeLog(
  state: LadderState,
  request: LogRequest,
  leader: NodeId,
  ctx: LadderContext,
): LadderState {
  const { commitAtMajority, sendMissingOnly } = ctx.features;
  const log = nextLog(state.log, request, ctx);
  if (!commitAtMajority) return log === state.log ? state : { ...state, log };
  const { prefixLength = 0, suffix = NO_ENTRIES } = request;
  const ack = sendMissingOnly ? prefixLength + suffix.length : log.length;
  ctx.send(leader, { type: "logResponse", term: state.currentTerm, success: true, ack });
  const known = Math.max(state.commitLength, request.commitLength ?? 0);
  // A log that was replaced by a shorter one has lost what was committed in it.
  const commitLength = Math.min(known, log.length);
  if (log === state.log && commitLength === state.commitLength) return state;
  return { ...state, log, commitLength };
}

function nextLog(
  log: readonly Entry[],
  request: LogRequest,
  { features }: LadderContext,
): readonly Entry[] {
  if (!features.sendMissingOnly) return replaceLog(log, request.log ?? NO_ENTRIES);
  const { prefixLength = 0, suffix = NO_ENTRIES } = request;
  const append = features.prefixCheck ? appendChecked : appendUnchecked;
  return append(log, prefixLength, suffix);
}

/** Before the prefix check, what is refused gets no answer. */
function refuse(state: LadderState, leader: NodeId, ctx: LadderContext): void {
  if (!ctx.features.prefixCheck) return;
  ctx.send(leader, { type: "logResponse", term: state.currentTerm, success: false, ack: 0 });
}
