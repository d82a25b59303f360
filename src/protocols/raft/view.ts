import type { NodeView, Protocol } from "../../protocol/protocol.js";
import type { RaftState, RaftTypes } from "./types.js";

/** How a server is shown: the fields in Figure 2's order. */
export const view: NodeView<RaftState> = {
  roles: [
    { name: "follower", tone: "quiet" },
    { name: "candidate", tone: "seeking" },
    { name: "leader", tone: "leading" },
  ],
  fields: [
    { field: "currentTerm", show: "value" },
    { field: "votedFor", show: "node" },
    { field: "log", show: "entries", term: "term", label: "command", committed: "commitIndex" },
    { field: "commitIndex", show: "value" },
    { field: "lastApplied", show: "value" },
    { field: "nextIndex", show: "perNode", roles: ["leader"] },
    { field: "matchIndex", show: "perNode", roles: ["leader"] },
    { field: "votesGranted", show: "nodes", roles: ["candidate", "leader"] },
    { field: "leaderId", show: "node" },
    { field: "stateMachine", show: "value" },
  ],
  lanes: [{ lane: "term", show: "block" }],
  show(state) {
    const term = `term ${state.currentTerm}`;
    return { role: state.role, label: term, blocks: { term } };
  },
};

export const labels: Protocol<RaftTypes>["labels"] = {
  RequestVote: (request) => `RequestVote t${request.term}`,
  RequestVoteReply: (reply) => `${reply.voteGranted ? "vote" : "no vote"} t${reply.term}`,
  AppendEntries: ({ term, prevLogIndex, entries }) =>
    entries.length === 0
      ? `heartbeat t${term}`
      : `AppendEntries t${term} ${indexRange(prevLogIndex + 1, prevLogIndex + entries.length)}`,
  AppendEntriesReply: ({ term, success, matchIndex }) => {
    if (!success) return `refused t${term}`;
    return matchIndex === 0 ? `ok t${term}` : `ok t${term} #${matchIndex}`;
  },
};

function indexRange(from: number, to: number): string {
  return from === to ? `#${from}` : `#${from}–${to}`;
}
