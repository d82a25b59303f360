/** What the rules of the interventions have in common. */
import type { NodeId } from "../trace/ids.js";
import type { Intervention, InterventionType } from "../trace/intervention.js";
import type { RunState } from "./runState.js";
import type { SimNode } from "./simNode.js";
import type { SimStep } from "./step.js";
import type { Stepper } from "./stepper.js";

/** Why an intervention does not apply: a sentence. Nothing has changed then. */
export type Refusal = string;

/** What a rule works on. */
export interface Hands {
  readonly run: RunState;
  readonly stepper: Stepper;
}

export type OfType<N extends InterventionType> = Extract<Intervention, { readonly type: N }>;

/** For each of these types, what makes its one event, or says why it does not apply. */
export type Rules<N extends InterventionType> = {
  readonly [M in N]: (hands: Hands, does: OfType<M>) => SimStep | Refusal;
};

/** A node that is there, started or not. */
export function presentNode(run: RunState, id: NodeId): SimNode | Refusal {
  const node = run.find(id);
  if (node === undefined) {
    const known = run.present.map((one) => one.id).join(", ");
    return `unknown node ${JSON.stringify(id)}; known: ${known}`;
  }
  return node.isRemoved ? `${node.name} was removed` : node;
}

export function startedNode(run: RunState, id: NodeId): SimNode | Refusal {
  const node = presentNode(run, id);
  if (typeof node === "string") return node;
  return node.state === undefined ? `${node.name} has not started yet` : node;
}

export function runningNode(run: RunState, id: NodeId): SimNode | Refusal {
  const node = startedNode(run, id);
  if (typeof node === "string") return node;
  return node.isUp ? node : `${node.name} is down`;
}

/** Why the value is no whole number in min … max; undefined when it is one. */
export function wrongInteger(
  what: string,
  value: unknown,
  min: number,
  max: number,
): Refusal | undefined {
  const isFit = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return isFit
    ? undefined
    : `${what}: expected an integer from ${min} to ${max}, found ${String(value)}`;
}

/** The longest time that can be asked for, in virtual milliseconds. */
export const LONGEST_MS = 1_000_000_000;
