import type { RecordedRun } from "../recordedRun.js";
import type { EventRecord } from "../../trace/records.js";
import { tell, type NameOf } from "../../trace/sentence.js";
import type { ViolationOutcome } from "./outcome.js";

/** Called after each event; true stops the run there. */
export type StopWhen = (event: EventRecord) => boolean;

/**
 * Lets a recorded run go on, and remembers what an expectation may ask about later: moments,
 * violations, and when something last changed.
 */
export class RunProgress {
  /** Virtual time now: the last event's, or later when nothing happened since. */
  nowMs = 0;
  readonly violations: ViolationOutcome[] = [];
  /** The last event that something other than routine came of. */
  #busyMs = 0;
  readonly #moments: { readonly at: number; readonly name: string }[] = [];
  readonly #routine: { readonly messages: ReadonlySet<string>; readonly longestMs: number };
  readonly #nameOf: NameOf;
  readonly #promised: ReadonlySet<string>;

  constructor(readonly run: RecordedRun) {
    const { protocol, timers, features } = run.setup;
    const { messages, timers: routineTimers } = protocol.routine;
    const longestMs = Math.max(0, ...routineTimers.map((timer) => timers[timer]?.[1] ?? 0));
    this.#routine = { messages: new Set(messages), longestMs };
    this.#nameOf = (id) => run.nameOf(id);
    const promised = protocol.invariants.filter((invariant) => invariant.promised(features));
    this.#promised = new Set(promised.map((invariant) => invariant.name));
  }

  /** Takes note of an event that somebody made. */
  observe(event: EventRecord): void {
    const { at, timeMs } = event;
    this.nowMs = timeMs;
    if (event.change !== undefined || event.by !== undefined) this.#busyMs = timeMs;
    for (const { name } of event.moments ?? []) this.#moments.push({ at, name });
    for (const { invariant, holds, sentence } of event.flips ?? []) {
      if (holds) continue;
      const told = sentence === undefined ? "" : tell(sentence, this.#nameOf);
      const promised = this.#promised.has(invariant);
      this.violations.push({ invariant, promised, at, timeMs, sentence: told });
    }
  }

  /** One event; undefined when nothing is left to happen. */
  step(): EventRecord | undefined {
    const event = this.run.step();
    if (event !== undefined) this.observe(event);
    return event;
  }

  /**
   * Runs all events up to a time (or until told to stop), which is then the time; true when told to
   * stop.
   */
  runUpTo(endMs: number, stopWhen: StopWhen = () => false): boolean {
    for (;;) {
      const nextMs = this.run.nextTimeMs();
      if (nextMs === undefined || nextMs > endMs) break;
      const event = this.step();
      if (event !== undefined && stopWhen(event)) return true;
    }
    this.nowMs = endMs;
    return false;
  }

  /**
   * Runs until no message but routine is on its way and nothing has changed for one longest routine
   * period. False when that has not come within the bound.
   */
  settle(boundMs: number): boolean {
    const endMs = this.nowMs + boundMs;
    this.#busyMs = this.nowMs;
    for (;;) {
      const quietMs = this.#busyMs + this.#routine.longestMs;
      const nextMs = this.run.nextTimeMs();
      const isQuiet = nextMs === undefined || nextMs > quietMs;
      if (isQuiet && !this.#isBusyOnLinks()) {
        this.nowMs = Math.max(this.nowMs, quietMs);
        return true;
      }
      if (nextMs === undefined || nextMs > endMs) return false;
      this.step();
    }
  }

  /** Names of the moments that occurred after one event, up to now. */
  momentsSince(at: number): ReadonlySet<string> {
    return namesAfter(this.#moments, at, (moment) => moment.name);
  }

  /** Names of the invariants that were violated after one event, up to now. */
  violationsSince(at: number): ReadonlySet<string> {
    return namesAfter(this.violations, at, (violation) => violation.invariant);
  }

  #isBusyOnLinks(): boolean {
    return this.run
      .messagesOnLinks()
      .some(({ type, held }) => !held && !this.#routine.messages.has(type));
  }
}

/** From the end backwards, since most of a long run lies before. */
function namesAfter<V extends { readonly at: number }>(
  all: readonly V[],
  after: number,
  nameOf: (one: V) => string,
): ReadonlySet<string> {
  let first = all.length;
  while (first > 0 && (all[first - 1]?.at ?? 0) > after) first -= 1;
  return new Set(all.slice(first).map(nameOf));
}
