/** What the editors of a trace are told of it. Needs no VS Code. */
import type { CursorInfo, DocumentInfo } from "../bridge/messages.js";
import { sentenceFor } from "../render/narration.js";
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
export function cursorInfo({ trace, position }: OpenRun): CursorInfo {
  const { branch, cursor } = position;
  return {
    branch,
    length: trace.length(branch),
    at: cursor,
    timeMs: trace.timeOf(branch, cursor),
    sentence: sentenceFor(trace, branch, cursor),
    table: stateTable(trace, branch, cursor),
  };
}
