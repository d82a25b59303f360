import { describe, expect, it } from "vitest";
import type { AnyProtocol } from "../../src/protocol/protocol.js";
import { verify } from "../../src/session/verify.js";
import { Recorder } from "../../src/simulator/recorder.js";
import { Simulator } from "../../src/simulator/simulator.js";
import { openTrace } from "../../src/trace/reader.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import type { EventRecord, HeaderRecord, InterventionRecord } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { good } from "../simulator/runs.js";
import { gossipProtocol } from "../simulator/gossip.js";
import { watchersProtocol } from "../simulator/watchers.js";
import { findSchemaProblems } from "../trace/checkLines.js";
import { bytesOf } from "../trace/makeTrace.js";
import { worldAsStates } from "../trace/worldAsStates.js";
import { anyChange } from "./faultPlan.js";
import { disturbedRun, replayed, resumed, type DisturbedRun } from "./recordedRun.js";

const RUNS = 150;
const LENGTH = 250;

const ENGINES = [
  ["peers that gossip", gossipProtocol],
  ["nodes with a failure detector", watchersProtocol],
] as const;

function changingRun(protocol: AnyProtocol, seed: number, checkpointOneIn = 40): DisturbedRun {
  const network = { latencyMsMin: 1, latencyMsMax: 80, dropPerMille: 50, duplicatePerMille: 50 };
  const wish = { seed, network: { ...network, fifo: seed % 2 === 0 } };
  return disturbedRun(wish, LENGTH, checkpointOneIn, { protocol, anyDeed: anyChange });
}

/** The run's trace as a file, with states records of the simulator's own. */
async function traceOf(run: DisturbedRun): Promise<TraceFile> {
  const lines: string[] = [];
  const simulator = new Simulator(run.setup, { record: true, check: true });
  const recorder = new Recorder(run.setup);
  const states = () => recorder.states(simulator);
  const writer = new TraceWriter((line) => lines.push(line), { statesEvery: 60, states });
  writer.write(JSON.parse(run.header) as HeaderRecord);
  const acts = run.interventions.map((line) => JSON.parse(line) as InterventionRecord);
  for (const line of run.events) {
    const act = acts[0]?.after === simulator.at ? acts.shift() : undefined;
    if (act !== undefined) writer.write(act);
    if (act === undefined) simulator.step();
    else good(simulator.intervene(act.does, act.timeMs, act.id));
    writer.write(JSON.parse(line) as EventRecord);
  }
  writer.finish();
  expect(findSchemaProblems(lines)).toEqual([]);
  const { trace, damage } = good(await openTrace(bytesOf(lines), { source: "a" }));
  expect(damage).toEqual([]);
  return trace;
}

describe.each(ENGINES)("a run of %s whose members and links change", (_, protocol) => {
  it("is the same every time, and again from its header and interventions", () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= RUNS; seed++) {
      const run = changingRun(protocol, seed);
      for (const { happening } of run.steps) seen.add(happening.event);
      expect(changingRun(protocol, seed).events, `seed ${seed}`).toEqual(run.events);
      expect(replayed(run), `seed ${seed}`).toEqual({ events: run.events, end: run.end });
    }
    const changes = ["addNode", "removeNode", "addLink", "removeLink", "disk", "forge"];
    expect([...seen]).toEqual(expect.arrayContaining(changes));
    if (protocol === watchersProtocol) expect(seen).toContain("neighbourUp");
  });

  it("goes on the same from any checkpoint", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const run = changingRun(protocol, seed);
      for (const { at, checkpoint } of run.checkpoints) {
        const rest = { events: run.events.slice(at), end: run.end };
        expect(resumed(run, checkpoint), `seed ${seed}, event ${at}`).toEqual(rest);
      }
    }
  });

  it.each([1, 2, 3, 4])("goes on the same from every event (seed %i)", (seed) => {
    const run = changingRun(protocol, seed, 1);
    for (const { at, checkpoint } of run.checkpoints) {
      const rest = { events: run.events.slice(at), end: run.end };
      expect(resumed(run, checkpoint), `event ${at}`).toEqual(rest);
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "is a trace that opens and is verified (seed %i)",
    async (seed) => {
      const run = changingRun(protocol, seed);
      const trace = await traceOf(run);
      expect(await verify(trace, { findProtocol: () => protocol })).toEqual({
        ...{ verdict: "verified", events: LENGTH },
      });
      const simulator = new Simulator(run.setup, { record: true, check: true });
      const recorder = new Recorder(run.setup);
      const acts = run.interventions.map((line) => JSON.parse(line) as InterventionRecord);
      for (let at = 0; at <= LENGTH; at++) {
        const { nodes, cut, inFlight, held } = recorder.states(simulator);
        const told = worldAsStates(trace.world("b1", at), "b1");
        expect(Object.keys(told.nodes), `event ${at}`).toEqual(Object.keys(nodes));
        expect([...told.cut].sort(), `event ${at}`).toEqual([...cut].sort());
        expect([told.inFlight, told.held], `event ${at}`).toEqual([inFlight, held]);
        const act = acts[0]?.after === at ? acts.shift() : undefined;
        if (act === undefined) simulator.step();
        else good(simulator.intervene(act.does, act.timeMs, act.id));
      }
      const present = trace.nodes("b1").filter(({ removedAt }) => removedAt === undefined);
      expect(simulator.world.nodes.map(({ id }) => id)).toEqual(present.map(({ id }) => id));
      for (const { id, addedAt, removedAt } of trace.nodes("b1")) {
        if (addedAt !== undefined) {
          expect(trace.event("b1", addedAt)).toMatchObject({ event: "addNode", node: id });
        }
        if (removedAt === undefined) continue;
        expect(trace.event("b1", removedAt)).toMatchObject({ event: "removeNode", node: id });
      }
    },
  );
});
