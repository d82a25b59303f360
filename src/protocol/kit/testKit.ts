/**
 * What an author of an engine tests it with, beside `stepOnce`: whole runs under many seeds and
 * faults, and a crash at every event. The kit runs nothing itself: the simulator is passed in as a
 * {@link Lab}.
 */
import { assert } from "../../base/assert.js";
import type { NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import { Agenda, type Script } from "./agenda.js";
import { faultScript, healedMs, type FaultPlan } from "./faultPlan.js";
import { livenessMs } from "./promises.js";
import {
  describeFailure,
  ScriptedRun,
  type Done,
  type EndCheck,
  type Failure,
  type Lab,
  type RunStep,
} from "./scriptedRun.js";

export { describeFailure };
export type { Done, EndCheck, Failure, Lab, RunStep, Script };

export interface SweepOptions {
  /** First and last seed. */
  readonly seeds: readonly [number, number];
  /** Every run ends at that time, or when nothing is left to happen. */
  readonly untilMs: number;
  /** What is done to the run with that seed; nothing unless given. */
  readonly script?: (seed: number) => Script;
  /**
   * Before that time nothing is said of what holds eventually; from then on it must, and at the
   * end. A node that crashes then (of a crash that was armed before) restarts at once.
   */
  readonly healedMs?: number;
  readonly atEnd?: EndCheck;
  /** The command line that records the run with that seed. */
  readonly see?: (seed: number) => string;
}

export interface SweepResult {
  readonly runs: number;
  readonly events: number;
  /** At most one for each run: a broken run is not followed further. */
  readonly failures: readonly Failure[];
}

/** Runs every seed. */
export function seedSweep<C>(lab: Lab<C>, options: SweepOptions): SweepResult {
  const { seeds, untilMs, script, atEnd, see } = options;
  const failures: Failure[] = [];
  let events = 0;
  for (let seed = seeds[0]; seed <= seeds[1]; seed++) {
    const agenda = new Agenda(script?.(seed) ?? [], options.healedMs);
    const driven = new ScriptedRun(lab, seed, lab.start(seed), agenda);
    const failure = driven.finish(untilMs, atEnd);
    const how = see === undefined ? {} : { see: see(seed) };
    if (failure !== undefined) failures.push({ ...failure, ...how });
    events += driven.run.at;
  }
  return { runs: seeds[1] - seeds[0] + 1, events, failures };
}

/**
 * Runs every seed under a plan drawn from it: a safety phase with faults, then a liveness phase, in
 * which everything is healed, as long as the longest of the promises takes.
 */
export function planSweep<C>(
  lab: Lab<C>,
  plan: FaultPlan,
  options: Omit<SweepOptions, "untilMs" | "script" | "healedMs">,
): SweepResult {
  const healed = healedMs(plan);
  return seedSweep(lab, {
    ...options,
    script: (seed) => faultScript(seed, plan),
    healedMs: healed,
    untilMs: healed + livenessMs(lab),
  });
}

export interface CrashOptions {
  readonly seed: number;
  /** Goes on beside the crashes: commands, mainly. */
  readonly script?: Script;
  /** Crashes come after each of the events `from` … `to`; 0 is before the first. */
  readonly from: number;
  readonly to: number;
  /** Only after every so many events; 1 unless given. */
  readonly every?: number;
  /** A crashed node restarts after that time. */
  readonly downMs: number;
  /**
   * Crash at once, or (a number) during the node's next step after that many effects. At once
   * unless given.
   */
  readonly afterEffects?: readonly number[];
  /** Every run goes on for that long after its last crash. */
  readonly thenMs: number;
  readonly atEnd?: EndCheck;
}

/** Crashes each node after every event of one run, each time in a run of its own. */
export function crashAtEveryEvent<C>(lab: Lab<C>, options: CrashOptions): SweepResult {
  const sweep = new CrashSweep(lab, options);
  sweep.along((trunk) => {
    for (const crashed of sweep.crashes(trunk, lab.nodes)) sweep.finish(crashed);
  });
  return sweep.result();
}

/**
 * Crashes two nodes: the first after every event of one run, the second at the same instant and
 * after each of the next `within` events.
 */
export function crashPairs<C>(
  lab: Lab<C>,
  options: CrashOptions & { readonly within: number },
): SweepResult {
  const sweep = new CrashSweep(lab, options);
  sweep.along((trunk) => {
    for (const first of lab.nodes) {
      const others = lab.nodes.filter((node) => node !== first);
      for (const once of sweep.crashes(trunk, [first])) {
        for (let event = 0; event <= options.within; event++) {
          for (const twice of sweep.crashes(once, others)) sweep.finish(twice);
          if (once.step() === undefined) break;
        }
      }
    }
  });
  return sweep.result();
}

function isUp<C>({ run }: ScriptedRun<C>, node: NodeId): boolean {
  return run.world.nodes.some(({ id, isUp }) => id === node && isUp);
}

/** The runs with crashes that branch off one run without. */
class CrashSweep<C> {
  private readonly failures: Failure[] = [];
  private runs = 0;
  private events = 0;

  constructor(
    private readonly lab: Lab<C>,
    private readonly options: CrashOptions,
  ) {}

  /** Calls back after each event at which crashes are wanted. */
  along(visit: (trunk: ScriptedRun<C>) => void): void {
    const { seed, script, from, to, every } = this.options;
    const trunk = new ScriptedRun(this.lab, seed, this.lab.start(seed), new Agenda(script ?? []));
    for (;;) {
      const { at } = trunk.run;
      if (at >= from && (at - from) % (every ?? 1) === 0) visit(trunk);
      if (at >= to || trunk.step() === undefined) break;
    }
    assert(trunk.failure === undefined, "the run without crashes must keep its promises");
  }

  /** A branch, just after the crash, for each node that is up and each way to crash it. */
  *crashes(trunk: ScriptedRun<C>, nodes: readonly NodeId[]): Generator<ScriptedRun<C>> {
    for (const node of nodes.filter((id) => isUp(trunk, id))) {
      for (const crash of this.waysToCrash(node)) {
        const branch = trunk.branch();
        if (branch.intervene({ timeMs: trunk.run.timeMs, does: crash }) === undefined) continue;
        this.awaitCrash(branch, node);
        if (isUp(branch, node)) continue;
        const timeMs = branch.run.timeMs + this.options.downMs;
        branch.agenda.plan({ timeMs, does: { type: "restart", node } });
        yield branch;
      }
    }
  }

  /** A crash during a step waits for the node's next step. */
  private awaitCrash(branch: ScriptedRun<C>, node: NodeId): void {
    const latestMs = branch.run.timeMs + this.options.thenMs;
    while (isUp(branch, node) && branch.run.timeMs <= latestMs) {
      if (branch.step() === undefined) break;
    }
  }

  finish(branch: ScriptedRun<C>): void {
    const { thenMs, atEnd } = this.options;
    const before = branch.run.at;
    const failure = branch.finish(branch.run.timeMs + thenMs, atEnd);
    if (failure !== undefined) this.failures.push(failure);
    this.runs++;
    this.events += branch.run.at - before;
  }

  result(): SweepResult {
    return { runs: this.runs, events: this.events, failures: this.failures };
  }

  private waysToCrash(node: NodeId): readonly Intervention[] {
    const { afterEffects } = this.options;
    if (afterEffects === undefined) return [{ type: "crash", node }];
    return afterEffects.map((effects) => ({ type: "crash", node, afterEffects: effects }));
  }
}
