/** How somebody said that a log is to be read. Needs no VS Code. */
import * as v from "valibot";
import { documentMemory } from "../documentMemory.js";

/** What is absent is found out from the log. */
export interface LogChoices {
  /** The id of a format. */
  readonly format?: string;
  readonly pattern?: string;
  readonly delimiter?: string;
  /** The name of one of the log's executions. */
  readonly execution?: string;
}

const text = v.exactOptional(v.string());

export const logMemory = documentMemory<LogChoices>(
  "logs",
  v.object({ format: text, pattern: text, delimiter: text, execution: text }),
);
