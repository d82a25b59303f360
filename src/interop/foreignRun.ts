/**
 * The inner door of every importer: what a reader of another tool's log hands over, and what
 * `writeForeignRun.ts` makes a trace of. Nothing here belongs to one format.
 */
import type { Json, JsonObject, NodeId } from "../trace/ids.js";
import type { HeaderRecord } from "../trace/records.js";
import type { Sentence } from "../trace/sentence.js";
import type { ViewData } from "../trace/view.js";

/** One execution of a log, ready to be written as a trace. */
export interface ForeignRun {
  /** What such a log is called, where that is better known than by its format. */
  readonly format?: string;
  /** Empty: the file's name. */
  readonly title: string;
  /** At least one. Named in states and facts by {@link nodeId}. */
  readonly nodes: readonly ForeignNode[];
  readonly kinds: HeaderRecord["kinds"];
  /** Nothing unless said otherwise. */
  readonly routine?: HeaderRecord["routine"];
  /** False: the events have an order but no time. */
  readonly timed: boolean;
  /** In the order in which they are stepped: no event stands before one that it depends on. */
  readonly events: readonly ForeignEvent[];
  /** A sentence for everything that the log does not say and the importer found out. */
  readonly inferred: readonly Sentence[];
}

export interface ForeignNode {
  /** As in the log, any text; the writer makes it a valid and unique one. */
  readonly name: string;
  /** One of the run's kinds. */
  readonly kind: string;
}

/** One line of a log. It may receive several messages and send several. */
export interface ForeignEvent {
  /** Place in the run's nodes. */
  readonly node: number;
  /** Absent: none of these. */
  readonly happening?: "start" | "crash" | "restart";
  /** Not shown with a `happening`. */
  readonly label: string;
  /** Whole milliseconds from the start, never less than before; 0 in a run without time. */
  readonly timeMs?: number;
  readonly sends?: readonly ForeignSend[];
  /** The network takes this message away: it is no event of the node, and tells nothing more. */
  readonly drops?: string;
  /** Keys of messages to `node` that earlier events send. Only without a `happening`. */
  readonly receives?: readonly string[];
  /** Received, but the log does not tell that anybody sent it. Only without a `happening`. */
  readonly noSend?: readonly ForeignNoSend[];
  /** The node's whole state afterwards; absent: as before. */
  readonly state?: JsonObject;
  /** How the node shows itself afterwards; absent: as before. */
  readonly view?: ViewData;
  readonly notes?: readonly Sentence[];
}

export interface ForeignSend {
  /** Unique in the run. */
  readonly key: string;
  /** Place in the run's nodes. */
  readonly to: number;
  readonly type: string;
  /** A few words for the arrow. */
  readonly label: string;
  readonly body: Json;
}

export interface ForeignNoSend {
  /** Place in the run's nodes; absent: the log does not tell. */
  readonly from?: number;
  readonly type: string;
  readonly label: string;
  readonly body?: Json;
}

/** The id that the node at this place has in the trace. */
export function nodeId(place: number): NodeId {
  return `n${place + 1}`;
}
