/** The messages that are on their way at a cursor, in words. */
import { displayText } from "../trace/displayText.js";
import type { BranchId, MessageId } from "../trace/ids.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import type { NameOf } from "../trace/sentence.js";
import type { MessageOnItsWay, RecordedWorld } from "../trace/world.js";
import { namesOf } from "./nodeWords.js";

export interface Flight {
  readonly message: MessageId;
  /** What it says, such as `RequestVote t2`. */
  readonly words: string;
  /** Names of the nodes. */
  readonly from: string;
  readonly to: string;
  readonly held: boolean;
  /** Virtual milliseconds until it arrives, ≥ 0; undefined when it is held, or unknown. */
  readonly arrivesInMs: number | undefined;
}

/** Those that arrive first come first; held ones and those of unknown arrival last, as sent. */
export function flightsOf(
  trace: RecordedTrace,
  branch: BranchId,
  world: RecordedWorld,
): readonly Flight[] {
  const nameOf = namesOf(trace.nodes(branch));
  const isForeign = trace.header.engine === undefined;
  return world.inFlight
    .filter(({ id }) => !isForeign || trace.message(branch, id)?.fate !== "noReceive")
    .map((message) => flightOf(message, world.timeMs, nameOf))
    .sort((a, b) => (a.arrivesInMs ?? Infinity) - (b.arrivesInMs ?? Infinity) || 0);
}

function flightOf(message: MessageOnItsWay, timeMs: number, nameOf: NameOf): Flight {
  const { id, from, held, send, arrivesMs } = message;
  return {
    message: id,
    words: displayText(send.label === "" ? send.type : send.label, 60),
    from: nameOf(from),
    to: nameOf(send.to),
    held,
    arrivesInMs: arrivesMs === undefined ? undefined : Math.max(0, arrivesMs - timeMs),
  };
}
