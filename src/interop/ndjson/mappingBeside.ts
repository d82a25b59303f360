/** Whether a mapping that lies beside a log is for that log. */
import { displayText } from "../../trace/displayText.js";
import type { JsonObject } from "../../trace/ids.js";
import type { Sentence } from "../../trace/sentence.js";
import { atOf, lineFilter, nodeName } from "./entries.js";
import type { Mapping } from "./mapping.js";
import { valueAt } from "./paths.js";
import { matches } from "./patterns.js";

/** `other`: it is said to be for other files; `doubtful`: the log's first lines do not fit it. */
export type Fit =
  { readonly is: "fitting" } | { readonly is: "other" | "doubtful"; readonly why: Sentence };

/** `lines`: the first ones of the log. */
export function fitOf(mapping: Mapping, file: string, lines: readonly JsonObject[]): Fit {
  const { files, node, event } = mapping;
  if (files !== undefined) {
    if (matches(files)(file)) return { is: "fitting" };
    const why = { template: "it is for {files}", facts: { files: wordsOf(files) } };
    return { is: "other", why };
  }
  const counts = lineFilter(mapping.lines ?? {});
  const [nodeAt, eventAt] = [valueAt(atOf(node)), valueAt(event)];
  const isRead = (line: JsonObject) =>
    nodeName(node, nodeAt(line)) !== undefined && typeof eventAt(line) === "string";
  if (lines.some((line) => counts(line) && isRead(line))) return { is: "fitting" };
  const facts = { node: wordsOf(atOf(node)), event: wordsOf(event) };
  const why = { template: "no line at its beginning has {node} and {event} as it says", facts };
  return { is: "doubtful", why };
}

function wordsOf(names: string | readonly string[]): string {
  return displayText(typeof names === "string" ? names : names.join(", "), 120);
}
