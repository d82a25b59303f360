import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/protocols/catalogue.js";
import { Simulator } from "../../src/simulator/simulator.js";
import { ensure } from "../../src/base/assert.js";
import {
  act,
  FULL,
  happenings,
  idsSent,
  QUIET,
  refusal,
  setupOf,
  startedRun,
  stepUntil,
} from "./runs.js";

/** What n1 has persisted, as it sees it itself. */
function told(run: Simulator): unknown {
  return run.world.node("n1").state?.told;
}

function tell(run: Simulator, text: string, timeMs: number): void {
  act(run, { type: "command", node: "n1", command: { type: "tell", text } }, timeMs);
  happenings(run, timeMs + 15);
}

function crashAndRestart(run: Simulator, timeMs: number): void {
  act(run, { type: "crash", node: "n1" }, timeMs);
  act(run, { type: "restart", node: "n1" });
}

describe("a slow disk", () => {
  it("loses at a crash what had not reached it, and keeps what had", () => {
    const run = startedRun(QUIET);
    tell(run, "before", 0);
    const step = act(run, { type: "disk", node: "n1", lagMs: 50 }, 20);
    expect(step.happening).toEqual({ event: "disk", node: "n1", lagMs: 50 });
    tell(run, "early", 100);
    tell(run, "late", 140);
    expect(told(run)).toEqual(["before", "early", "late"]);
    crashAndRestart(run, 160);
    expect(told(run)).toEqual(["before", "early"]);
  });

  it("has what was written exactly that long ago", () => {
    for (const [crashMs, left] of [
      [149, []],
      [150, ["x"]],
    ] as const) {
      const run = startedRun(QUIET);
      act(run, { type: "disk", node: "n1", lagMs: 50 });
      tell(run, "x", 100);
      crashAndRestart(run, crashMs);
      expect(told(run)).toEqual(left);
    }
  });

  it("stays slow over a restart, and forgets what the crash took away", () => {
    const run = startedRun(QUIET);
    act(run, { type: "disk", node: "n1", lagMs: 50 });
    tell(run, "lost", 100);
    crashAndRestart(run, 120);
    tell(run, "lost too", 200);
    crashAndRestart(run, 220);
    expect(told(run)).toEqual([]);
  });

  it("writes in order: what is written after it became fast waits for what is before it", () => {
    const run = startedRun(QUIET);
    act(run, { type: "disk", node: "n1", lagMs: 200 });
    tell(run, "first", 100);
    act(run, { type: "disk", node: "n1", lagMs: 0 }, 120);
    tell(run, "second", 130);
    const later = Simulator.resume(run.setup, run.checkpoint(), FULL);
    crashAndRestart(run, 290);
    expect(told(run)).toEqual([]);
    crashAndRestart(later, 300);
    expect(told(later)).toEqual(["first", "second"]);
    tell(later, "third", 400);
    crashAndRestart(later, 420);
    expect(told(later)).toEqual(["first", "second", "third"]);
  });

  it("loses what a step persists that a crash breaks off", () => {
    const run = startedRun(QUIET);
    act(run, { type: "disk", node: "n1", lagMs: 1 });
    act(run, { type: "crash", node: "n1", afterEffects: 9 });
    act(run, { type: "command", node: "n1", command: { type: "tell", text: "x" } });
    stepUntil(run, ({ happening }) => happening.event === "crash");
    act(run, { type: "restart", node: "n1" });
    expect(told(run)).toEqual([]);
  });

  it("is empty after it was replaced, and as slow as before", () => {
    const run = startedRun(QUIET);
    act(run, { type: "disk", node: "n1", lagMs: 50 });
    tell(run, "x", 100);
    act(run, { type: "crash", node: "n1" }, 300);
    act(run, { type: "restart", node: "n1", diskLost: true });
    expect(told(run)).toEqual([]);
    crashAndRestart(run, 310);
    expect(told(run)).toEqual([]);
  });

  it("goes on from a checkpoint with what was on its way", () => {
    const run = startedRun(QUIET);
    act(run, { type: "disk", node: "n1", lagMs: 50 });
    tell(run, "early", 100);
    tell(run, "late", 140);
    const copy = Simulator.resume(run.setup, run.checkpoint(), FULL);
    crashAndRestart(run, 200);
    expect(told(run)).toEqual(["early", "late"]);
    crashAndRestart(copy, 160);
    expect(told(copy)).toEqual(["early"]);
  });

  it("is refused where it makes no difference or no sense", () => {
    const run = startedRun(QUIET);
    expect(refusal(run, { type: "disk", node: "n9", lagMs: 5 })).toBe(
      'unknown node "n9"; known: n1, n2, n3',
    );
    expect(refusal(run, { type: "disk", node: "n1", lagMs: 0 })).toBe("n1's disk is not slow");
    expect(refusal(run, { type: "disk", node: "n1", lagMs: -1 })).toBe(
      "lagMs: expected an integer from 0 to 1000000000, found -1",
    );
    act(run, { type: "disk", node: "n1", lagMs: 5 });
    expect(refusal(run, { type: "disk", node: "n1", lagMs: 5 })).toBe(
      "n1's disk is already 5 ms slow",
    );
  });
});

describe("a slow disk under Raft", () => {
  it("lets a server vote twice in one term: Election Safety breaks although votes are durable", () => {
    const raft = ensure(
      catalogue.find(({ name }) => name === "raft"),
      "raft is in the catalogue",
    );
    const run = new Simulator(setupOf({ nodes: 3 }, raft), FULL);
    run.setup.nodes.forEach(() => run.step());
    act(run, { type: "disk", node: "n3", lagMs: 5000 });
    for (const [candidate, loser] of [
      ["n1", "n2"],
      ["n2", "n1"],
    ] as const) {
      act(run, { type: "isolate", node: loser });
      const asks = act(run, { type: "timeout", node: candidate, timer: "election" });
      for (const message of idsSent(asks).filter((id) => run.messagesInFlight().includes(id))) {
        const vote = act(run, { type: "receive", message });
        for (const reply of idsSent(vote)) act(run, { type: "receive", message: reply });
      }
      act(run, { type: "heal" });
      act(run, { type: "isolate", node: candidate });
      act(run, { type: "crash", node: "n3" });
      act(run, { type: "restart", node: "n3" });
      act(run, { type: "heal" });
    }
    expect(run.violated()).toContain("Election Safety");
  });
});
