import type { Sentence } from "../../trace/sentence.js";
import type { Mapping } from "./mapping.js";
import type { PairCounts, PairedEntry } from "./pairing.js";

/** Sentences for everything about messages that the log does not say itself. */
export function pairingWords(
  entries: readonly PairedEntry[],
  counts: PairCounts & { readonly undone: number },
  mapping: Mapping,
): readonly Sentence[] {
  const taken = new Set(entries.map(({ takes }) => takes));
  const sent = entries.flatMap(({ sends }) => sends);
  const open = sent.filter((message) => !taken.has(message)).length;
  const unsent = entries.filter(({ entry, takes }) => {
    return entry.act === "receive" && takes === undefined;
  }).length;
  const nowhere = entries.filter(({ entry, sends }) => {
    return entry.act === "send" && sends.length === 0;
  }).length;
  const early = counts.early - counts.undone;
  return [
    ...(counts.receives === 0 ? [] : [pairedBy(mapping)]),
    ...told(counts.ambiguous, AMBIGUOUS, { receives: counts.receives }),
    ...told(counts.untold, UNTOLD),
    ...told(early, EARLY),
    ...told(counts.undone, UNDONE),
    ...told(unsent, UNSENT),
    ...told(open, OPEN),
    ...told(nowhere, NOWHERE),
  ];
}

const AMBIGUOUS =
  "Receives that have several such sends before them: {count} of {receives}. Which of these it was is a choice.";
const UNTOLD =
  "Received messages that no line sends, shown as sent where their sender received the question: {count}.";
const EARLY =
  "Receives that stand before their sends in the log: {count}. The events were put in another order.";
const UNDONE =
  "Receives that lost their sends, because messages would have gone round in a circle: {count}.";
const UNSENT = "Receives without a send in this log: {count}.";
const OPEN =
  "Messages without a receive in this log: {count}. Whether they were lost is not known.";
const NOWHERE = "Sends whose receiver the log does not name, shown without a message: {count}.";

function told(count: number, template: string, facts = {}): readonly Sentence[] {
  return count === 0 ? [] : [{ template, facts: { count, ...facts } }];
}

function pairedBy({ message }: Mapping): Sentence {
  const key = message?.key;
  const template =
    "A receive belongs to the oldest send, not yet received, of equal {key} between the same nodes.";
  if (key === undefined) return { template, facts: { key: message?.body ?? "content" } };
  return { template, facts: { key: typeof key === "string" ? key : key.join(", ") } };
}
