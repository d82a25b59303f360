import { describe, expect, it } from "vitest";
import { logOf } from "./helpers.js";
import { History } from "./history.js";

const FIVE = ["n1", "n2", "n3", "n4", "n5"];

const stands = (node: string, currentTerm: number) => ({
  ...({ role: "candidate", currentTerm, votedFor: node, votesGranted: [node] } as const),
});

const votes = (votedFor: string, currentTerm: number) => ({ votedFor, currentTerm });

describe("Raft's moments", () => {
  it("sees an election start, again in each new term", () => {
    const history = new History().set("n1", stands("n1", 1));
    expect(history.moments).toEqual(["election started: n1 asks for votes in term 1."]);
    expect(history.set("n1", stands("n1", 2)).moments).toEqual([
      "election started: n1 asks for votes in term 2.",
    ]);
    expect(history.set("n1", { votesGranted: ["n1", "n2"] }).moments).toEqual([]);
  });

  it("sees no election start when a server learns of a term or votes for another", () => {
    const history = new History();
    expect(history.set("n1", { currentTerm: 4 }).moments).toEqual([]);
    expect(history.set("n2", votes("n1", 4)).moments).toEqual([]);
  });

  it("sees a leader elected, with its voters", () => {
    const history = new History().set("n1", stands("n1", 1));
    history.set("n1", { role: "leader", votesGranted: ["n1", "n3"] });
    expect(history.moments).toEqual([
      "leader elected: n1 is elected leader of term 1 with the votes of n1 and n3.",
    ]);
  });

  it("sees a leader step down, but not one that restarts", () => {
    const history = new History().set("n1", { role: "leader", currentTerm: 1 });
    expect(history.set("n1", { role: "follower", currentTerm: 3 }).moments).toEqual([
      "leader steps down: n1, leader of term 1, steps down: it has seen term 3.",
    ]);
    history.set("n1", { role: "leader" }).crash("n1");
    expect(history.restart("n1", { role: "follower" }).moments).toEqual([]);
  });

  it("sees entries committed by a leader, not by a follower", () => {
    const log = logOf(1, 1, 1);
    const history = new History().set("n1", { role: "leader", currentTerm: 1, log });
    expect(history.set("n1", { commitIndex: 1 }).moments).toEqual([
      "entry committed: n1 commits entry 1, “set k1 t1”.",
    ]);
    expect(history.set("n1", { commitIndex: 3 }).moments).toEqual([
      "entry committed: n1 commits entries 2 to 3.",
    ]);
    expect(history.set("n2", { log, commitIndex: 3 }).moments).toEqual([]);
  });

  it("sees entries overwritten, but not a log that grows or is lost in a crash", () => {
    const history = new History().set("n1", { log: logOf(1, 1) });
    expect(history.set("n1", { log: logOf(1, 1, 1) }).moments).toEqual([]);
    expect(history.set("n1", { log: logOf(1, 2) }).moments).toEqual([
      "entry overwritten: n1 deletes its entries from index 2 on: 2 of them.",
    ]);
    expect(history.restart("n1", { log: [] }).moments).toEqual([]);
  });
});

describe("A split vote", () => {
  it("is seen with the vote that takes the last hope from every candidate", () => {
    const history = new History(["n1", "n2", "n3", "n4"]).set("n1", stands("n1", 1));
    history.set("n2", stands("n2", 1)).set("n3", votes("n1", 1));
    expect(history.moments).toEqual([]);
    history.set("n4", votes("n2", 1));
    expect(history.moments).toEqual([
      "split vote: The vote of term 1 is split: 2 of 3 votes at most for n1 and n2.",
    ]);
  });

  it("needs three candidates when five servers are up", () => {
    const history = new History(FIVE).set("n1", stands("n1", 1)).set("n2", stands("n2", 1));
    history.set("n3", votes("n1", 1)).set("n4", votes("n2", 1));
    expect(history.moments).toEqual([]);
    history.set("n5", stands("n5", 1));
    expect(history.moments).toContain(
      "split vote: The vote of term 1 is split: 2 of 3 votes at most for n1, n2 and n5.",
    );
  });

  it("counts no vote of a server that is down and has not voted", () => {
    const history = new History(FIVE).crash("n5");
    history.set("n1", stands("n1", 1)).set("n2", stands("n2", 1)).set("n3", votes("n1", 1));
    history.set("n4", votes("n2", 1));
    expect(history.moments.join()).toContain("split vote");
  });

  it("is none while a majority is possible, or once somebody has one", () => {
    const history = new History(FIVE).set("n1", stands("n1", 1)).set("n2", stands("n2", 1));
    for (const voter of ["n3", "n4", "n5"]) {
      expect(history.set(voter, votes("n1", 1)).moments).toEqual([]);
    }
  });

  it("is seen once, not again with the votes that follow", () => {
    const history = new History(FIVE);
    for (const node of ["n1", "n2", "n3"]) history.set(node, stands(node, 1));
    expect(history.moments.join()).not.toContain("split vote");
    history.set("n4", stands("n4", 1));
    expect(history.moments.join()).toContain("split vote");
    history.set("n5", votes("n1", 1));
    expect(history.moments).toEqual([]);
  });

  it("is not claimed when a server that has gone on may have voted for a winner", () => {
    const history = new History(FIVE).set("n1", stands("n1", 1)).set("n5", stands("n5", 1));
    history.set("n2", votes("n1", 1)).set("n3", votes("n1", 1));
    history.set("n2", { currentTerm: 2, votedFor: null }).set("n4", votes("n5", 1));
    expect(history.moments).toEqual([]);
  });
});
