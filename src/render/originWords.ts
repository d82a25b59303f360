/** Where a trace comes from that another program's log was made into. */
import { withArticle } from "../base/article.js";
import { displayText } from "../trace/displayText.js";
import type { HeaderRecord } from "../trace/records.js";
import { tell } from "../trace/sentence.js";
import { namesOf } from "./nodeWords.js";

export interface OriginWords {
  /** Such as `read from a ShiViz log`. */
  readonly kind: string;
  /** Such as `Read from a ShiViz log: store.log`, without a full stop. */
  readonly source: string;
  /** What the log does not say, in sentences without a full stop. */
  readonly inferred: readonly string[];
}

/** Undefined for a trace that was not made from a log. */
export function originWords(header: HeaderRecord): OriginWords | undefined {
  const { origin } = header;
  if (origin === undefined) return undefined;
  const format = displayText(origin.format, 60);
  const kind = `read from ${withArticle(format)}`;
  const file = origin.source === undefined ? "" : `: ${displayText(origin.source, 120)}`;
  const nameOf = namesOf(header);
  const inferred = origin.inferred.map((sentence) =>
    displayText(tell(sentence, nameOf), 400).replace(/\.$/, ""),
  );
  return { kind, source: `R${kind.slice(1)}${file}`, inferred };
}
