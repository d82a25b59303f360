import { ensure } from "../base/assert.js";
import { bad, ok, type Result } from "../base/result.js";
import { Recorder } from "../simulator/recorder.js";
import type { Setup } from "../simulator/setup.js";
import type { Simulator } from "../simulator/simulator.js";
import type { SimStep } from "../simulator/step.js";
import type { BranchId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import { FIRST_BRANCH, type EventRecord } from "../trace/records.js";
import type { TraceFile } from "../trace/traceFile.js";
import { LiveRun } from "./liveRun.js";
import { sameChoice } from "./sameChoice.js";

/** A position in the tree: a cursor on a branch's path. */
export interface Position {
  readonly branch: BranchId;
  readonly cursor: number;
}

/** Something a person did that can be taken back; `undo` and `redo` also move the session there. */
export interface Edit {
  readonly does: Intervention;
  undo(): void;
  redo(): void;
}

/** What became of an intervention: a new future, or the one that the same choice already has. */
export type Bend =
  { readonly is: "edit"; readonly edit: Edit } | { readonly is: "walked"; readonly to: Position };

/** The longest way that a run goes on at once while somebody waits. */
const FARTHEST = 100_000;

/**
 * One run under a person's hands: it stands at a cursor, steps, goes on past what was recorded, and bends its past.
 * Stepping and running on are no edits. An intervention in the past opens a branch and the old future stays; the same
 * choice at the same place walks the branch that it has.
 */
export class Session {
  readonly trace: TraceFile;
  readonly #live: LiveRun | undefined;
  readonly #setup: Setup | undefined;
  /** Why nothing but what was recorded can be seen; undefined when the engine can go on. */
  readonly recordedOnly: string | undefined;
  #position: Position;
  #branches: number;
  #interventions: number;
  /** Branches whose last segment may grow: it was opened here. */
  readonly #open = new Set<object>();

  /** `engine`: the setup of a verified trace, or a sentence why there is none. */
  constructor(trace: TraceFile, engine: Setup | string, at: Position = start()) {
    this.trace = trace;
    this.#setup = typeof engine === "string" ? undefined : engine;
    this.#live = this.#setup && new LiveRun(trace, this.#setup);
    this.recordedOnly = typeof engine === "string" ? engine : undefined;
    this.#position = at;
    this.#branches = highest(trace.branches.map(({ id }) => id));
    this.#interventions = highest(
      trace.branches.flatMap(({ id }) => trace.interventions(id).map((one) => one.id)),
    );
  }

  get position(): Position {
    return this.#position;
  }

  /** Moves anywhere in the tree. Refuses a branch or a cursor that there is not. */
  goTo({ branch, cursor }: Position): Result<Position> {
    if (this.trace.tip(branch) === undefined) {
      const known = this.trace.branches.map(({ id }) => id).join(", ");
      return bad(`unknown branch ${branch}; known: ${known}`);
    }
    const length = this.trace.length(branch);
    if (!Number.isSafeInteger(cursor) || cursor < 0 || cursor > length) {
      return bad(`cursor: expected a whole number from 0 to ${length}, found ${cursor}`);
    }
    this.#position = { branch, cursor };
    return ok(this.#position);
  }

  /** One event forwards; at the end of what was recorded the engine makes it. False when nothing is left to happen. */
  step(): boolean {
    const { branch, cursor } = this.#position;
    if (cursor === this.trace.length(branch) && !this.#runOn(branch)) return false;
    this.#position = { branch, cursor: cursor + 1 };
    return true;
  }

  /** Forwards to the node's next event. Refused when it has none. */
  stepOver(node: NodeId): Result<Position> {
    return this.runUntil((event) => "node" in event && event.node === node);
  }

  /**
   * Forwards until an event is as wanted: the cursor is behind it then. Stays where it was, and says so, when there is
   * none before the run ends or within {@link FARTHEST} events.
   */
  runUntil(isWanted: (event: EventRecord) => boolean): Result<Position> {
    const from = this.#position;
    for (let events = 0; events < FARTHEST; events++) {
      if (!this.step()) return this.#stay(from, "no such event before the run ends");
      const { branch, cursor } = this.#position;
      if (isWanted(this.trace.event(branch, cursor))) return ok(this.#position);
    }
    return this.#stay(from, `no such event within ${FARTHEST} events`);
  }

  /** Applies the intervention at the cursor, and moves behind its event. A refused one leaves no trace. */
  intervene(does: Intervention): Result<Bend> {
    const walked = this.#walk(does);
    if (walked !== undefined) return ok({ is: "walked", to: walked });
    if (this.#live === undefined) return bad(this.recordedOnly ?? "no engine is here");
    const { branch, cursor } = this.#position;
    const simulator = this.#live.at(branch, cursor);
    const id = `i${this.#interventions + 1}`;
    const step = simulator.intervene(does, simulator.timeMs, id);
    if (!step.ok) return step;
    this.#interventions += 1;
    return ok({ is: "edit", edit: this.#record(does, simulator, step.value) });
  }

  #walk(does: Intervention): Position | undefined {
    const { branch, cursor } = this.#position;
    const segment = this.trace.segmentOf(branch, cursor);
    const branches = [branch, ...this.trace.branches.map(({ id }) => id)];
    const taken = branches.find(
      (id) =>
        this.trace.length(id) > cursor &&
        this.trace.segmentOf(id, cursor) === segment &&
        this.trace
          .interventions(id)
          .some((one) => one.after === cursor && sameChoice(one.does, does) && !one.skipped),
    );
    if (taken === undefined) return undefined;
    this.#position = { branch: taken, cursor: cursor + 1 };
    return this.#position;
  }

  /** In the past the intervention opens a branch; at the end of its branch it goes on there. */
  #record(does: Intervention, simulator: Simulator, step: SimStep): Edit {
    const from = this.#position;
    const isPast = from.cursor < this.trace.length(from.branch);
    const branch = isPast ? `b${(this.#branches += 1)}` : from.branch;
    const before = this.trace.tip(branch);
    if (isPast) {
      const parent = this.trace.branchOf(from.branch, from.cursor);
      this.trace.append({ kind: "branch", id: branch, parent, after: from.cursor });
    } else {
      this.trace.extend(branch);
    }
    this.#open.add(ensure(this.trace.tip(branch), "a branch that was opened is there"));
    const recorder = new Recorder(this.#engine(), branch);
    this.trace.append(recorder.intervention(step));
    this.trace.append(recorder.event(step));
    this.#live?.moved(simulator, branch);
    this.#position = { branch, cursor: from.cursor + 1 };
    return this.#edit(does, from, this.#position, before);
  }

  /** Undo takes off what was appended, with the events that followed; redo puts the same records back. */
  #edit(does: Intervention, from: Position, to: Position, before: object | undefined): Edit {
    const { trace } = this;
    let taken = trace.tip(to.branch);
    return {
      does,
      undo: () => {
        taken = trace.tip(to.branch);
        trace.setTip(to.branch, before);
        this.#position = from;
      },
      redo: () => {
        trace.setTip(to.branch, taken);
        this.#position = to;
      },
    };
  }

  /** Lets the engine make the event after the branch's last. */
  #runOn(branch: BranchId): boolean {
    if (this.#live === undefined) return false;
    const simulator = this.#live.at(branch, this.trace.length(branch));
    const step = simulator.step();
    if (step === undefined) return false;
    this.#openTip(branch);
    const recorder = new Recorder(this.#engine(), branch);
    this.trace.append(recorder.event(step));
    this.#live.moved(simulator, branch);
    return true;
  }

  /** What the file brought stays as it is: the run goes on in a segment of its own. */
  #openTip(branch: BranchId): void {
    const tip = this.trace.tip(branch);
    if (tip !== undefined && this.#open.has(tip)) return;
    this.trace.extend(branch);
    this.#open.add(ensure(this.trace.tip(branch), "a branch that was extended is there"));
  }

  #stay(position: Position, problem: string): Result<Position> {
    this.#position = position;
    return bad(problem);
  }

  #engine(): Setup {
    return ensure(this.#setup, "a run that goes on has an engine");
  }
}

function start(): Position {
  return { branch: FIRST_BRANCH, cursor: 0 };
}

/** The highest number among ids like `b12`; 0 when there is none. */
function highest(ids: readonly string[]): number {
  return ids.reduce(
    (most, id) => Math.max(most, Number(/^[a-z](\d{1,15})$/.exec(id)?.[1] ?? 0)),
    0,
  );
}
