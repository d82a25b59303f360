import { Agenda, type Script } from "../protocol/kit/agenda.js";
import { interventionFor, type Sight } from "../protocol/kit/deeds.js";
import { faultScript, healedMs, type FaultPlan } from "../protocol/kit/faultPlan.js";
import {
  Judge,
  livenessMs,
  promisesOf,
  type BrokenPromise,
  type Promised,
} from "../protocol/kit/promises.js";
import type { EventRecord } from "../trace/records.js";
import type { RecordedRun } from "./recordedRun.js";

/** A promise that did not hold, and the event that showed it. */
export interface BrokenAt extends BrokenPromise {
  readonly phase: "safety" | "liveness";
  readonly at: number;
  readonly timeMs: number;
}

/**
 * A recorded run under a plan of random faults: a safety phase in which they happen, and then, with
 * everything healed, a liveness phase in which what holds eventually must come true.
 */
export class PlannedRun {
  /** When everything is healed; the trace has a beat there. */
  readonly healedMs: number;
  /** When the liveness phase is over. */
  readonly untilMs: number;
  readonly broken: BrokenAt[] = [];
  readonly #run: RecordedRun;
  readonly #agenda: Agenda;
  readonly #judge: Judge;
  #isHealed = false;
  #isOver = false;

  /** The faults are drawn from the setup's seed, apart from all that the run draws. */
  constructor(run: RecordedRun, plan: FaultPlan) {
    const { protocol, features, seed } = run.setup;
    const promises: Promised = promisesOf(protocol, features);
    const script: Script = faultScript(seed, plan);
    this.#run = run;
    this.healedMs = healedMs(plan);
    // Where nothing is promised, the recovery is still worth seeing.
    this.untilMs = this.healedMs + Math.max(livenessMs(promises), plan.forMs);
    this.#agenda = new Agenda(script, this.healedMs);
    this.#judge = new Judge(promises);
  }

  /** Whether both phases are over. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The next event, the plan's or the run's own; undefined when both phases are over. */
  step(): EventRecord | undefined {
    const event = this.#isOver ? undefined : this.#next();
    if (event === undefined) this.#finish();
    else this.#watch(event);
    return event;
  }

  #next(): EventRecord | undefined {
    for (;;) {
      const nextMs = this.#run.nextTimeMs();
      if ((nextMs ?? this.#agenda.nextMs ?? Infinity) > this.untilMs) return undefined;
      const line = this.#agenda.takeDue(nextMs);
      if (line === undefined) return this.#run.step();
      if (line.timeMs >= this.healedMs) this.#heal();
      const does = interventionFor(line.does, sightOf(this.#run));
      if (does === undefined) continue;
      const event = this.#run.intervene(does, Math.max(line.timeMs, this.#run.timeMs));
      if (event.ok) return event.value;
    }
  }

  #heal(): void {
    if (!this.#isHealed) this.#run.beat("Everything heals", undefined);
    this.#isHealed = true;
  }

  #watch(event: EventRecord): void {
    const { timeMs, flips = [] } = event;
    if (event.event === "crash") this.#agenda.noteCrash(event.node, timeMs);
    const phase = timeMs < this.healedMs ? "safety" : "liveness";
    for (const flip of flips) {
      const broken = this.#judge.judge(flip, this.#agenda.isDisturbed(timeMs));
      if (broken !== undefined) this.#note(broken, phase);
    }
  }

  #finish(): void {
    if (!this.#isOver) for (const late of this.#judge.late()) this.#note(late, "liveness");
    this.#isOver = true;
  }

  #note(broken: BrokenPromise, phase: BrokenAt["phase"]): void {
    const { at, timeMs } = this.#run;
    this.broken.push({ ...broken, phase, at, timeMs });
  }
}

function sightOf(run: RecordedRun): Sight {
  const ids = (held: boolean) =>
    run.messagesOnLinks().flatMap((one) => (held && !one.held ? [] : [one.id]));
  return {
    messagesInFlight: () => ids(false),
    messagesHeld: () => ids(true),
    nextNodeId: () => run.nextNodeId(),
  };
}
