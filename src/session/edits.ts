import type { BranchId, InterventionId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";

/** A position in the tree: a cursor on a branch's path. */
export interface Position {
  readonly branch: BranchId;
  readonly cursor: number;
}

/**
 * An edit as data: all that is needed to make it again on the same trace. A backup is a list of
 * these.
 */
export type EditData =
  | {
      readonly type: "intervene";
      readonly from: Position;
      readonly does: Intervention;
      readonly id: InterventionId;
      /** Where its event stands: a new branch, or the one that it was at the end of. */
      readonly branch: BranchId;
    }
  | { readonly type: "rename"; readonly branch: BranchId; readonly name: string }
  | { readonly type: "delete"; readonly branch: BranchId };

/** Something a person did that can be taken back. `undo` and `redo` also move the session there. */
export interface Edit {
  readonly data: EditData;
  undo(): void;
  redo(): void;
}
