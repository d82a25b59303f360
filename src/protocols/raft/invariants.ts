/**
 * What Raft promises: the five properties of its Figure 3, and what they are good for. All but Log
 * Matching speak of a history: once broken in a run they stay broken. Each looks only at steps that
 * could break it, since runs of millions of events are checked.
 */
import { broken, HOLDS, monitor, type Invariant, type Verdict } from "../../protocol/invariant.js";
import type { NodeId } from "../../trace/ids.js";
import { acknowledgedWritesSurvive, leaderCompleteness } from "./committed.js";
import { firstDifference, sameEntry } from "./log.js";
import { justElected } from "./steps.js";
import type { Entry, RaftFeatures, RaftState, RaftTypes } from "./types.js";

/** At most one leader a term needs voters who remember their term and their vote. */
const votesOnce = (features: RaftFeatures) => features.durableTerm && features.durableVote;

/** What keeps a committed entry: every rule that can be left out. */
const keepsCommitted = (features: RaftFeatures) =>
  votesOnce(features) &&
  features.durableLog &&
  features.truncateConflicts &&
  features.electionRestriction &&
  features.commitOnlyCurrentTerm;

interface Elections {
  /** In order of election. */
  readonly elected: readonly { readonly term: number; readonly leader: NodeId }[];
  readonly verdict: Verdict;
}

const electionSafety = monitor<RaftTypes, Elections>({
  name: "Election Safety",
  about: "At most one server is elected leader in a given term (§5.2).",
  promised: votesOnce,
  memory: { elected: [], verdict: HOLDS },
  observe(memory, step) {
    const leader = justElected(step);
    if (leader === undefined || !memory.verdict.holds) return { memory, verdict: memory.verdict };
    const { term, node } = leader;
    const other = memory.elected.find((past) => past.term === term && past.leader !== node);
    const verdict =
      other === undefined
        ? HOLDS
        : broken("{first:node} and {second:node} were both elected leader of term {term}.", {
            first: other.leader,
            second: node,
            term,
          });
    return { memory: { elected: [...memory.elected, { term, leader: node }], verdict }, verdict };
  },
});

const leaderAppendOnly = monitor<RaftTypes, Verdict>({
  name: "Leader Append-Only",
  about: "A leader never overwrites or deletes entries of its own log; it only appends (§5.3).",
  promised: votesOnce,
  memory: HOLDS,
  observe(memory, { node, before, after }) {
    const isSame = before === after || before === undefined || after === undefined;
    if (isSame || before.log === after.log || before.role !== "leader" || after.role !== "leader") {
      return { memory, verdict: memory };
    }
    const index = firstDifference(before.log, after.log, 1, before.log.length);
    if (index === undefined || !memory.holds) return { memory, verdict: memory };
    const facts = { leader: node ?? "", term: after.currentTerm, index };
    const verdict = broken(
      "{leader:node}, leader of term {term}, changed entry {index} of its own log.",
      facts,
    );
    return { memory: verdict, verdict };
  },
});

/** Two servers whose logs contradict Log Matching now. */
interface Mismatch {
  readonly a: NodeId;
  readonly b: NodeId;
  readonly verdict: Verdict;
}

const logMatching = monitor<RaftTypes, readonly Mismatch[]>({
  name: "Log Matching",
  about:
    "Two logs with an entry of equal index and term are identical in all entries up to it (§5.3).",
  promised: (features) => votesOnce(features) && features.truncateConflicts,
  memory: [],
  observe(memory, { node, before, after }, world) {
    if (node === undefined || after === undefined || before?.log === after.log) {
      return { memory, verdict: memory[0]?.verdict ?? HOLDS };
    }
    const others = memory.filter(({ a, b }) => a !== node && b !== node);
    const found: Mismatch[] = [];
    for (const other of world.nodes) {
      if (other.id === node || other.state === undefined) continue;
      const verdict = compareLogs(node, after, other.id, other.state);
      if (!verdict.holds) found.push({ a: node, b: other.id, verdict });
    }
    const mismatches = memory.length + found.length === 0 ? memory : [...others, ...found];
    return { memory: mismatches, verdict: mismatches[0]?.verdict ?? HOLDS };
  },
});

/**
 * If the last pair of entries with equal index and term has equal logs before it, so has every
 * earlier pair.
 */
function compareLogs(a: NodeId, stateOfA: RaftState, b: NodeId, stateOfB: RaftState): Verdict {
  const [logA, logB] = [stateOfA.log, stateOfB.log];
  let last = Math.min(logA.length, logB.length);
  while (last > 0 && logA[last - 1]?.term !== logB[last - 1]?.term) last--;
  const index = firstDifference(logA, logB, 1, last);
  if (index === undefined) return HOLDS;
  return broken(
    "{a:node} and {b:node} both have an entry of term {term} at index {last}," +
      " but at index {index} {a:node} has {mine} and {b:node} has {theirs}.",
    {
      ...{ a, b, last, index, term: logA[last - 1]?.term ?? 0 },
      ...{ mine: describe(logA[index - 1]), theirs: describe(logB[index - 1]) },
    },
  );
}

interface Applied {
  /** Index 1 first: what was applied, and by whom first. */
  readonly entries: readonly { readonly entry: Entry; readonly by: NodeId }[];
  readonly verdict: Verdict;
}

const stateMachineSafety = monitor<RaftTypes, Applied>({
  name: "State Machine Safety",
  about: "No two servers apply different entries for the same index (§5.4.3).",
  promised: keepsCommitted,
  memory: { entries: [], verdict: HOLDS },
  observe(memory, { node, before, after }) {
    const from = before?.lastApplied ?? 0;
    const to = after?.lastApplied ?? 0;
    if (to <= from || node === undefined || after === undefined || !memory.verdict.holds) {
      return { memory, verdict: memory.verdict };
    }
    const verdict = compareApplied(memory, node, after.log, from, to);
    if (verdict.holds && to <= memory.entries.length) return { memory, verdict };
    const added = after.log.slice(memory.entries.length, to).map((entry) => ({ entry, by: node }));
    return { memory: { entries: [...memory.entries, ...added], verdict }, verdict };
  },
});

/**
 * Compares the entries `from` + 1 … `to` that the server just applied with what others applied
 * there.
 */
function compareApplied(
  { entries }: Applied,
  node: NodeId,
  log: readonly Entry[],
  from: number,
  to: number,
): Verdict {
  for (let index = from + 1; index <= to; index++) {
    const first = entries[index - 1];
    if (first === undefined || sameEntry(first.entry, log[index - 1])) continue;
    return broken("At index {index} {a:node} applied {mine}, but {b:node} applied {theirs}.", {
      ...{ index, a: node, b: first.by },
      ...{ mine: describe(log[index - 1]), theirs: describe(first.entry) },
    });
  }
  return HOLDS;
}

/** An entry in a sentence. */
function describe(entry: Entry | undefined): string {
  return entry === undefined ? "no entry" : `“${entry.command}” of term ${entry.term}`;
}

export const invariants: readonly Invariant<RaftTypes>[] = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness(keepsCommitted),
  stateMachineSafety,
  acknowledgedWritesSurvive(keepsCommitted),
];
