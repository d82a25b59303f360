/** Causes in words: what is said of the event at the cursor. */
import type { Relations } from "../../trace/causality.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { tell, type Sentence } from "../../trace/sentence.js";
import { happeningClauses } from "../happeningClauses.js";
import { clauseText } from "../narration.js";
import { namesOf } from "../nodeWords.js";

/** Nobody listens to more links of a chain than this: its beginning and its end are told. */
const MAX_LINKS = 6;

/**
 * `Because Dan's election timer fires (event 11), Ben receives RequestVote t1 from Dan (event
 * 13).` The chain's latest event comes first.
 */
export function chainWords(
  trace: RecordedTrace,
  branch: BranchId,
  chain: readonly number[],
): string {
  const nameOf = namesOf(trace.nodes(branch));
  const say = (template: string, facts: Sentence["facts"] = {}) =>
    tell({ template, facts }, nameOf);
  const told = (at: number): string => {
    const [clause] = happeningClauses(trace, branch, trace.event(branch, at));
    const happening = clause === undefined ? "" : clauseText(clause, nameOf);
    return say("{happening} (event {at})", { happening, at });
  };
  const [root = 0, ...others] = [...chain].reverse();
  if (others.length === 0) return say("No message led to event {at}.", { at: root });
  const left = others.length + 1 - MAX_LINKS;
  const links =
    left <= 0
      ? others.map(told)
      : [say("{left} more events lead on", { left }), ...others.slice(left).map(told)];
  const end = links.pop() ?? "";
  return say("Because {root}{between}, {end}.", {
    root: told(root),
    between: links.map((link) => `, ${link}`).join(""),
    end,
  });
}

/** How many events there are of each kind. */
export function countWords({ counts }: Relations): string {
  const { past, future, concurrent } = counts;
  const template = "Before it: {past}; after it: {future}; concurrent: {concurrent}.";
  return tell({ template, facts: { past, future, concurrent } }, (id) => id);
}
