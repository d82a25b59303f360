/** What led to what on the path that is looked at. Needs no VS Code. */
import { causalityOf, type Causality } from "../trace/causality.js";
import type { BranchId } from "../trace/ids.js";
import type { TraceFile } from "../trace/traceFile.js";

/** Found once for all steps along a path, and again when that has grown or is another one. */
export class PathCausality {
  readonly #trace: TraceFile;
  #tip: ReturnType<TraceFile["tip"]>;
  #known: Causality | undefined;

  constructor(trace: TraceFile) {
    this.#trace = trace;
  }

  of(branch: BranchId): Causality {
    const tip = this.#trace.tip(branch);
    const known = this.#known;
    // Of one tip only the end changes: what was taken off comes back with a tip of its own.
    if (known?.length === this.#trace.length(branch) && tip === this.#tip) return known;
    this.#tip = tip;
    return (this.#known = causalityOf(this.#trace, branch));
  }
}
