import { describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import { catalogue } from "../../src/protocols/catalogue.js";
import { Recorder } from "../../src/simulator/recorder.js";
import { makeSetup } from "../../src/simulator/setup.js";
import { Simulator } from "../../src/simulator/simulator.js";
import { openTrace } from "../../src/trace/reader.js";
import type { StatesRecord } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { anyCluster, anyIntervention, Dice } from "../properties/faultPlan.js";
import { good } from "../simulator/runs.js";
import { findSchemaProblems } from "./checkLines.js";
import { bytesOf } from "./makeTrace.js";
import { worldAsStates } from "./worldAsStates.js";

const raft = ensure(
  catalogue.find(({ name }) => name === "raft"),
  "raft is an engine",
);

/** A Raft run under faults: its lines, and the simulator's own account of the world. */
function record(seed: number, events: number) {
  const simulator = new Simulator(good(makeSetup(raft, anyCluster(seed))), {
    record: true,
    check: true,
  });
  const recorder = new Recorder(simulator.setup);
  const dice = new Dice(seed, "faults of a trace");
  const lines: string[] = [];
  const worlds = [inOrder(recorder.states(simulator))];
  const writer = new TraceWriter((line) => lines.push(line), {
    statesEvery: 150,
    states: () => recorder.states(simulator),
  });
  writer.write(recorder.header());
  while (simulator.at < events) {
    const tried = dice.isOneIn(6)
      ? simulator.intervene(anyIntervention(simulator, dice))
      : undefined;
    const step = tried?.ok === true ? tried.value : simulator.step();
    if (step === undefined) break;
    if (step.by !== undefined) writer.write(recorder.intervention(step));
    writer.write(recorder.event(step));
    worlds.push(inOrder(recorder.states(simulator)));
  }
  writer.finish();
  return { lines, worlds };
}

/** As a reader tells it: lists without an order of their own are sorted. */
function inOrder(states: StatesRecord): StatesRecord {
  const nodes = Object.entries(states.nodes).map(([id, node]) => {
    const timers = [...node.timers].sort((a, b) => (a.timer < b.timer ? -1 : 1));
    return [id, { ...node, timers }];
  });
  const cut = [...states.cut].sort((a, b) => (a.join(">") < b.join(">") ? -1 : 1));
  const plain = { ...states, nodes: Object.fromEntries(nodes) as object, cut };
  return JSON.parse(
    JSON.stringify({ ...plain, violated: [...states.violated].sort() }),
  ) as StatesRecord;
}

describe("a recorded run of an engine under faults", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "shows at every cursor the world that the simulator had (seed %d)",
    async (seed) => {
      const { lines, worlds } = record(seed, 600);
      expect(findSchemaProblems(lines)).toEqual([]);
      const opened = await openTrace(bytesOf(lines), { source: "a" });
      if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
      const { trace, damage } = opened.value;
      expect(damage).toEqual([]);
      expect(trace.length("b1")).toBe(worlds.length - 1);
      expect(trace.interventions("b1").length).toBeGreaterThan(10);
      for (let at = worlds.length - 1; at >= 0; at--) {
        expect(worldAsStates(trace.world("b1", at), "b1")).toEqual(worlds[at]);
      }
    },
  );
});
