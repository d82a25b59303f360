import type { Context } from "../../protocol/context.js";
import type { Step, World, WorldNode } from "../../protocol/invariant.js";
import type { CommandId, NodeId } from "../../trace/ids.js";

/** The types of the engine, with the names of the talk. */
export interface LadderTypes {
  Kinds: {
    readonly node: {
      State: LadderState;
      Message: LadderMessage;
      Timer: "replication" | "no-leader-ack" | "election";
      Command: Write;
      Result: WriteResult;
    };
  };
  Config: Record<string, never>;
  Features: LadderFeatures;
}

export type LadderContext = Context<LadderTypes, "node">;
export type LadderStep = Step<LadderTypes>;
export type LadderWorld = World<LadderTypes>;
export type LadderNode = WorldNode<LadderTypes>;

/** What does not exist yet at a stage keeps its first value there, and is not shown. */
export interface LadderState {
  readonly role: Role;
  /** The entry with index 1 is `log[0]`. */
  readonly log: readonly Entry[];
  /** How many entries of the log are known to be committed. */
  readonly commitLength: number;
  readonly currentTerm: number;
  /** Who got this node's vote: for life, or once votes have terms in the current term. */
  readonly votedFor: NodeId | null;
  /** Who voted for this candidate, itself included. */
  readonly votesReceived: readonly NodeId[];
  /** Who leads, as far as this node has heard. */
  readonly currentLeader: NodeId | null;
  /** Leader only: how many entries each peer is thought to have. */
  readonly sentLength: { readonly [peer: NodeId]: number };
  /** Leader only: how many entries each peer has acknowledged. */
  readonly ackedLength: { readonly [peer: NodeId]: number };
  /** Leader only: the writes to answer once they are committed, in the log's order. */
  readonly waiting: readonly WaitingWrite[];
}

/** `off`: the program of this node is not written yet. */
export type Role = "off" | "follower" | "candidate" | "leader";

/** One write in a log. */
export interface Entry {
  /** What the client wrote. */
  readonly command: string;
  /** The term in which a leader took it; absent before entries carry terms. */
  readonly term?: number;
}

/** A write whose client waits for the answer. */
export interface WaitingWrite {
  /** The length of the log once this write was in it. */
  readonly length: number;
  readonly id: CommandId;
}

/** A client's write, which the talk calls a broadcast request. */
export interface Write {
  readonly type: "write";
  readonly text: string;
}

/** What a client is told. `length` is the length of the log with the write as its last entry. */
export type WriteResult =
  | { readonly type: "appended"; readonly length: number }
  | { readonly type: "committed"; readonly length: number }
  /** The node will not take it, now or later. */
  | { readonly type: "refused"; readonly role: Role }
  /** Nobody is known to lead: ask again. */
  | { readonly type: "noLeader" };

export type LadderMessage =
  BroadcastRequest | LogRequest | LogResponse | VoteRequest | VoteResponse;

/** A write on its way from a follower to the leader, which answers the client. */
export interface BroadcastRequest {
  readonly type: "broadcastRequest";
  readonly id: CommandId;
  readonly command: string;
}

/** Fields that a stage does not know yet are absent. A leader's term is absent before terms. */
export interface LogRequest {
  readonly type: "logRequest";
  readonly term?: number;
  /** The whole log, until only what is missing is sent. */
  readonly log?: readonly Entry[];
  /** How many entries come before the suffix. */
  readonly prefixLength?: number;
  /** Term of the last entry before the suffix, 0 if there is none. */
  readonly prefixTerm?: number;
  readonly suffix?: readonly Entry[];
  readonly commitLength?: number;
}

/** From stage 15 on: what became of a log request. */
export interface LogResponse {
  readonly type: "logResponse";
  readonly term: number;
  readonly success: boolean;
  /** How many entries the follower has stored that it knows to be the leader's. */
  readonly ack: number;
}

/** What a candidate asks of all others. */
export interface VoteRequest {
  readonly type: "voteRequest";
  readonly term?: number;
  readonly logLength?: number;
  /** Term of the candidate's last entry, 0 if it has none. */
  readonly lastTerm?: number;
}

/** A vote, or its refusal. */
export interface VoteResponse {
  readonly type: "voteResponse";
  readonly term?: number;
  readonly granted: boolean;
}

/** The rules, in the order in which the talk adds them. A type alias, so that it fits an index. */
export type LadderFeatures = {
  readonly leaderTakesWrites: boolean;
  readonly durableLog: boolean;
  readonly everyNodeRuns: boolean;
  readonly oneLeader: boolean;
  readonly logRequests: boolean;
  readonly periodicLogRequests: boolean;
  readonly noLeaderAck: boolean;
  readonly relayWrites: boolean;
  readonly elections: boolean;
  readonly candidateObeysLogRequest: boolean;
  readonly terms: boolean;
  readonly leaderStepsDown: boolean;
  readonly electionTimeout: boolean;
  readonly termsInVotes: boolean;
  readonly commitAtMajority: boolean;
  readonly rejectLowerCommit: boolean;
  readonly termsBindEveryone: boolean;
  readonly compareLogLength: boolean;
  readonly entryTerms: boolean;
  readonly sendMissingOnly: boolean;
  readonly prefixCheck: boolean;
  readonly drawnStart: boolean;
  readonly ownTermCommit: boolean;
  readonly durableForGood: boolean;
  readonly durableVote: boolean;
};
