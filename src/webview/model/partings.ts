/** Where the branches of a run part, as seen from the one that is shown. Needs no DOM. */
import type { BranchInfo } from "../../bridge/messages.js";
import type { BranchId } from "../../trace/ids.js";

export interface Parting {
  /** The last event that is shared. */
  readonly after: number;
  /** The way that is not shown. */
  readonly other: BranchInfo;
  /** What is shown leaves `other` here; else `other` leaves what is shown. */
  readonly isTrunkEnd: boolean;
}

/**
 * The places along the shown branch's path, from the first event on: where it leaves its parent
 * (and that its own parent), and where others leave it.
 */
export function partingsOf(branches: readonly BranchInfo[], shown: BranchId): readonly Parting[] {
  const path = pathTo(branches, shown);
  const trunkEnds = path.flatMap(({ branch, until }, i): readonly Parting[] => {
    const isLast = i === path.length - 1;
    return isLast ? [] : [{ after: until, other: branch, isTrunkEnd: true }];
  });
  const onPath = new Set(path.map(({ branch }) => branch.id));
  const leaving = branches.flatMap((other): readonly Parting[] => {
    if (onPath.has(other.id)) return [];
    const parent = path.find(({ branch }) => branch.id === other.parent);
    const { after } = other;
    return parent && after <= parent.until ? [{ after, other, isTrunkEnd: false }] : [];
  });
  return [...trunkEnds, ...leaving].sort((a, b) => a.after - b.after);
}

interface Part {
  readonly branch: BranchInfo;
  /** The last event of the path that it owns or shares. */
  readonly until: number;
}

/** From the first branch to the one that is shown. */
function pathTo(branches: readonly BranchInfo[], shown: BranchId): readonly Part[] {
  const byId = new Map(branches.map((branch) => [branch.id, branch]));
  const path: Part[] = [];
  let branch = byId.get(shown);
  let until = branch?.length ?? 0;
  while (branch !== undefined && path.length < branches.length) {
    path.unshift({ branch, until });
    until = Math.min(until, branch.after);
    branch = byId.get(branch.parent ?? "");
  }
  return path;
}
