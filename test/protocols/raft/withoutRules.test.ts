/**
 * Why each rule exists: a run, driven by hand, that breaks a promise without the rule and keeps it
 * with the rule. The only difference between the two runs is the stage.
 */
import { describe, expect, it } from "vitest";
import { Play } from "./play.js";

/** n1 leads the first term with the vote of n2, who restarts; n3 has heard of nothing. */
function votesTwice(play: Play): Play {
  play.connect(["n1", "n2"]).elect("n1");
  play.connect(["n2", "n3"]).crash("n2").restart("n2");
  return play.stand("n3");
}

describe("Durable currentTerm and votedFor (Figure 2, persistent state)", () => {
  it.each(["without-durable-term", "without-durable-vote"])(
    "keep a restarted voter from electing a second leader of its term (%s)",
    (stage) => {
      const broken = votesTwice(new Play(stage, 3));
      expect(broken.violations.get("Election Safety")).toBe(
        "n1 and n3 were both elected leader of term 1.",
      );
      const whole = votesTwice(new Play("raft", 3));
      expect(whole.violations.size).toBe(0);
      expect(whole.state("n3").role).toBe("candidate");
    },
  );
});

/** n1 and n2 store a write, which the client is told of; n2 restarts, n1 dies, n3 never had it. */
function forgetsEntries(play: Play): Play {
  play.connect(["n1", "n2"]).elect("n1").set("n1", "x", "1").settle();
  play.crash("n2").crash("n1").restart("n2").connect(["n2", "n3"]);
  return play.stand("n3").stand("n3");
}

describe("A durable log (Figure 2, persistent state)", () => {
  it("keeps an acknowledged write on a majority over a restart", () => {
    const broken = forgetsEntries(new Play("without-durable-log", 3));
    expect(broken.violations.get("Leader Completeness")).toBe(
      "n3 leads term 2 without entry 1 (“set x 1” of term 1), which n1 committed in term 1.",
    );
    expect(broken.violations.get("Acknowledged Writes Survive")).toBe(
      "n1 told a client in term 1 that “set x 1” was done (index 1)," +
        " but n3, leader of term 2, does not have it.",
    );
    const whole = forgetsEntries(new Play("raft", 3));
    expect(whole.violations.size).toBe(0);
    expect(whole.state("n3").role).toBe("candidate");
    expect(whole.elect("n2").state("n2").log).toHaveLength(1);
  });

  it("has nothing to do with Election Safety: without it, terms still have one leader", () => {
    const { violations } = forgetsEntries(new Play("without-durable-log", 3));
    expect([...violations.keys()]).toEqual(["Leader Completeness", "Acknowledged Writes Survive"]);
  });
});

/** n3 misses a write that n1 and n2 commit, and stands for election when n1 has died. */
function missesEntries(play: Play): Play {
  play.connect(["n1", "n2"]).elect("n1").set("n1", "x", "1").settle();
  play.crash("n1").connect(["n2", "n3"]);
  play.stand("n3").stand("n3");
  if (play.state("n3").role === "leader") play.set("n3", "y", "2").settle();
  return play;
}

describe("The election restriction (§5.4.1)", () => {
  it("keeps a server that missed committed entries from winning and overwriting them", () => {
    const broken = missesEntries(new Play("without-election-restriction", 3));
    expect(broken.violations.get("Acknowledged Writes Survive")).toContain("does not have it");
    expect(broken.violations.get("Leader Completeness")).toContain(
      "n3 leads term 2 without entry 1",
    );
    expect(broken.violations.get("State Machine Safety")).toBe(
      "At index 1 n3 applied “set y 2” of term 2, but n1 applied “set x 1” of term 1.",
    );
    expect(broken.log("n2")).toBe("2:y");
    const whole = missesEntries(new Play("raft", 3));
    expect(whole.violations.size).toBe(0);
    expect(whole.state("n3").role).toBe("candidate");
    expect(whole.log("n2")).toBe("1:x");
  });
});

/** n1, isolated, has an entry of its own where n2 commits another; then it hears from n2. */
function conflicts(play: Play): Play {
  play.elect("n1").connect(["n2", "n3"]).set("n1", "lost", "1");
  play.elect("n2").set("n2", "x", "1").settle();
  play.connect(["n1", "n2", "n3"]).settle();
  return play.set("n2", "y", "2").settle();
}

describe("Truncation of conflicting entries (§5.3)", () => {
  it("keeps servers from applying different entries at one index", () => {
    const broken = conflicts(new Play("without-truncation", 3));
    expect(broken.log("n1")).toBe("1:lost 2:y");
    expect(broken.log("n2")).toBe("2:x 2:y");
    expect(broken.violations.get("State Machine Safety")).toBe(
      "At index 1 n1 applied “set lost 1” of term 1, but n2 applied “set x 1” of term 2.",
    );
    expect(broken.violations.get("Log Matching")).toContain("at index 1");
    const whole = conflicts(new Play("raft", 3));
    expect(whole.violations.size).toBe(0);
    expect(whole.log("n1")).toBe("2:x 2:y");
  });
});

/**
 * The paper's Figure 8 up to (c), with our terms 1, 2, 3 for its 2, 3, 4: entry b is on three
 * servers of five.
 */
function figure8UpToC(play: Play): Play {
  play.elect("n1").set("n1", "a", "1").settle();
  // (a) n1 copies b to n2 only.
  play.connect(["n1", "n2"]).set("n1", "b", "2").settle();
  // (b) n1 crashes; n5, elected by n3 and n4, takes another entry at the same index.
  play.crash("n1").connect(["n3", "n4", "n5"]).elect("n5");
  play.connect([]).set("n5", "c", "3").settle();
  // (c) n5 crashes; n1 is elected again and goes on copying b.
  play.crash("n5").restart("n1").connect(["n1", "n2", "n3", "n4"]).elect("n1");
  return play.connect(["n1", "n2", "n3"]).settle();
}

/**
 * (d) n1 crashes; n5, whose last entry has the later term, is elected by n2, n3 and n4 and
 * overwrites b.
 */
function figure8D(play: Play): Play {
  figure8UpToC(play).crash("n1").restart("n5").connect(["n2", "n3", "n4", "n5"]);
  return play.elect("n5").set("n5", "d", "4").settle();
}

describe("Figure 8: commit only entries of the current term by counting (§5.4.2)", () => {
  it("shows an entry of an earlier term on a majority, uncommitted with the rule", () => {
    const whole = figure8UpToC(new Play("raft", 5));
    expect(["n1", "n2", "n3"].map((node) => whole.log(node))).toEqual(Array(3).fill("1:a 1:b"));
    // Since its restart n1 does not even know that entry a is committed: it learns that with an
    // entry of its own.
    expect(whole.state("n1").commitIndex).toBe(0);
    const hasty = figure8UpToC(new Play("without-current-term-rule", 5));
    expect(hasty.state("n1").commitIndex).toBe(2);
    expect(hasty.violations.size).toBe(0);
  });

  it("shows that entry overwritten, which breaks a promise only without the rule (d)", () => {
    const whole = figure8D(new Play("raft", 5));
    expect(whole.violations.size).toBe(0);
    expect(whole.log("n2")).toBe("1:a 2:c 4:d");
    const hasty = figure8D(new Play("without-current-term-rule", 5));
    expect(hasty.violations.get("Leader Completeness")).toBe(
      "n5 leads term 4 without entry 2 (“set b 2” of term 1), which n1 committed in term 3.",
    );
    expect(hasty.violations.get("State Machine Safety")).toContain(
      "n1 applied “set b 2” of term 1",
    );
  });

  it("shows that n5 cannot win once an entry of n1's own term is on a majority (e)", () => {
    const play = figure8UpToC(new Play("raft", 5)).set("n1", "e", "5").settle();
    expect(play.state("n1").commitIndex).toBe(3);
    play.crash("n1").restart("n5").connect(["n2", "n3", "n4", "n5"]);
    expect(() => play.elect("n5")).toThrow("n5 was not elected");
    expect(play.violations.size).toBe(0);
  });
});
