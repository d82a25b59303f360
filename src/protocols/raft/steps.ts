import type { Step, World } from "../../protocol/invariant.js";
import type { NodeId } from "../../trace/ids.js";
import type { RaftState, RaftTypes } from "./types.js";

/** What the invariants and moments ask of a step. */
export type RaftStep = Step<RaftTypes>;
export type RaftWorld = World<RaftTypes>;

export interface Leader {
  readonly node: NodeId;
  readonly term: number;
  readonly state: RaftState;
}

/** The leader that this step's server became, if it did. */
export function justElected({ node, before, after }: RaftStep): Leader | undefined {
  if (after === before || after?.role !== "leader" || node === undefined) return undefined;
  if (before?.role === "leader" && before.currentTerm === after.currentTerm) return undefined;
  return { node, term: after.currentTerm, state: after };
}

/** Everybody who leads a term later than that one, or did when it crashed. */
export function leadersAfter(world: RaftWorld, term: number): readonly Leader[] {
  const leaders: Leader[] = [];
  for (const { id, state } of world.nodes) {
    if (state?.role !== "leader" || state.currentTerm <= term) continue;
    leaders.push({ node: id, term: state.currentTerm, state });
  }
  return leaders;
}
