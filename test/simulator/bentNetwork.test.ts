import { describe, expect, it } from "vitest";
import type { Simulator } from "../../src/simulator/simulator.js";
import type { Intervention } from "../../src/trace/intervention.js";
import { act, happenings, QUIET, refusal, startedRun, stepsUntilMs, tellingRun } from "./runs.js";

function heard(run: Simulator, node: string): unknown {
  return run.world.node(node).state?.heard;
}

describe("a cut", () => {
  it("loses the messages on the link, in its direction only", () => {
    const run = tellingRun();
    act(run, { type: "command", node: "n2", command: { type: "visit", whom: "n1" } });
    const step = act(run, { type: "cut", links: [["n1", "n2"]] });
    expect(step.happening).toEqual({ event: "cut", links: [["n1", "n2"]], lost: [1] });
    expect(run.world.isCut(["n1", "n2"])).toBe(true);
    expect(run.world.isCut(["n2", "n1"])).toBe(false);
    expect(happenings(run)).toEqual([
      { event: "receive", node: "n3", message: 2 },
      { event: "receive", node: "n1", message: 3 },
    ]);
  });

  it("blocks later messages at sending, until the link is restored", () => {
    const run = startedRun(QUIET);
    const links = [["n1", "n2"]] as const;
    act(run, { type: "cut", links });
    const visit: Intervention = {
      ...{ type: "command", node: "n1" },
      command: { type: "visit", whom: "n2" },
    };
    expect(act(run, visit).effects).toMatchObject([{ fate: "blocked", arrivesMs: undefined }]);
    expect(act(run, { type: "restore", links }).happening).toEqual({ event: "restore", links });
    act(run, visit);
    expect(happenings(run)).toEqual([{ event: "receive", node: "n2", message: 2 }]);
  });

  it("loses held messages as well", () => {
    const run = tellingRun();
    act(run, { type: "hold", message: 1 });
    const { happening } = act(run, { type: "isolate", node: "n2" });
    expect(happening).toMatchObject({ event: "cut", lost: [1] });
    expect(run.messagesHeld()).toEqual([]);
  });

  it("isolates a node by all its links, and heals them all", () => {
    const run = startedRun();
    act(run, { type: "cut", links: [["n1", "n3"]] });
    const links = [
      ["n1", "n2"],
      ["n2", "n1"],
      ["n3", "n1"],
    ] as const;
    const { happening } = act(run, { type: "isolate", node: "n1" });
    expect(happening).toEqual({ event: "cut", links, lost: [] });
    expect(run.cutLinks()).toHaveLength(4);
    expect(act(run, { type: "heal" }).happening).toMatchObject({
      links: [
        ["n1", "n2"],
        ["n1", "n3"],
        ["n2", "n1"],
        ["n3", "n1"],
      ],
    });
    expect(run.cutLinks()).toEqual([]);
  });

  it("parts groups; nodes in none make one more", () => {
    const run = startedRun({ nodes: 5 });
    act(run, { type: "partition", groups: [["n1", "n2"], ["n3"]] });
    const open = run.setup.nodes.flatMap(({ id: from }) =>
      run.setup.nodes.flatMap(({ id: to }) =>
        from === to || run.world.isCut([from, to]) ? [] : `${from}>${to}`,
      ),
    );
    expect(open).toEqual(["n1>n2", "n2>n1", "n4>n5", "n5>n4"]);
  });

  it.each<[Intervention, string]>([
    [{ type: "cut", links: [["n1", "n2"]] }, "the link n1 → n2 is already cut"],
    [{ type: "cut", links: [["n1", "n1"]] }, "there is no link n1 → n1"],
    [{ type: "cut", links: [] }, "expected at least one link, found none"],
    [
      {
        type: "cut",
        links: [
          ["n2", "n3"],
          ["n2", "n3"],
        ],
      },
      "the link n2 → n3 is named twice",
    ],
    [{ type: "restore", links: [["n2", "n3"]] }, "the link n2 → n3 is not cut"],
    [{ type: "partition", groups: [["n1"], ["n1"]] }, "n1 is named twice"],
    [
      { type: "partition", groups: [["n1", "n2", "n3"]] },
      "there is no open link between the groups",
    ],
  ])("is refused where it makes no sense: %j", (does, reason) => {
    const run = startedRun();
    act(run, { type: "cut", links: [["n1", "n2"]] });
    expect(refusal(run, does)).toBe(reason);
  });

  it("is refused to isolate or heal twice", () => {
    const run = startedRun();
    expect(refusal(run, { type: "heal" })).toBe("no link is cut");
    act(run, { type: "isolate", node: "n1" });
    expect(refusal(run, { type: "isolate", node: "n1" })).toBe("n1 is already isolated");
  });
});

describe("a message in flight", () => {
  it("can be received now", () => {
    const run = tellingRun();
    const step = act(run, { type: "receive", message: 2 }, 3);
    expect(step.happening).toEqual({ event: "receive", node: "n3", message: 2 });
    expect(heard(run, "n3")).toEqual(["news"]);
    expect(happenings(run)).toEqual([{ event: "receive", node: "n2", message: 1 }]);
  });

  it("is lost when it is to be received by a node that is down", () => {
    const run = tellingRun();
    act(run, { type: "crash", node: "n2" });
    const { happening } = act(run, { type: "receive", message: 1 });
    expect(happening).toEqual({ event: "lose", node: "n2", message: 1 });
  });

  it("can be dropped", () => {
    const run = tellingRun();
    const { happening } = act(run, { type: "drop", message: 1 });
    expect(happening).toEqual({ event: "drop", message: 1 });
    expect(happenings(run)).toEqual([{ event: "receive", node: "n3", message: 2 }]);
  });

  it("can be duplicated: the copy is a message of its own, from the network", () => {
    const run = tellingRun();
    const step = act(run, { type: "duplicate", message: 1 });
    expect(step.happening).toEqual({ event: "duplicate", message: 1 });
    expect(step.node).toBeUndefined();
    expect(step.effects).toMatchObject([{ id: 3, from: "n1", to: "n2", copyOf: 1, arrivesMs: 10 }]);
    expect(step.sent).toEqual([]);
    expect(happenings(run)).toEqual([
      { event: "receive", node: "n2", message: 1 },
      { event: "receive", node: "n3", message: 2 },
      { event: "receive", node: "n2", message: 3 },
    ]);
  });

  it("can be delayed", () => {
    const run = tellingRun();
    const { happening } = act(run, { type: "delay", message: 1, byMs: 25 }, 5);
    expect(happening).toEqual({ event: "delay", message: 1, arrivesMs: 35 });
    expect(stepsUntilMs(run, 100).map(({ timeMs }) => timeMs)).toEqual([10, 35]);
    const problem = refusal(tellingRun(), { type: "delay", message: 1, byMs: 0 });
    expect(problem).toBe("byMs: expected an integer from 1 to 1000000000, found 0");
  });

  it("can be held, and then arrives only after its release", () => {
    const run = tellingRun();
    act(run, { type: "hold", message: 1 });
    expect([run.messagesInFlight(), run.messagesHeld()]).toEqual([[1, 2], [1]]);
    expect(happenings(run)).toEqual([{ event: "receive", node: "n3", message: 2 }]);
    const step = act(run, { type: "release", message: 1 }, 50);
    expect(step.happening).toEqual({ event: "release", message: 1, arrivesMs: 50 });
    expect(happenings(run)).toEqual([{ event: "receive", node: "n2", message: 1 }]);
  });

  it("keeps its time of arrival when it is released early", () => {
    const run = tellingRun();
    act(run, { type: "hold", message: 1 }, 2);
    const { happening } = act(run, { type: "release", message: 1 }, 4);
    expect(happening).toMatchObject({ arrivesMs: 10 });
  });

  it("can be received or dropped while it is held, but not bent in other ways", () => {
    const run = tellingRun();
    act(run, { type: "hold", message: 1 });
    act(run, { type: "hold", message: 2 });
    const held = "message #1 is held; release it first";
    expect(refusal(run, { type: "hold", message: 1 })).toBe(held);
    expect(refusal(run, { type: "delay", message: 1, byMs: 5 })).toBe(held);
    expect(refusal(run, { type: "duplicate", message: 1 })).toBe(held);
    act(run, { type: "receive", message: 1 });
    act(run, { type: "drop", message: 2 });
    expect(run.messagesInFlight()).toEqual([]);
    expect(refusal(run, { type: "release", message: 1 })).toBe(
      "message #1 is not held; held: none",
    );
  });
});
