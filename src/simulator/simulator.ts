import { bad, ok, type Result } from "../base/result.js";
import type { World } from "../protocol/invariant.js";
import type { AnyTypes } from "../protocol/types.js";
import type { InterventionId, Link, MessageId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import type { RunningTimer } from "../trace/records.js";
import type { CheckerCopy } from "./checker.js";
import { applyIntervention } from "./interventions.js";
import { RunState, type RunCopy } from "./runState.js";
import type { Setup } from "./setup.js";
import { SimWorld } from "./simWorld.js";
import { SimStep } from "./step.js";
import { Stepper, type SimulatorOptions } from "./stepper.js";
import { settleQueue } from "./settleQueue.js";
import { takeOff } from "./timers.js";

/** A run at one cursor. Opaque and immutable; taking one costs O(nodes + links + queue). */
export interface Checkpoint {
  readonly run: RunCopy;
  /** Absent when the run was not checked. */
  readonly checker: CheckerCopy | undefined;
}

/**
 * Runs a protocol deterministically in virtual time: the same setup and interventions give the same
 * steps. An exception is always a bug of the engine or of ours; the simulator must not be used
 * after one.
 */
export class Simulator {
  readonly world: World<AnyTypes>;
  private readonly run: RunState;
  private readonly stepper: Stepper;

  constructor(
    readonly setup: Setup,
    options: SimulatorOptions,
  ) {
    this.run = new RunState(setup);
    this.stepper = new Stepper(this.run, options);
    this.world = new SimWorld(this.run);
  }

  /** A simulator that goes on from a checkpoint of the same setup. */
  static resume(setup: Setup, checkpoint: Checkpoint, options: SimulatorOptions): Simulator {
    const simulator = new Simulator(setup, options);
    simulator.run.restore(checkpoint.run);
    if (checkpoint.checker !== undefined) {
      simulator.stepper.checker?.restore(checkpoint.checker);
    }
    return simulator;
  }

  /** Number of the last event; 0 before the first. */
  get at(): number {
    return this.run.at;
  }

  /** Virtual time of the last event. */
  get timeMs(): number {
    return this.run.timeMs;
  }

  /** When the next event happens if nobody intervenes; undefined when nothing is left to happen. */
  nextTimeMs(): number | undefined {
    if (this.run.crashing !== undefined) return this.run.timeMs;
    settleQueue(this.run);
    return this.run.queue.firstTimeMs();
  }

  /** Makes the next event; undefined when nothing is left to happen. */
  step(): SimStep | undefined {
    const { run, stepper } = this;
    if (run.crashing !== undefined) return this.finishCrash();
    const item = settleQueue(run);
    if (item === undefined) return undefined;
    run.timeMs = run.queue.firstTimeMs() ?? run.timeMs;
    run.queue.pop();
    if (item.what === "message") return stepper.receive(item);
    const node = run.nodeAt(item.slot);
    if (item.what === "start") return stepper.start(node);
    if (item.what === "notice") return stepper.notice(node, item);
    const timer = node.timer(item.timer);
    takeOff(timer);
    return stepper.fire(node, timer);
  }

  /**
   * Applies an intervention after the last event, at a time between it and the next event (by
   * default at once). It makes exactly one event; or it is refused with a sentence why, and nothing
   * has changed. The id is by default `i1`, `i2` … along this path.
   */
  intervene(does: Intervention, timeMs = this.timeMs, id?: InterventionId): Result<SimStep> {
    const problem = this.wrongTime(timeMs);
    if (problem !== undefined) return bad(problem);
    const { run, stepper } = this;
    const nowMs = run.timeMs;
    run.timeMs = timeMs;
    stepper.intervention = { id: id ?? `i${run.interventions + 1}`, does };
    const result = applyIntervention(run, stepper, does);
    stepper.intervention = undefined;
    if (result instanceof SimStep) {
      run.interventions++;
      return ok(result);
    }
    run.timeMs = nowMs;
    return bad(result);
  }

  checkpoint(): Checkpoint {
    return { run: this.run.copy(), checker: this.stepper.checker?.copy() };
  }

  /** The timers that run at a node now, in the order of the engine's table. */
  runningTimers(id: NodeId): readonly RunningTimer[] {
    const timers = [...(this.run.find(id)?.timers.values() ?? [])];
    return timers
      .filter((timer) => timer.isRunning)
      .map(({ name, setAt, setMs, firesMs }) => ({ timer: name, setAt, setMs, firesMs }));
  }

  /** Messages on their way, held ones included, in sending order. */
  messagesInFlight(): readonly MessageId[] {
    return this.run.inFlight().map((message) => message.id);
  }

  /** The id that a node must have to be added now. */
  nextNodeId(): NodeId {
    return `n${this.run.nodes.length + 1}`;
  }

  /** Messages that wait to be released, in sending order. */
  messagesHeld(): readonly MessageId[] {
    return this.run.held.map((message) => message.id).sort((a, b) => a - b);
  }

  /** Links that are cut, in header order. */
  cutLinks(): readonly Link[] {
    return this.run.allLinks().flatMap(({ ends, link }) => (link.isCut ? [ends] : []));
  }

  /** Names of the invariants that do not hold now; none unless they are checked. */
  violated(): readonly string[] {
    return this.stepper.checker?.violated() ?? [];
  }

  private finishCrash(): SimStep | undefined {
    const { crashing } = this.run;
    this.run.crashing = undefined;
    return crashing && this.stepper.crash(crashing);
  }

  private wrongTime(timeMs: number): string | undefined {
    const { crashing } = this.run;
    if (crashing !== undefined) return `${crashing.name} is just crashing; step once more first`;
    const nextMs = this.nextTimeMs();
    const isFit = Number.isSafeInteger(timeMs) && timeMs >= this.timeMs;
    if (isFit && (nextMs === undefined || timeMs <= nextMs)) return undefined;
    const latest = nextMs === undefined ? "" : ` and at most ${nextMs} ms, when the next event is`;
    return `expected a whole time from ${this.timeMs} ms${latest}; found ${timeMs} ms`;
  }
}
