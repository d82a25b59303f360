import type { ParameterSpecs } from "../../protocol/parameters.js";
import type { Stage } from "../../protocol/protocol.js";
import type { RaftFeatures, RaftTypes } from "./types.js";

/** The rules that can be left out. Each is asked for in one place, found by searching its name. */
export const FEATURES: ParameterSpecs<RaftFeatures> = {
  durableTerm: {
    type: "boolean",
    default: true,
    about: "currentTerm survives a crash (Figure 2, persistent state).",
  },
  durableVote: {
    type: "boolean",
    default: true,
    about: "votedFor survives a crash (Figure 2, persistent state).",
  },
  durableLog: {
    type: "boolean",
    default: true,
    about: "The log survives a crash (Figure 2, persistent state).",
  },
  electionRestriction: {
    type: "boolean",
    default: true,
    about: "A voter refuses a candidate whose log is less up to date than its own (§5.4.1).",
  },
  truncateConflicts: {
    type: "boolean",
    default: true,
    about: "A follower deletes an entry that conflicts with the leader's, and all after it (§5.3).",
  },
  commitOnlyCurrentTerm: {
    type: "boolean",
    default: true,
    about: "A leader counts copies only for entries of its own term (§5.4.2).",
  },
};

/** Each but the last lacks exactly one rule. */
export const STAGES: readonly Stage<RaftTypes>[] = [
  {
    name: "without-durable-term",
    teaches: "A restarted server is back in term 0: it votes again, and obeys leaders of the past.",
    features: { durableTerm: false },
  },
  {
    name: "without-durable-vote",
    teaches: "A restarted server forgets whom it voted for: one term can get two leaders.",
    features: { durableVote: false },
  },
  {
    name: "without-durable-log",
    teaches:
      "A restarted server has lost entries that it had confirmed: committed ones may vanish.",
    features: { durableLog: false },
  },
  {
    name: "without-truncation",
    teaches: "A follower keeps what conflicts with the leader's log and confirms what it lacks.",
    features: { truncateConflicts: false },
  },
  {
    name: "without-election-restriction",
    teaches: "A server that missed committed entries can win, and overwrites them.",
    features: { electionRestriction: false },
  },
  {
    name: "without-current-term-rule",
    teaches: "An old entry on a majority counts as committed, and is lost all the same: Figure 8.",
    features: { commitOnlyCurrentTerm: false },
  },
  {
    name: "raft",
    teaches: "The whole of Figure 2.",
    features: {},
  },
];
