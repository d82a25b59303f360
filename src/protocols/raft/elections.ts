/**
 * Terms, votes and offices (§5.1, §5.2, §5.4.1). Only the become… functions change a server's role.
 */
import type { NodeId } from "../../trace/ids.js";
import { isAtLeastAsUpToDate, lastLogIndex, lastLogTerm } from "./log.js";
import { quorumSize } from "./quorum.js";
import { sendToAll } from "./replication.js";
import type { RaftContext, RaftState, RequestVote, RequestVoteReply } from "./types.js";

/** §5.1: joins a term, without a vote and without a leader unless it is in that term already. */
export function becomeFollower(state: RaftState, term: number, ctx: RaftContext): RaftState {
  const isNewTerm = term > state.currentTerm;
  if (isNewTerm && state.role !== "follower") {
    const facts = () => ({ mine: state.currentTerm, seen: term });
    ctx.because("leader", "nobody is in a later term than {mine} (seen: {seen})", false, facts);
  }
  if (state.role === "leader") {
    ctx.cancelTimer("heartbeat");
    ctx.setTimer("election");
    noteUnanswered(state, ctx);
  }
  return {
    ...state,
    currentTerm: term,
    votedFor: isNewTerm ? null : state.votedFor,
    nextIndex: {},
    matchIndex: {},
    role: "follower",
    votesGranted: [],
    leaderId: isNewTerm ? null : state.leaderId,
    waiting: [],
  };
}

/** §5.2: starts an election. */
export function becomeCandidate(state: RaftState, ctx: RaftContext): RaftState {
  const candidate: RaftState = {
    ...state,
    currentTerm: state.currentTerm + 1,
    votedFor: ctx.self,
    role: "candidate",
    votesGranted: [ctx.self],
    leaderId: null,
  };
  ctx.setTimer("election");
  ctx.broadcast({
    type: "RequestVote",
    term: candidate.currentTerm,
    candidateId: ctx.self,
    lastLogIndex: lastLogIndex(state.log),
    lastLogTerm: lastLogTerm(state.log),
  });
  return leadIfElected(candidate, ctx);
}

/** §5.2: sends the first heartbeat at once. */
function becomeLeader(state: RaftState, ctx: RaftContext): RaftState {
  const next = lastLogIndex(state.log) + 1;
  const peers = ctx.peers();
  const leader: RaftState = {
    ...state,
    nextIndex: Object.fromEntries(peers.map((peer) => [peer, next])),
    matchIndex: Object.fromEntries(peers.map((peer) => [peer, 0])),
    role: "leader",
    leaderId: ctx.self,
  };
  ctx.cancelTimer("election");
  ctx.setTimer("heartbeat");
  sendToAll(leader, ctx);
  return leader;
}

/**
 * §5.2: the sender leads this term, so a candidate gives up and the election timer starts afresh.
 */
export function heardFromLeader(state: RaftState, leaderId: NodeId, ctx: RaftContext): RaftState {
  if (state.role === "leader") return state;
  ctx.setTimer("election");
  if (state.leaderId === leaderId) return state;
  const facts = () => ({ term: state.currentTerm, leader: leaderId });
  ctx.because("leader", "nobody else leads term {term} ({leader:node} does)", false, facts);
  const isCandidate = state.role === "candidate";
  const follower = isCandidate ? becomeFollower(state, state.currentTerm, ctx) : state;
  return { ...follower, leaderId };
}

function noteUnanswered(state: RaftState, ctx: RaftContext): void {
  if (state.waiting.length === 0) return;
  ctx.note("Commands {commands} get no answer: whether they will be committed is open.", () => ({
    commands: state.waiting.map((command) => command.id),
  }));
}

// ── Elections ──

/** RequestVote, receiver's steps 1 and 2. */
export function mayVoteFor(state: RaftState, request: RequestVote, ctx: RaftContext): boolean {
  const { currentTerm, votedFor } = state;
  const isCurrent = ctx.because(
    "vote",
    "the candidate's term {theirs} is not behind term {mine}",
    request.term >= currentTerm,
    () => ({ theirs: request.term, mine: currentTerm }),
  );
  if (!isCurrent) return false;
  const isFree = ctx.because(
    "vote",
    "no vote for another than {candidate:node} in term {mine} (voted for {votedFor:nodes})",
    votedFor === null || votedFor === request.candidateId,
    () => ({
      candidate: request.candidateId,
      mine: currentTerm,
      votedFor: votedFor === null ? [] : [votedFor],
    }),
  );
  if (!isFree || !ctx.features.electionRestriction) return isFree;
  return ctx.because(
    "vote",
    "the candidate's last entry (term {theirTerm}, index {theirIndex}) is at least as up to date" +
      " as (term {myTerm}, index {myIndex})",
    isAtLeastAsUpToDate(request, state.log),
    () => ({
      theirTerm: request.lastLogTerm,
      theirIndex: request.lastLogIndex,
      myTerm: lastLogTerm(state.log),
      myIndex: lastLogIndex(state.log),
    }),
  );
}

/** §5.2: a vote counts once, and only for the election that runs. */
export function countVote(
  state: RaftState,
  reply: RequestVoteReply,
  voter: NodeId,
  ctx: RaftContext,
): RaftState {
  const isForThisElection = state.role === "candidate" && reply.term === state.currentTerm;
  if (!isForThisElection) {
    ctx.because(
      "reply",
      "the reply is for the election that runs (reply: term {theirs}; here: {role}, term {mine})",
      false,
      () => ({ theirs: reply.term, mine: state.currentTerm, role: state.role }),
    );
    return state;
  }
  const facts = () => ({ voter });
  const isGranted = ctx.because(
    "leader",
    "{voter:node} granted its vote",
    reply.voteGranted,
    facts,
  );
  if (!isGranted || state.votesGranted.includes(voter)) return state;
  return leadIfElected({ ...state, votesGranted: [...state.votesGranted, voter] }, ctx);
}

/** §5.2: a candidate wins with the votes of a majority of all servers. */
function leadIfElected(candidate: RaftState, ctx: RaftContext): RaftState {
  const have = candidate.votesGranted.length;
  const need = quorumSize(ctx.peers().length + 1);
  const isElected = ctx.because(
    "leader",
    "{have} votes of {need} needed, in term {term}: {voters:nodes}",
    have >= need,
    () => ({
      have,
      need,
      term: candidate.currentTerm,
      voters: candidate.votesGranted,
    }),
  );
  return isElected ? becomeLeader(candidate, ctx) : candidate;
}
