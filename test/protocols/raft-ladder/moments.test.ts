import { describe, expect, it } from "vitest";
import { plainLog } from "./helpers.js";
import { History } from "./history.js";

const stands = (currentTerm: number) => ({ role: "candidate", currentTerm }) as const;

describe("The ladder's moments", () => {
  it("tell how a node became leader: by itself, by votes, in a term", () => {
    expect(new History(7).set("n2", { role: "leader" }).moments).toEqual([
      "leader elected: n2 makes itself leader.",
    ]);
    const votesReceived = ["n2", "n3"];
    expect(new History(9).set("n2", { role: "leader", votesReceived }).moments).toEqual([
      "leader elected: n2 and n3 elect n2 leader.",
    ]);
    const elected = { role: "leader", votesReceived, currentTerm: 3 } as const;
    expect(new History(14).set("n2", elected).moments).toEqual([
      "leader elected: n2 and n3 elect n2 leader of term 3.",
    ]);
  });

  it("tell of a second leader only while the first is up and leads", () => {
    const history = () => new History(10).set("n1", { role: "leader" });
    expect(history().set("n2", { role: "leader" }).moments).toContain(
      "second leader: n2 leads, and so does n1.",
    );
    const alone = history().crash("n1").set("n2", { role: "leader" });
    expect(alone.moments.join()).not.toContain("second leader");
  });

  it("tell of an election, and of each new try", () => {
    const history = new History(13).set("n1", stands(1));
    expect(history.moments).toEqual(["election started: n1 asks for votes in term 1."]);
    expect(history.set("n1", { votesReceived: ["n1"] }).moments).toEqual([]);
    expect(history.set("n1", stands(2)).moments).toEqual([
      "election started: n1 asks for votes in term 2.",
    ]);
    expect(new History(9).set("n1", stands(0)).moments).toEqual([
      "election started: n1 asks for votes.",
    ]);
  });

  it("tell who gives up and who steps down, but not of a restart", () => {
    const history = new History(12).set("n1", stands(1));
    expect(history.set("n1", { role: "follower" }).moments).toEqual([
      "candidate gives up: n1 gives up its candidacy.",
    ]);
    history.set("n1", { role: "leader" });
    expect(history.set("n1", { role: "follower", currentTerm: 4 }).moments).toEqual([
      "leader steps down: n1 steps down: it has seen term 4.",
    ]);
    history.set("n1", { role: "leader" }).crash("n1");
    expect(history.restart("n1", { role: "follower" }).moments).toEqual([]);
  });

  it("tell of a write that is not taken", () => {
    const replies = [{ command: 1, result: { type: "refused", role: "follower" } }] as const;
    expect(new History(4).set("n2", {}, { replies }).moments).toEqual([
      "write refused: n2 does not take the write.",
    ]);
  });

  it("tell what a leader commits, not what a follower hears of", () => {
    const history = new History(15).set("n1", { role: "leader", log: plainLog("a", "b") });
    expect(history.set("n1", { commitLength: 2 }).moments).toEqual([
      "entry committed: n1 commits up to entry 2, “b”.",
    ]);
    expect(history.set("n2", { commitLength: 2 }).moments).toEqual([]);
  });

  it("tell of entries that another log erases, not of those that a crash loses", () => {
    const history = new History(10).set("n1", { log: plainLog("a", "b") });
    expect(history.set("n1", { log: plainLog("a", "b", "c") }).moments).toEqual([]);
    expect(history.set("n1", { log: plainLog("a", "x") }).moments).toEqual([
      "entries erased: n1 loses its entries from index 2 on: 2 of them.",
    ]);
    expect(history.restart("n1", { log: [] }).moments).toEqual([]);
  });
});
