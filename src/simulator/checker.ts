/**
 * Evaluates a protocol's invariants and moments, step by step. A violation stops nothing: what is
 * found is the flip, when an invariant begins not to hold, or to hold again.
 */
import { ensure } from "../base/assert.js";
import {
  HOLDS,
  type Always,
  type Eventually,
  type Invariant,
  type Moment,
  type Monitor,
  type Verdict,
  type World,
  type WorldNode,
} from "../protocol/invariant.js";
import type { AnyTypes } from "../protocol/types.js";
import type { FlipData, MomentData } from "../trace/records.js";
import type { RunState } from "./runState.js";
import { SimWorld } from "./simWorld.js";
import { NO_FINDINGS, type Findings, type SimStep } from "./step.js";
import { settleQueue } from "./settleQueue.js";

/** What is remembered of one invariant. Immutable. */
interface Watch {
  readonly holds: boolean;
  /** Of a monitor. */
  readonly memory: unknown;
  /** Of an `eventually`: what it last said, and since when it has had reason to come true. */
  readonly verdict: Verdict;
  readonly sinceMs: number;
}

/** The checker's part of a checkpoint. */
export type CheckerCopy = readonly Watch[];

export class Checker {
  private readonly invariants: readonly Invariant<AnyTypes>[];
  private readonly moments: readonly Moment<AnyTypes>[];
  private readonly world: World<AnyTypes>;
  private watches: Watch[];

  constructor(private readonly run: RunState) {
    const { protocol } = run.setup;
    this.invariants = protocol.invariants;
    this.moments = protocol.moments;
    this.world = new SimWorld(run);
    this.watches = protocol.invariants.map((invariant) => ({
      holds: true,
      memory: invariant.type === "monitor" ? invariant.memory : undefined,
      verdict: HOLDS,
      sinceMs: 0,
    }));
  }

  /** What the step made true or false. To be called for every step, once, in order. */
  observe(step: SimStep): Findings {
    let flips: FlipData[] | undefined;
    for (let i = 0; i < this.invariants.length; i++) {
      const flip = this.observeOne(i, step);
      if (flip !== undefined) (flips ??= []).push(flip);
    }
    const moments = this.findMoments(step);
    if (flips === undefined && moments === undefined) return NO_FINDINGS;
    return {
      moments: moments ?? NO_FINDINGS.moments,
      flips: flips ?? NO_FINDINGS.flips,
    };
  }

  /** Names of the invariants that do not hold now. */
  violated(): string[] {
    return this.invariants.filter((_, i) => !this.watch(i).holds).map(({ name }) => name);
  }

  copy(): CheckerCopy {
    return [...this.watches];
  }

  restore(copy: CheckerCopy): void {
    this.watches = [...copy];
  }

  private observeOne(index: number, step: SimStep): FlipData | undefined {
    const invariant = ensure(this.invariants[index], "an index has its invariant");
    const watch = this.watch(index);
    const next = this.look(invariant, watch, step);
    if (next === watch) return undefined;
    this.watches[index] = next;
    if (next.holds === watch.holds) return undefined;
    const flip = { invariant: invariant.name, holds: next.holds };
    return next.verdict.holds ? flip : { ...flip, sentence: next.verdict.sentence };
  }

  private look(invariant: Invariant<AnyTypes>, watch: Watch, step: SimStep): Watch {
    if (invariant.type === "monitor") return this.lookBack(invariant, watch, step);
    if (invariant.type === "eventually") return this.lookAhead(invariant, watch, step);
    return step.hasChangedNode ? this.lookNow(invariant, watch, step) : watch;
  }

  private lookNow(invariant: Always<AnyTypes>, watch: Watch, step: SimStep): Watch {
    if (step.node === undefined) return watch;
    if (step.happening.event === "removeNode") return judged(watch, this.checkAll(invariant));
    const changed = this.world.node(step.node);
    const verdict = invariant.check(this.world, changed);
    // A check may look only at what the changed node can have broken; once broken, all nodes must
    // agree.
    const isHealed = !watch.holds && verdict.holds;
    return judged(watch, isHealed ? this.checkAll(invariant, changed) : verdict);
  }

  private checkAll(invariant: Always<AnyTypes>, except?: WorldNode<AnyTypes>): Verdict {
    for (const node of this.world.nodes) {
      if (node === except || node.state === undefined) continue;
      const verdict = invariant.check(this.world, node);
      if (!verdict.holds) return verdict;
    }
    return HOLDS;
  }

  private lookBack(invariant: Monitor<AnyTypes>, watch: Watch, step: SimStep): Watch {
    const { memory, verdict } = invariant.observe(watch.memory, step, this.world);
    const next = judged(watch, verdict);
    return memory === next.memory ? next : { ...next, memory };
  }

  /**
   * Broken once it has not held for the bound since it last held or since somebody last intervened;
   * at once when nothing is left to happen that could make it true.
   */
  private lookAhead(invariant: Eventually<AnyTypes>, watch: Watch, step: SimStep): Watch {
    const verdict =
      step.hasChangedNode || step.by !== undefined ? invariant.check(this.world) : watch.verdict;
    if (verdict.holds) {
      return watch.holds && watch.verdict.holds ? watch : { ...watch, holds: true, verdict };
    }
    const isFresh = watch.verdict.holds || (step.by !== undefined && watch.holds);
    const sinceMs = isFresh ? step.timeMs : watch.sinceMs;
    const hasTime = step.timeMs - sinceMs <= invariant.withinMs && hasMoreToCome(this.run);
    const holds = watch.holds && hasTime;
    const isSame = holds === watch.holds && sinceMs === watch.sinceMs && verdict === watch.verdict;
    return isSame ? watch : { ...watch, holds, verdict, sinceMs };
  }

  private findMoments(step: SimStep): MomentData[] | undefined {
    let found: MomentData[] | undefined;
    for (const moment of this.moments) {
      const sentence = moment.when(step, this.world);
      if (sentence !== undefined) (found ??= []).push({ name: moment.name, sentence });
    }
    return found;
  }

  private watch(index: number): Watch {
    return ensure(this.watches[index], "an invariant has its watch");
  }
}

function hasMoreToCome(run: RunState): boolean {
  return run.crashing !== undefined || settleQueue(run) !== undefined;
}

function judged(watch: Watch, verdict: Verdict): Watch {
  return verdict.holds === watch.holds ? watch : { ...watch, holds: verdict.holds, verdict };
}
