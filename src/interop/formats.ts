import type { Result } from "../base/result.js";
import type { ForeignRun } from "./foreignRun.js";
import { ccfRaft, etcdRaft, ewd998, ndjson } from "./ndjson/formats.js";
import type { Pause } from "./pause.js";
import { shiviz } from "./shiviz/shiviz.js";
import { tlaValidation } from "./tlaValidation/tlaValidation.js";

/** A kind of log that other tools write. Its reader is loaded when it is first needed. */
export interface ForeignFormat {
  /** Its name on the command line. */
  readonly id: string;
  /** As in "this looks like a …". */
  readonly title: string;
  /** Whether a log that begins like this is one; cheap. */
  recognises(head: string): boolean;
  /** Finds the executions; bad input is told with its line. */
  read(log: ForeignText, options: ReadOptions): Promise<Result<readonly ForeignExecution[]>>;
}

export interface ForeignText {
  /** Lines end with a line feed alone, and there is no byte order mark. */
  readonly text: string;
  /** The file's name, for messages. */
  readonly source: string;
}

/** A text of a person's, with the name of its file for messages. */
export interface NamedText {
  readonly text: string;
  readonly source: string;
}

/** What a person may say about a log. An option that a format does not know is refused before. */
export interface ReadOptions {
  /** ShiViz: the regular expression of an event. */
  readonly pattern?: string;
  /** ShiViz: the regular expression between two executions. */
  readonly delimiter?: string;
  /** NDJSON: which field of a line is what, as the text of a mapping. */
  readonly mapping?: NamedText;
  readonly pause: Pause;
}

/** One run of a log. */
export interface ForeignExecution {
  /** Unique in the log; "" for one that has no name. */
  readonly name: string;
  /** Reads it whole. */
  read(): Promise<Result<ForeignRun>>;
}

/** All formats; the first that recognises a log reads it. */
export const FORMATS: readonly ForeignFormat[] = [
  shiviz,
  etcdRaft,
  ccfRaft,
  ewd998,
  tlaValidation,
  ndjson,
];

/** The format of a log that begins like this. */
export function recognisedFormat(head: string): ForeignFormat | undefined {
  return FORMATS.find((format) => format.recognises(head));
}
