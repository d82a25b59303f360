import type { FieldView, NodeView, Protocol } from "../../protocol/protocol.js";
import type { LadderFeatures, LadderState, LadderTypes } from "./types.js";

type Field = FieldView<LadderState, LadderFeatures>;

/** The log looks as much as the stage knows of its entries. */
const LOG: readonly Field[] = [
  {
    ...{ field: "log", show: "entries", label: "command" },
    exists: (has) => has.leaderTakesWrites && !has.commitAtMajority,
  },
  {
    ...{ field: "log", show: "entries", label: "command", committed: "commitLength" },
    exists: (has) => has.commitAtMajority && !has.entryTerms,
  },
  {
    ...{ field: "log", show: "entries", label: "command", term: "term" },
    committed: "commitLength",
    exists: (has) => has.entryTerms,
  },
];

export const view: NodeView<LadderState, LadderFeatures> = {
  roles: [
    { name: "off", tone: "odd" },
    { name: "follower", tone: "quiet" },
    { name: "candidate", tone: "seeking" },
    { name: "leader", tone: "leading" },
  ],
  fields: [
    ...LOG,
    { field: "commitLength", show: "value", exists: (has) => has.commitAtMajority },
    { field: "currentTerm", show: "value", exists: (has) => has.terms },
    { field: "votedFor", show: "node", exists: (has) => has.elections },
    {
      ...{ field: "votesReceived", show: "nodes", roles: ["candidate", "leader"] },
      exists: (has) => has.elections,
    },
    { field: "currentLeader", show: "node", exists: (has) => has.relayWrites },
    {
      ...{ field: "sentLength", show: "perNode", roles: ["leader"] },
      exists: (has) => has.sendMissingOnly,
    },
    {
      ...{ field: "ackedLength", show: "perNode", roles: ["leader"] },
      exists: (has) => has.commitAtMajority,
    },
  ],
  lanes: [{ lane: "term", show: "block" }],
  /** Term 0 is the time before the first election, and all the time before there are terms. */
  show({ role, currentTerm }) {
    if (currentTerm === 0) return { role };
    const term = `term ${currentTerm}`;
    return { role, label: term, blocks: { term } };
  },
};

/** A log request says how many entries it carries, for that is what it costs. */
export const labels: Protocol<LadderTypes>["labels"] = {
  broadcastRequest: ({ command }) => `broadcastRequest “${command}”`,
  logRequest: ({ term, log, suffix }) =>
    `logRequest${withTerm(term)} ×${(log ?? suffix ?? []).length}`,
  logResponse: ({ term, success, ack }) =>
    success ? `ack ${ack}${withTerm(term)}` : `refused${withTerm(term)}`,
  voteRequest: ({ term }) => `voteRequest${withTerm(term)}`,
  voteResponse: ({ term, granted }) => `${granted ? "vote" : "no vote"}${withTerm(term)}`,
};

const INTEGER = { optional: "integer" } as const;
const ENTRIES = {
  optional: { list: { object: { command: "text", term: INTEGER } } },
} as const;

/**
 * A stage reads only the fields that it knows. A relayed write cannot be forged: there is no client
 * to answer.
 */
export const messages: NonNullable<Protocol<LadderTypes>["messages"]> = {
  logRequest: {
    ...{ term: INTEGER, log: ENTRIES, prefixLength: INTEGER, prefixTerm: INTEGER },
    ...{ suffix: ENTRIES, commitLength: INTEGER },
  },
  logResponse: { term: "integer", success: "truth", ack: "integer" },
  voteRequest: { term: INTEGER, logLength: INTEGER, lastTerm: INTEGER },
  voteResponse: { term: INTEGER, granted: "truth" },
};

function withTerm(term: number | undefined): string {
  return term === undefined ? "" : ` t${term}`;
}
