import type { FlipData } from "../../trace/records.js";
import { tell } from "../../trace/sentence.js";
import type { AnyProtocol } from "../protocol.js";
import type { AnyTypes } from "../types.js";

/** What a run is held to. */
export interface Promised {
  /** Names of the invariants whose violation is a failure. */
  readonly promised: readonly string[];
  /** Those of them that may take their time: how long at most after the last disturbance. */
  readonly eventually: ReadonlyMap<string, number>;
}

/** What an engine promises with these features. */
export function promisesOf({ invariants }: AnyProtocol, features: AnyTypes["Features"]): Promised {
  const promised = invariants.filter((invariant) => invariant.promised(features));
  return {
    promised: promised.map(({ name }) => name),
    eventually: new Map(
      promised.flatMap((one) => (one.type === "eventually" ? [[one.name, one.withinMs]] : [])),
    ),
  };
}

/** How long a liveness phase must be, so that each of the bounds has passed. */
export function livenessMs({ eventually }: Promised): number {
  return Math.max(0, ...eventually.values()) + 1;
}

export interface BrokenPromise {
  /** The invariant's name. */
  readonly promise: string;
  /** The verdict's sentence, with node ids for names. */
  readonly sentence: string;
}

/**
 * Tells which flips of a run break a promise. Nothing is said of what holds eventually while the
 * run is disturbed: it has to come true afterwards.
 */
export class Judge {
  private readonly overdue = new Map<string, string>();

  constructor(private readonly promises: Promised) {}

  judge({ invariant, holds, sentence }: FlipData, isDisturbed: boolean): BrokenPromise | undefined {
    const { promised, eventually } = this.promises;
    if (holds) this.overdue.delete(invariant);
    if (holds || !promised.includes(invariant)) return undefined;
    const told = sentence === undefined ? "" : tell(sentence, (id) => id);
    const mayWait = isDisturbed && eventually.has(invariant);
    if (mayWait) this.overdue.set(invariant, told);
    return mayWait ? undefined : { promise: invariant, sentence: told };
  }

  /** At the end: what was broken while the run was disturbed, and has not come true since. */
  late(): readonly BrokenPromise[] {
    return [...this.overdue].map(([promise, sentence]) => ({ promise, sentence }));
  }
}
