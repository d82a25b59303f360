import type { Setup } from "../../simulator/setup.js";
import { RecordedRun } from "../recordedRun.js";
import { redo, type Storm, type StormLine } from "./storm.js";

/** Where a run ends that is made again. */
export interface RerunEnd {
  readonly timeMs: number;
  /** A run that goes wild at another stage ends here. */
  readonly mostEvents: number;
}

export interface RerunOptions {
  readonly title?: string;
  /** Called every few milliseconds of work, to let an event loop turn. */
  readonly pause?: () => Promise<void>;
  /** Aborted: the run ends where it is. */
  readonly signal?: AbortSignal;
}

const EVENTS_BETWEEN_PAUSES = 250;

/**
 * Runs the setup through the storm up to the end and gives the trace to the sink, line by line.
 * With the setup that the storm was recorded with it is the same run again. What does not apply is
 * recorded as skipped, with its reason.
 */
export async function rerun(
  setup: Setup,
  storm: Storm,
  { timeMs, mostEvents }: RerunEnd,
  { title, pause, signal }: RerunOptions,
  sink: (line: string) => void,
): Promise<void> {
  const run = new RecordedRun(setup, sink, title === undefined ? {} : { title });
  const goOnWhile = async (isWanted: () => boolean): Promise<void> => {
    while (run.at < mostEvents && signal?.aborted !== true && isWanted()) {
      if (run.step() === undefined) return;
      if (run.at % EVENTS_BETWEEN_PAUSES === 0) await pause?.();
    }
  };
  for (const line of storm) {
    await goOnWhile(() => isBefore(run, line));
    if (run.at < mostEvents) intervene(run, line);
  }
  await goOnWhile(() => (run.nextTimeMs() ?? Infinity) <= timeMs);
  run.finish();
}

/** Whether the run's next event comes before the intervention. */
function isBefore(run: RecordedRun, line: StormLine): boolean {
  const nextMs = run.nextTimeMs() ?? Infinity;
  return nextMs < line.timeMs || (nextMs === line.timeMs && run.at < line.after);
}

function intervene(run: RecordedRun, line: StormLine): void {
  const timeMs = Math.max(line.timeMs, run.timeMs);
  const does = redo(line, run);
  const event = does.ok ? run.intervene(does.value, timeMs) : does;
  if (event.ok) return;
  const reason = event.problems.map(({ problem }) => problem).join("; ");
  run.skip(line.does, timeMs, { template: "{reason}", facts: { reason } });
}
