/**
 * One test for each sentence of the Raft paper (extended version) about the log: Figure 2, §5.3 and
 * §5.4.2. Each is init / step / check on a single server, without a simulator.
 */
import { describe, expect, it } from "vitest";
import type { Entry, RaftState } from "../../../src/protocols/raft/types.js";
import {
  answer,
  appendEntries,
  command,
  entry,
  leader,
  logOf,
  PEERS,
  receive,
  refused,
  requestVote,
  sent,
  server,
  stored,
  timeout,
} from "./helpers.js";

const follower = (differs: Partial<RaftState> = {}) =>
  server({ currentTerm: 3, leaderId: "n2", ...differs });

/** Entries of these terms, the first of them at the index. */
const entriesAt = (index: number, ...terms: readonly number[]): readonly Entry[] =>
  terms.map((term, i) => entry(term, index + i));

describe("Raft, receiving AppendEntries (Figure 2, §5.3)", () => {
  it.each([
    ["is too short", logOf(1)],
    ["has another term there", logOf(1, 2)],
    ["is empty", []],
  ])("refuses entries when its log %s at prevLogIndex", (_name, log) => {
    const before = follower({ log });
    const request = appendEntries({ term: 3, prevLogIndex: 2, prevLogTerm: 1, entries: logOf(3) });
    const result = receive(before, "n2", request);
    expect(answer(result)).toEqual(refused(2, 3));
    expect(result.state).toBe(before);
    expect(result.guards.at(-1)).toMatchObject({ question: "append", verdict: false });
  });

  it("accepts the first entries of all, which nothing precedes", () => {
    const result = receive(follower(), "n2", appendEntries({ term: 3, entries: logOf(1, 3) }));
    expect(result.state.log).toEqual(logOf(1, 3));
    expect(answer(result)).toMatchObject({ success: true, matchIndex: 2, term: 3 });
  });

  it("appends the entries that its log does not have yet", () => {
    const place = { prevLogIndex: 1, prevLogTerm: 1, entries: entriesAt(2, 1, 3) };
    const result = receive(
      follower({ log: logOf(1, 1) }),
      "n2",
      appendEntries({ term: 3, ...place }),
    );
    expect(result.state.log).toEqual(logOf(1, 1, 3));
    expect(answer(result)).toMatchObject({ success: true, prevLogIndex: 1, matchIndex: 3 });
  });

  it("deletes an entry that conflicts with a new one, and all that follow it", () => {
    const place = { prevLogIndex: 1, prevLogTerm: 1, entries: entriesAt(2, 3) };
    const before = follower({ log: logOf(1, 2, 2, 2) });
    expect(receive(before, "n2", appendEntries({ term: 3, ...place })).state.log).toEqual(
      logOf(1, 3),
    );
  });

  it("deletes nothing because of an old message whose entries it has already", () => {
    const before = follower({ log: logOf(1, 1, 3, 3) });
    const place = { prevLogIndex: 1, prevLogTerm: 1, entries: entriesAt(2, 1) };
    const result = receive(before, "n2", appendEntries({ term: 3, ...place }));
    expect(result.state).toBe(before);
    expect(answer(result)).toMatchObject({ success: true, matchIndex: 2 });
  });

  it("deletes nothing because of a heartbeat, even if its own log is longer", () => {
    const before = follower({ log: logOf(1, 2, 2) });
    const heartbeat = appendEntries({ term: 3, prevLogIndex: 1, prevLogTerm: 1 });
    expect(receive(before, "n2", heartbeat).state).toBe(before);
  });

  it("keeps a conflicting entry without truncation, and confirms what it does not have", () => {
    const before = follower({ log: logOf(1, 2) });
    const place = { prevLogIndex: 1, prevLogTerm: 1, entries: entriesAt(2, 3, 3) };
    const request = appendEntries({ term: 3, ...place });
    const result = receive(before, "n2", request, { features: { truncateConflicts: false } });
    expect(result.state.log).toEqual([...logOf(1, 2), entry(3, 3)]);
    expect(answer(result)).toMatchObject({ success: true, matchIndex: 3 });
  });

  it("learns from leaderCommit what is committed", () => {
    const before = follower({ log: logOf(1, 1, 3) });
    const place = { prevLogIndex: 3, prevLogTerm: 3, leaderCommit: 2 };
    const { state } = receive(before, "n2", appendEntries({ term: 3, ...place }));
    expect(state).toMatchObject({ commitIndex: 2, lastApplied: 2 });
  });

  it("commits nothing beyond the last new entry: what follows may not be the leader's", () => {
    const before = follower({ log: logOf(1, 2, 2, 2) });
    const place = { prevLogIndex: 1, prevLogTerm: 1, entries: entriesAt(2, 2), leaderCommit: 4 };
    const { state } = receive(before, "n2", appendEntries({ term: 3, ...place }));
    expect(state.log).toHaveLength(4);
    expect(state.commitIndex).toBe(2);
  });

  it("takes prevLogIndex for the last new entry of a heartbeat", () => {
    const before = follower({ log: logOf(1, 2, 2) });
    const place = { prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 3 };
    expect(receive(before, "n2", appendEntries({ term: 3, ...place })).state.commitIndex).toBe(1);
  });

  // Figure 2, State: commitIndex increases monotonically
  it("never lowers its commitIndex", () => {
    const before = follower({ log: logOf(1, 1, 3), commitIndex: 2, lastApplied: 2 });
    const old = appendEntries({ term: 3, prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 3 });
    expect(receive(before, "n2", old).state).toBe(before);
  });

  it("remembers who leads, to send clients there", () => {
    const { state } = receive(server({ currentTerm: 3 }), "n2", appendEntries({ term: 3 }));
    expect(state.leaderId).toBe("n2");
  });
});

describe("Raft, applying entries (Figure 2, all servers)", () => {
  it("applies what is committed, in log order, each entry once", () => {
    const log = ["set x 1", "set x 2", "set y 3"].map((line) => ({ term: 1, command: line }));
    const commit = (leaderCommit: number, before: RaftState) =>
      receive(
        before,
        "n2",
        appendEntries({ term: 3, prevLogIndex: 3, prevLogTerm: 1, leaderCommit }),
      ).state;
    const first = commit(1, follower({ log }));
    expect(first).toMatchObject({ lastApplied: 1, stateMachine: { x: "1" } });
    const rest = commit(3, first);
    expect(rest).toMatchObject({ lastApplied: 3, stateMachine: { x: "2", y: "3" } });
    expect(commit(3, rest)).toBe(rest);
  });

  it("answers no client of another leader", () => {
    const place = { prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 };
    const result = receive(follower({ log: logOf(1) }), "n2", appendEntries({ term: 3, ...place }));
    expect(result.state.lastApplied).toBe(1);
    expect(result.replies).toEqual([]);
  });
});

describe("Raft, a client's command (§5.1, §5.3)", () => {
  it("is appended to the leader's log with the leader's term, and not answered yet", () => {
    const result = command(leader({ currentTerm: 2, log: logOf(1) }), "set x 1");
    expect(result.state.log).toEqual([...logOf(1), { term: 2, command: "set x 1" }]);
    expect(result.replies).toEqual([]);
  });

  it("is sent to all followers at once", () => {
    const result = command(leader({ currentTerm: 2, log: logOf(1), commitIndex: 1 }), "set x 1");
    const place = { prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 };
    const entries = [{ term: 2, command: "set x 1" }];
    const request = appendEntries({ term: 2, leaderId: "n1", entries, ...place });
    expect(sent(result)).toEqual(PEERS.map((peer) => [peer, request]));
  });

  it("is answered by the leader once its entry is committed and applied", () => {
    const asked = command(leader(), "set x 1", { id: 7 });
    const one = receive(asked.state, "n2", stored(1));
    expect(one.replies).toEqual([]);
    const two = receive(one.state, "n3", stored(1));
    expect(two.replies).toEqual([{ command: 7, result: { type: "applied", value: "1" } }]);
    expect(two.state).toMatchObject({ commitIndex: 1, lastApplied: 1, stateMachine: { x: "1" } });
    expect(two.state.waiting).toEqual([]);
  });

  it("is answered once only", () => {
    let { state } = command(leader(), "set x 1");
    let replies = 0;
    for (const peer of PEERS) {
      const result = receive(state, peer, stored(1));
      replies += result.replies.length;
      state = result.state;
    }
    expect(replies).toBe(1);
  });

  it("reads what the writes before it in the log have written, or null", () => {
    const written = command(leader(), "set x 1", { id: 1 }).state;
    const read = command(written, "get x", { id: 2 }).state;
    const missing = command(read, "get z", { id: 3 }).state;
    const { replies } = receive(receive(missing, "n2", stored(3)).state, "n3", stored(3));
    expect(replies.map(({ command: id, result }) => [id, result])).toEqual([
      [1, { type: "applied", value: "1" }],
      [2, { type: "applied", value: "1" }],
      [3, { type: "applied", value: null }],
    ]);
  });

  // §8: a client that contacts another server is told who leads.
  it("is refused by a follower, who names the leader it knows", () => {
    const before = follower();
    const result = command(before, "set x 1", { id: 3 });
    const told = { type: "notLeader", leader: "n2" };
    expect(result.replies).toEqual([{ command: 3, result: told }]);
    expect(result.state).toBe(before);
    expect(result.guards).toMatchObject([{ question: "command", verdict: false }]);
  });

  it("is refused by a candidate, who knows no leader", () => {
    const { state } = timeout(follower(), "election");
    const told = { type: "notLeader", leader: null };
    expect(command(state, "set x 1").replies).toEqual([{ command: 1, result: told }]);
  });

  it("gets no answer from a leader that steps down, even if the entry is committed later", () => {
    const { state } = command(leader(), "set x 1");
    const down = receive(state, "n2", requestVote({ term: 2 }));
    expect(down.state.waiting).toEqual([]);
    expect(down.notes).toMatchObject([{ facts: { commands: [1] } }]);
    const place = { prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 };
    const later = receive(down.state, "n2", appendEntries({ term: 2, ...place }));
    expect(later.state.lastApplied).toBe(1);
    expect(later.replies).toEqual([]);
  });

  it("is committed and answered at once by a server alone in its cluster", () => {
    const result = command(leader({}, []), "set x 1", { peers: [] });
    expect(result.replies).toEqual([{ command: 1, result: { type: "applied", value: "1" } }]);
  });
});

describe("Raft, a leader and its followers' logs (Figure 2, leaders; §5.3)", () => {
  const before = leader({
    log: logOf(1, 1, 1),
    nextIndex: { n2: 2, n3: 4, n4: 4, n5: 4 },
  });

  it("sends a follower all entries from nextIndex on, and tells what precedes them", () => {
    const [first] = sent(timeout(before, "heartbeat"));
    const place = { prevLogIndex: 1, prevLogTerm: 1, entries: logOf(1, 1, 1).slice(1) };
    expect(first).toEqual(["n2", appendEntries({ leaderId: "n1", ...place })]);
  });

  it("sends an empty heartbeat to a follower that has all", () => {
    const toN3 = sent(timeout(before, "heartbeat"))[1];
    expect(toN3?.[1]).toMatchObject({ prevLogIndex: 3, entries: [] });
  });

  it("raises nextIndex and matchIndex of a follower that succeeded", () => {
    const { state } = receive(before, "n2", stored(3));
    expect(state.nextIndex).toEqual({ n2: 4, n3: 4, n4: 4, n5: 4 });
    expect(state.matchIndex).toEqual({ n2: 3, n3: 0, n4: 0, n5: 0 });
  });

  it("goes on sending to a follower that has stored some but not all", () => {
    expect(answer(receive(before, "n2", stored(2)))).toMatchObject({
      prevLogIndex: 2,
      entries: [entry(1, 3)],
    });
  });

  it("lowers nextIndex by one and tries again when a follower refuses", () => {
    const result = receive(before, "n3", refused(3));
    expect(result.state.nextIndex).toEqual({ n2: 2, n3: 3, n4: 4, n5: 4 });
    expect(answer(result)).toMatchObject({ prevLogIndex: 2, entries: [entry(1, 3)] });
  });

  // Figure 7: what a leader of term 8 may find in its followers when it comes to power.
  it.each([
    ["(a)", [1, 1, 1, 4, 4, 5, 5, 6, 6]],
    ["(b)", [1, 1, 1, 4]],
    ["(c)", [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6]],
    ["(d)", [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7]],
    ["(e)", [1, 1, 1, 4, 4, 4, 4]],
    ["(f)", [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]],
  ])("finds where the logs agree and repairs the follower's: Figure 7 %s", (_name, terms) => {
    const elected = leader({ currentTerm: 8, log: logOf(1, 1, 1, 4, 4, 5, 5, 6, 6, 6) });
    const asked = command(elected, "set x 1");
    let leading = asked.state;
    let lagging = server({ currentTerm: 7, log: logOf(...terms) });
    let request = sent(asked)[0]?.[1];
    for (let rounds = 0; request !== undefined; rounds++) {
      expect(rounds).toBeLessThan(12);
      const received = receive(lagging, "n1", request);
      lagging = received.state;
      const replied = receive(leading, "n2", answer(received));
      leading = replied.state;
      request = sent(replied)[0]?.[1];
    }
    expect(lagging.log).toEqual([...elected.log, { term: 8, command: "set x 1" }]);
    expect(leading.log).toEqual(lagging.log);
    expect(leading.matchIndex.n2).toBe(11);
  });

  it("lowers nextIndex once for one refusal that arrives twice", () => {
    const once = receive(before, "n3", refused(3)).state;
    const twice = receive(once, "n3", refused(3));
    expect(twice.state).toBe(once);
    expect(twice.guards).toMatchObject([{ question: "reply", verdict: false }]);
  });

  it("never lowers nextIndex below 1", () => {
    const lowest = leader({ log: logOf(1), nextIndex: { n2: 1, n3: 1, n4: 1, n5: 1 } });
    expect(receive(lowest, "n2", refused(0)).state).toBe(lowest);
  });

  // Figure 2, State: matchIndex increases monotonically
  it("never lowers matchIndex because of an old reply", () => {
    const { state } = receive(before, "n2", stored(3));
    const old = receive(state, "n2", stored(1));
    expect(old.state).toBe(state);
    expect(old.effects).toEqual([]);
  });

  it("believes no follower to have more than it has itself", () => {
    expect(receive(before, "n2", stored(9)).state.matchIndex.n2).toBe(3);
  });

  it("changes nothing when a heartbeat is confirmed", () => {
    const idle = receive(before, "n3", stored(3)).state;
    expect(receive(idle, "n3", stored(3)).state).toBe(idle);
  });
});

describe("Raft, committing entries (Figure 2, leaders; §5.3, §5.4.2)", () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
    [7, 4],
  ])("of %i servers, commits an entry once %i store it, the leader included", (servers, need) => {
    const peers = Array.from({ length: servers - 1 }, (_, i) => `n${i + 2}`);
    let { state } = command(leader({}, peers), "set x 1", { peers });
    expect(state.commitIndex).toBe(need === 1 ? 1 : 0);
    for (const [i, peer] of peers.entries()) {
      state = receive(state, peer, stored(1), { peers }).state;
      expect(state.commitIndex).toBe(i + 2 >= need ? 1 : 0);
    }
  });

  it("commits the highest index that a majority stores, and everything before it", () => {
    const before = leader({ log: logOf(1, 1, 1, 1), matchIndex: { n2: 4, n3: 0, n4: 0, n5: 0 } });
    expect(receive(before, "n3", stored(3)).state).toMatchObject({
      commitIndex: 3,
      lastApplied: 3,
    });
  });

  it("tells the followers with the next heartbeat", () => {
    const before = leader({ log: logOf(1), commitIndex: 1, lastApplied: 1 });
    expect(sent(timeout(before, "heartbeat"))[0]?.[1]).toMatchObject({ leaderCommit: 1 });
  });

  const earlier = leader({
    currentTerm: 4,
    log: logOf(1, 2),
    matchIndex: { n2: 2, n3: 0, n4: 0, n5: 0 },
  });

  it("commits no entry of an earlier term by counting copies", () => {
    const result = receive(earlier, "n3", stored(2, 4));
    expect(result.state.commitIndex).toBe(0);
    expect(result.guards).toMatchObject([
      { question: "commit", verdict: true },
      { question: "commit", verdict: false, facts: { index: 2, term: 2, mine: 4 } },
    ]);
  });

  it("commits entries of earlier terms together with one of its own", () => {
    const before = leader({
      ...earlier,
      log: logOf(1, 2, 4),
      matchIndex: { n2: 3, n3: 2, n4: 0, n5: 0 },
    });
    expect(receive(before, "n3", stored(3, 4)).state.commitIndex).toBe(3);
  });

  it("counts copies of entries of any term without the current-term rule", () => {
    const features = { commitOnlyCurrentTerm: false };
    expect(receive(earlier, "n3", stored(2, 4), { features }).state.commitIndex).toBe(2);
  });

  it("says how many servers store the entry and how many are needed", () => {
    const { state } = command(leader(), "set x 1");
    expect(receive(state, "n2", stored(1)).guards).toMatchObject([
      { question: "commit", verdict: false, facts: { index: 1, have: 2, need: 3 } },
    ]);
  });
});
