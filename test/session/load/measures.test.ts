import { describe, expect, it } from "vitest";
import { measure } from "../../../src/session/load/measures.js";
import { ServiceMeter } from "../../../src/session/load/serviceMeter.js";
import { jainIndex, percentile, spreadOf } from "../../../src/session/load/statistics.js";
import { sending, serviceOf } from "./events.js";

/** A is inside from 10 to 40; B and C wait, and C, which asked last, goes first. */
const OVERTAKING = serviceOf(["A", "B", "C"], 200, [
  ...([
    [10, "A", "ask"],
    [10, "A", "in"],
    [20, "B", "ask"],
    [30, "C", "ask"],
  ] as const),
  ...([
    [40, "A", "out"],
    [60, "C", "in"],
    [90, "C", "out"],
    [90, "B", "in"],
  ] as const),
  ...([
    [120, "B", "out"],
    [150, "A", "ask"],
  ] as const),
]);

describe("what is measured of a run", () => {
  it("is the time from asking to entering", () => {
    expect(measure(OVERTAKING, [])).toMatchObject({
      ...{ sections: 3, waitMedianMs: 30, waitP95Ms: 70, waitMaxMs: 70, unserved: 1 },
    });
  });

  it("is who was overtaken, and by how many that asked later", () => {
    // While B waited C entered, which asked later; A had entered before B asked.
    expect(measure(OVERTAKING, [])).toMatchObject({ othersFirst: 1, overtaken: 1 });
    const inOrder = serviceOf(["A", "B", "C"], 200, [
      ...([
        [0, "A", "ask"],
        [1, "B", "ask"],
        [2, "C", "ask"],
      ] as const),
      ...([
        [5, "A", "in"],
        [6, "A", "out"],
        [7, "B", "in"],
        [8, "B", "out"],
      ] as const),
      [9, "C", "in"],
    ]);
    expect(measure(inOrder, [])).toMatchObject({ othersFirst: 2, overtaken: 0 });
  });

  it("does not call those overtaken who asked in the same millisecond", () => {
    const together = serviceOf(["A", "B"], 100, [
      ...([
        [0, "A", "ask"],
        [0, "B", "ask"],
        [5, "B", "in"],
        [6, "B", "out"],
      ] as const),
      [9, "A", "in"],
    ]);
    expect(measure(together, [])).toMatchObject({ othersFirst: 1, overtaken: 0 });
  });

  it("is the time in which nobody is inside while somebody waits, and its longest stretch", () => {
    // From 40 to 60, and from 150 to the end at 200; from 120 to 150 nobody waited.
    expect(OVERTAKING).toMatchObject({ idleWantedMs: 70, longestGapMs: 50 });
    expect(measure(OVERTAKING, [])).toMatchObject({ idleWantedPercent: 35, longestGapMs: 50 });
  });

  it("is how equally the clients were served", () => {
    expect(measure(OVERTAKING, []).fairness).toBe(1);
    const onlyOne = serviceOf(["A", "B"], 100, [
      ...([
        [0, "A", "ask"],
        [0, "B", "ask"],
        [1, "A", "in"],
        [2, "A", "out"],
      ] as const),
      ...([
        [3, "A", "ask"],
        [4, "A", "in"],
      ] as const),
    ]);
    expect(measure(onlyOne, []).fairness).toBe(0.5);
  });

  it("is nothing where nobody entered", () => {
    const none = measure(serviceOf(["A"], 1000, [[0, "A", "ask"]]), []);
    expect(none).toMatchObject({ sections: 0, sectionsPerSecond: 0, idleWantedPercent: 100 });
    expect(none).toMatchObject({ messagesPerSection: undefined, waitMedianMs: undefined });
    expect(none).toMatchObject({ fairness: undefined, othersFirst: undefined, unserved: 1 });
  });

  it("ends a critical section and a wait with a crash", () => {
    const service = serviceOf(["A", "B", "C"], 100, [
      ...([
        [0, "A", "ask"],
        [0, "A", "in"],
        [5, "B", "ask"],
        [6, "C", "ask"],
      ] as const),
      ...([
        [10, "A", "crash"],
        [12, "C", "crash"],
        [40, "B", "in"],
        [50, "A", "up"],
      ] as const),
      ...([
        [60, "B", "out"],
        [70, "A", "ask"],
        [75, "A", "in"],
      ] as const),
    ]);
    expect(service).toMatchObject({ unserved: 0, longestGapMs: 30, idleWantedMs: 35 });
    const clients = service.sections.map(({ client }) => client);
    expect(clients).toEqual(["A", "B", "A"]);
  });
});

describe("messages", () => {
  it("count by type from the time on from which is measured, some of them apart", () => {
    const meter = new ServiceMeter(["n1"], 100);
    meter.note(sending(1, 99, "Connect"));
    meter.note(sending(2, 100, "Request", "Write"));
    meter.note(sending(3, 101, "Request", "Release", "Release"));
    const service = { ...meter.service(1100), sections: OVERTAKING.sections.slice(0, 2) };
    expect(service.messages).toEqual({ Request: 2, Write: 1, Release: 2 });
    const measures = measure(service, ["Write"]);
    expect(measures).toMatchObject({ messagesPerSection: 2, apartPerSection: 0.5 });
    expect(measures.sectionsPerSecond).toBe(2);
  });

  it("that the network copied were not sent twice", () => {
    const meter = new ServiceMeter(["n1"], 0);
    const sent = sending(1, 5, "Token", "Token");
    const effects = (sent.effects ?? []).map((effect, place) =>
      place === 1 ? { ...effect, copyOf: 10 } : effect,
    );
    meter.note({ ...sent, effects });
    expect(meter.service(10).messages).toEqual({ Token: 1 });
  });
});

describe("a few numbers that tell of many", () => {
  it("are percentiles by nearest rank", () => {
    expect([50, 95, 100].map((p) => percentile([4, 1, 3, 2], p))).toEqual([2, 4, 4]);
    expect(percentile([], 50)).toBeUndefined();
  });

  it("are Jain's index, from 1/n to 1", () => {
    expect(jainIndex([3, 3, 3])).toBe(1);
    expect(jainIndex([0, 0, 8, 0])).toBe(0.25);
    expect(jainIndex([1, 3])).toBe(0.8);
    expect(jainIndex([0, 0])).toBeUndefined();
  });

  it("are the median, the least and the greatest", () => {
    expect(spreadOf([9, 2, 4])).toEqual({ low: 2, median: 4, high: 9 });
    expect(spreadOf([])).toBeUndefined();
  });
});
