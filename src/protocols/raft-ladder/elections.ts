/**
 * Offices, terms and votes. Only the become… functions change a node's role. What a stage does not
 * know its messages do not say, and who receives them does not ask for it.
 */
import type { NodeId } from "../../trace/ids.js";
import { lastTerm, majorityOf } from "./log.js";
import { sendLogToAll } from "./logRequests.js";
import type { LadderContext, LadderState, VoteRequest, VoteResponse } from "./types.js";

/**
 * Joins a term that is not below the node's own, and gives up whatever office it holds. A new term
 * frees the vote, once votes have terms.
 */
export function becomeFollower(state: LadderState, term: number, ctx: LadderContext): LadderState {
  const isNewTerm = term > state.currentTerm;
  if (state.role !== "follower") leaveOffice(state, ctx);
  return {
    ...state,
    role: "follower",
    currentTerm: term,
    votedFor: isNewTerm && ctx.features.termsInVotes ? null : state.votedFor,
    votesReceived: [],
    currentLeader: isNewTerm || state.role !== "follower" ? null : state.currentLeader,
    sentLength: {},
    ackedLength: {},
    waiting: [],
  };
}

function leaveOffice(state: LadderState, ctx: LadderContext): void {
  ctx.cancelTimer("replication");
  ctx.cancelTimer("election");
  awaitLeader(ctx);
  if (state.waiting.length === 0) return;
  ctx.note("Writes {ids} get no answer: whether they will be committed is open.", () => ({
    ids: state.waiting.map(({ id }) => id),
  }));
}

/** Starts the time afresh in which a follower expects to hear of a leader. */
export function awaitLeader(ctx: LadderContext): void {
  if (ctx.features.noLeaderAck) ctx.setTimer("no-leader-ack");
}

/** No leader was heard in time. */
export function replaceLeader(state: LadderState, ctx: LadderContext): LadderState {
  if (ctx.features.elections) return becomeCandidate(state, ctx);
  ctx.because("leader", "no leader was heard in time, and that is enough", true);
  return becomeLeader(state, ctx);
}

/** Votes for itself if its vote is still free, and asks all others. */
export function becomeCandidate(state: LadderState, ctx: LadderContext): LadderState {
  const { terms, electionTimeout, termsInVotes } = ctx.features;
  const votedFor = termsInVotes ? ctx.self : (state.votedFor ?? ctx.self);
  const candidate: LadderState = {
    ...state,
    role: "candidate",
    currentTerm: terms ? state.currentTerm + 1 : state.currentTerm,
    votedFor,
    votesReceived: votedFor === ctx.self ? [ctx.self] : [],
    currentLeader: null,
  };
  ctx.cancelTimer("no-leader-ack");
  if (electionTimeout) ctx.setTimer("election");
  ctx.broadcast(voteRequest(candidate, ctx));
  return leadIfElected(candidate, ctx);
}

function voteRequest(state: LadderState, { features }: LadderContext): VoteRequest {
  return {
    type: "voteRequest",
    ...(features.termsInVotes ? { term: state.currentTerm } : {}),
    ...(features.compareLogLength ? { logLength: state.log.length } : {}),
    ...(features.entryTerms ? { lastTerm: lastTerm(state.log) } : {}),
  };
}

/** Announces itself with a log request at once, as far as log requests exist. */
export function becomeLeader(state: LadderState, ctx: LadderContext): LadderState {
  const { relayWrites, sendMissingOnly, commitAtMajority, periodicLogRequests } = ctx.features;
  const forEachPeer = (length: number) =>
    Object.fromEntries(ctx.peers().map((peer) => [peer, length]));
  const leader: LadderState = {
    ...state,
    role: "leader",
    currentLeader: relayWrites ? ctx.self : null,
    sentLength: sendMissingOnly ? forEachPeer(state.log.length) : {},
    ackedLength: commitAtMajority ? forEachPeer(0) : {},
  };
  ctx.cancelTimer("no-leader-ack");
  ctx.cancelTimer("election");
  if (!periodicLogRequests) return leader;
  ctx.setTimer("replication");
  sendLogToAll(leader, ctx);
  return leader;
}

// ── Votes ──

/** Gives the node's vote or refuses it; a leader does not answer before terms bind it. */
export function answerVoteRequest(
  state: LadderState,
  request: VoteRequest,
  candidate: NodeId,
  ctx: LadderContext,
): LadderState {
  if (state.role === "leader" && !ctx.features.termsBindEveryone) {
    ctx.because("vote", "this node is no leader", false);
    return state;
  }
  const { term = 0 } = request;
  const voter = term > state.currentTerm ? becomeFollower(state, term, ctx) : state;
  const granted = mayVoteFor(voter, request, candidate, ctx);
  const mine = request.term === undefined ? {} : { term: voter.currentTerm };
  ctx.send(candidate, { type: "voteResponse", ...mine, granted });
  if (!granted) return voter;
  // Who has just become follower waits already.
  if (state.role === "follower") awaitLeader(ctx);
  return voter.votedFor === candidate ? voter : { ...voter, votedFor: candidate };
}

function mayVoteFor(
  voter: LadderState,
  request: VoteRequest,
  candidate: NodeId,
  ctx: LadderContext,
): boolean {
  const { currentTerm, votedFor } = voter;
  const { term } = request;
  if (term !== undefined) {
    const facts = () => ({ theirs: term, mine: currentTerm });
    const guard = "the candidate's term {theirs} is not below term {mine}";
    if (!ctx.because("vote", guard, term >= currentTerm, facts)) return false;
  }
  const isFree = ctx.because(
    "vote",
    "no vote for another than {candidate:node} (voted for {votedFor:nodes})",
    votedFor === null || votedFor === candidate,
    () => ({ candidate, votedFor: votedFor === null ? [] : [votedFor] }),
  );
  return isFree && hasGoodLog(voter, request, ctx);
}

/** Whether the candidate's log is no worse than the voter's, as far as the stage can tell. */
function hasGoodLog(voter: LadderState, request: VoteRequest, ctx: LadderContext): boolean {
  const { logLength, lastTerm: theirTerm } = request;
  if (logLength === undefined) return true;
  const myTerm = lastTerm(voter.log);
  const lengths = { theirs: logLength, mine: voter.log.length };
  const isLongEnough = logLength >= voter.log.length;
  if (theirTerm === undefined) {
    const guard = "the candidate's log (length {theirs}) is not shorter than {mine}";
    return ctx.because("vote", guard, isLongEnough, () => lengths);
  }
  return ctx.because(
    "vote",
    "the candidate's log (last term {theirTerm}, length {theirs}) is not behind" +
      " (last term {myTerm}, length {mine})",
    theirTerm > myTerm || (theirTerm === myTerm && isLongEnough),
    () => ({ ...lengths, theirTerm, myTerm }),
  );
}

/** Counts a vote once, and only for the election that runs. */
export function countVote(
  state: LadderState,
  response: VoteResponse,
  voter: NodeId,
  ctx: LadderContext,
): LadderState {
  const { term = state.currentTerm } = response;
  const mayJoin = state.role !== "leader" || ctx.features.termsBindEveryone;
  if (term > state.currentTerm && mayJoin) return becomeFollower(state, term, ctx);
  if (state.role !== "candidate" || term !== state.currentTerm) {
    const facts = () => ({ role: state.role, theirs: term, mine: state.currentTerm });
    const guard =
      "the vote is for the election that runs (vote: term {theirs}; here: {role}, term {mine})";
    ctx.because("vote", guard, false, facts);
    return state;
  }
  const facts = () => ({ voter });
  const isGranted = ctx.because("leader", "{voter:node} granted its vote", response.granted, facts);
  if (!isGranted || state.votesReceived.includes(voter)) return state;
  return leadIfElected({ ...state, votesReceived: [...state.votesReceived, voter] }, ctx);
}

function leadIfElected(candidate: LadderState, ctx: LadderContext): LadderState {
  const have = candidate.votesReceived.length;
  const need = majorityOf(ctx.peers().length + 1);
  const isElected = ctx.because(
    "leader",
    "{have} votes of {need} needed: {voters:nodes}",
    have >= need,
    () => ({ have, need, voters: candidate.votesReceived }),
  );
  return isElected ? becomeLeader(candidate, ctx) : candidate;
}
