import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { axisOf, type Axis } from "./axis.js";
import type { Frame } from "./frame.js";

/** What everything in a picture is drawn from, and where it stands. */
export interface Sheet {
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
  readonly frame: Frame;
  readonly axis: Axis;
  /** Number of events on the branch. */
  readonly length: number;
}

export function sheetOf(trace: RecordedTrace, branch: BranchId, frame: Frame): Sheet {
  const axis = axisOf(trace, branch, frame.scale);
  return { trace, branch, frame, axis, length: trace.length(branch) };
}
