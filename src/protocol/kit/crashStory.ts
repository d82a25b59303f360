/**
 * All crashes of one short story: of every node after every event and in the middle of every step,
 * singly and in pairs. Runs branch off one another by checkpoints, so nothing is run twice up to a
 * crash.
 */
import { assert } from "../../base/assert.js";
import type { NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import { Agenda, type Script } from "./agenda.js";
import { ScriptedRun, type EndCheck, type Failure, type Lab, type Over } from "./scriptedRun.js";

export interface CrashStory {
  readonly seed: number;
  /** Goes on beside the crashes: commands, mainly. */
  readonly script: Script;
  /** A crashed node restarts after each of these times, each in a run of its own. */
  readonly downMs: readonly number[];
  /** Every run ends at that time, when nothing is left to happen, or when it is over. */
  readonly untilMs: number;
  /**
   * Whether nothing but routine is to come once the script is done, and all holds that has to hold
   * eventually. Unless given, a run goes on until nothing is left to happen.
   */
  readonly isOver?: Over;
  readonly atEnd?: EndCheck;
}

export interface StorySweep {
  readonly runs: number;
  readonly events: number;
  /** Events of the story without crashes. */
  readonly length: number;
  /** At most one for each run: a broken run is not followed further. */
  readonly failures: readonly Failure[];
  /** Names of all invariants that broke in some run, promised or not. */
  readonly broken: ReadonlySet<string>;
}

/** Crashes each node that is up after each event and in the middle of each of its steps. */
export function crashOnce<C>(lab: Lab<C>, story: CrashStory): StorySweep {
  const sweep = new Sweep(lab, story);
  for (const trunk of sweep.trunk()) {
    for (const crashed of sweep.crashes(trunk)) sweep.finish(crashed);
  }
  return sweep.result();
}

/**
 * Crashes each node after each event and in the middle of each step, and then each node (that one
 * too, if it is back) after each event that follows and in the middle of each step.
 */
export function crashTwice<C>(lab: Lab<C>, story: CrashStory): StorySweep {
  const sweep = new Sweep(lab, story);
  for (const trunk of sweep.trunk()) {
    for (const once of sweep.crashes(trunk)) {
      for (const later of sweep.along(once)) {
        for (const twice of sweep.crashes(later)) sweep.finish(twice);
      }
    }
  }
  return sweep.result();
}

class Sweep<C> {
  private readonly failures: Failure[] = [];
  private readonly broken = new Set<string>();
  private runs = 0;
  private events = 0;
  private length = 0;

  constructor(
    private readonly lab: Lab<C>,
    private readonly story: CrashStory,
  ) {}

  /** The story without crashes, before its first event and after each. */
  *trunk(): Generator<ScriptedRun<C>> {
    const { seed, script } = this.story;
    const trunk = new ScriptedRun(this.lab, seed, this.lab.start(seed), new Agenda(script));
    yield* this.along(trunk);
    assert(trunk.failure === undefined, "the run without crashes must keep its promises");
    this.length = trunk.run.at;
  }

  /** The run as it is, and after each of its events, up to its end or a broken promise. */
  *along(run: ScriptedRun<C>): Generator<ScriptedRun<C>> {
    do yield run;
    while (!this.isOver(run) && run.step() !== undefined);
  }

  /** A branch for each crash that may come now and each wait, just after the crash. */
  *crashes(trunk: ScriptedRun<C>): Generator<ScriptedRun<C>> {
    yield* this.crashesBetweenSteps(trunk);
    yield* this.crashesDuringStep(trunk);
  }

  /** Of each node that is up. */
  private *crashesBetweenSteps(trunk: ScriptedRun<C>): Generator<ScriptedRun<C>> {
    const up = trunk.run.world.nodes.filter(({ isUp }) => isUp);
    for (const { id: node } of up) yield* this.crash(trunk, node, { type: "crash", node });
  }

  /** Of the node that makes the next step, after each of its effects but the last. */
  private *crashesDuringStep(trunk: ScriptedRun<C>): Generator<ScriptedRun<C>> {
    const next = trunk.branch().step();
    if (next?.node === undefined) return;
    const { node } = next;
    for (let afterEffects = 0; afterEffects < next.effects.length; afterEffects++) {
      yield* this.crash(trunk, node, { type: "crash", node, afterEffects });
    }
  }

  finish(branch: ScriptedRun<C>): void {
    const before = branch.run.at;
    const failure = branch.finish(this.story.untilMs, this.story.atEnd, this.story.isOver);
    if (failure !== undefined) this.failures.push(failure);
    for (const name of branch.broken) this.broken.add(name);
    this.runs++;
    this.events += branch.run.at - before;
  }

  result(): StorySweep {
    const { runs, events, length, failures, broken } = this;
    return { runs, events, length, failures, broken };
  }

  private *crash(
    trunk: ScriptedRun<C>,
    node: NodeId,
    does: Intervention,
  ): Generator<ScriptedRun<C>> {
    for (const downMs of this.story.downMs) {
      const branch = trunk.branch();
      if (branch.intervene({ timeMs: trunk.run.timeMs, does }) === undefined) return;
      const isUp = () => branch.run.world.nodes.some(({ id, isUp }) => id === node && isUp);
      while (isUp() && branch.step() !== undefined);
      if (isUp()) return;
      branch.agenda.plan({ timeMs: branch.run.timeMs + downMs, does: { type: "restart", node } });
      yield branch;
    }
  }

  private isOver(run: ScriptedRun<C>): boolean {
    if (run.failure !== undefined) return true;
    const { untilMs, isOver } = this.story;
    return run.isOver(isOver) || (run.run.nextTimeMs() ?? 0) > untilMs;
  }
}
