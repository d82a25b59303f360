import { describe, expect, it } from "vitest";
import { AssertionError } from "../../src/base/assert.js";
import { Simulator } from "../../src/simulator/simulator.js";
import type { SimStep } from "../../src/simulator/step.js";
import { act, FULL, idsSent, setupOf, startedRun, stepsUntilMs, stepUntil } from "./runs.js";

function eventsOf(steps: readonly SimStep[]): string[] {
  return steps.map(({ happening, node }) => `${happening.event} ${node ?? ""}`.trim());
}

function tell(run: Simulator, text = "news"): SimStep {
  return act(run, { type: "command", node: "n1", command: { type: "tell", text } });
}

describe("virtual time", () => {
  it("begins with the start of every node, in header order, at 0", () => {
    const run = new Simulator(setupOf(), FULL);
    expect([run.at, run.timeMs, run.nextTimeMs()]).toEqual([0, 0, 0]);
    expect(run.world.nodes.every(({ isUp, state }) => !isUp && state === undefined)).toBe(true);
    const steps = [run.step(), run.step(), run.step()].filter((step) => step !== undefined);
    expect(eventsOf(steps)).toEqual(["start n1", "start n2", "start n3"]);
    expect(run.world.nodes.every(({ isUp, state }) => isUp && state !== undefined)).toBe(true);
    expect([run.at, run.timeMs]).toEqual([3, 0]);
  });

  it("jumps from event to event and never goes back", () => {
    const run = startedRun();
    let last = 0;
    for (let i = 0; i < 500; i++) {
      const next = run.nextTimeMs();
      const step = run.step();
      expect(step?.timeMs).toBe(next);
      expect(step?.at).toBe(run.at);
      expect(run.timeMs).toBeGreaterThanOrEqual(last);
      last = run.timeMs;
    }
    expect(last).toBeGreaterThan(1000);
  });

  it("ends when nothing is left to happen", () => {
    const run = startedRun({ nodes: 1 });
    act(run, { type: "crash", node: "n1" });
    expect(run.nextTimeMs()).toBeUndefined();
    expect(run.step()).toBeUndefined();
    expect(run.at).toBe(2);
  });
});

describe("timers", () => {
  it("fire after a delay drawn from the range with their name", () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const step = stepUntil(
        startedRun({ seed }),
        ({ happening }) => happening.event === "timeout",
      );
      return step.timeMs;
    });
    expect(new Set(delays).size).toBeGreaterThan(3);
    for (const delay of delays) expect(delay >= 100 && delay <= 200).toBe(true);
  });

  it("fire once for the last time they were set", () => {
    const run = startedRun({ nodes: 1 });
    const sleep = (delay: number) =>
      act(run, { type: "command", node: "n1", command: { type: "sleep", delay } });
    sleep(300);
    sleep(400);
    sleep(200);
    sleep(250);
    expect(run.runningTimers("n1")).toEqual([{ timer: "nap", setAt: 5, setMs: 0, firesMs: 250 }]);
    expect(eventsOf(stepsUntilMs(run, 10_000))).toEqual(["timeout n1"]);
    expect(run.timeMs).toBe(250);
  });

  it("keep the order in which they were set when they fire at the same time", () => {
    const run = startedRun({ nodes: 3, timers: { round: [100, 100] } });
    // Set again for the same instant: now the first is the last.
    act(run, { type: "command", node: "n1", command: { type: "sleep", delay: 100 } });
    const steps = stepsUntilMs(run, 100);
    expect(eventsOf(steps)).toEqual(["timeout n2", "timeout n3", "timeout n1"]);
  });

  it("do nothing once cancelled, and may be set again", () => {
    const run = startedRun({ nodes: 1 });
    const step = act(run, { type: "command", node: "n1", command: { type: "sleep", delay: 50 } });
    expect(step.effects.map(({ what }) => what)).toEqual(["cancelTimer", "setTimer"]);
    const again = act(run, { type: "command", node: "n1", command: { type: "sleep", delay: 50 } });
    expect(again.effects.map(({ what }) => what)).toEqual(["setTimer"]);
  });
});

describe("the network", () => {
  it("takes the latency's time", () => {
    const run = startedRun({ network: { latencyMsMin: 10, latencyMsMax: 30 } });
    const delays: number[] = [];
    for (let i = 0; i < 200; i++) {
      for (const effect of run.step()?.effects ?? []) {
        if (effect.what === "message") delays.push((effect.arrivesMs ?? 0) - run.timeMs);
      }
    }
    expect(Math.min(...delays)).toBe(10);
    expect(Math.max(...delays)).toBe(30);
  });

  it("lets messages overtake each other unless it keeps the order", () => {
    const inversions = (fifo: boolean) => {
      const run = startedRun({ nodes: 2, network: { latencyMsMin: 1, latencyMsMax: 400, fifo } });
      const last = new Map<string, number>();
      return Array.from({ length: 400 }, () => run.step()?.received).filter((message) => {
        if (message === undefined) return false;
        const link = `${message.from}>${message.to}`;
        const isLate = message.id < (last.get(link) ?? 0);
        last.set(link, Math.max(message.id, last.get(link) ?? 0));
        return isLate;
      }).length;
    };
    expect(inversions(false)).toBeGreaterThan(10);
    expect(inversions(true)).toBe(0);
  });

  it("drops and duplicates as often as it is told to", () => {
    const run = startedRun({ network: { dropPerMille: 200, duplicatePerMille: 100 } });
    let [sent, dropped, copies] = [0, 0, 0];
    for (let i = 0; i < 20_000; i++) {
      for (const effect of run.step()?.effects ?? []) {
        if (effect.what !== "message") continue;
        if (effect.copyOf === undefined) sent++;
        else copies++;
        if (effect.fate === "dropped") dropped++;
      }
    }
    expect(dropped / sent).toBeCloseTo(0.2, 1);
    expect(copies / (sent - dropped)).toBeCloseTo(0.1, 1);
  });

  it("brings copies, each as a message of its own", () => {
    const run = startedRun({ nodes: 2, network: { duplicatePerMille: 1000 } });
    const ids = idsSent(tell(run));
    expect(ids).toEqual([1, 2]);
    const steps = stepsUntilMs(run, 50);
    expect(steps.map(({ received }) => [received?.id, received?.copyOf])).toEqual([
      [1, undefined],
      [2, 1],
    ]);
  });

  it("draws each link's chances apart: a message elsewhere changes none of them", () => {
    const network = { latencyMsMin: 1, latencyMsMax: 1000 };
    const arrivals = (run: Simulator) =>
      tell(run).effects.flatMap((e) => (e.what === "message" && e.to === "n2" ? e.arrivesMs : []));
    const plain = arrivals(startedRun({ network }));
    const busy = startedRun({ network });
    act(busy, { type: "command", node: "n1", command: { type: "visit", whom: "n3" } });
    act(busy, { type: "command", node: "n3", command: { type: "visit", whom: "n2" } });
    expect(arrivals(busy)).toEqual(plain);
    const same = startedRun({ network });
    act(same, { type: "command", node: "n1", command: { type: "visit", whom: "n2" } });
    expect(arrivals(same)).not.toEqual(plain);
  });

  it("links a node with its neighbours only", () => {
    const line = [{ neighbours: ["n2"] }, { neighbours: ["n1", "n3"] }, { neighbours: ["n2"] }];
    const run = startedRun({ nodes: line });
    act(run, { type: "isolate", node: "n1" });
    expect(run.cutLinks()).toEqual([
      ["n1", "n2"],
      ["n2", "n1"],
    ]);
    const visit = (whom: string) =>
      act(run, { type: "command", node: "n3", command: { type: "visit", whom } });
    expect(visit("n1").effects).toMatchObject([{ what: "message", to: "n1", fate: "blocked" }]);
    expect(() => visit("n3")).toThrow("n3 sends to itself");
  });
});

describe("a step", () => {
  it("tells what observers ask of it", () => {
    const run = startedRun({ nodes: 2 });
    const step = tell(run);
    expect(step.happening).toEqual({
      ...{ event: "command", node: "n1", id: 1 },
      command: { type: "tell", text: "news" },
    });
    expect(step.asked).toEqual({ type: "tell", text: "news", id: 1 });
    expect(step.replies).toMatchObject([{ command: 1, result: "told news" }]);
    expect(step.sent).toMatchObject([{ from: "n1", to: "n2", body: { text: "news" } }]);
    expect(step.remarks.notes).toEqual([
      { template: "{who:node} tells {text}", facts: { who: "n1", text: "news" } },
    ]);
    const received = run.step();
    expect(received?.received).toMatchObject({ from: "n1", body: { text: "news" } });
    expect(received?.asked).toBeUndefined();
  });

  it("is ignored when a guard refused the message and nothing came of it", () => {
    const run = startedRun({ nodes: 2 });
    tell(run);
    tell(run);
    const [first, second] = stepsUntilMs(run, 20);
    expect([first?.isIgnored, second?.isIgnored]).toEqual([false, true]);
    expect(second?.remarks.guards).toEqual([
      { question: "heed", guard: "{text} is news", verdict: false, facts: { text: "news" } },
    ]);
  });

  it("keeps neither effects nor facts when nobody looks", () => {
    const run = new Simulator(setupOf(), { record: false, check: false });
    const steps = Array.from({ length: 100 }, () => run.step());
    expect(steps.every((step) => step?.effects.length === 0)).toBe(true);
    expect(steps.every((step) => step?.remarks.guards.length === 0)).toBe(true);
  });

  it("is the same whether or not anybody looks", () => {
    const look = new Simulator(setupOf({ seed: 3 }), FULL);
    const blind = new Simulator(setupOf({ seed: 3 }), { record: false, check: false });
    for (let i = 0; i < 500; i++) {
      const [a, b] = [look.step(), blind.step()];
      expect(b?.happening).toEqual(a?.happening);
      expect(b?.after).toEqual(a?.after);
    }
  });
});

describe("an engine's bug", () => {
  it.each([
    ["throw", "oops"],
    ["timer", 'unknown timer "alarm" of n2; known: round, nap'],
    ["delay", "timer nap: a delay of -1 ms"],
    ["node", 'sends to the unknown node "n99"; known: n1, n2, n3'],
    ["draw", "draw(2, 1)"],
    ["reply", "a reply to command 999, which nobody asked"],
    ["mutate", "object is not extensible"],
  ])("stops the run with seed, event and node (%s)", (how, reason) => {
    const run = startedRun({ seed: 42 });
    const misbehave = () =>
      run.intervene({ type: "command", node: "n2", command: { type: "misbehave", how } });
    expect(misbehave).toThrow(AssertionError);
    expect(misbehave).toThrow("bug in gossip (seed 42, event");
    expect(misbehave).toThrow("node n2");
    expect(misbehave).toThrow(reason);
  });
});

describe("a checkpoint", () => {
  it("can be resumed any number of times, each as if nothing had been in between", () => {
    const run = startedRun({ seed: 9, network: { dropPerMille: 100, fifo: true } });
    for (let i = 0; i < 100; i++) run.step();
    const checkpoint = run.checkpoint();
    const frozen = JSON.stringify(checkpoint);
    const ahead = (from: Simulator) =>
      JSON.stringify(Array.from({ length: 200 }, () => from.step()));
    const expected = ahead(run);
    expect(ahead(Simulator.resume(run.setup, checkpoint, FULL))).toBe(expected);
    expect(ahead(Simulator.resume(run.setup, checkpoint, FULL))).toBe(expected);
    expect(JSON.stringify(checkpoint)).toBe(frozen);
  });
});
