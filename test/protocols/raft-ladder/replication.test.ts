/** The log's way, stage by stage, beside the stage that lacks the rule. */
import { describe, expect, it } from "vitest";
import type { LadderMessage, LogRequest } from "../../../src/protocols/raft-ladder/types.js";
import {
  candidate,
  follower,
  leader,
  logOf,
  plainLog,
  receive,
  sent,
  sentTo,
  timeout,
  timersSet,
  told,
  write,
} from "./helpers.js";

const OLD_LEADER = { currentTerm: 0, sentLength: {}, ackedLength: {} } as const;

describe("A client's write", () => {
  it("is refused by what is off, and by a follower before writes are relayed", () => {
    const off = follower({ role: "off" });
    expect(told(write(0, off, "a"))).toEqual([{ type: "refused", role: "off" }]);
    expect(told(write(7, follower(), "a"))).toEqual([{ type: "refused", role: "follower" }]);
  });

  it("is taken by a leader, and answered at once until stage 14", () => {
    const step = write(14, leader({ ...OLD_LEADER, log: plainLog("a") }), "b");
    expect(step.state.log).toEqual(plainLog("a", "b"));
    expect(told(step)).toEqual([{ type: "appended", length: 2 }]);
  });

  it("makes the leader send its log from stage 5 on", () => {
    expect(sent(write(4, leader(OLD_LEADER), "a"))).toEqual([]);
    const request = { type: "logRequest", log: plainLog("a") };
    expect(sent(write(5, leader(OLD_LEADER), "a"))).toEqual([
      ["n2", request],
      ["n3", request],
    ]);
  });

  it("is relayed from stage 8 on to the leader, which answers the client", () => {
    const relayed = write(8, follower({ currentLeader: "n2" }), "a");
    expect(sent(relayed)).toEqual([["n2", { type: "broadcastRequest", id: 7, command: "a" }]]);
    expect(told(relayed)).toEqual([]);
    const [, message] = sent(relayed)[0] ?? [];
    const taken = receive(8, leader(OLD_LEADER), "n3", message as LadderMessage);
    expect(taken.replies).toEqual([{ command: 7, result: { type: "appended", length: 1 } }]);
  });

  it("is not relayed twice, nor kept where no leader is known", () => {
    const message: LadderMessage = { type: "broadcastRequest", id: 7, command: "a" };
    const second = receive(8, follower({ currentLeader: "n2" }), "n3", message);
    expect(sent(second)).toEqual([]);
    expect(told(second)).toEqual([{ type: "noLeader" }]);
    expect(told(write(9, candidate(), "a"))).toEqual([{ type: "noLeader" }]);
  });

  it("becomes an entry with a term from stage 19 on", () => {
    expect(write(18, leader({ currentTerm: 3 }), "a").state.log).toEqual(plainLog("a"));
    expect(write(19, leader({ currentTerm: 3 }), "a").state.log).toEqual([
      { command: "a", term: 3 },
    ]);
  });
});

describe("Log requests", () => {
  it("repeat from stage 6 on", () => {
    const step = timeout(6, leader({ ...OLD_LEADER, log: plainLog("a") }), "replication");
    expect(timersSet(step)).toEqual(["replication"]);
    expect(sentTo(step, "n3")).toEqual([{ type: "logRequest", log: plainLog("a") }]);
  });

  it("replace a follower's log whole until stage 19", () => {
    const state = follower({ log: plainLog("x", "y") });
    const { state: next } = receive(10, state, "n2", { type: "logRequest", log: plainLog("a") });
    expect(next.log).toEqual(plainLog("a"));
  });

  it("leave the very same log object where nothing is new", () => {
    const state = follower({ log: plainLog("a"), currentLeader: "n2" });
    const step = receive(10, state, "n2", { type: "logRequest", log: plainLog("a") });
    expect(step.state).toBe(state);
  });

  it("tell a follower who leads from stage 8 on, and put off its timer from stage 7 on", () => {
    const request: LadderMessage = { type: "logRequest", log: [] };
    expect(receive(7, follower(), "n2", request).state.currentLeader).toBeNull();
    expect(receive(8, follower(), "n2", request).state.currentLeader).toBe("n2");
    expect(timersSet(receive(6, follower(), "n2", request))).toEqual([]);
    expect(timersSet(receive(7, follower(), "n2", request))).toEqual(["no-leader-ack"]);
  });

  it("are ignored by a leader without a higher term", () => {
    const leads = leader({ ...OLD_LEADER, log: plainLog("a") });
    const step = receive(10, leads, "n2", { type: "logRequest", log: plainLog("b") });
    expect(step.state).toBe(leads);
    expect(step.guards).toMatchObject([{ question: "append", verdict: false }]);
  });

  it("carry a term from stage 11 on; a follower ignores a lower one and joins a higher one", () => {
    expect(sentTo(timeout(10, leader(OLD_LEADER), "replication"), "n2")[0]).not.toHaveProperty(
      "term",
    );
    const state = follower({ currentTerm: 2, log: plainLog("a") });
    const lower: LadderMessage = { type: "logRequest", term: 1, log: plainLog("b") };
    const ignored = receive(11, state, "n2", lower);
    expect(ignored.state).toBe(state);
    expect(timersSet(ignored)).toEqual([]);
    const higher = receive(11, state, "n2", { ...lower, term: 3 });
    expect(higher.state).toMatchObject({ currentTerm: 3, log: plainLog("b") });
  });
});

describe("Stage 15: commit at a strict majority", () => {
  const wrote = () => write(15, leader({ currentTerm: 1 }), "a").state;
  const ack = (length: number, term = 1): LadderMessage => ({
    ...{ type: "logResponse", term, success: true, ack: length },
  });

  it("answers the client only when a majority has the write", () => {
    const asked = write(15, leader({ currentTerm: 1 }), "a");
    expect(told(asked)).toEqual([]);
    expect(asked.state.commitLength).toBe(0);
    const done = receive(15, asked.state, "n2", ack(1));
    expect(told(done)).toEqual([{ type: "committed", length: 1 }]);
    expect(done.state).toMatchObject({ commitLength: 1, waiting: [] });
  });

  it("commits at once where one node is a majority", () => {
    const alone = leader({ ackedLength: {} });
    expect(told(write(15, alone, "a", { peers: [] }))).toEqual([{ type: "committed", length: 1 }]);
  });

  it("needs three of five", () => {
    const peers = ["n2", "n3", "n4", "n5"];
    const state = write(15, leader(), "a", { peers }).state;
    const one = receive(15, state, "n2", ack(1), { peers });
    expect(one.state.commitLength).toBe(0);
    expect(receive(15, one.state, "n3", ack(1), { peers }).state.commitLength).toBe(1);
  });

  it("ignores acknowledgements of other terms, and older ones than it knows", () => {
    const state = wrote();
    expect(receive(15, state, "n2", ack(1, 0)).state).toBe(state);
    const done = receive(15, state, "n2", ack(1)).state;
    expect(receive(15, done, "n2", ack(0)).state).toBe(done);
  });

  it("sends the commit length along, and followers acknowledge what they have stored", () => {
    const log = plainLog("a");
    const done = leader({ log, commitLength: 1 });
    const [request] = sentTo(timeout(15, done, "replication"), "n2");
    expect(request).toEqual({ type: "logRequest", term: 1, log, commitLength: 1 });
    const step = receive(15, follower(), "n2", request as LadderMessage);
    expect(step.state).toMatchObject({ log, commitLength: 1 });
    expect(sent(step)).toEqual([["n2", ack(1)]]);
  });

  it("lets a follower forget what was committed when its log gets shorter", () => {
    const state = follower({ log: plainLog("a"), commitLength: 1 });
    const request: LadderMessage = { type: "logRequest", term: 1, log: [], commitLength: 0 };
    expect(receive(15, state, "n2", request).state).toMatchObject({ log: [], commitLength: 0 });
  });

  it("gives no answer any more to the clients of a leader that steps down", () => {
    const step = receive(15, wrote(), "n2", { type: "logRequest", term: 2, log: [] });
    expect(step.state).toMatchObject({ role: "follower", waiting: [] });
    expect(told(step)).toEqual([]);
    expect(step.notes.map(({ facts }) => facts)).toEqual([{ ids: [7] }]);
  });
});

describe("Stage 16: a lower commit length", () => {
  const request: LogRequest = { type: "logRequest", term: 1, log: [], commitLength: 0 };
  const state = follower({ log: plainLog("a"), commitLength: 1, currentTerm: 1 });

  it("is rejected at stages 16 and 17, without an answer and without more patience", () => {
    for (const stage of [16, 17]) {
      const step = receive(stage, state, "n2", request);
      expect(step.state).toBe(state);
      expect([...sent(step), ...timersSet(step)]).toEqual([]);
    }
  });

  it("is taken at stage 18, where only good logs win", () => {
    expect(receive(18, state, "n2", { ...request, log: state.log }).state).toMatchObject({
      ...{ log: state.log, commitLength: 1, currentLeader: "n2" },
    });
  });
});

describe("Stage 20: only what is missing", () => {
  it("is sent, as far as the leader knows from the last acknowledgement", () => {
    const state = leader({ log: logOf(1, 1, 1), sentLength: { n2: 2, n3: 0 } });
    const step = timeout(20, state, "replication");
    expect(sentTo(step, "n2")).toMatchObject([
      { prefixLength: 2, suffix: logOf(1, 1, 1).slice(2) },
    ]);
    expect(sentTo(step, "n3")).toMatchObject([{ prefixLength: 0, suffix: logOf(1, 1, 1) }]);
    const acked: LadderMessage = { type: "logResponse", term: 1, success: true, ack: 3 };
    const next = receive(20, state, "n2", acked).state;
    expect(next.sentLength).toEqual({ n2: 3, n3: 0 });
  });

  it("is appended unchecked: what is there stays, and counts as acknowledged", () => {
    const state = follower({ log: logOf(0, 0), currentTerm: 1 });
    const suffix = logOf(0, 1).slice(1);
    const step = receive(20, state, "n2", {
      ...{ type: "logRequest", term: 1, prefixLength: 1, suffix, commitLength: 0 },
    });
    expect(step.state.log).toEqual(logOf(0, 0));
    expect(sent(step)).toMatchObject([["n2", { success: true, ack: 2 }]]);
  });
});

describe("Stage 21: the prefix check", () => {
  const request = (prefixLength: number, prefixTerm: number, ...terms: number[]): LogRequest => ({
    ...{ type: "logRequest", term: 3, prefixLength, prefixTerm, commitLength: 0 },
    suffix: terms.map((term, i) => ({ command: `w${prefixLength + i + 1}t${term}`, term })),
  });
  const refusal = { type: "logResponse", term: 3, success: false, ack: 0 };

  it("refuses what does not fit: a prefix that is missing, or of another term", () => {
    const state = follower({ currentTerm: 3, log: logOf(1, 2) });
    for (const wrong of [request(3, 2, 3), request(2, 1, 3)]) {
      const step = receive(21, state, "n2", wrong);
      expect(step.state.log).toBe(state.log);
      expect(sent(step)).toEqual([["n2", refusal]]);
      expect(timersSet(step)).toEqual(["no-leader-ack"]);
    }
  });

  it("cuts a conflicting suffix and appends", () => {
    const state = follower({ currentTerm: 3, log: logOf(1, 2, 2) });
    const step = receive(21, state, "n2", request(1, 1, 3));
    expect(step.state.log).toEqual(logOf(1, 3));
    expect(sent(step)).toMatchObject([["n2", { success: true, ack: 2 }]]);
  });

  it("keeps a longer log that agrees: the request may be an old one", () => {
    const state = follower({ currentTerm: 3, log: logOf(1, 3, 3), currentLeader: "n2" });
    expect(receive(21, state, "n2", request(1, 1, 3)).state).toBe(state);
  });

  it("makes a refused leader back up by one and try again, down to the empty prefix", () => {
    const state = leader({ currentTerm: 3, log: logOf(1, 3), sentLength: { n2: 1, n3: 2 } });
    const step = receive(21, state, "n2", refusal as LadderMessage);
    expect(step.state.sentLength).toEqual({ n2: 0, n3: 2 });
    expect(sentTo(step, "n2")).toMatchObject([
      { prefixLength: 0, prefixTerm: 0, suffix: logOf(1, 3) },
    ]);
    expect(receive(21, step.state, "n2", refusal as LadderMessage).state).toBe(step.state);
  });

  it("tells a leader of the past the term, so that it steps down", () => {
    const step = receive(21, follower({ currentTerm: 5 }), "n2", request(0, 0));
    expect(sent(step)).toMatchObject([["n2", { term: 5, success: false }]]);
    const deposed = receive(21, leader({ currentTerm: 3 }), "n2", {
      ...{ type: "logResponse", term: 5, success: false, ack: 0 },
    });
    expect(deposed.state).toMatchObject({ role: "follower", currentTerm: 5 });
  });
});

describe("Stage 23: only entries of the leader's own term are counted", () => {
  const state = leader({ currentTerm: 3, log: logOf(1), sentLength: { n2: 1, n3: 1 } });
  const ack = (length: number): LadderMessage => ({
    ...{ type: "logResponse", term: 3, success: true, ack: length },
  });

  it("so an old entry on a majority waits, which before was committed", () => {
    expect(receive(22, state, "n2", ack(1)).state.commitLength).toBe(1);
    expect(receive(23, state, "n2", ack(1)).state.commitLength).toBe(0);
  });

  it("and is committed with the first entry of the leader's term", () => {
    const wrote = write(23, state, "b").state;
    expect(receive(23, wrote, "n2", ack(2)).state.commitLength).toBe(2);
  });
});
