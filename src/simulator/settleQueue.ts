import { callWaiting, isHeard, mustWait } from "./notices.js";
import type { QueueItem, RunState } from "./runState.js";
import { isTimerDue } from "./timers.js";

/** Makes sure that the queue's first item is one that will happen, and returns it. */
export function settleQueue(run: RunState): QueueItem | undefined {
  const { queue } = run;
  if (run.waiting.length > 0) callWaiting(run);
  for (;;) {
    const item = queue.first();
    if (item === undefined || item.what === "message" || item.what === "start") return item;
    if (item.what === "timer") {
      if (isTimerDue(run, item)) return item;
      continue;
    }
    const isHeardNow = isHeard(run, item);
    if (isHeardNow && !mustWait(run, item)) return item;
    queue.pop();
    if (isHeardNow) run.waiting.push(item);
  }
}
