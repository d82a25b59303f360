/** Unsaved edits that VS Code kept over its end. Needs no VS Code. */
import { bad, describeBadInput, type Result } from "../base/result.js";
import type { Edit, EditData } from "../session/edits.js";
import type { OpenRun } from "./openRun.js";

/** An edit that could not be made again. */
export interface LostEdit {
  readonly data: EditData;
  readonly reason: string;
}

/**
 * Those that were not made again (yet): they stay in every backup until the document is saved or
 * reverted.
 */
export class RestoredEdits {
  #waiting: readonly EditData[];

  constructor(kept: readonly EditData[]) {
    this.#waiting = kept;
  }

  get waiting(): readonly EditData[] {
    return this.#waiting;
  }

  /** The person has decided: they are saved elsewhere, or dropped. */
  forget(): void {
    this.#waiting = [];
  }

  /** Makes them again on what was read, as far as they apply; without a run none does. */
  remake(run: OpenRun | undefined): { readonly made: readonly Edit[]; readonly lost: LostEdit[] } {
    const made: Edit[] = [];
    const lost: LostEdit[] = [];
    for (const data of this.#waiting) {
      const branch = data.type === "intervene" ? data.from.branch : data.branch;
      const isLost = lost.some(
        (one) => one.data.type === "intervene" && one.data.branch === branch,
      );
      const again = isLost
        ? bad(`its branch ${branch} could not be opened again`)
        : makeAgain(run, data);
      if (again.ok) made.push(again.value);
      else lost.push({ data, reason: again.problems.map(describeBadInput).join("; ") });
    }
    this.#waiting = lost.map(({ data }) => data);
    return { made, lost };
  }
}

function makeAgain(run: OpenRun | undefined, data: EditData): Result<Edit> {
  if (run === undefined) return bad("the file cannot be read");
  return run.bendable === true ? run.remake(data) : bad(run.bendable);
}
