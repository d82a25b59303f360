/**
 * Raft: Diego Ongaro and John Ousterhout, "In Search of an Understandable Consensus Algorithm
 * (Extended Version)", 2014, Figure 2. Section numbers in the comments are that paper's.
 *
 * The idea: servers elect a leader for a numbered term; only the leader adds to the log, all others
 * copy it; an entry that a majority stores is committed, and every later leader is one that has it.
 *
 * Assumes servers that stop and restart but never lie, and a disk that keeps what was written.
 * Messages may be lost, delayed, duplicated and reordered. No clock is trusted for safety; progress
 * needs the election timeout to be long compared with a message's travel time (§5.6).
 *
 * Where Figure 2 leaves a choice:
 * - It speaks of RPCs, where a caller knows which request a reply belongs to. Here are messages
 *   only, which may arrive late or twice, so AppendEntriesReply says what it answers:
 *   `prevLogIndex`, and `matchIndex` if it succeeded.
 * - A leader repeats AppendEntries with every heartbeat. A candidate does not repeat a lost
 *   RequestVote within a term; its next election asks again.
 * - A new leader appends no no-op entry (§8 does, Figure 2 does not): entries of earlier terms wait
 *   for the first command of its own term.
 * - Reads go through the log like writes, so that a read sees every write that was answered before
 *   it.
 * - A leader that steps down cannot say what will become of the commands that wait; their clients
 *   get no answer.
 * - A leader that gets AppendEntries of its own term (Election Safety is broken already) follows
 *   the receiver's rules.
 *
 * Left out: pre-vote, check-quorum, leader leases, leadership transfer, membership change (§6), log
 * compaction (§7), client sessions and read-only queries that bypass the log (§8).
 */
import type { Protocol } from "../../protocol/protocol.js";
import {
  becomeCandidate,
  becomeFollower,
  countVote,
  heardFromLeader,
  mayVoteFor,
} from "./elections.js";
import { invariants } from "./invariants.js";
import { EMPTY_STORE, isCommand } from "./keyValue.js";
import { NO_ENTRIES } from "./log.js";
import { moments } from "./moments.js";
import {
  acceptEntries,
  fitsLog,
  followerHas,
  followerRefused,
  isCurrentLeader,
  isReplyToLeader,
  propose,
  refuseEntries,
  sendToAll,
} from "./replication.js";
import { FEATURES, STAGES } from "./stages.js";
import type { RaftState, RaftTypes } from "./types.js";
import { labels, view } from "./view.js";

const COMMAND = { isOne: isCommand, called: "a command such as set x 1" };

export const raft: Protocol<RaftTypes> = {
  name: "raft",
  title: "Raft",
  engineVersion: 1,
  source: "Ongaro and Ousterhout 2014 (extended version), Figure 2",
  assumes: [
    "Servers stop and may restart, but never lie.",
    "What a server wrote to its disk is there when it restarts.",
    "For progress only: messages travel much faster than an election timeout (§5.6).",
  ],
  survives: [
    "Lost, delayed, duplicated and reordered messages.",
    "Cut links and partitions of any shape.",
    "Crashes and restarts of any servers, at any time, also during a step.",
    "Clocks that run fast, slow or wrong.",
  ],
  beyond: [
    "Without a connected majority nothing is elected and nothing is committed; reads wait as well.",
    "A disk that is lost, or falls behind what it confirmed, can cost committed entries and can give" +
      " one term two leaders.",
    "A lying server can break every promise.",
  ],

  config: {},
  features: FEATURES,
  stages: STAGES,
  timers: { election: [150, 300], heartbeat: [50, 50] },
  size: { server: { min: 1, usual: 5, max: 9, fixed: true } },

  kinds: {
    server: {
      persisted(features) {
        const fields: (keyof RaftState)[] = [];
        if (features.durableTerm) fields.push("currentTerm");
        if (features.durableVote) fields.push("votedFor");
        if (features.durableLog) fields.push("log");
        return fields;
      },

      init(saved, ctx) {
        ctx.setTimer("election");
        return {
          currentTerm: saved.currentTerm ?? 0,
          votedFor: saved.votedFor ?? null,
          log: saved.log ?? NO_ENTRIES,
          commitIndex: 0,
          lastApplied: 0,
          nextIndex: {},
          matchIndex: {},
          role: "follower",
          votesGranted: [],
          leaderId: null,
          waiting: [],
          stateMachine: EMPTY_STORE,
        };
      },

      // All servers (§5.1): a request or reply of a higher term makes anyone a follower of that
      // term.
      before(state, message, _from, ctx) {
        return message.term > state.currentTerm ? becomeFollower(state, message.term, ctx) : state;
      },

      onMessage: {
        RequestVote(state, request, from, ctx) {
          const voteGranted = mayVoteFor(state, request, ctx);
          ctx.send(from, { type: "RequestVoteReply", term: state.currentTerm, voteGranted });
          if (!voteGranted) return state;
          ctx.setTimer("election");
          if (state.votedFor === request.candidateId) return state;
          return { ...state, votedFor: request.candidateId };
        },

        RequestVoteReply(state, reply, from, ctx) {
          return countVote(state, reply, from, ctx);
        },

        AppendEntries(state, request, from, ctx) {
          if (!isCurrentLeader(state, request, ctx)) {
            return refuseEntries(state, request, from, ctx);
          }
          const follower = heardFromLeader(state, request.leaderId, ctx);
          if (!fitsLog(follower, request, ctx)) return refuseEntries(follower, request, from, ctx);
          return acceptEntries(follower, request, from, ctx);
        },

        AppendEntriesReply(state, reply, from, ctx) {
          if (!isReplyToLeader(state, reply, ctx)) return state;
          return reply.success
            ? followerHas(state, from, reply.matchIndex, ctx)
            : followerRefused(state, from, reply.prevLogIndex, ctx);
        },
      },

      onTimer: {
        // Followers and candidates (§5.2): no leader was heard, no vote given, no election won in
        // time.
        election: (state, ctx) => becomeCandidate(state, ctx),

        // Leaders (§5.2): repeat during idle periods to prevent election timeouts.
        heartbeat(state, ctx) {
          ctx.setTimer("heartbeat");
          sendToAll(state, ctx);
          return state;
        },
      },

      onCommand: {
        set: propose,
        get: propose,
      },

      view,
    },
  },
  labels,
  messages: {
    RequestVote: {
      ...{ term: "integer", candidateId: "node" },
      ...{ lastLogIndex: "integer", lastLogTerm: "integer" },
    },
    RequestVoteReply: { term: "integer", voteGranted: "truth" },
    AppendEntries: {
      ...{ term: "integer", leaderId: "node" },
      ...{ prevLogIndex: "integer", prevLogTerm: "integer" },
      entries: { list: { object: { term: "integer", command: COMMAND } } },
      leaderCommit: "integer",
    },
    AppendEntriesReply: {
      ...{ term: "integer", success: "truth" },
      ...{ prevLogIndex: "integer", matchIndex: "integer" },
    },
  },
  commands: { set: { key: "text", value: "text" }, get: { key: "text" } },

  invariants,
  moments,
  routine: { messages: ["AppendEntries", "AppendEntriesReply"], timers: ["heartbeat"] },
  questions: {
    leader: "Why is {node:node} leader, or why not?",
    vote: "Why did {node:node} give or refuse its vote?",
    reply: "Why did {node:node} count or ignore the reply?",
    append: "Why did {node:node} accept or refuse the entries?",
    commit: "Why did {node:node} commit the entry, or why not?",
    command: "Why did {node:node} take or refuse the command?",
  },
};
