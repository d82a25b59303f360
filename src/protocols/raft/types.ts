import type { Context } from "../../protocol/context.js";
import type { CommandId, NodeId } from "../../trace/ids.js";
import type { KeyValueCommand, KeyValueStore } from "./keyValue.js";

/** The types of the engine, in Figure 2's order and with the names printed there. */
export interface RaftTypes {
  Kinds: {
    readonly server: {
      State: RaftState;
      Message: RaftMessage;
      Timer: "election" | "heartbeat";
      Command: KeyValueCommand;
      Result: RaftResult;
    };
  };
  Config: Record<string, never>;
  Features: RaftFeatures;
}

export type RaftContext = Context<RaftTypes, "server">;

export interface RaftState {
  /** Latest term the server has seen; 0 at first boot, never decreases. */
  readonly currentTerm: number;
  /** The candidate that got this server's vote in the current term. */
  readonly votedFor: NodeId | null;
  /** Figure 2's log; the entry with index 1 is `log[0]`. */
  readonly log: readonly Entry[];
  /** Index of the highest entry known to be committed. */
  readonly commitIndex: number;
  /** Index of the highest entry applied to the state machine. */
  readonly lastApplied: number;
  /** Leader only: for each peer, index of the next entry to send. Empty on others. */
  readonly nextIndex: { readonly [peer: NodeId]: number };
  /** Leader only: for each peer, index of the highest entry known to be stored there. */
  readonly matchIndex: { readonly [peer: NodeId]: number };

  // Figure 2 does not print these, but its rules speak of them.
  readonly role: Role;
  /** Who gave this server its vote in the current term, itself included. Empty on followers. */
  readonly votesGranted: readonly NodeId[];
  /** The leader of the current term as far as known, for redirecting clients. */
  readonly leaderId: NodeId | null;
  /** Leader only: the commands to answer once their entry is applied, by rising index. */
  readonly waiting: readonly WaitingCommand[];
  /** What the applied entries have made. */
  readonly stateMachine: KeyValueStore;
}

export type Role = "follower" | "candidate" | "leader";

export interface Entry {
  /** The term in which a leader received it. */
  readonly term: number;
  /** For the state machine, which alone knows how to read it. */
  readonly command: string;
}

export interface WaitingCommand {
  readonly index: number;
  readonly id: CommandId;
}

export type RaftMessage = RequestVote | RequestVoteReply | AppendEntries | AppendEntriesReply;

export interface RequestVote {
  readonly type: "RequestVote";
  readonly term: number;
  readonly candidateId: NodeId;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}

export interface RequestVoteReply {
  readonly type: "RequestVoteReply";
  readonly term: number;
  readonly voteGranted: boolean;
}

export interface AppendEntries {
  readonly type: "AppendEntries";
  readonly term: number;
  readonly leaderId: NodeId;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  /** Empty for a heartbeat. */
  readonly entries: readonly Entry[];
  readonly leaderCommit: number;
}

export interface AppendEntriesReply {
  readonly type: "AppendEntriesReply";
  readonly term: number;
  readonly success: boolean;
  /** Not in Figure 2, see the comment of `raft.ts`: repeats the request's. */
  readonly prevLogIndex: number;
  /** Not in Figure 2: index of the last entry that the request covered; 0 when refused. */
  readonly matchIndex: number;
}

/** What a client is told. A leader that loses its office tells nothing. */
export type RaftResult =
  | { readonly type: "applied"; readonly value: string | null }
  | { readonly type: "notLeader"; readonly leader: NodeId | null };

/** Rules that can be left out, to see why they exist. A type alias, so that it fits an index. */
export type RaftFeatures = {
  readonly durableTerm: boolean;
  readonly durableVote: boolean;
  readonly durableLog: boolean;
  readonly electionRestriction: boolean;
  readonly truncateConflicts: boolean;
  readonly commitOnlyCurrentTerm: boolean;
};
