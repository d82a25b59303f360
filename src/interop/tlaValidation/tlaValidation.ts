import type { ForeignFormat } from "../formats.js";
import { firstObjects } from "../ndjson/recognise.js";
import { isLogLine } from "./logLine.js";

/**
 * Logs that the trace validation tools for TLA+ write (github.com/lbinria/trace_validation_tools):
 * actions, and how they change the variables of a specification.
 */
export const tlaValidation: ForeignFormat = {
  id: "tla-validation",
  title: "TLA+ trace validation log",
  recognises: (head) => firstObjects(head).some(isLogLine),
  read: async (log, { pause }) => {
    const { readTlaValidation } = await import("./readTlaValidation.js");
    return readTlaValidation(log, pause);
  },
};
