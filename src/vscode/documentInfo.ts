/** What the editors of a trace are told of it. Needs no VS Code. */
import type { AxisPlace, CursorInfo, DocumentInfo } from "../bridge/messages.js";
import { sentenceFor } from "../render/narration.js";
import { ringPicture } from "../render/ring/layout.js";
import { axisOf, scaleOf, type AxisName } from "../render/spaceTime/axis.js";
import { stateTable } from "../render/stateTable.js";
import { branchInfos } from "./branches.js";
import type { OpenRun } from "./openRun.js";

export function documentInfo(run: OpenRun, fileName: string): DocumentInfo {
  const { header } = run.trace;
  return {
    title: header.title ?? fileName,
    protocol: header.engine?.protocol ?? "",
    timed: header.timed,
    damage: run.damage,
    branches: branchInfos(run.trace),
    verification: run.verification,
    bendable: run.bendable,
    cursor: cursorInfo(run),
  };
}

/** What is to be seen where the run stands. */
export function cursorInfo(run: OpenRun): CursorInfo {
  const { trace, position } = run;
  const { branch, cursor } = position;
  const order = placeOn(run, "order");
  const ring = ringPicture(trace, branch, cursor);
  return {
    branch,
    length: trace.length(branch),
    at: cursor,
    timeMs: trace.timeOf(branch, cursor),
    sentence: sentenceFor(trace, branch, cursor),
    table: stateTable(trace, branch, cursor),
    ...(ring === undefined ? {} : { ring }),
    places: trace.header.timed ? [order, placeOn(run, "time")] : [order],
  };
}

function placeOn({ trace, position }: OpenRun, name: AxisName): AxisPlace {
  const { branch, cursor } = position;
  const axis = axisOf(trace, branch, scaleOf(trace, branch, name));
  return { scale: axis.scale, height: axis.height, y: axis.cursorY(cursor) };
}
