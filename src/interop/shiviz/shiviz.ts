import type { ForeignFormat } from "../formats.js";
import { looksLikeShiviz } from "./recognise.js";

/**
 * Logs of ShiViz and of GoVector: any text in which two regular expressions find events with their
 * host and vector clock, and the borders of executions.
 */
export const shiviz: ForeignFormat = {
  id: "shiviz",
  title: "ShiViz log",
  recognises: looksLikeShiviz,
  read: async (log, options) => {
    const { readShiviz } = await import("./readShiviz.js");
    return readShiviz(log, options);
  },
};
