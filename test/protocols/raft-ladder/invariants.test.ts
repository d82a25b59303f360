/**
 * The promises on histories made by hand: each must break on the smallest history that breaks it,
 * with a sentence that names the witnesses, and must hold on the nearest one that does not.
 */
import { describe, expect, it } from "vitest";
import { raftLadder } from "../../../src/protocols/raft-ladder/raftLadder.js";
import { featuresAt, leader, logOf, plainLog } from "./helpers.js";
import { History } from "./history.js";

const LEADS = { role: "leader" } as const;

describe("Service", () => {
  const asked = { type: "write", id: 7, text: "a" } as const;
  const answer = (result: Parameters<typeof reply>[0]) => ({ asked, ...reply(result) });
  const reply = (result: { type: "refused"; role: "follower" } | { type: "noLeader" }) => ({
    replies: [{ command: 7, result }],
  });

  it("is broken by a refusal, and there again when a write is taken", () => {
    const history = new History(7).set("n2", {}, answer({ type: "refused", role: "follower" }));
    expect(history.verdict("Service")).toBe("n2 refuses the write “a”: it is follower.");
    const result = { type: "appended", length: 1 } as const;
    history.set(
      "n1",
      {},
      { asked: { type: "write", id: 8, text: "b" }, replies: [{ command: 8, result }] },
    );
    expect(history.verdict("Service")).toBe("holds");
  });

  it("is broken by a node that knows no leader for 20 calm seconds, and not by one that will", () => {
    const history = new History(14).set("n2", LEADS).set("n3", {}, answer({ type: "noLeader" }));
    expect(history.verdict("Service")).toBe("holds");
    history.wait(20_000).set("n3", {}, { asked: { type: "write", id: 9, text: "b" } });
    history.set("n3", {}, { replies: [{ command: 9, result: { type: "noLeader" } }] });
    expect(history.verdict("Service")).toBe("n3 does not take the write “b”: it knows no leader.");
  });

  it("is broken by a write without an answer for 20 s, if a majority is connected", () => {
    const history = new History(15).set("n1", LEADS).set("n1", {}, { asked });
    expect(history.wait(19_000).verdict("Service")).toBe("holds");
    expect(history.wait(1000).verdict("Service")).toBe(
      "n1 does not take the write “a”: it gives no answer.",
    );
    const alone = new History(15).set("n1", LEADS).isolate("n1").set("n1", {}, { asked });
    expect(alone.wait(30_000).verdict("Service")).toBe("holds");
  });

  it("owes nothing to a write that a fault or a change of office came in between", () => {
    const history = new History(15).set("n1", LEADS).set("n1", {}, { asked }).crash("n3");
    expect(history.wait(30_000).verdict("Service")).toBe("holds");
  });
});

describe("Write Kept", () => {
  it("is broken by a node that restarts without what it had, once and for all", () => {
    const history = new History(1).set("n1", { log: plainLog("a") }).crash("n1");
    history.restart("n1", { log: [] });
    expect(history.verdict("Write Kept")).toBe("n1 restarts without entry 1, “a”.");
    history.set("n1", { log: plainLog("a") });
    expect(history.verdict("Write Kept")).toContain("restarts without");
  });

  it("allows a log that is there, and one that a leader replaces", () => {
    const history = new History(5).set("n1", { log: plainLog("a") }).crash("n1");
    history.restart("n1", { role: "follower" }).set("n1", { log: [] });
    expect(history.verdict("Write Kept")).toBe("holds");
  });
});

describe("Log Agreement", () => {
  it("is broken by two connected logs neither of which begins the other", () => {
    const history = new History(3).set("n1", { log: plainLog("a", "b") });
    history.set("n2", { log: plainLog("a") });
    expect(history.verdict("Log Agreement")).toBe("holds");
    history.set("n2", { log: plainLog("a", "c") });
    expect(history.verdict("Log Agreement")).toBe("At index 2 n1 has “b”, but n2 has “c”.");
  });

  it("does not look at nodes that are down or cut off", () => {
    const differ = () =>
      new History(3).set("n1", { log: plainLog("a") }).set("n2", { log: plainLog("b") });
    expect(differ().crash("n2").verdict("Log Agreement")).toBe("holds");
    expect(differ().isolate("n2").verdict("Log Agreement")).toBe("holds");
  });
});

describe("Catch-Up", () => {
  it("is broken by a connected node without the leader's entries", () => {
    const history = new History(4).set("n1", { ...LEADS, log: plainLog("a", "b") });
    history.set("n2", { log: plainLog("a", "b", "x") }).set("n3", { log: plainLog("a", "c") });
    expect(history.verdict("Catch-Up")).toBe(
      "n3 has a log of length 2, and its leader n1 one of length 2; they share the first 1 entries.",
    );
    history.set("n3", { log: plainLog("a", "b") });
    expect(history.verdict("Catch-Up")).toBe("holds");
  });

  it("asks nothing of who is cut off, and nothing where two lead", () => {
    const history = new History(4).set("n1", { ...LEADS, log: plainLog("a") });
    history.set("n2", { log: plainLog("a") });
    expect(history.verdict("Catch-Up")).toContain("n3");
    history.set("n2", LEADS);
    expect(history.verdict("Catch-Up")).toBe("holds");
    history.set("n2", { role: "follower" }).isolate("n3");
    expect(history.verdict("Catch-Up")).toBe("holds");
  });
});

describe("One Leader", () => {
  it("is broken by two leaders that hear each other, in whatever terms", () => {
    const history = new History(11).set("n1", LEADS).set("n3", { ...LEADS, currentTerm: 1 });
    expect(history.verdict("One Leader")).toBe("n1 and n3 are connected, and each of them leads.");
    expect(history.isolate("n3").verdict("One Leader")).toBe("holds");
  });
});

describe("Progress of Elections", () => {
  it("is broken by a connected majority without a leader, and by no minority", () => {
    const history = new History(9).crash("n1");
    expect(history.verdict("Progress of Elections")).toBe(
      "n2 and n3 are connected and a majority, but none of them leads.",
    );
    expect(history.crash("n2").verdict("Progress of Elections")).toBe("holds");
  });

  it("counts no leader that is cut off, and no majority that is only loosely connected", () => {
    const history = new History(9).set("n1", LEADS);
    expect(history.verdict("Progress of Elections")).toBe("holds");
    expect(history.isolate("n1").verdict("Progress of Elections")).toContain("n2 and n3");
  });
});

describe("Election Safety", () => {
  it("is broken by two leaders of one term, even if the first has left office", () => {
    const history = new History(14).set("n1", { ...LEADS, currentTerm: 2 });
    history.set("n1", { role: "follower" }).set("n3", { ...LEADS, currentTerm: 2 });
    expect(history.verdict("Election Safety")).toBe("n1 and n3 both became leader of term 2.");
  });

  it("allows leaders of different terms, and does not ask before there are terms", () => {
    const history = new History(14).set("n1", LEADS).set("n3", { ...LEADS, currentTerm: 1 });
    expect(history.verdict("Election Safety")).toBe("holds");
    const before = new History(10).set("n1", LEADS).set("n3", LEADS);
    expect(before.verdict("Election Safety")).toBe("holds");
  });
});

describe("Acknowledged Writes Survive", () => {
  const lost = (by: string, other: string) =>
    `${by} acknowledged “a” (entry 1), but ${other} loses it from its log.`;

  it("is broken by a node that loses what a leader appended, until stage 14", () => {
    const history = new History(14).set("n1", LEADS).set("n1", { log: plainLog("a") });
    history.set("n1", { role: "follower" }).set("n1", { log: plainLog("b") });
    expect(history.verdict("Acknowledged Writes Survive")).toBe(lost("n1", "n1"));
  });

  it("is broken only by the loss of what a leader committed, from stage 15 on", () => {
    const history = new History(15).set("n1", LEADS).set("n1", { log: plainLog("a") });
    history.set("n2", { log: plainLog("a") }).set("n2", { log: [] });
    expect(history.verdict("Acknowledged Writes Survive")).toBe("holds");
    history
      .set("n2", { log: plainLog("a") })
      .set("n1", { commitLength: 1 })
      .set("n2", { log: [] });
    expect(history.verdict("Acknowledged Writes Survive")).toBe(lost("n1", "n2"));
  });

  it("is broken by the loss of a committed entry of another term with the same words", () => {
    const history = new History(19).set("n1", LEADS).set("n1", { log: logOf(1) });
    history.set("n1", { commitLength: 1 }).set("n1", { log: [{ command: "w1t1", term: 2 }] });
    expect(history.verdict("Acknowledged Writes Survive")).toContain("n1 loses it");
  });

  it("allows logs that grow, and what nobody acknowledged to vanish", () => {
    const history = new History(15).set("n1", LEADS).set("n1", { log: plainLog("a", "b") });
    history.set("n1", { commitLength: 1 }).set("n1", { log: plainLog("a", "c", "d") });
    expect(history.verdict("Acknowledged Writes Survive")).toBe("holds");
  });
});

describe("Lean Log Requests", () => {
  const periodic = { event: "timeout", node: "n1", timer: "replication" } as const;
  const log = plainLog("a", "b", "c", "d");
  const whole = { type: "logRequest", log } as const;
  const beats = { happening: periodic, sent: [["n2", whole]] } as const;

  it("is broken by three entries that the receiver has, before there are acknowledgements", () => {
    const history = new History(6).set("n1", { role: "leader", log });
    history.set("n2", { log: log.slice(0, 2) }).set("n1", {}, beats);
    expect(history.verdict("Lean Log Requests")).toBe("holds");
    history.set("n2", { log: log.slice(0, 3) }).set("n1", {}, beats);
    expect(history.verdict("Lean Log Requests")).toBe(
      "n1 sends n2 entries 1 to 4, 3 of which it is known to have.",
    );
  });

  it("is broken by three acknowledged entries, and holds again when fewer are sent", () => {
    const entries = logOf(1, 1, 1, 1);
    const history = new History(20).set("n1", leader({ log: entries, ackedLength: { n2: 3 } }));
    const send = (prefixLength: number) => {
      const suffix = entries.slice(prefixLength);
      const body = { type: "logRequest", prefixLength, suffix } as const;
      return history.set("n1", {}, { happening: periodic, sent: [["n2", body]] });
    };
    expect(send(0).verdict("Lean Log Requests")).toContain("entries 1 to 4");
    expect(send(1).verdict("Lean Log Requests")).toBe("holds");
    expect(send(4).verdict("Lean Log Requests")).toBe("holds");
  });

  it("does not mind the requests that a write makes", () => {
    const history = new History(6).set("n2", { log });
    history.set("n1", { role: "leader", log }, { sent: [["n2", whole]] });
    expect(history.verdict("Lean Log Requests")).toBe("holds");
  });
});

describe("Log Matching", () => {
  const different = [{ command: "other", term: 1 }, ...logOf(1, 3).slice(1)];

  it("is broken by equal index and term behind different entries", () => {
    const history = new History(20).set("n1", { log: logOf(1, 3) }).set("n3", { log: different });
    expect(history.verdict("Log Matching")).toBe(
      "n3 and n1 both have an entry of term 3 at index 2," +
        " but at index 1 n3 has “other” of term 1 and n1 has “w1t1” of term 1.",
    );
  });

  it("allows logs that differ from some index on, and is not asked before entries have terms", () => {
    const history = new History(20).set("n1", { log: logOf(1, 1) }).set("n3", { log: logOf(1, 2) });
    expect(history.verdict("Log Matching")).toBe("holds");
    const plain = new History(18).set("n1", { log: plainLog("a", "c") });
    expect(plain.set("n3", { log: plainLog("b", "c") }).verdict("Log Matching")).toBe("holds");
  });
});

describe("What a stage promises", () => {
  const promised = (name: string) => {
    const invariant = raftLadder.invariants.find((one) => one.name === name);
    const stages = raftLadder.stages.map((_, stage) => stage);
    return stages.filter((stage) => invariant?.promised(featuresAt(stage)));
  };
  const from = (first: number) => Array.from({ length: 25 - first }, (_, i) => first + i);

  it.each([
    ["Service", [8, ...from(14)]],
    ["Write Kept", from(2)],
    ["Log Agreement", [0, 1, 2, 4, 5, 6, 18, 19, ...from(21)]],
    ["Catch-Up", [0, 1, 2, 18, 19, ...from(21)]],
    ["One Leader", from(12)],
    ["Progress of Elections", from(14)],
    ["Election Safety", from(11)],
    ["Acknowledged Writes Survive", from(23)],
    ["Lean Log Requests", from(20)],
    ["Log Matching", from(21)],
  ])("%s is promised at the stages %j", (name, stages) => {
    expect(promised(name)).toEqual(stages);
  });

  it("does not promise what a forgotten vote breaks, unless the vote is durable for good", () => {
    const safety = raftLadder.invariants.find(({ name }) => name === "Election Safety");
    expect(safety?.promised({ ...featuresAt(23), durableVote: false })).toBe(false);
    expect(safety?.promised({ ...featuresAt(24), durableVote: false })).toBe(true);
  });
});
