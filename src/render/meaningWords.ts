/** What an event means, in lines of text: its moments and the invariants that turned. */
import { displayText } from "../trace/displayText.js";
import type { EventRecord, FlipData } from "../trace/records.js";
import { tell, type NameOf } from "../trace/sentence.js";

/** No line is longer than this many characters. */
const MAX_LINE = 240;

/** `★ leader elected: …`, `✗ Election Safety is violated: …`, `✓ Election Safety holds again`. */
export function meaningLines(record: EventRecord, nameOf: NameOf): readonly string[] {
  const moments = (record.moments ?? []).map(
    ({ name, sentence }) => `★ ${name}: ${tell(sentence, nameOf)}`,
  );
  const flips = (record.flips ?? []).map((flip) => flipLine(flip, nameOf));
  return [...moments, ...flips].map((line) => displayText(line, MAX_LINE).replace(/\.$/, ""));
}

function flipLine({ invariant, holds, sentence }: FlipData, nameOf: NameOf): string {
  if (holds) return `✓ ${invariant} holds again`;
  return `✗ ${invariant} is violated${sentence ? `: ${tell(sentence, nameOf)}` : ""}`;
}
