/** All that is to be read of an event, for searching. */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";
import type { NameOf } from "../../trace/sentence.js";
import { clausesOf, clauseText } from "../narration.js";
import { jsonWords } from "../jsonWords.js";
import { namesOf } from "../nodeWords.js";

/**
 * An event's sentence, names of moments, the types and bodies of the messages that it sends, and
 * the fields that it changes with their values: in lower case, one below the other.
 */
export function searchTextOf(
  trace: RecordedTrace,
  branch: BranchId,
): (record: EventRecord) => string {
  const nameOf = namesOf(trace.nodes(branch));
  return (record) =>
    [
      ...clausesOf(trace, branch, record).map((clause) => clauseText(clause, nameOf)),
      ...(record.moments ?? []).map(({ name }) => name),
      ...sendTexts(record, nameOf),
      ...changeTexts(record, nameOf),
    ]
      .join("\n")
      .toLowerCase();
}

function sendTexts({ effects = [] }: EventRecord, nameOf: NameOf): readonly string[] {
  return effects.flatMap((effect) =>
    effect.effect === "send" ? [effect.type, jsonWords(effect.body, nameOf)] : [],
  );
}

function changeTexts({ change = {} }: EventRecord, nameOf: NameOf): readonly string[] {
  const { fields = {}, ranges = {}, gone = [] } = change;
  return [
    ...Object.entries(fields).map(([field, value]) => `${field} ${jsonWords(value, nameOf)}`),
    ...Object.entries(ranges).map(([field, range]) => `${field} ${jsonWords(range.items, nameOf)}`),
    ...gone,
  ];
}
