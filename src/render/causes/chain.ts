/** The answer to "what caused this event?": the latest chain that leads to it. */
import type { Causality } from "../../trace/causality.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";

/**
 * The event and what led to it, the latest first: from each event to the latest cause that reached
 * its node, back to one that no message led to (a timeout, a start, an intervention). An event of
 * another tool's log does not say what it answers: there it is what reached the node last.
 */
export function chainTo(
  trace: RecordedTrace,
  branch: BranchId,
  causality: Causality,
  event: number,
): readonly number[] {
  const chain = [event];
  for (let at = causeOf(trace, branch, causality, event); at !== undefined;) {
    chain.push(at);
    at = causeOf(trace, branch, causality, at);
  }
  return chain;
}

function causeOf(
  trace: RecordedTrace,
  branch: BranchId,
  causality: Causality,
  at: number,
): number | undefined {
  const cause = causality.causesOf(at).at(-1);
  if (cause !== undefined || trace.event(branch, at).event !== "local") return cause;
  let earlier = causality.before(at);
  while (earlier !== undefined && causality.causesOf(earlier).length === 0) {
    earlier = causality.before(earlier);
  }
  return earlier;
}
