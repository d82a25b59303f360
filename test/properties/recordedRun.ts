import { ensure } from "../../src/base/assert.js";
import type { AnyProtocol } from "../../src/protocol/protocol.js";
import { catalogue } from "../../src/protocols/catalogue.js";
import { Recorder } from "../../src/simulator/recorder.js";
import {
  makeSetup,
  setupFromHeader,
  type Setup,
  type SetupWish,
} from "../../src/simulator/setup.js";
import { Simulator, type Checkpoint } from "../../src/simulator/simulator.js";
import type { SimStep } from "../../src/simulator/step.js";
import type { Intervention } from "../../src/trace/intervention.js";
import type { HeaderRecord, InterventionRecord } from "../../src/trace/records.js";
import { good } from "../simulator/runs.js";
import { anyIntervention, Dice } from "./faultPlan.js";

const OPTIONS = { record: true, check: true };

const raft = ensure(
  catalogue.find(({ name }) => name === "raft"),
  "raft is an engine",
);

/** A run under a fault plan: its trace as text, record by record. */
export interface DisturbedRun {
  readonly setup: Setup;
  readonly header: string;
  readonly interventions: readonly string[];
  /** Event N is at index N - 1. */
  readonly events: readonly string[];
  readonly steps: readonly SimStep[];
  /** The whole world at the end. */
  readonly end: string;
  /** Taken after the events whose numbers they carry. */
  readonly checkpoints: readonly { readonly at: number; readonly checkpoint: Checkpoint }[];
}

/** Who is disturbed, and how: Raft by all that it survives, unless said otherwise. */
export interface Disturbance {
  readonly protocol: AnyProtocol;
  readonly anyDeed: (run: Simulator, dice: Dice) => Intervention;
}

const RAFT_DISTURBED: Disturbance = { protocol: raft, anyDeed: anyIntervention };

/**
 * Runs an engine for so many events, disturbed about every eighth event by a plan drawn from the
 * seed. One of `checkpointOneIn` events gets a checkpoint.
 */
export function disturbedRun(
  wish: SetupWish,
  length: number,
  checkpointOneIn = 100,
  { protocol, anyDeed }: Disturbance = RAFT_DISTURBED,
): DisturbedRun {
  const setup = good(makeSetup(protocol, wish));
  const simulator = new Simulator(setup, OPTIONS);
  const dice = new Dice(setup.seed, "faults");
  const recorder = new Recorder(setup);
  const steps: SimStep[] = [];
  const checkpoints = [{ at: 0, checkpoint: simulator.checkpoint() }];
  while (simulator.at < length) {
    const step = disturb(simulator, dice, anyDeed) ?? simulator.step();
    // Every node is down and no message is on its way: it is up to the plan to restart one.
    if (step === undefined) continue;
    steps.push(step);
    if (dice.isOneIn(checkpointOneIn)) {
      checkpoints.push({ at: simulator.at, checkpoint: simulator.checkpoint() });
    }
  }
  return {
    setup,
    header: JSON.stringify(recorder.header()),
    interventions: steps
      .filter(({ by }) => by !== undefined)
      .map((step) => JSON.stringify(recorder.intervention(step))),
    events: steps.map((step) => JSON.stringify(recorder.event(step))),
    steps,
    end: JSON.stringify(recorder.states(simulator)),
    checkpoints,
  };
}

/** The same run again from nothing but its trace: header and interventions. */
export function replayed({ setup: { protocol }, header, interventions, events }: DisturbedRun) {
  const setup = good(setupFromHeader(protocol, JSON.parse(header) as HeaderRecord));
  return goOn(new Simulator(setup, OPTIONS), interventions, events.length);
}

/** The rest of the run from a checkpoint. */
export function resumed(run: DisturbedRun, checkpoint: Checkpoint) {
  const simulator = Simulator.resume(run.setup, checkpoint, OPTIONS);
  return goOn(simulator, run.interventions, run.events.length);
}

function goOn(simulator: Simulator, interventions: readonly string[], length: number) {
  const recorder = new Recorder(simulator.setup);
  const acts = interventions
    .map((line) => JSON.parse(line) as InterventionRecord)
    .filter(({ after }) => after >= simulator.at);
  const events: string[] = [];
  while (simulator.at < length) {
    const act = acts[0]?.after === simulator.at ? acts.shift() : undefined;
    const step =
      act === undefined
        ? ensure(simulator.step(), "the run goes on")
        : good(simulator.intervene(act.does, act.timeMs, act.id));
    events.push(JSON.stringify(recorder.event(step)));
  }
  return { events, end: JSON.stringify(recorder.states(simulator)) };
}

/** Tries to intervene, somewhere between the last event and the next. */
function disturb(
  simulator: Simulator,
  dice: Dice,
  anyDeed: Disturbance["anyDeed"],
): SimStep | undefined {
  if (!dice.isOneIn(8)) return undefined;
  const nextMs = simulator.nextTimeMs() ?? simulator.timeMs + 1000;
  const timeMs = dice.between(simulator.timeMs, nextMs);
  const result = simulator.intervene(anyDeed(simulator, dice), timeMs);
  return result.ok ? result.value : undefined;
}
