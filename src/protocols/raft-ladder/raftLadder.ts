/**
 * Raft as a talk builds it: from one node that does nothing, one rule at a time, each motivated by
 * what goes wrong without it. The formulation is Martin Kleppmann's (Distributed Systems, lecture
 * notes, University of Cambridge, §6.2), which stage 24 is; the order of the rules is the talk's.
 *
 * The idea: a leader keeps a log of writes and sends it to its followers; who hears no leader asks
 * for votes and leads with a strict majority; terms tell old leaders from new ones; what a majority
 * stores is committed.
 *
 * Assumes nodes that stop and restart but never lie, and a disk that keeps what was written. Until
 * stage 21 a log request is taken as it comes, so links must keep the order of messages.
 *
 * Where the talk leaves a choice:
 * - Up to stage 3 whatever runs leads, after a restart as well. From stage 4 on the first node
 *   leads by its first boot only. A first boot is one that finds nothing on its disk.
 * - Up to stage 2 the other nodes exist, but have no program: their role is `off`.
 * - A follower that relays a write has the leader answer the client, and sends no answer itself.
 * - Who knows no leader says so, and the client may ask again; nobody keeps a write for later.
 * - Before votes have terms they are for life: a candidate whose vote is spent cannot vote for
 *   itself.
 * - A candidate that obeys a log request of a lower term (stages 11 to 16) gives up its candidacy
 *   but, as a follower, ignores the log.
 * - A voter waits for a leader anew when it grants its vote.
 * - The whole-log requests of stages 5 to 19 may shorten a follower's log; its commit length
 *   shrinks with it.
 * - Senders' ids, which the talk writes into each message, are what the network tells anyway.
 *
 * Left out: everything beyond Figure 2 of the Raft paper.
 */
import type { Protocol } from "../../protocol/protocol.js";
import type { NodeId } from "../../trace/ids.js";
import {
  answerVoteRequest,
  awaitLeader,
  becomeCandidate,
  becomeLeader,
  countVote,
  replaceLeader,
} from "./elections.js";
import { invariants } from "./invariants.js";
import { NO_ENTRIES } from "./log.js";
import { sendLogToAll } from "./logRequests.js";
import { moments } from "./moments.js";
import { receiveLogRequest, receiveLogResponse } from "./replication.js";
import { FEATURES, STAGES } from "./stages.js";
import type { LadderContext, LadderState, LadderTypes, Role } from "./types.js";
import { labels, messages, view } from "./view.js";
import { takeRelayed, write } from "./writes.js";

/** The node that the talk calls node 1. */
const FIRST_NODE = "n1";

export const raftLadder: Protocol<LadderTypes> = {
  name: "raft-ladder",
  title: "Raft, one rule at a time",
  engineVersion: 1,
  source: "A talk after Kleppmann's lecture notes (Distributed Systems, §6.2), in 25 stages",
  assumes: [
    "Nodes stop and may restart, but never lie.",
    "What a node wrote to its disk is there when it restarts.",
    "Before stage 21: links keep the order of messages.",
    "For progress only: messages travel much faster than a timeout.",
  ],
  survives: [
    "At stage 24 lost, delayed, duplicated and reordered messages.",
    "At stage 24 cut links, partitions, crashes and restarts at any time.",
    "At earlier stages what they promise, under the same faults on links that keep the order.",
  ],
  beyond: [
    "Without a connected majority nothing is committed.",
    "A lost disk makes a node new: the first one then starts as leader again, up to stage 21.",
    "A lying node can break every promise.",
  ],

  config: {},
  features: FEATURES,
  stages: STAGES,
  timers: { replication: [3000, 3000], "no-leader-ack": [4000, 8000], election: [3000, 6000] },
  size: { node: { min: 1, usual: 3, max: 9 } },

  kinds: {
    node: {
      persisted(features) {
        const fields: (keyof LadderState)[] = [];
        if (features.durableLog) fields.push("log");
        if (features.terms) fields.push("currentTerm");
        if (features.durableVote || features.durableForGood) fields.push("votedFor");
        if (features.commitAtMajority) fields.push("commitLength");
        return fields;
      },

      init(saved, ctx) {
        const role = firstRole(saved.log === undefined, ctx);
        const state: LadderState = {
          role: role === "leader" ? "follower" : role,
          log: saved.log ?? NO_ENTRIES,
          commitLength: saved.commitLength ?? 0,
          currentTerm: saved.currentTerm ?? 0,
          votedFor: saved.votedFor ?? null,
          votesReceived: [],
          currentLeader: null,
          sentLength: {},
          ackedLength: {},
          waiting: [],
        };
        if (role === "leader") return becomeLeader(state, ctx);
        if (role === "follower") awaitLeader(ctx);
        return state;
      },

      onMessage: {
        broadcastRequest: unlessOff((state, request, _, ctx) => takeRelayed(state, request, ctx)),
        logRequest: unlessOff(receiveLogRequest),
        logResponse: unlessOff(receiveLogResponse),
        voteRequest: unlessOff(answerVoteRequest),
        voteResponse: unlessOff(countVote),
      },

      onTimer: {
        replication(state, ctx) {
          ctx.setTimer("replication");
          sendLogToAll(state, ctx);
          return state;
        },
        "no-leader-ack": replaceLeader,
        election: becomeCandidate,
      },

      onCommand: { write },

      view,
    },
  },
  labels,
  messages,
  commands: { write: { text: "text" } },

  invariants,
  moments,
  routine: { messages: ["logRequest", "logResponse"], timers: ["replication"] },
  questions: {
    leader: "Why is {node:node} leader, or why not?",
    vote: "Why did {node:node} give, refuse or count the vote?",
    append: "Why did {node:node} take or ignore the log?",
    commit: "Why did {node:node} commit the entry, or why not?",
    write: "Why did {node:node} take, relay or refuse the write?",
  },
};

type Receive<M> = (state: LadderState, message: M, from: NodeId, ctx: LadderContext) => LadderState;

/** Where no program runs, nothing is received; only a forged message gets there at all. */
function unlessOff<M>(receive: Receive<M>): Receive<M> {
  return (state, message, from, ctx) => {
    if (state.role !== "off") return receive(state, message, from, ctx);
    ctx.because("append", "this node runs a program", false);
    return state;
  };
}

/** What a node is when it boots. */
function firstRole(isFirstBoot: boolean, { self, features }: LadderContext): Role {
  const runs = features.leaderTakesWrites && (features.everyNodeRuns || self === FIRST_NODE);
  if (!runs) return "off";
  if (!features.oneLeader) return "leader";
  const isPrivileged = self === FIRST_NODE && isFirstBoot && !features.drawnStart;
  return isPrivileged ? "leader" : "follower";
}
