/** Unsaved edits that VS Code kept over its end. Needs no VS Code. */
import { describeBadInput } from "../base/result.js";
import type { Edit, EditData } from "../session/edits.js";
import type { OpenRun } from "./openRun.js";

/** An edit that could not be made again. */
export interface LostEdit {
  readonly data: EditData;
  readonly reason: string;
}

/** Those that were not made again (yet): they stay in every backup until the document is saved or reverted. */
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
    const why = run === undefined ? "the file cannot be read" : run.bendable;
    for (const data of this.#waiting) {
      const again = run !== undefined && why === true ? run.remake(data) : undefined;
      if (again === undefined) lost.push({ data, reason: String(why) });
      else if (again.ok) made.push(again.value);
      else lost.push({ data, reason: again.problems.map(describeBadInput).join("; ") });
    }
    this.#waiting = lost.map(({ data }) => data);
    return { made, lost };
  }
}
