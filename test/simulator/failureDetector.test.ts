import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeSetup, type SetupWish } from "../../src/simulator/setup.js";
import { Simulator } from "../../src/simulator/simulator.js";
import { act, FULL, happenings, problemsOf, setupOf } from "./runs.js";
import { gossipProtocol } from "./gossip.js";
import { watchersProtocol } from "./watchers.js";

/** Messages take 10 ms, and notices as long unless the test says otherwise. */
function watch(wish: SetupWish = {}): Simulator {
  const network = { latencyMsMin: 10, latencyMsMax: 10, noticeMsMin: 20, noticeMsMax: 20 };
  const setup = setupOf({ ...wish, network: { ...network, ...wish.network } }, watchersProtocol);
  const run = new Simulator(setup, FULL);
  setup.nodes.forEach(() => run.step());
  return run;
}

function heard(run: Simulator, node: string): unknown {
  return run.world.node(node).state?.heard;
}

function greet(run: Simulator, node: string, whom: string): void {
  act(run, { type: "command", node, command: { type: "greet", whom } });
}

describe("a perfect failure detector", () => {
  it("tells every node that runs of a crash and of the restart, each after its own delay", () => {
    const run = watch({ network: { noticeMsMin: 20, noticeMsMax: 60 } });
    act(run, { type: "crash", node: "n1" }, 5);
    const downs = happenings(run, 100);
    expect(downs).toHaveLength(4);
    expect(downs).toContainEqual({ event: "peerDown", node: "n2", peer: "n1", incarnation: 1 });
    expect(downs).toContainEqual({
      event: "neighbourDown",
      node: "n3",
      peer: "n1",
      incarnation: 1,
    });
    act(run, { type: "restart", node: "n1" }, 200);
    expect(happenings(run, 300)).toContainEqual({
      ...{ event: "peerUp", node: "n3", peer: "n1", incarnation: 2 },
    });
    expect(heard(run, "n1")).toEqual([]);
    const [first, second] = ["n2", "n3"].map((node) => heard(run, node) as readonly string[]);
    for (const told of [first, second]) {
      expect(told?.filter((one) => !one.startsWith("~"))).toEqual(["n1 down 1", "n1 up 2"]);
    }
  });

  it("is never early: what the dead node sent arrives before the notice, held messages too", () => {
    const run = watch();
    greet(run, "n1", "n2");
    greet(run, "n1", "n3");
    act(run, { type: "hold", message: 1 });
    act(run, { type: "delay", message: 2, byMs: 90 });
    act(run, { type: "crash", node: "n1" });
    happenings(run, 50);
    expect(heard(run, "n2")).toEqual([]);
    expect(heard(run, "n3")).toEqual([]);
    happenings(run, 500);
    expect(heard(run, "n3")).toEqual(["n1: hello", "n1 down 1", "~n1 down 1"]);
    expect(heard(run, "n2")).toEqual([]);
    act(run, { type: "release", message: 1 });
    happenings(run, 600);
    expect(heard(run, "n2")).toEqual(["n1: hello", "n1 down 1", "~n1 down 1"]);
  });

  it("tells at once when the message that it waited for is lost", () => {
    const run = watch();
    greet(run, "n1", "n2");
    act(run, { type: "hold", message: 1 });
    act(run, { type: "crash", node: "n1" });
    happenings(run, 100);
    act(run, { type: "drop", message: 1 }, 100);
    expect(happenings(run, 100)).toHaveLength(2);
    expect(heard(run, "n2")).toEqual(["n1 down 1", "~n1 down 1"]);
  });

  it("tells no earlier than planned when a message comes free before that", () => {
    const run = watch();
    greet(run, "n1", "n2");
    act(run, { type: "hold", message: 1 });
    act(run, { type: "crash", node: "n1" }, 5);
    run.nextTimeMs();
    act(run, { type: "release", message: 1 }, 5);
    happenings(run, 24);
    expect(heard(run, "n2")).toEqual(["n1: hello"]);
    happenings(run, 25);
    expect(heard(run, "n2")).toEqual(["n1: hello", "n1 down 1", "~n1 down 1"]);
  });

  it("names the boot of which a notice speaks, though the next change has overtaken it", () => {
    const run = watch();
    greet(run, "n1", "n2");
    act(run, { type: "hold", message: 1 });
    act(run, { type: "crash", node: "n1" });
    act(run, { type: "restart", node: "n1" });
    act(run, { type: "crash", node: "n1" });
    happenings(run, 200);
    act(run, { type: "receive", message: 1 });
    happenings(run, 300);
    const told = (heard(run, "n2") as string[]).filter((one) => !one.startsWith("~"));
    expect(told).toEqual(["n1: hello", "n1 down 1", "n1 up 2", "n1 down 2"]);
  });

  it("tells a node that restarts how its peers are, where that is not how they began", () => {
    const run = watch({ nodes: 4 });
    act(run, { type: "crash", node: "n1" });
    act(run, { type: "crash", node: "n2" });
    act(run, { type: "crash", node: "n3" });
    happenings(run, 10);
    act(run, { type: "restart", node: "n2" }, 10);
    act(run, { type: "restart", node: "n3" }, 10);
    happenings(run, 200);
    const told = heard(run, "n3") as string[];
    expect(told.filter((one) => !one.startsWith("~")).sort()).toEqual(["n1 down 1", "n2 up 2"]);
  });

  it("forgets what it was going to tell a node that crashes", () => {
    const run = watch();
    act(run, { type: "crash", node: "n1" });
    act(run, { type: "crash", node: "n2" }, 10);
    act(run, { type: "restart", node: "n1" }, 15);
    expect(happenings(run, 300).filter((one) => "node" in one && one.node === "n2")).toEqual([]);
  });

  it("is not fooled about peers by a cut link; the ends of the link learn of it", () => {
    const run = watch();
    act(run, { type: "cut", links: [["n1", "n2"]] });
    happenings(run, 100);
    expect(heard(run, "n1")).toEqual(["~n2 down 1"]);
    expect(heard(run, "n2")).toEqual(["~n1 down 1"]);
    expect(heard(run, "n3")).toEqual([]);
    act(run, { type: "heal" });
    happenings(run, 200);
    expect(heard(run, "n1")).toEqual(["~n2 down 1", "~n2 up 1"]);
  });

  it("tells the ends of a link that is removed and added again", () => {
    const run = watch();
    act(run, {
      type: "removeLink",
      links: [
        ["n1", "n2"],
        ["n2", "n1"],
      ],
    });
    happenings(run, 100);
    act(run, { type: "addLink", links: [["n1", "n2"]] });
    happenings(run, 200);
    expect(heard(run, "n1")).toEqual(["~n2 down 1"]);
    act(run, { type: "addLink", links: [["n2", "n1"]] });
    happenings(run, 300);
    expect(heard(run, "n1")).toEqual(["~n2 down 1", "~n2 up 1"]);
    expect(heard(run, "n2")).toEqual(["~n1 down 1", "~n1 up 1"]);
  });

  it("tells of nodes that come and go, and a new node of those that are down", () => {
    const run = watch();
    act(run, { type: "crash", node: "n1" });
    happenings(run, 100);
    act(run, { type: "addNode", node: { id: "n4", name: "Dan", kind: "watcher" } });
    happenings(run, 200);
    act(run, { type: "removeNode", node: "n2" });
    happenings(run, 300);
    expect(heard(run, "n3")).toEqual([
      ...["n1 down 1", "~n1 down 1", "n4 up 1", "~n4 up 1", "n2 down 1", "~n2 down 1"],
    ]);
    expect(heard(run, "n4")).toEqual(["n1 down 1", "~n1 down 1", "n2 down 1", "~n2 down 1"]);
  });

  it("keeps quiet where nobody wants to know", () => {
    const run = watch({ nodes: { watcher: 1, sleeper: 2 } });
    act(run, { type: "crash", node: "n1" });
    act(run, { type: "crash", node: "n2" });
    expect(happenings(run, 500)).toEqual([]);
  });

  it("is set in the header of engines that are told, and of no others", () => {
    expect(setupOf({}, watchersProtocol).network).toMatchObject({
      noticeMsMin: 20,
      noticeMsMax: 60,
    });
    expect(setupOf({ network: { noticeMsMax: 5 } }, watchersProtocol).network.noticeMsMin).toBe(5);
    expect(setupOf().network).not.toHaveProperty("noticeMsMin");
    expect(problemsOf(makeSetup(gossipProtocol, { network: { noticeMsMin: 5 } }))).toEqual([
      'unknown network setting "noticeMsMin"; known: latencyMsMin, latencyMsMax, dropPerMille, ' +
        "duplicatePerMille, fifo",
    ]);
    const crossed = makeSetup(watchersProtocol, { network: { noticeMsMin: 9, noticeMsMax: 5 } });
    expect(problemsOf(crossed)).toEqual([
      "network noticeMsMin: expected at most noticeMsMax, found 9 and 5",
    ]);
  });

  it("draws each delay by itself: another pair's notices change nothing", () => {
    const dueAt = (disturbed: boolean): unknown => {
      const run = watch({ nodes: 4, network: { noticeMsMin: 20, noticeMsMax: 900 } });
      if (disturbed) act(run, { type: "crash", node: "n4" });
      act(run, { type: "crash", node: "n1" });
      const due: { [observer: string]: number } = {};
      for (let step = run.step(); step !== undefined; step = run.step()) {
        const { happening, timeMs } = step;
        if (happening.event !== "peerDown" || happening.peer !== "n1") continue;
        due[happening.node] = timeMs;
      }
      return due;
    };
    expect(dueAt(false)).toMatchObject(dueAt(true) as object);
    expect(Object.keys(dueAt(true) as object).sort()).toEqual(["n2", "n3"]);
  });

  it("brings every observer to the truth, in order, whatever happens (random schedules)", () => {
    const deed = fc.record({
      does: fc.constantFrom("crash", "restart", "cut", "heal", "greet", "hold", "release"),
      node: fc.constantFrom("n1", "n2", "n3"),
      to: fc.constantFrom("n1", "n2", "n3"),
      afterMs: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.integer(), fc.array(deed, { maxLength: 30 }), (seed, deeds) => {
        const run = watch({ seed, network: { noticeMsMin: 1, noticeMsMax: 80 } });
        for (const { does, node, to, afterMs } of deeds) {
          happenings(run, run.timeMs + afterMs);
          const message = run.messagesInFlight().at(-1) ?? 1;
          if (does === "crash" || does === "restart") run.intervene({ type: does, node });
          else if (does === "cut") run.intervene({ type: "cut", links: [[node, to]] });
          else if (does === "heal") run.intervene({ type: "heal" });
          else if (does === "greet" && node !== to) {
            run.intervene({ type: "command", node, command: { type: "greet", whom: to } });
          } else if (does !== "greet") run.intervene({ type: does as "hold", message });
        }
        for (const message of run.messagesHeld()) act(run, { type: "release", message });
        happenings(run, run.timeMs + 1000);
        for (const node of run.world.nodes.filter(({ isUp }) => isUp)) {
          expectTruth(run, node.id, node.state?.heard as string[]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What the node heard last of each other is how it is; boots never go back. */
function expectTruth(run: Simulator, node: string, told: readonly string[]): void {
  for (const { id, isUp } of run.world.nodes) {
    if (id === node) continue;
    const of = told.filter((one) => one.startsWith(`${id} `)).map((one) => one.split(" "));
    const boots = of.map(([, , boot]) => Number(boot));
    expect(boots).toEqual([...boots].sort((a, b) => a - b));
    expect(of.at(-1)?.[1] ?? "up").toBe(isUp ? "up" : "down");
    for (const [i, [, is]] of of.entries()) if (i > 0) expect(is).not.toBe(of[i - 1]?.[1]);
  }
}
