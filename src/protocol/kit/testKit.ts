/**
 * What an author of an engine tests it with, beside `stepOnce`: whole runs under many seeds and
 * faults, and a crash at every event. The kit runs nothing itself: the simulator is passed in as a
 * {@link Lab}.
 */
import { assert } from "../../base/assert.js";
import type { Result } from "../../base/result.js";
import type { NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import type { FlipData } from "../../trace/records.js";
import { tell } from "../../trace/sentence.js";
import type { World } from "../invariant.js";
import type { AnyTypes } from "../types.js";

/** One run with its invariants evaluated. The simulator is one. */
export interface Run<Checkpoint> {
  /** Number of events so far. */
  readonly at: number;
  readonly timeMs: number;
  readonly world: World<AnyTypes>;
  /** The next event; undefined when nothing is left to happen. */
  step(): RunStep | undefined;
  nextTimeMs(): number | undefined;
  /** Refused with the reason, and then nothing has changed. */
  intervene(what: Intervention, timeMs?: number): Result<RunStep>;
  checkpoint(): Checkpoint;
}

export interface RunStep {
  readonly findings: { readonly flips: readonly FlipData[] };
}

/** Where runs come from. */
export interface Lab<Checkpoint> {
  readonly nodes: readonly NodeId[];
  /** Names of the invariants whose violation is a failure. */
  readonly promised: readonly string[];
  /** A run before its first event. */
  start(seed: number): Run<Checkpoint>;
  /** Another run that goes on from there. */
  resume(seed: number, checkpoint: Checkpoint): Run<Checkpoint>;
}

/**
 * Interventions at virtual times, in order. One that does not apply when its time has come is left
 * out.
 */
export type Script = readonly ScriptLine[];

export interface ScriptLine {
  readonly timeMs: number;
  readonly does: Intervention;
}

/** A promise that was broken, with what is needed to see it again. */
export interface Failure {
  readonly seed: number;
  /** The event that broke it. */
  readonly at: number;
  readonly timeMs: number;
  /** What was broken: an invariant's name, or `at the end`. */
  readonly promise: string;
  /** The verdict's sentence, with node ids for names. */
  readonly sentence: string;
  /** What had been done to the run, each after that event. */
  readonly done: readonly Done[];
}

export interface Done extends ScriptLine {
  readonly after: number;
}

/** The failure in one line, for a test's message. */
export function describeFailure({ seed, at, timeMs, promise, sentence, done }: Failure): string {
  const acts = done.map(({ after, does }) => `after ${after}: ${JSON.stringify(does)}`);
  const how = acts.length === 0 ? "undisturbed" : acts.join("; ");
  return `seed ${seed}, event ${at} (${timeMs} ms): ${promise}: ${sentence} [${how}]`;
}

/** Says what is wrong with a world at the end of a run; undefined when all is well. */
export type EndCheck = (world: World<AnyTypes>) => string | undefined;

export interface SweepOptions {
  /** First and last seed. */
  readonly seeds: readonly [number, number];
  /** Every run ends at that time, or when nothing is left to happen. */
  readonly untilMs: number;
  /** What is done to the run with that seed; nothing unless given. */
  readonly script?: (seed: number) => Script;
  readonly atEnd?: EndCheck;
}

export interface SweepResult {
  readonly runs: number;
  readonly events: number;
  /** At most one for each run: a broken run is not followed further. */
  readonly failures: readonly Failure[];
}

/** Runs every seed. */
export function seedSweep<C>(lab: Lab<C>, options: SweepOptions): SweepResult {
  const { seeds, untilMs, script, atEnd } = options;
  const failures: Failure[] = [];
  let events = 0;
  for (let seed = seeds[0]; seed <= seeds[1]; seed++) {
    const driven = new ScriptedRun(lab, seed, lab.start(seed), script?.(seed) ?? []);
    const failure = driven.finish(untilMs, atEnd);
    if (failure !== undefined) failures.push(failure);
    events += driven.run.at;
  }
  return { runs: seeds[1] - seeds[0] + 1, events, failures };
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

/** One run that follows a script, until a promise is broken. */
class ScriptedRun<C> {
  failure: Failure | undefined = undefined;

  constructor(
    private readonly lab: Lab<C>,
    private readonly seed: number,
    readonly run: Run<C>,
    /** What is still to come. */
    private script: Script,
    private done: readonly Done[] = [],
  ) {}

  /** A run of its own that goes on from here. */
  branch(): ScriptedRun<C> {
    const { lab, seed, run, script, done } = this;
    return new ScriptedRun(lab, seed, lab.resume(seed, run.checkpoint()), script, done);
  }

  /** Puts one more line into the script. */
  plan(line: ScriptLine): void {
    const later = this.script.findIndex(({ timeMs }) => timeMs > line.timeMs);
    const place = later === -1 ? this.script.length : later;
    this.script = [...this.script.slice(0, place), line, ...this.script.slice(place)];
  }

  /** The script's next line if it comes before the run's next event, else that event. */
  step(): RunStep | undefined {
    for (let line = this.script[0]; line !== undefined; line = this.script[0]) {
      const nextMs = this.run.nextTimeMs();
      if (nextMs !== undefined && nextMs <= line.timeMs) break;
      this.script = this.script.slice(1);
      const step = this.intervene(line);
      if (step !== undefined) return step;
    }
    return this.watch(this.run.step());
  }

  /** Runs to that time, or to the first broken promise. */
  finish(untilMs: number, atEnd?: EndCheck): Failure | undefined {
    while (this.failure === undefined) {
      const nextMs = this.run.nextTimeMs() ?? this.script[0]?.timeMs;
      if (nextMs === undefined || nextMs > untilMs || this.step() === undefined) break;
    }
    const wrong = this.failure === undefined ? atEnd?.(this.run.world) : undefined;
    if (wrong !== undefined) this.fail("at the end", wrong);
    return this.failure;
  }

  /** Undefined when it does not apply. */
  intervene(line: ScriptLine): RunStep | undefined {
    const { at, timeMs } = this.run;
    const result = this.run.intervene(line.does, Math.max(line.timeMs, timeMs));
    if (!result.ok) return undefined;
    this.done = [...this.done, { ...line, after: at }];
    return this.watch(result.value);
  }

  private watch(step: RunStep | undefined): RunStep | undefined {
    for (const { invariant, holds, sentence } of step?.findings.flips ?? []) {
      if (holds || !this.lab.promised.includes(invariant) || this.failure !== undefined) continue;
      this.fail(invariant, sentence === undefined ? "" : tell(sentence, (id) => id));
    }
    return step;
  }

  private fail(promise: string, sentence: string): void {
    const { seed, run, done } = this;
    this.failure = { seed, at: run.at, timeMs: run.timeMs, promise, sentence, done };
  }
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
    const trunk = new ScriptedRun(this.lab, seed, this.lab.start(seed), script ?? []);
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
        branch.plan({ timeMs, does: { type: "restart", node } });
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
