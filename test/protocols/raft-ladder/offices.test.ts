/**
 * Who leads, stage by stage: each rule as init / step / check on one node, beside the stage that
 * lacks it.
 */
import { describe, expect, it } from "vitest";
import type { Entry, LadderMessage } from "../../../src/protocols/raft-ladder/types.js";
import {
  boot,
  candidate,
  follower,
  leader,
  logOf,
  plainLog,
  receive,
  restart,
  sent,
  sentTo,
  timeout,
  timersCancelled,
  timersSet,
} from "./helpers.js";

const ask = (term: number): LadderMessage => ({ type: "voteRequest", term });
const vote = (granted = true, term = 1): LadderMessage => ({ type: "voteResponse", term, granted });

describe("Stages 0 to 4: what a node is when it boots", () => {
  const roles = (stage: number) =>
    ["n1", "n2"].map((node) => boot(stage, { node, peers: ["x", "y"] }).state.role);

  it.each([
    [0, ["off", "off"]],
    [1, ["leader", "off"]],
    [2, ["leader", "off"]],
    [3, ["leader", "leader"]],
    [4, ["leader", "follower"]],
    [21, ["leader", "follower"]],
    [22, ["follower", "follower"]],
  ])("at stage %i the first two nodes are %j", (stage, expected) => {
    expect(roles(stage)).toEqual(expected);
  });

  it("leads after a restart while everything that runs leads, and from stage 4 on follows", () => {
    expect([1, 2, 3].map((stage) => restart(stage, leader()).state.role)).toEqual(
      Array(3).fill("leader"),
    );
    expect([4, 24].map((stage) => restart(stage, leader()).state.role)).toEqual(
      Array(2).fill("follower"),
    );
  });

  it("leads after its disk was lost, as if it were new, up to stage 21", () => {
    expect(boot(21).state.role).toBe("leader");
    expect(boot(22).state.role).toBe("follower");
  });
});

describe("A node that is off", () => {
  it("ignores whatever somebody forges", () => {
    const off = follower({ role: "off" });
    const forged: readonly LadderMessage[] = [
      ...[ask(3), vote(true, 3), { type: "logRequest", log: plainLog("x") } as const],
      { type: "logResponse", term: 3, success: false, ack: 0 },
    ];
    for (const message of forged) {
      const step = receive(2, off, "n2", message);
      expect(step.state).toBe(off);
      expect(step.effects).toEqual([]);
    }
  });
});

describe("Stage 7: no-leader-ack", () => {
  it("is what a follower waits for, and a leader does not", () => {
    expect(timersSet(boot(6, { node: "n2" }))).toEqual([]);
    expect(timersSet(boot(7, { node: "n2" }))).toEqual(["no-leader-ack"]);
    expect(timersSet(boot(7))).toEqual(["replication"]);
  });

  it("makes a follower leader, which sends its log at once", () => {
    const step = timeout(7, follower({ log: plainLog("a") }), "no-leader-ack");
    expect(step.state.role).toBe("leader");
    expect(sentTo(step, "n2")).toEqual([{ type: "logRequest", log: plainLog("a") }]);
  });
});

describe("Stage 9: elections", () => {
  it("make a follower that hears no leader candidate, with its own vote", () => {
    const { state } = timeout(9, follower({ currentLeader: "n2" }), "no-leader-ack");
    expect(state).toMatchObject({ role: "candidate", votedFor: "n1", votesReceived: ["n1"] });
    expect(state).toMatchObject({ currentLeader: null, currentTerm: 0 });
  });

  it("ask all others, without a term as long as votes have none", () => {
    const step = timeout(13, follower(), "no-leader-ack");
    expect(sent(step)).toEqual([
      ["n2", { type: "voteRequest" }],
      ["n3", { type: "voteRequest" }],
    ]);
  });

  it("give one vote a node, for life", () => {
    const first = receive(13, follower(), "n2", { type: "voteRequest" });
    expect(sent(first)).toEqual([["n2", { type: "voteResponse", granted: true }]]);
    expect(first.state.votedFor).toBe("n2");
    const second = receive(13, first.state, "n3", { type: "voteRequest" });
    expect(sent(second)).toEqual([["n3", { type: "voteResponse", granted: false }]]);
    const again = receive(13, first.state, "n2", { type: "voteRequest" });
    expect(sent(again)).toEqual([["n2", { type: "voteResponse", granted: true }]]);
  });

  it("leave a candidate without its own vote if it has given it away", () => {
    const { state } = timeout(13, follower({ votedFor: "n3" }), "no-leader-ack");
    expect(state).toMatchObject({ role: "candidate", votedFor: "n3", votesReceived: [] });
  });

  it("are won with a strict majority: two of three, three of four, three of five", () => {
    for (const [peers, need] of [
      [["n2", "n3"], 2],
      [["n2", "n3", "n4"], 3],
      [["n2", "n3", "n4", "n5"], 3],
    ] as const) {
      let state = candidate();
      for (const voter of peers.slice(0, need - 1)) {
        expect(state.role).toBe("candidate");
        state = receive(9, state, voter, vote(), { peers }).state;
      }
      expect(state.role).toBe("leader");
    }
  });

  it("count each voter once, and no refusal", () => {
    const peers = ["n2", "n3", "n4", "n5"];
    const once = receive(9, candidate(), "n2", vote(), { peers }).state;
    expect(receive(9, once, "n2", vote(), { peers }).state).toBe(once);
    expect(receive(9, once, "n3", vote(false), { peers }).state).toBe(once);
  });

  it("stop a leader's vote: it ignores vote requests until stage 17", () => {
    const leads = leader({ currentTerm: 0 });
    const step = receive(16, leads, "n2", ask(5));
    expect(step.state).toBe(leads);
    expect(sent(step)).toEqual([]);
    expect(step.guards).toMatchObject([{ question: "vote", verdict: false }]);
  });

  it("let a voter wait anew for a leader", () => {
    expect(timersSet(receive(9, follower(), "n2", ask(1)))).toEqual(["no-leader-ack"]);
    expect(timersSet(receive(9, follower({ votedFor: "n3" }), "n2", ask(1)))).toEqual([]);
  });
});

describe("Stage 10: a candidate that gets a log request", () => {
  const request: LadderMessage = { type: "logRequest", log: plainLog("a") };

  it("stays candidate before, and follows from then on", () => {
    const stands = candidate({ currentTerm: 0 });
    expect(receive(9, stands, "n2", request).state).toBe(stands);
    const step = receive(10, stands, "n2", request);
    expect(step.state).toMatchObject({ role: "follower", log: plainLog("a"), votesReceived: [] });
    expect(timersSet(step)).toContain("no-leader-ack");
  });

  it("gives up for a lower term too, but takes no log of it, until stage 17 ignores it", () => {
    const lower: LadderMessage = { ...request, term: 1 };
    const stands = candidate({ currentTerm: 2 });
    const gaveUp = receive(16, stands, "n2", lower).state;
    expect(gaveUp).toMatchObject({ role: "follower", currentTerm: 2, log: [] });
    expect(receive(17, stands, "n2", lower).state).toBe(stands);
  });
});

describe("Stages 11 to 13: terms", () => {
  it("rise with every candidacy from stage 11 on", () => {
    expect(timeout(10, follower(), "no-leader-ack").state.currentTerm).toBe(0);
    expect(timeout(11, follower({ currentTerm: 4 }), "no-leader-ack").state.currentTerm).toBe(5);
  });

  it("do not free a vote until votes have terms", () => {
    const voted = follower({ votedFor: "n3" });
    const request: LadderMessage = { type: "logRequest", term: 2, log: [] };
    const heard = receive(13, voted, "n2", request).state;
    expect(heard).toMatchObject({ currentTerm: 2, votedFor: "n3" });
    expect(receive(14, voted, "n2", request).state).toMatchObject({ votedFor: null });
  });

  it("make a leader step down that sees a higher one in a log request, from stage 12 on", () => {
    const request: LadderMessage = { type: "logRequest", term: 2, log: plainLog("b") };
    const leads = leader({ log: plainLog("a") });
    expect(receive(11, leads, "n2", request).state).toBe(leads);
    const step = receive(12, leads, "n2", request);
    expect(step.state).toMatchObject({ role: "follower", currentTerm: 2, log: plainLog("b") });
    expect(timersCancelled(step)).toContain("replication");
    const equal = receive(12, leads, "n2", { ...request, term: 1 });
    expect(equal.state).toBe(leads);
  });

  it("let a candidate try again with the next one, from stage 13 on", () => {
    expect(timersSet(timeout(12, follower(), "no-leader-ack"))).toEqual([]);
    const step = timeout(13, follower(), "no-leader-ack");
    expect(timersSet(step)).toEqual(["election"]);
    expect(timeout(13, step.state, "election").state).toMatchObject({
      ...{ role: "candidate", currentTerm: 2, votesReceived: ["n1"] },
    });
  });
});

describe("Stage 14: terms in votes", () => {
  it("stand in requests and responses", () => {
    const stands = timeout(14, follower({ currentTerm: 3 }), "no-leader-ack");
    expect(sentTo(stands, "n2")).toEqual([{ type: "voteRequest", term: 4 }]);
    const votes = receive(14, follower(), "n2", ask(4));
    expect(sent(votes)).toEqual([["n2", { type: "voteResponse", term: 4, granted: true }]]);
  });

  it("free the vote of a follower or candidate that learns of a higher one", () => {
    const voted = follower({ currentTerm: 1, votedFor: "n3" });
    expect(receive(14, voted, "n2", ask(2)).state).toMatchObject({ votedFor: "n2" });
    const stands = receive(14, candidate(), "n2", ask(2)).state;
    expect(stands).toMatchObject({ role: "follower", currentTerm: 2, votedFor: "n2" });
  });

  it("have a lower one refused", () => {
    const step = receive(14, follower({ currentTerm: 3 }), "n2", ask(2));
    expect(sent(step)).toEqual([["n2", { type: "voteResponse", term: 3, granted: false }]]);
  });

  it("let a candidate ignore votes of another term, and follow a higher one", () => {
    const stands = candidate({ currentTerm: 3 });
    expect(receive(14, stands, "n2", vote(true, 2)).state).toBe(stands);
    const beaten = receive(14, stands, "n2", vote(false, 5)).state;
    expect(beaten).toMatchObject({ role: "follower", currentTerm: 5, votedFor: null });
  });

  it("let a candidate vote for itself anew in each term", () => {
    const voted = follower({ currentTerm: 1, votedFor: "n3" });
    expect(timeout(14, voted, "no-leader-ack").state).toMatchObject({ votesReceived: ["n1"] });
  });
});

describe("Stage 17: terms bind everyone", () => {
  it("so a leader steps down for a higher vote request, and answers like any voter", () => {
    const step = receive(17, leader(), "n2", ask(2));
    expect(step.state).toMatchObject({ role: "follower", currentTerm: 2, votedFor: "n2" });
    expect(sent(step)).toEqual([["n2", { type: "voteResponse", term: 2, granted: true }]]);
    const lower = receive(17, leader({ currentTerm: 3 }), "n2", ask(2));
    expect(sent(lower)).toEqual([["n2", { type: "voteResponse", term: 3, granted: false }]]);
  });

  it("and a vote response of a higher term deposes a leader, which before it ignored", () => {
    const leads = leader();
    expect(receive(16, leads, "n2", vote(false, 5)).state).toBe(leads);
    expect(receive(17, leads, "n2", vote(false, 5)).state.role).toBe("follower");
  });
});

describe("Stages 18 and 19: the candidate's log", () => {
  /** Whether a voter with that log votes for a candidate with the other one. */
  const votes = (stage: number, mine: readonly Entry[], theirs: readonly Entry[]) => {
    const stands = timeout(stage, follower({ log: theirs }), "no-leader-ack");
    const [request] = sentTo(stands, "n2");
    const step = receive(stage, follower({ log: mine }), "n2", request ?? ask(0));
    return step.state.votedFor === "n2";
  };

  it("must not be shorter than the voter's from stage 18 on", () => {
    expect(votes(17, logOf(0, 0), logOf(0))).toBe(true);
    expect(votes(18, logOf(0, 0), logOf(0))).toBe(false);
    expect(votes(18, logOf(0, 0), logOf(0, 0))).toBe(true);
  });

  it("is the better one with the later last term, whatever its length, from stage 19 on", () => {
    expect(votes(18, logOf(1), logOf(0, 0, 0))).toBe(true);
    expect(votes(19, logOf(1), logOf(0, 0, 0))).toBe(false);
    expect(votes(19, logOf(0, 0, 0), logOf(1))).toBe(true);
    expect(votes(19, logOf(1, 1), logOf(1))).toBe(false);
  });

  it("is told of in the vote request as far as the stage compares it", () => {
    const state = follower({ log: logOf(0, 2) });
    const request = (stage: number) => sentTo(timeout(stage, state, "no-leader-ack"), "n2")[0];
    expect(request(17)).toEqual({ type: "voteRequest", term: 1 });
    expect(request(18)).toEqual({ type: "voteRequest", term: 1, logLength: 2 });
    expect(request(19)).toEqual({ type: "voteRequest", term: 1, logLength: 2, lastTerm: 2 });
  });
});
