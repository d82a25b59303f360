/**
 * One test for each sentence of the Raft paper (extended version) about terms, votes and offices:
 * Figure 2 and §5.1, §5.2, §5.4.1. Each is init / step / check on a single server, without a
 * simulator.
 */
import { describe, expect, it } from "vitest";
import { raft } from "../../../src/protocols/raft/raft.js";
import type { RaftMessage } from "../../../src/protocols/raft/types.js";
import {
  answer,
  appendEntries,
  defaultFeatures,
  leader,
  logOf,
  PEERS,
  receive,
  refused,
  requestVote,
  restart,
  sent,
  server,
  stored,
  timeout,
  timersCancelled,
  timersSet,
} from "./helpers.js";

const vote = (term: number, voteGranted = true): RaftMessage => ({
  type: "RequestVoteReply",
  term,
  voteGranted,
});

const candidate = (term = 1) =>
  server({ currentTerm: term, votedFor: "n1", role: "candidate", votesGranted: ["n1"] });

describe("Raft, first boot and restart", () => {
  // Figure 2, State
  it("starts in term 0 without a vote, with an empty log and nothing committed or applied", () => {
    const state = server();
    expect(state).toMatchObject({ currentTerm: 0, votedFor: null, log: [] });
    expect(state).toMatchObject({ commitIndex: 0, lastApplied: 0, nextIndex: {}, matchIndex: {} });
  });

  // §5.2
  it("starts as follower, waiting for a leader", () => {
    const started = restart(server());
    expect(started.state).toMatchObject({ role: "follower", leaderId: null });
    expect(timersSet(started)).toEqual(["election"]);
    expect(sent(started)).toEqual([]);
  });

  // Figure 2, State: persistent state on all servers
  it("keeps currentTerm, votedFor and log over a crash, and nothing else", () => {
    const before = leader({
      currentTerm: 4,
      log: logOf(1, 4),
      commitIndex: 2,
      lastApplied: 2,
      stateMachine: { k1: "t1", k2: "t4" },
      waiting: [{ index: 2, id: 9 }],
    });
    const { state } = restart(before);
    expect(state).toEqual({ ...server(), currentTerm: 4, votedFor: "n1", log: logOf(1, 4) });
  });

  it.each([
    ["durableTerm", "currentTerm", 0],
    ["durableVote", "votedFor", null],
    ["durableLog", "log", []],
  ] as const)("forgets only one of them without %s: %s", (feature, field, forgotten) => {
    const before = server({ currentTerm: 4, votedFor: "n3", log: logOf(1, 4) });
    const { state } = restart(before, { [feature]: false });
    expect(state).toEqual({ ...before, [field]: forgotten });
    const kept = raft.kinds.server.persisted({ ...defaultFeatures(), [feature]: false });
    expect([...kept, field].sort()).toEqual(["currentTerm", "log", "votedFor"]);
  });
});

describe("Raft, terms (§5.1)", () => {
  const higher: readonly (readonly [string, RaftMessage])[] = [
    ["RequestVote", requestVote({ term: 7 })],
    ["RequestVoteReply", vote(7, false)],
    ["AppendEntries", appendEntries({ term: 7 })],
    ["AppendEntriesReply", refused(0, 7)],
  ];

  // Figure 2, All Servers
  it.each(higher)("adopts the higher term of a %s and becomes follower", (_name, message) => {
    for (const before of [server({ currentTerm: 2 }), candidate(2), leader({ currentTerm: 2 })]) {
      const { state } = receive(before, "n2", message);
      expect(state).toMatchObject({ currentTerm: 7, role: "follower", votesGranted: [] });
      expect(state).toMatchObject({ nextIndex: {}, matchIndex: {} });
    }
  });

  it("has no vote yet in a term that it adopts", () => {
    const { state } = receive(candidate(2), "n2", vote(7, false));
    expect(state.votedFor).toBeNull();
  });

  it("stops sending heartbeats and waits for a leader when a leader steps down", () => {
    const result = receive(leader(), "n2", vote(7, false));
    expect(timersCancelled(result)).toEqual(["heartbeat"]);
    expect(timersSet(result)).toEqual(["election"]);
  });

  it("leaves the election timer alone when a follower or candidate sees a higher term", () => {
    expect(timersSet(receive(server(), "n2", vote(7, false)))).toEqual([]);
    expect(timersSet(receive(candidate(), "n2", vote(7, false)))).toEqual([]);
  });

  // §5.1: a server rejects a request with a stale term number.
  it("refuses a RequestVote of a lower term, tells its own, and changes nothing", () => {
    const before = server({ currentTerm: 3 });
    const result = receive(before, "n2", requestVote({ term: 2 }));
    expect(answer(result)).toEqual({ type: "RequestVoteReply", term: 3, voteGranted: false });
    expect(result.state).toBe(before);
  });

  it("refuses AppendEntries of a lower term, tells its own, and changes nothing", () => {
    const before = server({ currentTerm: 3 });
    const result = receive(before, "n2", appendEntries({ term: 2, entries: logOf(2) }));
    expect(answer(result)).toMatchObject({ term: 3, success: false });
    expect(result.state).toBe(before);
    expect(timersSet(result)).toEqual([]);
  });

  it("ignores replies of a lower term", () => {
    for (const [before, reply] of [
      [candidate(3), vote(2)],
      [leader({ currentTerm: 3, log: logOf(3) }), stored(1, 2)],
      [leader({ currentTerm: 3, log: logOf(3) }), refused(0, 2)],
    ] as const) {
      const result = receive(before, "n2", reply);
      expect(result.state).toBe(before);
      expect(result.effects).toEqual([]);
      expect(result.guards).toMatchObject([{ question: "reply", verdict: false }]);
    }
  });
});

describe("Raft, granting votes (Figure 2, RequestVote)", () => {
  it("grants its vote when it has not voted in this term, and remembers for whom", () => {
    const result = receive(server({ currentTerm: 1 }), "n2", requestVote());
    expect(answer(result)).toEqual({ type: "RequestVoteReply", term: 1, voteGranted: true });
    expect(result.state.votedFor).toBe("n2");
  });

  it("grants its vote in a term that it learns of from the request", () => {
    const result = receive(
      server({ currentTerm: 1, votedFor: "n3" }),
      "n2",
      requestVote({ term: 2 }),
    );
    expect(answer(result)).toEqual({ type: "RequestVoteReply", term: 2, voteGranted: true });
    expect(result.state).toMatchObject({ currentTerm: 2, votedFor: "n2" });
  });

  it("votes for at most one candidate in a term", () => {
    const before = server({ currentTerm: 1, votedFor: "n3" });
    const result = receive(before, "n2", requestVote());
    expect(answer(result)).toMatchObject({ voteGranted: false });
    expect(result.state).toBe(before);
    expect(result.guards.at(-1)).toMatchObject({ question: "vote", verdict: false });
  });

  it("grants again to the candidate that has its vote already", () => {
    const before = server({ currentTerm: 1, votedFor: "n2" });
    const result = receive(before, "n2", requestVote());
    expect(answer(result)).toMatchObject({ voteGranted: true });
    expect(result.state).toBe(before);
  });

  it("remembers after a restart whom it voted for", () => {
    const { state } = restart(receive(server(), "n2", requestVote()).state);
    const other = receive(state, "n3", requestVote({ candidateId: "n3" }));
    expect(answer(other)).toMatchObject({ voteGranted: false });
  });

  it("votes for itself as candidate, hence for no other", () => {
    expect(answer(receive(candidate(), "n2", requestVote()))).toMatchObject({ voteGranted: false });
  });

  // §5.2: granting a vote restarts the election timeout, refusing does not.
  it("restarts its election timer only if it grants its vote", () => {
    const before = server({ currentTerm: 1 });
    expect(timersSet(receive(before, "n2", requestVote()))).toEqual(["election"]);
    const voted = server({ currentTerm: 1, votedFor: "n3" });
    expect(timersSet(receive(voted, "n2", requestVote()))).toEqual([]);
  });

  // §5.4.1
  it.each([
    ["a later last term, though shorter", { lastLogTerm: 3, lastLogIndex: 1 }, true],
    ["the same last term and a longer log", { lastLogTerm: 2, lastLogIndex: 4 }, true],
    ["the same last term and length", { lastLogTerm: 2, lastLogIndex: 3 }, true],
    ["the same last term and a shorter log", { lastLogTerm: 2, lastLogIndex: 2 }, false],
    ["an earlier last term, though longer", { lastLogTerm: 1, lastLogIndex: 9 }, false],
    ["an empty log", { lastLogTerm: 0, lastLogIndex: 0 }, false],
  ])("judges a candidate with %s against its own log", (_name, last, granted) => {
    const before = server({ currentTerm: 3, log: logOf(1, 2, 2) });
    const result = receive(before, "n2", requestVote({ term: 4, ...last }));
    expect(answer(result)).toMatchObject({ voteGranted: granted });
    expect(result.guards.at(-1)).toMatchObject({ question: "vote", verdict: granted });
  });

  it("looks at no log without the election restriction", () => {
    const before = server({ currentTerm: 3, log: logOf(1, 2, 2) });
    const features = { electionRestriction: false };
    const result = receive(before, "n2", requestVote({ term: 4 }), { features });
    expect(answer(result)).toMatchObject({ voteGranted: true });
  });
});

describe("Raft, standing for election (§5.2)", () => {
  const started = timeout(server({ currentTerm: 4, leaderId: "n2", log: logOf(1, 3) }), "election");

  it("raises its term and votes for itself when its election timer runs out", () => {
    expect(started.state).toMatchObject({ currentTerm: 5, votedFor: "n1", role: "candidate" });
    expect(started.state).toMatchObject({ votesGranted: ["n1"], leaderId: null });
  });

  it("restarts its election timer", () => {
    expect(timersSet(started)).toEqual(["election"]);
  });

  it("asks all other servers for their vote and tells where its log ends", () => {
    const request = requestVote({ term: 5, candidateId: "n1", lastLogIndex: 2, lastLogTerm: 3 });
    expect(sent(started)).toEqual(PEERS.map((peer) => [peer, request]));
  });

  it("starts another election, in the next term, when an election brings no winner in time", () => {
    const again = timeout(server({ ...started.state, votesGranted: ["n1", "n2"] }), "election");
    expect(again.state).toMatchObject({ currentTerm: 6, role: "candidate", votesGranted: ["n1"] });
  });

  it.each([
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
    [7, 4],
  ])("of %i servers needs %i votes, its own included", (servers, need) => {
    const peers = Array.from({ length: servers - 1 }, (_, i) => `n${i + 2}`);
    let state = candidate();
    for (const [i, peer] of peers.entries()) {
      state = receive(state, peer, vote(1), { peers }).state;
      expect(state.role).toBe(i + 2 >= need ? "leader" : "candidate");
    }
  });

  it("counts a vote that arrives twice once", () => {
    const once = receive(candidate(), "n2", vote(1)).state;
    expect(receive(once, "n2", vote(1)).state).toBe(once);
  });

  it("does not count a refusal", () => {
    const before = candidate();
    const result = receive(before, "n2", vote(1, false));
    expect(result.state).toBe(before);
    expect(result.guards).toMatchObject([{ question: "leader", verdict: false }]);
  });

  it("says how many votes it has and needs", () => {
    expect(receive(candidate(), "n2", vote(1)).guards.at(-1)).toMatchObject({
      question: "leader",
      verdict: false,
      facts: { have: 2, need: 3, voters: ["n1", "n2"] },
    });
  });

  it("is elected at once when it is alone in its cluster", () => {
    expect(timeout(server(), "election", { peers: [] }).state.role).toBe("leader");
  });

  it("ignores votes once it leads, or when it has given up", () => {
    for (const before of [leader(), server({ currentTerm: 1, votedFor: "n1" })]) {
      expect(receive(before, "n2", vote(1)).state).toBe(before);
    }
  });
});

describe("Raft, taking and leaving office (§5.2)", () => {
  const elected = receive(
    server({ ...candidate(5), votesGranted: ["n1", "n3"], log: logOf(1, 3) }),
    "n2",
    vote(5),
  );

  it("sends a heartbeat to every server as soon as it is elected", () => {
    const place = { prevLogIndex: 2, prevLogTerm: 3, entries: [], leaderCommit: 0 };
    const heartbeat = appendEntries({ term: 5, leaderId: "n1", ...place });
    expect(sent(elected)).toEqual(PEERS.map((peer) => [peer, heartbeat]));
  });

  it("waits for no other leader, and repeats the heartbeat", () => {
    expect(timersCancelled(elected)).toEqual(["election"]);
    expect(timersSet(elected)).toEqual(["heartbeat"]);
    const next = timeout(elected.state, "heartbeat");
    expect(sent(next)).toEqual(sent(elected));
    expect(timersSet(next)).toEqual(["heartbeat"]);
    expect(next.state).toBe(elected.state);
  });

  // Figure 2, volatile state on leaders: reinitialised after election
  it("starts nextIndex behind its last entry and matchIndex at 0", () => {
    expect(elected.state.nextIndex).toEqual({ n2: 3, n3: 3, n4: 3, n5: 3 });
    expect(elected.state.matchIndex).toEqual({ n2: 0, n3: 0, n4: 0, n5: 0 });
  });

  it("appends no entry of its own on election", () => {
    expect(elected.state.log).toEqual(logOf(1, 3));
  });

  it("gives up as candidate when a leader of its term is heard, and keeps its vote", () => {
    const result = receive(candidate(), "n2", appendEntries());
    expect(result.state).toMatchObject({ role: "follower", currentTerm: 1, votedFor: "n1" });
    expect(result.state).toMatchObject({ leaderId: "n2", votesGranted: [] });
    expect(answer(result)).toMatchObject({ success: true });
  });

  it("stays candidate when a leader of a lower term is heard", () => {
    const before = candidate(3);
    expect(receive(before, "n2", appendEntries({ term: 2 })).state).toBe(before);
  });

  it("restarts the election timer whenever the current leader is heard, also if it refuses", () => {
    const before = server({ currentTerm: 1, leaderId: "n2" });
    const heard = receive(before, "n2", appendEntries());
    expect(timersSet(heard)).toEqual(["election"]);
    expect(heard.state).toBe(before);
    const unfit = appendEntries({ prevLogIndex: 4, prevLogTerm: 1 });
    expect(timersSet(receive(before, "n2", unfit))).toEqual(["election"]);
  });
});
