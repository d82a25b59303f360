import { describe, expect, it } from "vitest";
import { Recorder } from "../../src/simulator/recorder.js";
import { Simulator } from "../../src/simulator/simulator.js";
import type { StatesRecord, EventRecord, InterventionRecord } from "../../src/trace/records.js";
import { FIRST_BRANCH, type HeaderRecord } from "../../src/trace/records.js";
import { openTrace } from "../../src/trace/reader.js";
import type { RecordedWorld } from "../../src/trace/world.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { good } from "../simulator/runs.js";
import { findSchemaProblems } from "../trace/checkLines.js";
import { anyCluster } from "./faultPlan.js";
import { disturbedRun, type DisturbedRun } from "./recordedRun.js";

const LENGTH = 300;

/** The lines of the run's trace file, with whole states every 50 events. */
function writeTrace(run: DisturbedRun): string[] {
  const lines: string[] = [];
  const states = (_: string, after: number) => worldAt(run, after);
  const writer = new TraceWriter((line) => lines.push(line), { statesEvery: 50, states });
  const interventions = run.interventions.map((line) => JSON.parse(line) as InterventionRecord);
  writer.write(JSON.parse(run.header) as HeaderRecord);
  writer.write({ kind: "branch", id: FIRST_BRANCH, after: 0 });
  for (const line of run.events) {
    const event = JSON.parse(line) as EventRecord;
    const act = interventions.find(({ after }) => after === event.at - 1);
    if (act !== undefined) writer.write(act);
    writer.write(event);
  }
  writer.finish();
  return lines;
}

/** What the simulator itself says of the world after that event. */
function worldAt(run: DisturbedRun, at: number): StatesRecord {
  const checkpoint = run.checkpoints[at]?.checkpoint;
  if (checkpoint === undefined) throw new Error(`no checkpoint after event ${String(at)}`);
  const simulator = Simulator.resume(run.setup, checkpoint, { record: true, check: true });
  return JSON.parse(JSON.stringify(new Recorder(run.setup).states(simulator))) as StatesRecord;
}

/** What a reader of the file says of it, in the same shape. Timers in no special order. */
function asStates(world: RecordedWorld): StatesRecord {
  const { at, timeMs, inFlight, nodes, violated } = world;
  const cut = [...world.cut];
  const ids = (held: boolean) =>
    inFlight.filter((message) => !held || message.held).map(({ send }) => send.message);
  return {
    ...{ kind: "states", branch: FIRST_BRANCH, after: at, timeMs, cut, violated },
    nodes: Object.fromEntries(nodes),
    inFlight: ids(false),
    held: ids(true),
  };
}

/** In an order that does not depend on how it was come by. */
function sorted(states: StatesRecord): StatesRecord {
  const nodes = Object.entries(states.nodes).map(([id, node]) => {
    const timers = [...node.timers].sort((a, b) => (a.timer < b.timer ? -1 : 1));
    return [id, { ...node, timers }] as const;
  });
  const byText = <V>(list: readonly V[]): V[] =>
    [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    ...states,
    nodes: Object.fromEntries(nodes),
    inFlight: byText(states.inFlight),
    held: byText(states.held),
    cut: byText(states.cut),
    violated: byText(states.violated),
  };
}

describe("a trace file of a disturbed run", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    "tells at every cursor what the simulator knew there (seed %i)",
    async (seed) => {
      const run = disturbedRun(anyCluster(seed), LENGTH, 1);
      const lines = writeTrace(run);
      expect(findSchemaProblems(lines)).toEqual([]);
      const bytes = new TextEncoder().encode(lines.join(""));
      const { trace, damage } = good(await openTrace(bytes, { source: "run" }));
      expect(damage).toEqual([]);
      expect(trace.length(FIRST_BRANCH)).toBe(LENGTH);
      for (let at = 0; at <= LENGTH; at++) {
        const found = asStates(trace.world(FIRST_BRANCH, at));
        expect(sorted(found), `cursor ${String(at)}`).toEqual(sorted(worldAt(run, at)));
      }
    },
  );
});
