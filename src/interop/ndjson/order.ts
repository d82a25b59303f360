import type { Sentence } from "../../trace/sentence.js";
import type { Entry } from "./entries.js";
import type { Mapping } from "./mapping.js";

/** The entries as they followed each other, as far as the mapping says how that can be known. */
export function inOrder(
  entries: readonly Entry[],
  order: Mapping["order"],
): { readonly entries: readonly Entry[]; readonly inferred: readonly Sentence[] } {
  if (order === undefined || order === "file") return { entries, inferred: [] };
  const rank = order === "clock" ? eventsBefore : ({ rank: number }: Entry) => number ?? 0;
  const sorted = [...entries].sort((a, b) => rank(a) - rank(b));
  const moved = sorted.filter((entry, place) => entry !== entries[place]).length;
  if (moved === 0) return { entries, inferred: [] };
  const by = order === "clock" ? "their vector clocks" : order.by;
  const template =
    "The log's lines are not in the order in which things happened; they were sorted by {by}.";
  return { entries: sorted, inferred: [{ template, facts: { by } }] };
}

/**
 * How many events a vector clock knows of. What happens later knows of more, so that this is an
 * order that no cause and effect contradicts.
 */
function eventsBefore({ clock }: Entry): number {
  let sum = 0;
  for (const count of clock?.values() ?? []) sum += count;
  return sum;
}
