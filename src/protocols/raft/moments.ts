import type { Moment } from "../../protocol/invariant.js";
import type { NodeId } from "../../trace/ids.js";
import type { Sentence } from "../../trace/sentence.js";
import { quorumSize } from "./quorum.js";
import { firstDifference } from "./log.js";
import { justElected, type RaftStep, type RaftWorld } from "./steps.js";
import type { RaftTypes } from "./types.js";

export const moments: readonly Moment<RaftTypes>[] = [
  {
    name: "election started",
    about: "A server becomes candidate, or tries again in a new term (§5.2).",
    when({ node, before, after }) {
      if (after === before || node === undefined) return undefined;
      // A server alone in its cluster is elected in the same step.
      const isNewTerm = after !== undefined && after.currentTerm > (before?.currentTerm ?? 0);
      if (!isNewTerm || after.votedFor !== node) return undefined;
      return say("{node:node} asks for votes in term {term}.", { node, term: after.currentTerm });
    },
  },
  {
    name: "leader elected",
    about: "A candidate has the votes of a majority (§5.2).",
    when(step) {
      const leader = justElected(step);
      if (leader === undefined) return undefined;
      return say("{node:node} is elected leader of term {term} with the votes of {voters:nodes}.", {
        ...{ node: leader.node, term: leader.term, voters: leader.state.votesGranted },
      });
    },
  },
  {
    name: "split vote",
    about:
      "With the vote just cast, no candidate of its term can reach a majority any more, even with" +
      " the votes of all servers that are up and have not voted, or are in a later term and may" +
      " have voted for anybody (§5.2).",
    when: splitVote,
  },
  {
    name: "leader steps down",
    about: "A leader has seen a higher term and becomes follower (§5.1).",
    when(step) {
      const { node, before, after } = step;
      if (after === before || before?.role !== "leader" || after?.role !== "follower") {
        return undefined;
      }
      if (step.happening.event === "restart" || node === undefined) return undefined;
      return say("{node:node}, leader of term {old}, steps down: it has seen term {term}.", {
        ...{ node, old: before.currentTerm, term: after.currentTerm },
      });
    },
  },
  {
    name: "entry committed",
    about: "A leader raises its commitIndex (§5.3).",
    when({ node, before, after }) {
      if (after === before || after?.role !== "leader" || node === undefined) return undefined;
      const from = (before?.commitIndex ?? 0) + 1;
      const to = after.commitIndex;
      if (to < from) return undefined;
      const facts = { node, from, to, command: after.log[to - 1]?.command ?? "" };
      return from === to
        ? say("{node:node} commits entry {to}, “{command}”.", facts)
        : say("{node:node} commits entries {from} to {to}.", facts);
    },
  },
  {
    name: "entry overwritten",
    about: "A server deletes entries that conflict with its leader's (§5.3).",
    when(step) {
      const { node, before, after } = step;
      if (before === undefined || after === undefined || before.log === after.log) return undefined;
      if (step.happening.event === "restart" || node === undefined) return undefined;
      const index = firstDifference(before.log, after.log, 1, before.log.length);
      if (index === undefined) return undefined;
      return say("{node:node} deletes its entries from index {index} on: {count} of them.", {
        ...{ node, index, count: before.log.length - index + 1 },
      });
    },
  },
];

/** Judged when a vote is cast: it is split now, and was not while that vote was still open. */
function splitVote({ node, before, after }: RaftStep, world: RaftWorld): Sentence | undefined {
  if (after === before || node === undefined || after?.votedFor === undefined) return undefined;
  const term = after.currentTerm;
  const isCast = after.votedFor !== null;
  if (!isCast || (before?.currentTerm === term && before.votedFor === after.votedFor)) {
    return undefined;
  }
  const { votes, open } = countVotes(world, term);
  const need = quorumSize(world.nodes.length);
  const best = Math.max(...votes.values());
  const bestBefore = Math.max(...withoutVote(votes, after.votedFor).values());
  if (votes.size < 2 || best + open >= need || bestBefore + open + 1 < need) return undefined;
  return say(
    "The vote of term {term} is split: {best} of {need} votes at most for {candidates:nodes}.",
    {
      ...{ term, best: best + open, need, candidates: [...votes.keys()] },
    },
  );
}

/**
 * Votes by candidate, and how many servers may still vote, or have voted unknown to us, in that
 * term.
 */
function countVotes(world: RaftWorld, term: number) {
  const votes = new Map<NodeId, number>();
  let open = 0;
  for (const { state, isUp } of world.nodes) {
    const votedFor = state?.currentTerm === term ? state.votedFor : null;
    const hasGoneOn = (state?.currentTerm ?? 0) > term;
    if (votedFor !== null) votes.set(votedFor, (votes.get(votedFor) ?? 0) + 1);
    else if (isUp || hasGoneOn) open++;
  }
  return { votes, open };
}

function withoutVote(votes: ReadonlyMap<NodeId, number>, candidate: NodeId) {
  return new Map(votes).set(candidate, (votes.get(candidate) ?? 1) - 1);
}

function say(template: string, facts: NonNullable<Sentence["facts"]>): Sentence {
  return { template, facts };
}
