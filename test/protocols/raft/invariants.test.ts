/**
 * The invariants on histories made by hand: each must flip on the smallest history that breaks it,
 * with a sentence that names the witnesses, and must hold on the nearest history that does not.
 */
import { describe, expect, it } from "vitest";
import { raft } from "../../../src/protocols/raft/raft.js";
import type { RaftState } from "../../../src/protocols/raft/types.js";
import { defaultFeatures, entry, logOf } from "./helpers.js";
import { History } from "./history.js";

const leads = (currentTerm: number, differs: Partial<RaftState> = {}): Partial<RaftState> => ({
  role: "leader",
  currentTerm,
  ...differs,
});

const commits = (index: number, differs: Partial<RaftState> = {}): Partial<RaftState> => ({
  commitIndex: index,
  lastApplied: index,
  ...differs,
});

const done = (command: number) => ({ command, result: { type: "applied", value: "v" } }) as const;

describe("Election Safety", () => {
  it("is broken by two leaders of one term, even if the first has left office", () => {
    const history = new History().set("n1", leads(2)).set("n1", { role: "follower" });
    expect(history.verdict("Election Safety")).toBe("holds");
    history.set("n3", leads(2));
    expect(history.verdict("Election Safety")).toBe(
      "n1 and n3 were both elected leader of term 2.",
    );
  });

  it("stays broken: the run has shown it", () => {
    const history = new History().set("n1", leads(2)).set("n3", leads(2));
    history.set("n3", { role: "follower", currentTerm: 3 });
    expect(history.broken).toContain("Election Safety");
  });

  it("allows two leaders at a time in different terms, and a leader who is elected again", () => {
    const history = new History().set("n1", leads(2)).set("n3", leads(3));
    history.set("n1", { role: "follower", currentTerm: 3 }).set("n1", leads(4));
    expect(history.broken).toEqual([]);
  });
});

describe("Leader Append-Only", () => {
  it("is broken by a leader that overwrites or deletes an entry of its own", () => {
    for (const log of [logOf(1), logOf(1, 2)]) {
      const history = new History().set("n2", leads(2, { log: logOf(1, 1) })).set("n2", { log });
      expect(history.verdict("Leader Append-Only")).toBe(
        "n2, leader of term 2, changed entry 2 of its own log.",
      );
    }
  });

  it("allows a leader to append, and a follower to delete", () => {
    const history = new History().set("n2", leads(2, { log: logOf(1) }));
    history.set("n2", { log: logOf(1, 2) }).set("n2", { role: "follower", log: [] });
    expect(history.verdict("Leader Append-Only")).toBe("holds");
  });
});

describe("Log Matching", () => {
  const different = [...logOf(1, 2), entry(3, 3)];

  it("is broken by equal index and term behind different entries", () => {
    const history = new History().set("n1", { log: logOf(1, 1, 3) }).set("n3", { log: different });
    expect(history.verdict("Log Matching")).toBe(
      "n3 and n1 both have an entry of term 3 at index 3, but at index 2" +
        " n3 has “set k2 t2” of term 2 and n1 has “set k2 t1” of term 1.",
    );
  });

  it("is broken by different commands at equal index and term", () => {
    const log = [{ term: 1, command: "set other 1" }];
    const history = new History().set("n1", { log: logOf(1) }).set("n2", { log });
    expect(history.verdict("Log Matching")).toContain("“set other 1”");
  });

  it("allows logs that differ from some index on", () => {
    const history = new History()
      .set("n1", { log: logOf(1, 1, 3) })
      .set("n3", { log: logOf(1, 2) });
    expect(history.verdict("Log Matching")).toBe("holds");
  });

  it("holds again once the logs are mended, and not before", () => {
    const history = new History().set("n1", { log: logOf(1, 1, 3) }).set("n3", { log: different });
    history.set("n2", { log: logOf(1) });
    expect(history.broken).toEqual(["Log Matching"]);
    history.set("n3", { log: logOf(1, 1) });
    expect(history.broken).toEqual([]);
  });
});

describe("Leader Completeness", () => {
  it("is broken by a leader of a later term without a committed entry", () => {
    const history = new History().set("n1", leads(2, { log: logOf(1, 2) })).set("n1", commits(2));
    history.set("n3", leads(3, { log: logOf(1) }));
    expect(history.verdict("Leader Completeness")).toBe(
      "n3 leads term 3 without entry 2 (“set k2 t2” of term 2), which n1 committed in term 2.",
    );
  });

  it("is broken by a leader of a later term elected before the entry was committed", () => {
    const history = new History().set("n1", leads(2, { log: logOf(2) })).set("n3", leads(3));
    expect(history.broken).toEqual([]);
    history.set("n1", commits(1));
    expect(history.verdict("Leader Completeness")).toContain("n3 leads term 3 without entry 1");
  });

  it("is broken by two leaders that commit different entries at one index", () => {
    const history = new History().set("n1", leads(2, { log: logOf(2) })).set("n1", commits(1));
    history.set("n1", { role: "follower" }).set("n3", leads(1, { log: logOf(1) }));
    history.set("n3", commits(1)).set("n2", leads(3, { log: logOf(2) }));
    expect(history.verdict("Leader Completeness")).toBe(
      "n2 leads term 3 without entry 1 (“set k1 t1” of term 1), which n3 committed in term 1.",
    );
  });

  it("is broken by a leader of the past that commits what the present leader lacks", () => {
    const history = new History().set("n1", leads(1, { log: logOf(1) })).set("n3", { log: [] });
    history
      .set("n2", leads(2, { log: logOf(2) }))
      .set("n2", commits(1))
      .set("n1", commits(1));
    expect(history.verdict("Leader Completeness")).toBe(
      "n2 leads term 2 without entry 1 (“set k1 t1” of term 1), which n1 committed in term 1.",
    );
  });

  it("names the commit that the entry belongs to, not a later one", () => {
    const history = new History().set("n1", leads(2, { log: logOf(2) })).set("n1", commits(1));
    history.set("n2", leads(3, { log: logOf(2, 3) })).set("n2", commits(2));
    history.set("n3", leads(4));
    expect(history.verdict("Leader Completeness")).toContain("which n1 committed in term 2");
  });

  it("allows a leader of an earlier term, elected late, to lack what later terms committed", () => {
    const history = new History().set("n1", leads(4, { log: logOf(4) })).set("n1", commits(1));
    expect(history.set("n3", leads(3)).broken).toEqual([]);
  });

  it("allows a later leader to lack what was not committed", () => {
    const history = new History().set("n1", leads(2, { log: logOf(1, 2) })).set("n1", commits(1));
    expect(history.set("n3", leads(3, { log: logOf(1) })).broken).toEqual([]);
  });

  it("counts as committed what leaders say, not what a follower hears", () => {
    const history = new History().set("n2", { log: logOf(1), commitIndex: 1 });
    expect(history.set("n3", leads(3)).verdict("Leader Completeness")).toBe("holds");
  });
});

describe("State Machine Safety", () => {
  it("is broken by two servers that apply different entries at one index", () => {
    const history = new History().set("n1", commits(2, { log: logOf(1, 1) }));
    history.set("n2", commits(2, { log: logOf(1, 2) }));
    expect(history.verdict("State Machine Safety")).toBe(
      "At index 2 n2 applied “set k2 t2” of term 2, but n1 applied “set k2 t1” of term 1.",
    );
  });

  it("is broken even if the first server has changed its log since", () => {
    const history = new History().set("n1", commits(1, { log: logOf(1) })).set("n1", { log: [] });
    history.set("n2", commits(1, { log: logOf(2) }));
    expect(history.broken).toEqual(["State Machine Safety"]);
  });

  it("is broken by a server that applies something else after a restart", () => {
    const history = new History().set("n1", commits(1, { log: logOf(1) })).crash("n1");
    history.restart("n1", { log: logOf(2), commitIndex: 0, lastApplied: 0 });
    expect(history.broken).toEqual([]);
    expect(history.set("n1", commits(1)).broken).toEqual(["State Machine Safety"]);
  });

  it("allows servers to apply the same entries at different times", () => {
    const history = new History().set("n1", commits(2, { log: logOf(1, 1) }));
    history.set("n2", commits(1, { log: logOf(1, 1) })).set("n2", commits(2));
    history.set("n3", commits(2, { log: logOf(1, 1, 4) })).set("n3", commits(3));
    expect(history.verdict("State Machine Safety")).toBe("holds");
  });
});

describe("Acknowledged Writes Survive", () => {
  const acknowledged = () => {
    const waiting = [{ index: 1, id: 7 }];
    const history = new History().set("n1", leads(2, { log: logOf(2), waiting }));
    return history.set("n1", commits(1, { waiting: [] }), { replies: [done(7)] });
  };

  it("is broken by a leader elected later that does not have the write", () => {
    expect(acknowledged().set("n2", leads(3)).verdict("Acknowledged Writes Survive")).toBe(
      "n1 told a client in term 2 that “set k1 t2” was done (index 1)," +
        " but n2, leader of term 3, does not have it.",
    );
  });

  it("is broken by a leader of a later term who is there already", () => {
    const waiting = [{ index: 1, id: 7 }];
    const history = new History()
      .set("n1", leads(2, { log: logOf(2), waiting }))
      .set("n2", leads(3));
    history.set("n1", commits(1, { waiting: [] }), { replies: [done(7)] });
    expect(history.broken).toContain("Acknowledged Writes Survive");
  });

  it("allows a later leader that has it, and a late leader of an earlier term", () => {
    const history = acknowledged()
      .set("n2", leads(3, { log: logOf(2, 3) }))
      .set("n3", leads(1));
    expect(history.broken).toEqual([]);
  });

  it("does not care for reads", () => {
    const log = [{ term: 2, command: "get x" }];
    const waiting = [{ index: 1, id: 7 }];
    const history = new History().set("n1", leads(2, { log, waiting }));
    history.set("n1", { lastApplied: 1, waiting: [] }, { replies: [done(7)] }).set("n2", leads(3));
    expect(history.verdict("Acknowledged Writes Survive")).toBe("holds");
  });

  it("does not care for writes that nobody was told of", () => {
    const history = new History().set("n1", leads(2, { log: logOf(2) })).set("n2", leads(3));
    expect(history.verdict("Acknowledged Writes Survive")).toBe("holds");
  });
});

describe("What a stage promises", () => {
  const everything = raft.invariants.map(({ name }) => name);
  const promised = (stage: string) => {
    const { features } = raft.stages.find(({ name }) => name === stage) ?? { features: {} };
    const all = { ...defaultFeatures(), ...features };
    return raft.invariants.filter((invariant) => invariant.promised(all)).map(({ name }) => name);
  };
  const elections = ["Election Safety", "Leader Append-Only"];

  it.each([
    ["without-durable-term", []],
    ["without-durable-vote", []],
    ["without-durable-log", [...elections, "Log Matching"]],
    ["without-truncation", elections],
    ["without-election-restriction", [...elections, "Log Matching"]],
    ["without-current-term-rule", [...elections, "Log Matching"]],
    ["raft", everything],
  ])("%s promises %j", (stage, names) => {
    expect(promised(stage)).toEqual(names);
  });
});
