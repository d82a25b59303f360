import { describe, expect, it } from "vitest";
import { Simulator } from "../../src/simulator/simulator.js";
import type { Intervention } from "../../src/trace/intervention.js";
import {
  act,
  FULL,
  happenings,
  idsSent,
  problemsOf,
  QUIET,
  refusal,
  setupOf,
  startedRun,
  stepsUntilMs,
  tellingRun,
} from "./runs.js";

describe("every intervention", () => {
  it("makes exactly one event, with its id, at the time asked for", () => {
    const run = startedRun(QUIET);
    const step = act(run, { type: "crash", node: "n2" }, 7);
    expect([step.at, step.timeMs, run.at, run.timeMs]).toEqual([4, 7, 4, 7]);
    expect(step.by).toEqual({ id: "i1", does: { type: "crash", node: "n2" } });
    expect(act(run, { type: "restart", node: "n2" }).by?.id).toBe("i2");
    expect(run.step()?.by).toBeUndefined();
  });

  it("may be given an id", () => {
    const result = startedRun().intervene({ type: "crash", node: "n1" }, 0, "i77");
    expect(result.ok && result.value.by?.id).toBe("i77");
  });

  it("lies between the last event and the next", () => {
    const run = tellingRun();
    act(run, { type: "crash", node: "n3" }, 5);
    const heal: Intervention = { type: "restart", node: "n3" };
    const window = "expected a whole time from 5 ms and at most 10 ms, when the next event is";
    expect(refusal(run, heal, 4)).toBe(`${window}; found 4 ms`);
    expect(refusal(run, heal, 11)).toBe(`${window}; found 11 ms`);
    expect(refusal(run, heal, 6.5)).toBe(`${window}; found 6.5 ms`);
    expect(act(run, heal, 10).timeMs).toBe(10);
  });

  it("may come at any later time when nothing is left to happen", () => {
    const run = startedRun({ nodes: 1 });
    act(run, { type: "crash", node: "n1" });
    expect(act(run, { type: "restart", node: "n1" }, 5000).timeMs).toBe(5000);
  });

  it.each<Intervention>([
    { type: "timeout", node: "n9", timer: "round" },
    { type: "command", node: "n9", command: { type: "tell", text: "" } },
    { type: "crash", node: "n9" },
    { type: "restart", node: "n9" },
    { type: "isolate", node: "n9" },
    { type: "clock", node: "n9", ratePerMille: 1000, offsetMs: 0 },
    { type: "cut", links: [["n1", "n9"]] },
    { type: "restore", links: [["n9", "n1"]] },
    { type: "partition", groups: [["n1"], ["n9"]] },
  ])("refuses an unknown node: $type", (does) => {
    expect(refusal(startedRun(), does)).toBe('unknown node "n9"; known: n1, n2, n3');
  });

  it.each<Intervention>([
    { type: "receive", message: 9 },
    { type: "drop", message: 9 },
    { type: "duplicate", message: 9 },
    { type: "delay", message: 9, byMs: 1 },
    { type: "hold", message: 9 },
  ])("refuses a message that is not in flight: $type", (does) => {
    expect(refusal(tellingRun(), does)).toBe("message #9 is not in flight; in flight: #1, #2");
  });

  it("refuses a kind of intervention that it does not know", () => {
    const does = { type: "toString" } as unknown as Intervention;
    expect(refusal(startedRun(), does)).toContain(
      'unknown intervention "toString"; known: timeout,',
    );
  });
});

describe("a forced timeout", () => {
  it("fires the running timer now, and not once more later", () => {
    const run = startedRun({ nodes: 1, timers: { round: [200, 200] } });
    const step = act(run, { type: "timeout", node: "n1", timer: "round" }, 50);
    expect(step.happening).toEqual({ event: "timeout", node: "n1", timer: "round" });
    expect(stepsUntilMs(run, 460).map(({ timeMs }) => timeMs)).toEqual([250, 450]);
  });

  it("is refused for a timer that does not run, with those that do", () => {
    const run = startedRun();
    expect(refusal(run, { type: "timeout", node: "n1", timer: "nap" })).toBe(
      'n1 is not running its timer "nap"; running: round',
    );
    expect(refusal(run, { type: "timeout", node: "n1", timer: "alarm" })).toBe(
      'n1 has no timer "alarm"; running: round',
    );
    act(run, { type: "crash", node: "n1" });
    expect(refusal(run, { type: "timeout", node: "n1", timer: "round" })).toBe("n1 is down");
  });

  it("is refused before the node has started", () => {
    const run = new Simulator(setupOf({ nodes: [{ name: "Zoé" }] }), FULL);
    expect(refusal(run, { type: "crash", node: "n1" })).toBe("Zoé has not started yet");
    expect(refusal(run, { type: "restart", node: "n1" })).toBe("Zoé has not started yet");
  });
});

describe("a command", () => {
  it.each([
    [{ type: "sing" }, 'unknown command "sing" of a gossip; known: tell, sleep, misbehave, visit'],
    [{ type: "tell" }, "command tell text: expected a text, found nothing"],
    [{ type: "tell", text: 1 }, "command tell text: expected a text, found 1"],
    [{ type: "tell", text: "a", to: "n2" }, 'command tell: unknown field "to"; fields: text'],
    [{ type: "sleep", delay: "1" }, 'command sleep delay: expected an integer, found "1"'],
    [{ type: "visit", whom: "Bob" }, `command visit whom: expected a node's id, found "Bob"`],
  ])("is refused when it is not the engine's: %j", (command, reason) => {
    expect(refusal(startedRun(), { type: "command", node: "n1", command })).toBe(reason);
  });

  it("is refused by a kind of node that takes none, and by a node that is down", () => {
    const run = startedRun({ nodes: { gossip: 1, listener: 1 } });
    const command = { type: "tell", text: "" };
    expect(refusal(run, { type: "command", node: "n2", command })).toBe(
      'unknown command "tell" of a listener; there is none',
    );
    act(run, { type: "crash", node: "n1" });
    expect(refusal(run, { type: "command", node: "n1", command })).toBe("n1 is down");
  });

  it("gets the next number", () => {
    const run = tellingRun();
    const step = act(run, { type: "command", node: "n2", command: { type: "tell", text: "2" } });
    expect(step.asked?.id).toBe(2);
  });
});

describe("a crash", () => {
  it("stops timers, loses what arrives, but not what is already on its way from there", () => {
    const run = tellingRun();
    act(run, { type: "crash", node: "n1" });
    act(run, { type: "crash", node: "n3" });
    expect(run.world.node("n1").isUp).toBe(false);
    expect(run.runningTimers("n1")).toEqual([]);
    expect(happenings(run)).toEqual([
      { event: "receive", node: "n2", message: 1 },
      { event: "lose", node: "n3", message: 2 },
    ]);
  });

  it("is refused twice, and so is a restart of a node that is up", () => {
    const run = startedRun();
    expect(refusal(run, { type: "restart", node: "n1" })).toBe("n1 is already up");
    act(run, { type: "crash", node: "n1" });
    expect(refusal(run, { type: "crash", node: "n1" })).toBe("n1 is down");
  });

  it("leaves the persisted fields to the restarted node, unless its disk is lost", () => {
    const restarted = (wish: object, diskLost: boolean) => {
      const run = tellingRun(wish);
      act(run, { type: "crash", node: "n1" });
      const step = act(run, { type: "restart", node: "n1", diskLost });
      expect(step.before?.told).toEqual(["news"]);
      expect(run.runningTimers("n1")).toHaveLength(1);
      return step.after?.told;
    };
    expect(restarted({}, false)).toEqual(["news"]);
    expect(restarted({}, true)).toEqual([]);
    expect(restarted({ features: { forgetful: true } }, false)).toEqual([]);
  });

  it("does not let a timer of the former life fire", () => {
    const run = startedRun({ nodes: 1, timers: { round: [100, 100] } });
    act(run, { type: "crash", node: "n1" }, 50);
    act(run, { type: "restart", node: "n1" }, 80);
    expect(stepsUntilMs(run, 200).map(({ timeMs }) => timeMs)).toEqual([180]);
  });

  it.each([0, 1, 2, 3])(
    "breaks the next step off after %i effects, then happens",
    (afterEffects) => {
      const run = startedRun(QUIET);
      const armed = act(run, { type: "crash", node: "n1", afterEffects });
      expect(armed.happening).toEqual({ event: "crashSoon", node: "n1", afterEffects });
      const command = { type: "tell", text: "news" };
      const step = act(run, { type: "command", node: "n1", command });
      const all = ["message", "message", "reply"];
      expect(step.effects.map(({ what }) => what)).toEqual(all.slice(0, afterEffects));
      expect(run.nextTimeMs()).toBe(run.timeMs);
      expect(refusal(run, { type: "heal" })).toBe("n1 is just crashing; step once more first");
      expect(run.step()?.happening).toEqual({ event: "crash", node: "n1" });
      // What the broken-off step persisted is there.
      const { after } = act(run, { type: "restart", node: "n1" });
      expect(after?.told).toEqual(["news"]);
      // And the next step is whole again.
      expect(idsSent(act(run, { type: "command", node: "n1", command }))).toHaveLength(2);
    },
  );

  it("armed for the next step is forgotten by a crash before it", () => {
    const run = startedRun(QUIET);
    act(run, { type: "crash", node: "n1", afterEffects: 0 });
    const again: Intervention = { type: "crash", node: "n1", afterEffects: 1 };
    expect(refusal(run, again)).toBe("n1 will already crash during its next step");
    act(run, { type: "crash", node: "n1" });
    act(run, { type: "restart", node: "n1" });
    const command = { type: "tell", text: "news" };
    expect(idsSent(act(run, { type: "command", node: "n1", command }))).toHaveLength(2);
  });

  it("cannot be armed for a negative number of effects", () => {
    const does: Intervention = { type: "crash", node: "n1", afterEffects: -1 };
    expect(refusal(startedRun(), does)).toBe(
      "afterEffects: expected an integer from 0 to 10000, found -1",
    );
  });

  it("survives a checkpoint between the broken-off step and itself", () => {
    const run = startedRun(QUIET);
    act(run, { type: "crash", node: "n1", afterEffects: 1 });
    const armed = Simulator.resume(run.setup, run.checkpoint(), FULL);
    act(armed, { type: "command", node: "n1", command: { type: "tell", text: "x" } });
    const resumed = Simulator.resume(run.setup, armed.checkpoint(), FULL);
    expect(resumed.step()?.happening).toEqual({ event: "crash", node: "n1" });
  });
});

describe("a node's clock", () => {
  const clock = (ratePerMille: number, offsetMs: number): Intervention => {
    return { type: "clock", node: "n1", ratePerMille, offsetMs };
  };

  it("reads its offset and its rate times virtual time", () => {
    const run = startedRun({ nodes: 1, timers: { round: [100, 100] } });
    act(run, clock(500, 1000));
    const [first] = stepsUntilMs(run, 200);
    expect(first?.timeMs).toBe(200);
    expect(first?.after?.clockMs).toBe(1100);
  });

  it("takes running timers along with its rate, and new ones as well", () => {
    const run = startedRun({ nodes: 1, timers: { round: [100, 100] } });
    const step = act(run, clock(2000, 0), 40);
    // 60 ms of its clock were left, which now pass in 30.
    expect(step.effects).toMatchObject([{ what: "setTimer", timer: "round", firesMs: 70 }]);
    expect(stepsUntilMs(run, 130).map(({ timeMs }) => timeMs)).toEqual([70, 120]);
  });

  it("leaves the length of timers alone when it only jumps", () => {
    const run = startedRun({ nodes: 1, timers: { round: [100, 100] } });
    expect(act(run, clock(1000, 12_345), 40).effects).toEqual([]);
    expect(stepsUntilMs(run, 130).map(({ timeMs }) => timeMs)).toEqual([100]);
  });

  it.each([
    [clock(0, 0), "ratePerMille: expected an integer from 1 to 1000000, found 0"],
    [clock(1000, 0.5), "offsetMs: expected an integer, found 0.5"],
  ])("neither stands still nor shows fractions: %j", (does, reason) => {
    expect(refusal(startedRun(), does)).toBe(reason);
  });
});

it("tells of a refusal as bad input, not as a bug", () => {
  expect(problemsOf(startedRun().intervene({ type: "heal" }))).toEqual(["no link is cut"]);
});
