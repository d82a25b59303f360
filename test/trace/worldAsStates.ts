import type { BranchId } from "../../src/trace/ids.js";
import type { StatesRecord } from "../../src/trace/records.js";
import type { RecordedWorld } from "../../src/trace/world.js";

/** A reader's world in the words of a states record. */
export function worldAsStates(world: RecordedWorld, branch: BranchId): StatesRecord {
  return {
    kind: "states",
    branch,
    after: world.at,
    timeMs: world.timeMs,
    nodes: Object.fromEntries(world.nodes),
    inFlight: world.inFlight.map(({ id }) => id),
    held: world.inFlight.filter(({ held }) => held).map(({ id }) => id),
    cut: world.cut,
    violated: world.violated,
  };
}
