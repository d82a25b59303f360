import { stepOnce, type StepEffect, type StepResult } from "../../../src/protocol/kit/stepOnce.js";
import { raft } from "../../../src/protocols/raft/raft.js";
import type {
  AppendEntries,
  AppendEntriesReply,
  Entry,
  RaftFeatures,
  RaftMessage,
  RaftState,
  RaftTypes,
  RequestVote,
} from "../../../src/protocols/raft/types.js";

export type RaftStepResult = StepResult<RaftTypes, "server">;
type Effect = StepEffect<RaftTypes, "server">;

/** The server under test is n1, in a cluster of five unless said otherwise. */
export const PEERS = ["n2", "n3", "n4", "n5"];

/**
 * A follower of term 0 with an empty log, and what differs from that. Frozen, so that no handler
 * can change it.
 */
export function server(differs: Partial<RaftState> = {}): RaftState {
  const { state } = stepOnce(raft, { event: { event: "start" }, peers: PEERS });
  return freeze({ ...state, ...differs });
}

/** A leader whose peers are thought to have its whole log. */
export function leader(differs: Partial<RaftState> = {}, peers = PEERS): RaftState {
  const next = (differs.log?.length ?? 0) + 1;
  return server({
    currentTerm: 1,
    votedFor: "n1",
    role: "leader",
    leaderId: "n1",
    votesGranted: ["n1", ...peers],
    nextIndex: Object.fromEntries(peers.map((peer) => [peer, next])),
    matchIndex: Object.fromEntries(peers.map((peer) => [peer, 0])),
    ...differs,
  });
}

/** A log with an entry of each of these terms; the commands tell index and term apart. */
export function logOf(...terms: readonly number[]): readonly Entry[] {
  return terms.map((term, i) => entry(term, i + 1));
}

export function entry(term: number, index: number): Entry {
  return { term, command: `set k${index} t${term}` };
}

interface Extra {
  readonly peers?: readonly string[];
  readonly features?: Partial<RaftFeatures>;
}

export function receive(
  state: RaftState,
  from: string,
  message: RaftMessage,
  { peers = PEERS, features = {} }: Extra = {},
): RaftStepResult {
  return stepOnce(raft, { state, peers, features, event: { event: "receive", from, message } });
}

export function timeout(
  state: RaftState,
  timer: "election" | "heartbeat",
  { peers = PEERS }: Extra = {},
): RaftStepResult {
  return stepOnce(raft, { state, peers, event: { event: "timeout", timer } });
}

export function command(
  state: RaftState,
  words: string,
  { peers = PEERS, id = 1 }: Extra & { readonly id?: number } = {},
): RaftStepResult {
  const [type, key = "", value = ""] = words.split(" ");
  const asked = type === "set" ? ({ type, key, value } as const) : ({ type: "get", key } as const);
  return stepOnce(raft, { state, peers, event: { event: "command", command: asked, id } });
}

export function restart(state: RaftState, features: Partial<RaftFeatures> = {}): RaftStepResult {
  const all = { ...defaultFeatures(), ...features };
  const fields = raft.kinds.server.persisted(all);
  const saved = Object.fromEntries(fields.map((field) => [field, state[field]]));
  return stepOnce(raft, { peers: PEERS, features, event: { event: "start", saved } });
}

export function defaultFeatures(): RaftFeatures {
  return {
    durableTerm: raft.features.durableTerm.default,
    durableVote: raft.features.durableVote.default,
    durableLog: raft.features.durableLog.default,
    electionRestriction: raft.features.electionRestriction.default,
    truncateConflicts: raft.features.truncateConflicts.default,
    commitOnlyCurrentTerm: raft.features.commitOnlyCurrentTerm.default,
  };
}

export function requestVote(differs: Partial<RequestVote> = {}): RequestVote {
  const request = { term: 1, candidateId: "n2", lastLogIndex: 0, lastLogTerm: 0 };
  return { type: "RequestVote", ...request, ...differs };
}

export function appendEntries(differs: Partial<AppendEntries> = {}): AppendEntries {
  const place = { prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0 };
  return { type: "AppendEntries", term: 1, leaderId: "n2", ...place, ...differs };
}

/** The follower has stored everything up to the index. */
export function stored(matchIndex: number, term = 1): AppendEntriesReply {
  return { type: "AppendEntriesReply", term, success: true, prevLogIndex: 0, matchIndex };
}

/** The follower refused entries that were to follow the index. */
export function refused(prevLogIndex: number, term = 1): AppendEntriesReply {
  return { type: "AppendEntriesReply", term, success: false, prevLogIndex, matchIndex: 0 };
}

/** The messages sent, as `[to, message]`. */
export function sent({ effects }: RaftStepResult): readonly (readonly [string, RaftMessage])[] {
  return effects.flatMap((e) => (e.effect === "send" ? [[e.to, e.message] as const] : []));
}

/** The only message sent. */
export function answer(result: RaftStepResult): RaftMessage {
  const messages = sent(result);
  const [first, ...more] = messages;
  if (first === undefined || more.length > 0) {
    throw new Error(`expected one message, found ${messages.length}`);
  }
  return first[1];
}

export function timersSet({ effects }: RaftStepResult): readonly string[] {
  return effects.flatMap((e: Effect) => (e.effect === "setTimer" ? [e.timer] : []));
}

export function timersCancelled({ effects }: RaftStepResult): readonly string[] {
  return effects.flatMap((e: Effect) => (e.effect === "cancelTimer" ? [e.timer] : []));
}

/** Freezes a plain value through and through. */
export function freeze<V>(value: V): V {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
  return value;
}
