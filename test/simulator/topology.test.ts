import { describe, expect, it } from "vitest";
import { Recorder } from "../../src/simulator/recorder.js";
import { Simulator } from "../../src/simulator/simulator.js";
import type { Json } from "../../src/trace/ids.js";
import { act, FULL, happenings, QUIET, refusal, setupOf, startedRun, tellingRun } from "./runs.js";
import { watchersProtocol } from "./watchers.js";

const DAN = { id: "n4", name: "Dan", kind: "gossip" };

function watch(): Simulator {
  const run = new Simulator(setupOf({}, watchersProtocol), FULL);
  run.setup.nodes.forEach(() => run.step());
  return run;
}

/** The node's peers, those of its kind, and its neighbours, as it sees them itself. */
function seen(run: Simulator, node: string): Json {
  const { replies } = act(run, { type: "command", node, command: { type: "look" } });
  return (replies[0]?.result ?? null) as Json;
}

describe("a node that is added", () => {
  it("starts by itself, before all else that is planned for that time, and joins in", () => {
    const run = tellingRun();
    const step = act(run, { type: "addNode", node: DAN }, 10);
    expect(step.happening).toEqual({ event: "addNode", node: "n4", added: DAN });
    expect(run.world.nodes.map(({ id, isUp }) => [id, isUp])).toContainEqual(["n4", false]);
    expect(run.step()?.happening).toEqual({ event: "start", node: "n4" });
    act(run, { type: "command", node: "n1", command: { type: "tell", text: "again" } });
    act(run, { type: "command", node: "n4", command: { type: "tell", text: "hello" } });
    happenings(run, 50);
    expect(run.world.node("n4").state?.heard).toEqual(["again"]);
    expect(run.world.node("n2").state?.heard).toContain("hello");
  });

  it("is linked with everybody, or both ways with those it names", () => {
    const run = watch();
    act(run, { type: "addNode", node: { id: "n4", name: "n4", kind: "watcher" } });
    const last = { id: "n5", name: "Eve", kind: "watcher", neighbours: ["n1", "n4"] };
    act(run, { type: "addNode", node: last });
    run.step();
    run.step();
    expect(seen(run, "n4")).toEqual(["n1 n2 n3 n5", "n1 n2 n3 n5", "n1 n2 n3 n5"]);
    expect(seen(run, "n5")).toEqual(["n1 n2 n3 n4", "n1 n2 n3 n4", "n1 n4"]);
    expect(seen(run, "n2")).toEqual(["n1 n3 n4 n5", "n1 n3 n4 n5", "n1 n3 n4"]);
  });

  it("has its own streams: nobody else's draws change", () => {
    const arrivals = (isAdded: boolean): unknown => {
      const run = startedRun({ network: { latencyMsMin: 1, latencyMsMax: 90 } });
      if (isAdded) act(run, { type: "addNode", node: { ...DAN, neighbours: [] } });
      if (isAdded) run.step();
      const among = (ids: readonly unknown[]) => ids.every((id) => id !== "n4");
      const steps: unknown[] = [];
      while (run.timeMs < 2000) {
        const step = run.step();
        if (step === undefined) break;
        if (step.happening.event === "timeout" && among([step.node])) steps.push(step.timeMs);
      }
      return steps;
    };
    expect(arrivals(true)).toEqual(arrivals(false));
  });

  it("is refused with the reason", () => {
    const run = startedRun({
      ...QUIET,
      nodes: [{ name: "Ana" }, { name: "Ben" }, { name: "Cleo" }],
    });
    const refused = (part: object) => refusal(run, { type: "addNode", node: { ...DAN, ...part } });
    expect(refused({ id: "n5" })).toBe('id: expected the next one, n4, found "n5"');
    expect(refused({ name: "Ana" })).toBe(
      'node name "Ana": expected a name that is no other node\'s name or id',
    );
    expect(refused({ kind: "poet" })).toBe('unknown kind of node "poet"; known: gossip, listener');
    expect(refused({ neighbours: ["n7"] })).toBe('unknown node "n7"; known: n1, n2, n3');
    for (const id of ["n4", "n5", "n6", "n7", "n8", "n9"]) {
      act(run, { type: "addNode", node: { ...DAN, id, name: id } });
    }
    expect(refused({ id: "n10" })).toBe("gossip takes at most 9 of kind gossip");
  });

  it("is refused to engines whose members are fixed", () => {
    const run = watch();
    const node = { id: "n4", name: "n4", kind: "sleeper" };
    expect(refusal(run, { type: "addNode", node })).toBe(
      "the nodes of watchers of kind sleeper are fixed: none comes or goes during a run",
    );
  });
});

describe("a node that is removed", () => {
  it("loses what is on its way to it; what it had sent still arrives", () => {
    const run = tellingRun();
    act(run, { type: "command", node: "n2", command: { type: "tell", text: "farewell" } });
    act(run, { type: "hold", message: 1 });
    const step = act(run, { type: "removeNode", node: "n2" });
    expect(step.happening).toEqual({ event: "removeNode", node: "n2", lost: [1] });
    expect(run.messagesInFlight()).toEqual([2, 3, 4]);
    happenings(run, 500);
    expect(run.world.node("n1").state?.heard).toEqual(["farewell"]);
    expect(run.world.nodes.map(({ id }) => id)).toEqual(["n1", "n3"]);
    expect(run.cutLinks()).toEqual([]);
  });

  it("is no peer any more; what is sent to it all the same is blocked", () => {
    const run = watch();
    act(run, { type: "removeNode", node: "n2" });
    expect(seen(run, "n1")).toEqual(["n3", "n3", "n3"]);
    const command = { type: "greet", whom: "n2" };
    const { effects } = act(run, { type: "command", node: "n1", command });
    expect(effects).toMatchObject([{ what: "message", to: "n2", fate: "blocked" }]);
  });

  it("is gone for good: nothing is done to it, and its id and name are not used again", () => {
    const run = startedRun({ ...QUIET, nodes: 3 });
    act(run, { type: "removeNode", node: "n3" });
    for (const type of ["crash", "restart", "isolate", "removeNode"] as const) {
      expect(refusal(run, { type, node: "n3" })).toBe("n3 was removed");
    }
    expect(refusal(run, { type: "cut", links: [["n1", "n3"]] })).toBe("n3 was removed");
    expect(refusal(run, { type: "addNode", node: { ...DAN, name: "n3" } })).toBe(
      'node name "n3": expected a name that is no other node\'s name or id',
    );
    act(run, { type: "addNode", node: DAN });
    expect(run.step()?.happening).toEqual({ event: "start", node: "n4" });
  });

  it("is refused when too few would be left", () => {
    const run = startedRun({ ...QUIET, nodes: { gossip: 1, listener: 1 } });
    expect(refusal(run, { type: "removeNode", node: "n1" })).toBe(
      "gossip needs at least 1 of kind gossip",
    );
    act(run, { type: "removeNode", node: "n2" });
  });

  it("can heal an invariant that it broke", () => {
    const run = startedRun(QUIET);
    for (const text of ["1", "2", "3", "4"]) {
      const body = { type: "Rumour", text };
      act(run, { type: "forge", from: "n1", to: "n2", body });
    }
    happenings(run, 100);
    expect(run.violated()).toEqual(["Few Rumours"]);
    act(run, { type: "removeNode", node: "n2" });
    expect(run.violated()).toEqual([]);
  });
});

describe("a link", () => {
  it("that is removed loses what is on it, and what is sent on it later is blocked", () => {
    const run = tellingRun();
    act(run, { type: "cut", links: [["n1", "n3"]] });
    const links = [
      ["n1", "n2"],
      ["n1", "n3"],
    ] as const;
    expect(act(run, { type: "removeLink", links }).happening).toEqual({
      ...{ event: "removeLink", links, lost: [1] },
    });
    expect(run.cutLinks()).toEqual([]);
    const command = { type: "tell", text: "again" };
    const { effects } = act(run, { type: "command", node: "n1", command });
    expect(effects).toMatchObject([
      { to: "n2", fate: "blocked" },
      { to: "n3", fate: "blocked" },
      {},
    ]);
    act(run, { type: "addLink", links: [["n1", "n2"]] });
    const more = act(run, { type: "command", node: "n1", command });
    expect(more.effects).toMatchObject([{ to: "n2", fate: undefined }, { to: "n3" }, {}]);
  });

  it("that comes back goes on with its own stream", () => {
    const arrivals = (isRemoved: boolean): unknown => {
      const run = startedRun({ ...QUIET, network: { latencyMsMin: 1, latencyMsMax: 900 } });
      if (isRemoved) act(run, { type: "removeLink", links: [["n1", "n2"]] });
      if (isRemoved) act(run, { type: "addLink", links: [["n1", "n2"]] });
      const command = { type: "tell", text: "again" };
      const { effects } = act(run, { type: "command", node: "n1", command });
      return effects.flatMap((one) => (one.what === "message" ? [one.arrivesMs] : []));
    };
    expect(arrivals(true)).toEqual(arrivals(false));
  });

  it("can be added between nodes that had none", () => {
    const nodes = [{ neighbours: ["n2"] }, { neighbours: ["n1"] }, { neighbours: [] }];
    const run = startedRun({ ...QUIET, nodes });
    act(run, { type: "addLink", links: [["n1", "n3"]] });
    act(run, { type: "command", node: "n1", command: { type: "visit", whom: "n3" } });
    expect(happenings(run, 100)).toContainEqual({ event: "receive", node: "n3", message: 1 });
  });

  it("is refused when it is there, is not, or leads nowhere", () => {
    const run = startedRun(QUIET);
    expect(refusal(run, { type: "addLink", links: [["n1", "n2"]] })).toBe(
      "the link n1 → n2 is already there",
    );
    expect(refusal(run, { type: "addLink", links: [["n1", "n1"]] })).toBe(
      "the link n1 → n1 leads nowhere else",
    );
    act(run, { type: "removeLink", links: [["n1", "n2"]] });
    for (const type of ["removeLink", "cut", "restore"] as const) {
      expect(refusal(run, { type, links: [["n1", "n2"]] })).toBe("there is no link n1 → n2");
    }
    expect(refusal(run, { type: "removeLink", links: [] })).toBe(
      "expected at least one link, found none",
    );
  });
});

describe("a checkpoint of a run whose nodes have changed", () => {
  it("is taken up again with those nodes, in this simulator and in another one", () => {
    const run = startedRun();
    const before = run.checkpoint();
    act(run, { type: "addNode", node: DAN });
    happenings(run, 300);
    act(run, { type: "removeNode", node: "n2" });
    const after = run.checkpoint();
    const recorder = new Recorder(run.setup);
    const future = (checkpoint: typeof after): unknown => {
      const again = Simulator.resume(run.setup, checkpoint, FULL);
      const events: unknown[] = [recorder.states(again)];
      while (again.timeMs < 900) {
        const step = again.step();
        if (step !== undefined) events.push(recorder.event(step));
      }
      return events;
    };
    const there = future(after);
    expect(JSON.stringify(there)).toContain('"n4"');
    expect(future(after)).toEqual(there);
    expect(JSON.stringify(future(before))).not.toContain('"n4"');
    const other = { ...DAN, name: "Eve", kind: "listener" };
    const elsewhere = Simulator.resume(run.setup, before, FULL);
    act(elsewhere, { type: "addNode", node: other });
    expect(elsewhere.world.node("n4").kind).toBe("listener");
  });
});
