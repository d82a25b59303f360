import { assert, ensure } from "../base/assert.js";
import type { Setup } from "../simulator/setup.js";
import { Simulator, type Checkpoint } from "../simulator/simulator.js";
import type { BranchId } from "../trace/ids.js";
import type { InterventionRecord } from "../trace/records.js";
import type { BranchTip, TraceFile } from "../trace/traceFile.js";

/** Where a run stands: the segment names the path up to there, whichever branches share it. */
interface Place {
  readonly segment: BranchTip;
  readonly at: number;
}

interface Kept extends Place {
  readonly checkpoint: Checkpoint;
}

const OPTIONS = { record: true, check: true };
const CHECKPOINT_EVERY = 1000;
const CHECKPOINTS = 200;

/**
 * The engine, brought to any cursor of a recorded trace: from the nearest checkpoint at or before
 * it, by running the events and interventions in between again. The trace must have been verified.
 */
export class LiveRun {
  readonly #trace: TraceFile;
  readonly #setup: Setup;
  readonly #kept: Kept[] = [];
  #current: (Place & { readonly simulator: Simulator }) | undefined;

  constructor(trace: TraceFile, setup: Setup) {
    this.#trace = trace;
    this.#setup = setup;
  }

  /**
   * A simulator that stands at the cursor. It belongs to the caller until the next call: whoever
   * moves it says where to with {@link moved}, or the next call makes another one.
   */
  at(branch: BranchId, cursor: number): Simulator {
    const known = this.#current;
    this.#current = undefined;
    const isNear = known !== undefined && known.simulator.at === known.at;
    const simulator =
      isNear && this.#isOnPath(branch, known, cursor)
        ? known.simulator
        : this.#resume(branch, cursor);
    this.#replay(simulator, branch, cursor);
    return simulator;
  }

  /** The simulator now stands behind the last event of the branch, which was just recorded. */
  moved(simulator: Simulator, branch: BranchId): void {
    assert(simulator.at === this.#trace.length(branch), "the last step was recorded");
    this.#remember(simulator, branch);
  }

  #isOnPath(branch: BranchId, place: Place, cursor: number): boolean {
    const { segment, at } = place;
    return at <= cursor && this.#trace.segmentOf(branch, at) === segment;
  }

  #resume(branch: BranchId, cursor: number): Simulator {
    let nearest: Kept | undefined;
    for (const kept of this.#kept) {
      if (kept.at < (nearest?.at ?? 0) || !this.#isOnPath(branch, kept, cursor)) continue;
      nearest = kept;
    }
    if (nearest === undefined) return new Simulator(this.#setup, OPTIONS);
    return Simulator.resume(this.#setup, nearest.checkpoint, OPTIONS);
  }

  #replay(simulator: Simulator, branch: BranchId, cursor: number): void {
    const interventions = new Map<number, InterventionRecord>();
    for (const one of this.#trace.interventions(branch)) {
      if (one.skipped === undefined) interventions.set(one.after, one);
    }
    while (simulator.at < cursor) {
      const intervention = interventions.get(simulator.at);
      if (intervention === undefined) {
        ensure(simulator.step(), `event ${simulator.at + 1} of a verified trace happens again`);
      } else {
        const { does, timeMs, id } = intervention;
        const step = simulator.intervene(does, timeMs, id);
        assert(step.ok, `intervention ${id} of a verified trace applies again`);
      }
      if (simulator.at % CHECKPOINT_EVERY === 0) this.#keep(simulator, branch);
    }
    this.#remember(simulator, branch);
  }

  #remember(simulator: Simulator, branch: BranchId): void {
    const { at } = simulator;
    this.#current = { simulator, at, segment: this.#trace.segmentOf(branch, at) };
  }

  #keep(simulator: Simulator, branch: BranchId): void {
    const { at } = simulator;
    const segment = this.#trace.segmentOf(branch, at);
    if (this.#kept.some((kept) => kept.at === at && kept.segment === segment)) return;
    this.#kept.push({ at, segment, checkpoint: simulator.checkpoint() });
    if (this.#kept.length > CHECKPOINTS) this.#kept.shift();
  }
}
