import type { Result } from "../../base/result.js";
import type { NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import type { FlipData } from "../../trace/records.js";
import type { World } from "../invariant.js";
import type { AnyTypes } from "../types.js";
import type { Agenda, ScriptLine } from "./agenda.js";
import { interventionFor, type Sight } from "./deeds.js";
import { Judge, type BrokenPromise, type Promised } from "./promises.js";

/** One run with its invariants evaluated. The simulator is one. */
export interface Run<Checkpoint> extends Sight {
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
  readonly happening: { readonly event: string };
  readonly node: NodeId | undefined;
  /** What the step asked for, in order. */
  readonly effects: readonly unknown[];
  readonly findings: { readonly flips: readonly FlipData[] };
}

/** Where runs come from. */
export interface Lab<Checkpoint> extends Promised {
  readonly nodes: readonly NodeId[];
  /** A run before its first event. */
  start(seed: number): Run<Checkpoint>;
  /** Another run that goes on from there. */
  resume(seed: number, checkpoint: Checkpoint): Run<Checkpoint>;
}

/** A promise that was broken (or `at the end`), with what is needed to see it again. */
export interface Failure extends BrokenPromise {
  readonly seed: number;
  /** The event that broke it. */
  readonly at: number;
  readonly timeMs: number;
  /** What had been done to the run, each after that event. */
  readonly done: readonly Done[];
  /** How to see it: the command line that records the same run, where there is one. */
  readonly see?: string;
}

export interface Done {
  readonly after: number;
  readonly timeMs: number;
  readonly does: Intervention;
}

/** The failure in one line, for a test's message. */
export function describeFailure(failure: Failure): string {
  const { seed, at, timeMs, promise, sentence, done, see } = failure;
  const acts = done.map(({ after, does }) => `after ${after}: ${JSON.stringify(does)}`);
  const how = acts.length === 0 ? "undisturbed" : acts.join("; ");
  const what = `seed ${seed}, event ${at} (${timeMs} ms): ${promise}: ${sentence} [${how}]`;
  return see === undefined ? what : `${what}; to see it: ${see}`;
}

/** Says what is wrong with a world at the end of a run; undefined when all is well. */
export type EndCheck = (world: World<AnyTypes>) => string | undefined;

/** Whether a world is one in which nothing but routine is left to happen. */
export type Over = (world: World<AnyTypes>) => boolean;

/** One run that follows a script, until a promise is broken. */
export class ScriptedRun<C> {
  failure: Failure | undefined = undefined;
  /** Names of the invariants that have been broken on the way, promised or not. */
  readonly broken: Set<string>;
  private readonly judge: Judge;

  constructor(
    private readonly lab: Lab<C>,
    private readonly seed: number,
    readonly run: Run<C>,
    /** What is still to come. */
    readonly agenda: Agenda,
    private done: readonly Done[] = [],
    brokenBefore: ReadonlySet<string> = new Set(),
  ) {
    this.judge = new Judge(lab);
    this.broken = new Set(brokenBefore);
  }

  /** A run of its own that goes on from here. */
  branch(): ScriptedRun<C> {
    const { lab, seed, run, agenda, done } = this;
    const copy = lab.resume(seed, run.checkpoint());
    return new ScriptedRun(lab, seed, copy, agenda.copy(), done, this.broken);
  }

  /** The script's next line if it comes before the run's next event, else that event. */
  step(): RunStep | undefined {
    for (;;) {
      const line = this.agenda.takeDue(this.run.nextTimeMs());
      if (line === undefined) return this.watch(this.run.step());
      const step = this.intervene(line);
      if (step !== undefined) return step;
    }
  }

  /** Runs to that time, until it is over, or to the first broken promise. */
  finish(untilMs: number, atEnd?: EndCheck, isOver?: Over): Failure | undefined {
    while (this.failure === undefined && !this.isOver(isOver)) {
      const nextMs = this.run.nextTimeMs() ?? this.agenda.nextMs;
      if (nextMs === undefined || nextMs > untilMs || this.step() === undefined) break;
    }
    for (const late of this.judge.late()) this.fail(late);
    const wrong = this.failure === undefined ? atEnd?.(this.run.world) : undefined;
    if (wrong !== undefined) this.fail({ promise: "at the end", sentence: wrong });
    return this.failure;
  }

  /** Whether the script is done, and the world says that nothing but routine is to come. */
  isOver(isOver?: Over): boolean {
    return this.agenda.nextMs === undefined && isOver?.(this.run.world) === true;
  }

  /** Undefined when it does not apply. */
  intervene(line: ScriptLine): RunStep | undefined {
    const { at } = this.run;
    const does = interventionFor(line.does, this.run);
    if (does === undefined) return undefined;
    const timeMs = Math.max(line.timeMs, this.run.timeMs);
    const result = this.run.intervene(does, timeMs);
    if (!result.ok) return undefined;
    this.done = [...this.done, { timeMs, does, after: at }];
    return this.watch(result.value);
  }

  private watch(step: RunStep | undefined): RunStep | undefined {
    if (step === undefined) return undefined;
    const { timeMs } = this.run;
    const { node, happening, findings } = step;
    if (happening.event === "crash" && node !== undefined) this.agenda.noteCrash(node, timeMs);
    for (const flip of findings.flips) {
      if (!flip.holds) this.broken.add(flip.invariant);
      const broken = this.judge.judge(flip, this.agenda.isDisturbed(timeMs));
      if (broken !== undefined) this.fail(broken);
    }
    return step;
  }

  private fail(broken: BrokenPromise): void {
    const { seed, run, done } = this;
    this.failure ??= { ...broken, seed, at: run.at, timeMs: run.timeMs, done };
  }
}
