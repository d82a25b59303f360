import { ensure } from "../base/assert.js";
import type { Reply, Step } from "../protocol/invariant.js";
import type { AnyTypes, Asked, CommandOf, ResultOf } from "../protocol/types.js";
import type { CommandId, InterventionId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import type { FlipData, GuardData, Happening, MomentData } from "../trace/records.js";
import type { Sentence } from "../trace/sentence.js";
import type { SentMessage } from "./message.js";
import type { AnyState, SimNode } from "./simNode.js";
import type { TimerCancelled, TimerSet } from "./timers.js";

/** What a handler asked for, or what the network or a clock did because of the event; in order. */
export type SimEffect = SentMessage | TimerSet | TimerCancelled | Replied;

/** A command was answered. */
export class Replied {
  readonly what = "reply";
  constructor(
    readonly command: CommandId,
    readonly result: ResultOf<AnyTypes>,
  ) {}
}

/**
 * Why an event happened, kept as references: what it is called in a trace is only made when
 * somebody asks. A string is a timer that fired.
 */
export type Cause = SentMessage | string | Happening;

/** The intervention that made an event. */
export interface AppliedIntervention {
  readonly id: InterventionId;
  readonly does: Intervention;
}

/** What a step recorded beside its effects. */
export interface Remarks {
  readonly guards: readonly GuardData[];
  readonly notes: readonly Sentence[];
}

/** What the checker found in a step. */
export interface Findings {
  readonly moments: readonly MomentData[];
  readonly flips: readonly FlipData[];
}

export const NO_EFFECTS: readonly SimEffect[] = [];
export const NO_REMARKS: Remarks = { guards: [], notes: [] };
export const NO_FINDINGS: Findings = { moments: [], flips: [] };

/** One event with all that it did. Immutable but for the findings, which the checker adds once. */
export class SimStep implements Step<AnyTypes> {
  /** Empty unless invariants and moments are checked. */
  findings: Findings = NO_FINDINGS;

  constructor(
    readonly at: number,
    readonly timeMs: number,
    private readonly place: SimNode | undefined,
    readonly before: AnyState | undefined,
    readonly after: AnyState | undefined,
    /** Empty unless the run is recorded or checked. */
    readonly effects: readonly SimEffect[],
    /** Empty unless the run is recorded. */
    readonly remarks: Remarks,
    readonly by: AppliedIntervention | undefined,
    private readonly cause: Cause,
  ) {}

  get node(): NodeId | undefined {
    return this.place?.id;
  }

  /** The kind of the node. */
  get kind(): string | undefined {
    return this.place?.kind;
  }

  get happening(): Happening {
    const { cause, node } = this;
    if (typeof cause === "string") {
      return { event: "timeout", node: ensure(node, "a handler ran at a node"), timer: cause };
    }
    if (!("what" in cause)) return cause;
    return { event: "receive", node: ensure(node, "a handler ran at a node"), message: cause.id };
  }

  get received(): SentMessage | undefined {
    const { cause } = this;
    return typeof cause === "object" && "what" in cause ? cause : undefined;
  }

  get asked(): Asked<CommandOf<AnyTypes>> | undefined {
    const { happening } = this;
    if (happening.event !== "command") return undefined;
    return { ...(happening.command as CommandOf<AnyTypes>), id: happening.id };
  }

  /** The event changed a node's state, took it from up to down, or took it away. */
  get hasChangedNode(): boolean {
    if (this.before !== this.after) return true;
    const { cause } = this;
    if (typeof cause === "string" || !("event" in cause)) return false;
    return cause.event === "crash" || cause.event === "removeNode";
  }

  /**
   * All that the node sent, blocked and dropped messages included; the network's copies are not
   * among them.
   */
  get sent(): readonly SentMessage[] {
    return this.effects.filter(isSent);
  }

  get replies(): readonly Reply<AnyTypes>[] {
    return this.effects.filter((effect) => effect.what === "reply");
  }

  /** Received, but a guard refused it and nothing came of it. False unless the run is recorded. */
  get isIgnored(): boolean {
    const hadNoEffect = this.before === this.after && this.effects.length === 0;
    return (
      hadNoEffect && this.received !== undefined && this.remarks.guards.some((g) => !g.verdict)
    );
  }
}

function isSent(effect: SimEffect): effect is SentMessage {
  return effect.what === "message" && effect.copyOf === undefined;
}
