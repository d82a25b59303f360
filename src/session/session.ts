import { ensure } from "../base/assert.js";
import { bad, ok, type Result } from "../base/result.js";
import { Recorder } from "../simulator/recorder.js";
import type { Setup } from "../simulator/setup.js";
import type { SimStep } from "../simulator/step.js";
import { displayText } from "../trace/displayText.js";
import type { BranchId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import { FIRST_BRANCH } from "../trace/records.js";
import type { BranchTip, TraceFile } from "../trace/traceFile.js";
import { LiveRun } from "./liveRun.js";
import type { Edit, EditData, Position } from "./edits.js";
import { sameChoice } from "./sameChoice.js";
import { isReached, type Until } from "../query/until.js";

/** What became of an intervention: a new future, or the one that the same choice already has. */
export type Bend =
  { readonly is: "edit"; readonly edit: Edit } | { readonly is: "walked"; readonly to: Position };

/** The longest way that a run goes on at once while somebody waits. */
const FARTHEST = 20_000;

/**
 * One run under a person's hands: it stands at a cursor, steps, goes on past what was recorded, and
 * bends its past. Stepping and running on are no edits. An intervention in the past opens a branch
 * and the old future stays; the same choice at the same place walks the branch that it has.
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
  /** Segments that may grow, since they were opened here. */
  readonly #open = new Set<object>();
  readonly #done: EditData[] = [];

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

  /** All edits that were made and not undone, in order. */
  get done(): readonly EditData[] {
    return this.#done;
  }

  /** Moves anywhere in the tree. Refuses a branch or a cursor that there is not. */
  goTo({ branch, cursor }: Position): Result<Position> {
    if (this.trace.tip(branch) === undefined) return this.#unknownBranch(branch);
    const length = this.trace.length(branch);
    if (!Number.isSafeInteger(cursor) || cursor < 0 || cursor > length) {
      return bad(`cursor: expected a whole number from 0 to ${length}, found ${cursor}`);
    }
    this.#position = { branch, cursor };
    return ok(this.#position);
  }

  /**
   * One event forwards; at the end of what was recorded the engine makes it. False when nothing is
   * left to happen.
   */
  step(): boolean {
    const { branch, cursor } = this.#position;
    if (cursor === this.trace.length(branch) && !this.#runOn(branch)) return false;
    this.#position = { branch, cursor: cursor + 1 };
    return true;
  }

  /**
   * Forwards until an event is what was waited for: the cursor is behind it then. Stays where it
   * was, and says so, when there is none before the run ends or within {@link FARTHEST} events.
   */
  runUntil(until: Until): Result<Position> {
    const from = this.#position;
    for (let events = 0; events < FARTHEST; events++) {
      if (!this.step()) return this.#stay(from, "there is no such event before the run ends");
      const { branch, cursor } = this.#position;
      const before = () => this.trace.world(branch, cursor - 1);
      if (isReached(until, this.trace.event(branch, cursor), before)) return ok(this.#position);
    }
    return this.#stay(from, `there is no such event within ${FARTHEST} events`);
  }

  /**
   * Applies the intervention at the cursor, and moves behind its event. A refused one leaves no
   * trace.
   */
  intervene(does: Intervention): Result<Bend> {
    const walked = this.#walk(does);
    if (walked !== undefined) return ok({ is: "walked", to: walked });
    const from = this.#position;
    const isPast = from.cursor < this.trace.length(from.branch);
    const branch = isPast ? `b${this.#branches + 1}` : from.branch;
    const id = `i${this.#interventions + 1}`;
    const edit = this.#bend({ type: "intervene", from, does, id, branch });
    return edit.ok ? ok({ is: "edit", edit: edit.value }) : edit;
  }

  /** Gives a branch a name: 1–40 characters, none of them invisible. */
  rename(branch: BranchId, name: string): Result<Edit> {
    const known = this.trace.branches.find(({ id }) => id === branch);
    if (known === undefined) return this.#unknownBranch(branch);
    const problem = wrongName(name);
    if (problem !== undefined) return bad(problem);
    const before = this.trace.newNames.get(branch);
    return ok(
      this.#make({ type: "rename", branch, name }, () => {
        this.trace.rename(branch, name);
        return () => {
          this.trace.rename(branch, before);
        };
      }),
    );
  }

  /** Takes a branch away with all that leave from its own events. The first branch stays. */
  delete(branch: BranchId): Result<Edit> {
    if (this.trace.tip(branch) === undefined) return this.#unknownBranch(branch);
    if (branch === FIRST_BRANCH) {
      return bad("the first branch holds the others and cannot be deleted");
    }
    const from = this.#position;
    return ok(
      this.#make({ type: "delete", branch }, () => {
        const { parent, after } = ensure(
          this.trace.branches.find(({ id }) => id === branch),
          "a branch that has a tip has a record",
        );
        const gone = this.trace.takeAway(branch);
        if (this.trace.tip(this.#position.branch) === undefined) {
          this.#position = { branch: parent ?? FIRST_BRANCH, cursor: after };
        }
        return () => {
          this.trace.putBack(gone);
          this.#position = from;
        };
      }),
    );
  }

  /**
   * Makes an edit again that was made on the same trace, with the same ids: how a backup is read.
   */
  again(data: EditData): Result<Edit> {
    if (data.type === "rename") return this.rename(data.branch, data.name);
    if (data.type === "delete") return this.delete(data.branch);
    const { branch, cursor } = data.from;
    if (this.trace.tip(branch) === undefined) return this.#unknownBranch(branch);
    if (!this.reach(data.from)) return bad(`branch ${branch} does not reach event ${cursor}`);
    const problem = this.#whyNotThere(data);
    return problem === undefined ? this.#bend(data) : bad(problem);
  }

  /**
   * Why the edit cannot have its ids and its place again: the trace was changed since it was made.
   */
  #whyNotThere({ from, branch, id }: Extract<EditData, { readonly type: "intervene" }>) {
    const isOpening = branch !== from.branch;
    if (isOpening && this.trace.tip(branch) !== undefined) {
      return `there is another branch ${branch}`;
    }
    if (!isOpening && from.cursor < this.trace.length(branch)) {
      return `branch ${branch} goes on after event ${from.cursor}`;
    }
    const all = this.trace.branches.flatMap((one) => this.trace.interventions(one.id));
    return all.some((one) => one.id === id) ? `there is another intervention ${id}` : undefined;
  }

  /**
   * Moves to a position, letting the engine go on to it if need be. False, and moves nowhere, if it
   * cannot.
   */
  reach({ branch, cursor }: Position): boolean {
    if (this.trace.tip(branch) === undefined) return false;
    while (this.trace.length(branch) < cursor) if (!this.#runOn(branch)) return false;
    return this.goTo({ branch, cursor }).ok;
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

  #bend(data: Extract<EditData, { readonly type: "intervene" }>): Result<Edit> {
    if (this.#live === undefined) return bad(this.recordedOnly ?? "no engine is here");
    const { from, does, id, branch } = data;
    const simulator = this.#live.at(from.branch, from.cursor);
    const step = simulator.intervene(does, simulator.timeMs, id);
    if (!step.ok) return step;
    this.#interventions = Math.max(this.#interventions, highest([id]));
    this.#branches = Math.max(this.#branches, highest([branch]));
    const before = this.trace.tip(branch);
    this.#record(from, branch, step.value);
    this.#live.moved(simulator, branch);
    const to = { branch, cursor: from.cursor + 1 };
    this.#position = to;
    this.#done.push(data);
    return ok(this.#edit(data, to, before));
  }

  /** In the past the intervention opens a branch; at the end of its branch it goes on there. */
  #record(from: Position, branch: BranchId, step: SimStep): void {
    if (branch === from.branch) {
      this.trace.extend(branch);
    } else {
      const parent = this.trace.branchOf(from.branch, from.cursor);
      this.trace.append({ kind: "branch", id: branch, parent, after: from.cursor });
    }
    this.#open.add(ensure(this.trace.tip(branch), "a branch that was opened is there"));
    const recorder = new Recorder(this.#engine(), branch);
    this.trace.append(recorder.intervention(step));
    this.trace.append(recorder.event(step));
  }

  /**
   * Undo takes off what was appended, with the events that followed; redo puts the same records
   * back.
   */
  #edit(
    data: Extract<EditData, { readonly type: "intervene" }>,
    to: Position,
    before: BranchTip | undefined,
  ): Edit {
    const { trace } = this;
    let taken = trace.tip(to.branch);
    return {
      data,
      undo: () => {
        taken = trace.tip(to.branch);
        trace.setTip(to.branch, before);
        this.#position = data.from;
        this.#done.pop();
      },
      redo: () => {
        trace.setTip(to.branch, taken);
        this.#position = to;
        this.#done.push(data);
      },
    };
  }

  /** An edit whose doing returns its undoing. */
  #make(data: EditData, doIt: () => () => void): Edit {
    let undoIt = doIt();
    this.#done.push(data);
    return {
      data,
      undo: () => {
        undoIt();
        this.#done.pop();
      },
      redo: () => {
        undoIt = doIt();
        this.#done.push(data);
      },
    };
  }

  #unknownBranch(branch: BranchId): Result<never> {
    const known = this.trace.branches.map(({ id }) => id).join(", ");
    return bad(`unknown branch ${branch}; known: ${known}`);
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

/** What is wrong with a name that a person gives. */
function wrongName(name: string): string | undefined {
  if (name.length >= 1 && name.length <= 40 && displayText(name, 40) === name) return undefined;
  return `expected a name of 1 to 40 visible characters, found ${displayText(JSON.stringify(name), 60)}`;
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
