import { describe, expect, it } from "vitest";
import { Recorder } from "../../src/simulator/recorder.js";
import { makeSetup, setupFromHeader, type SetupWish } from "../../src/simulator/setup.js";
import { DEFAULT_NETWORK } from "../../src/trace/network.js";
import { gossipProtocol } from "./gossip.js";
import { good, problemsOf, setupOf } from "./runs.js";

describe("a setup", () => {
  it("takes the last stage, the usual nodes and all defaults when nothing is wished", () => {
    const setup = setupOf();
    expect(setup.stage).toBe("polite");
    expect(setup.features).toEqual({ polite: true, forgetful: false });
    expect(setup.config).toEqual({ limit: 100 });
    expect(setup.timers).toEqual({ round: [100, 200], nap: [500, 500] });
    expect(setup.network).toEqual(DEFAULT_NETWORK);
    expect(setup.nodes.map(({ id, name, kind }) => `${id} ${name} ${kind}`)).toEqual([
      "n1 n1 gossip",
      "n2 n2 gossip",
      "n3 n3 gossip",
    ]);
  });

  it("puts single features over those of the stage", () => {
    const { features } = setupOf({ stage: "polite", features: { forgetful: true } });
    expect(features).toEqual({ polite: true, forgetful: true });
  });

  it("takes nodes as a number of the first kind, as numbers by kind, or by name", () => {
    const kinds = (nodes: NonNullable<SetupWish["nodes"]>) =>
      setupOf({ nodes }).nodes.map(({ name, kind }) => `${name} ${kind}`);
    expect(kinds(2)).toEqual(["n1 gossip", "n2 gossip"]);
    expect(kinds({ gossip: 1, listener: 1 })).toEqual(["n1 gossip", "n2 listener"]);
    expect(kinds([{ name: "Zoé" }, { kind: "listener" }])).toEqual(["Zoé gossip", "n2 listener"]);
  });

  it("lets one end of the latency follow the other", () => {
    expect(setupOf({ network: { latencyMsMin: 99 } }).network.latencyMsMax).toBe(99);
    expect(setupOf({ network: { latencyMsMax: 3 } }).network.latencyMsMin).toBe(3);
  });

  it.each<[SetupWish, string]>([
    [{ stage: "loud" }, 'unknown stage "loud"; known: rude, polite'],
    [{ seed: 1.5 }, "seed: expected an integer, found 1.5"],
    [{ features: { kind: true } }, 'unknown feature "kind"; known: polite, forgetful'],
    [{ config: { limit: 0 } }, "config limit: expected an integer from 1 to 1000, found 0"],
    [{ timers: { alarm: [1, 2] } }, 'unknown timer "alarm"; known: round, nap'],
    [
      { timers: { nap: [5, 4] } },
      "timer nap: expected [least, most] in whole ms from 1 up, found [5,4]",
    ],
    [
      { timers: { nap: [0, 4] } },
      "timer nap: expected [least, most] in whole ms from 1 up, found [0,4]",
    ],
    [
      { network: { jitter: 1 } as object },
      'unknown network setting "jitter"; known: latencyMsMin, latencyMsMax, dropPerMille, ' +
        "duplicatePerMille, fifo",
    ],
    [
      { network: { dropPerMille: 1001 } },
      "network dropPerMille: expected an integer from 0 to 1000, found 1001",
    ],
    [
      { network: { fifo: 1 as unknown as boolean } },
      "network fifo: expected true or false, found 1",
    ],
    [
      { network: { latencyMsMin: 9, latencyMsMax: 8 } },
      "network latencyMsMin: expected at most latencyMsMax, found 9 and 8",
    ],
    [{ nodes: 10 }, "nodes: gossip takes 1 to 9 of kind gossip, found 10"],
    [{ nodes: -1 }, "nodes: expected a number of gossip nodes, found -1"],
    [{ nodes: { king: 1 } }, 'unknown kind of node "king"; known: gossip, listener'],
    [{ nodes: [{ kind: "king" }] }, 'unknown kind of node "king"; known: gossip, listener'],
    [
      { nodes: [{ name: "a" }, { name: "a" }] },
      `node name "a": expected a name that is no other node's name or id`,
    ],
    [
      { nodes: [{ name: "n2" }, { name: "b" }] },
      `node name "n2": expected a name that is no other node's name or id`,
    ],
    [
      { nodes: [{ name: "x".repeat(41) }] },
      `node name "${"x".repeat(41)}": expected 1 to 40 characters without spaces around them`,
    ],
    [
      { nodes: [{ name: "a\u202eb" }] },
      'node name "a\u202eb": expected no control or bidirectional characters',
    ],
    [{ nodes: [{ neighbours: ["n7"] }] }, "neighbours of n1: expected other nodes' ids, found n7"],
    [
      { nodes: [{ neighbours: ["n2"] }, { neighbours: [] }] },
      "neighbours: n1 names n2, but n2 does not name n1",
    ],
    [{ nodes: [{}, { neighbours: [] }] }, "neighbours of n2: n1 is linked with all"],
  ])("refuses %j", (wish, problem) => {
    expect(problemsOf(makeSetup(gossipProtocol, wish))).toEqual([problem]);
  });

  it("tells all problems at once", () => {
    const wish = { stage: "loud", seed: NaN, nodes: 99, timers: { alarm: [1, 2] } } as const;
    expect(problemsOf(makeSetup(gossipProtocol, wish))).toHaveLength(4);
  });

  it("comes back from the header that it wrote", () => {
    const setup = setupOf({ seed: 5, nodes: [{ name: "Zoé" }, {}], timers: { nap: [7, 9] } });
    const header = new Recorder(setup).header();
    expect(good(setupFromHeader(gossipProtocol, header))).toEqual(setup);
  });

  it("is refused for a header of another protocol, of no engine, or with strange ids", () => {
    const header = new Recorder(setupOf({ nodes: 1 })).header();
    const { engine, ...foreign } = header;
    expect(problemsOf(setupFromHeader(gossipProtocol, foreign))).toEqual([
      "expected a trace made by an engine, found one without",
    ]);
    if (engine === undefined) throw new Error("a recorded header names its engine");
    const other = { ...header, engine: { ...engine, protocol: "chat" } };
    expect(problemsOf(setupFromHeader(gossipProtocol, other))).toEqual([
      "expected a trace of gossip, found one of chat",
    ]);
    const strange = { ...header, nodes: [{ id: "x", name: "x", kind: "gossip" }] };
    expect(problemsOf(setupFromHeader(gossipProtocol, strange))).toEqual([
      'expected the node ids n1, n2 … in order, found "x" as number 1',
    ]);
  });
});
