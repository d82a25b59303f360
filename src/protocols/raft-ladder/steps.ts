import type { NodeId } from "../../trace/ids.js";
import type { LadderState, LadderStep } from "./types.js";

export interface Leader {
  readonly node: NodeId;
  readonly term: number;
  readonly state: LadderState;
}

/** The leader that this step's node became, if it did: also by a boot, or in another term. */
export function justElected({ node, before, after }: LadderStep): Leader | undefined {
  if (after === before || after?.role !== "leader" || node === undefined) return undefined;
  if (before?.role === "leader" && before.currentTerm === after.currentTerm) return undefined;
  return { node, term: after.currentTerm, state: after };
}
