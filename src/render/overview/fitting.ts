import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { axisOf, type AxisScale } from "../spaceTime/axis.js";

/** Height of the whole branch in pixels at zoom 1. */
export function fullHeight(trace: RecordedTrace, branch: BranchId, scale: AxisScale): number {
  return axisOf(trace, branch, scale).height;
}

/** The zoom at which the whole branch is that many pixels high; at most 1. */
export function fittingZoom(
  trace: RecordedTrace,
  branch: BranchId,
  scale: AxisScale,
  height: number,
): number {
  return Math.min(1, height / Math.max(1, fullHeight(trace, branch, scale)));
}
