import { describe, expect, it } from "vitest";
import { interventionFor } from "../../../src/protocol/kit/deeds.js";
import { act, happenings, startedRun, tellingRun } from "../../simulator/runs.js";

const some = { type: "someMessage", byMs: 7 } as const;

describe("A deed whose object is not known before", () => {
  it("is done to a message that is on its way then, counted round and round", () => {
    const run = tellingRun();
    for (const [pick, message] of [
      [0, 1],
      [1, 2],
      [2, 1],
      [999, 2],
    ] as const) {
      expect(interventionFor({ ...some, verb: "drop", pick }, run)).toEqual({
        ...{ type: "drop", message },
      });
    }
    expect(interventionFor({ ...some, verb: "delay", pick: 0 }, run)).toEqual({
      ...{ type: "delay", message: 1, byMs: 7 },
    });
    act(run, { type: "hold", message: 1 });
    expect(interventionFor({ ...some, verb: "hold", pick: 0 }, run)).toEqual({
      ...{ type: "hold", message: 2 },
    });
    expect(interventionFor({ type: "releaseOldest" }, run)).toEqual({
      type: "release",
      message: 1,
    });
  });

  it("is nothing while there is no such message", () => {
    const run = tellingRun();
    expect(interventionFor({ type: "releaseOldest" }, run)).toBeUndefined();
    happenings(run, 100);
    expect(interventionFor({ ...some, verb: "drop", pick: 3 }, run)).toBeUndefined();
  });

  it("adds a node that the run takes", () => {
    const run = startedRun();
    for (const id of ["n4", "n5"]) {
      const does = interventionFor({ type: "newNode", kind: "gossip" }, run);
      expect(does).toEqual({ type: "addNode", node: { id, name: id, kind: "gossip" } });
      if (does !== undefined) act(run, does);
    }
  });
});
