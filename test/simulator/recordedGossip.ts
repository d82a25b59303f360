/** A recorded run whose nodes and links come and go: the gossip engine allows what Raft forbids. */
import { RecordedRun } from "../../src/session/recordedRun.js";
import type { Intervention } from "../../src/trace/intervention.js";
import { openTrace } from "../../src/trace/reader.js";
import type { TraceFile } from "../../src/trace/traceFile.js";
import { bytesOf } from "../trace/makeTrace.js";
import { good, setupOf } from "./runs.js";

export interface RecordedGossip {
  readonly trace: TraceFile;
  /** Before the first change, and two events after each. */
  readonly cursors: readonly number[];
}

/** Ana and Ben, and after four events the changes. */
export async function recordedGossip(changes: readonly Intervention[]): Promise<RecordedGossip> {
  const nodes = ["Ana", "Ben"].map((name) => ({ name, kind: "gossip" }));
  const lines: string[] = [];
  const run = new RecordedRun(setupOf({ nodes }), (line) => lines.push(line));
  for (let n = 0; n < 4; n++) run.step();
  const cursors = [run.at];
  for (const does of changes) {
    good(run.intervene(does, run.timeMs));
    run.step();
    cursors.push(run.at);
  }
  run.finish();
  const pause = () => Promise.resolve();
  const { trace } = good(await openTrace(bytesOf(lines), { source: "a", pause }));
  return { trace, cursors };
}
