/**
 * What must never be lost: committed entries, and the writes that clients were told of. An entry
 * counts as committed when a leader says so, that is, when it raises its commitIndex.
 */
import { broken, HOLDS, monitor, type Monitor, type Verdict } from "../../protocol/invariant.js";
import type { NodeId } from "../../trace/ids.js";
import { readCommand } from "./keyValue.js";
import { firstDifference, sameEntry } from "./log.js";
import { justElected, leadersAfter, type Leader, type RaftStep, type RaftWorld } from "./steps.js";
import type { Entry, RaftFeatures, RaftTypes } from "./types.js";

type Promised = (features: RaftFeatures) => boolean;

interface Committed {
  /** One at most, unless leaders commit different entries at one index. */
  readonly histories: readonly History[];
  readonly verdict: Verdict;
}

/** Entries that leaders committed, and that do not contradict each other. */
interface History {
  /** Its first entries, as far as the last commit goes, are committed. */
  readonly log: readonly Entry[];
  /** How far leaders committed, by rising index; never empty. */
  readonly commits: readonly Commit[];
}

interface Commit {
  readonly index: number;
  readonly leader: NodeId;
  readonly term: number;
}

/** Figure 3's fourth property. */
export function leaderCompleteness(promised: Promised): Monitor<RaftTypes> {
  return monitor<RaftTypes, Committed>({
    name: "Leader Completeness",
    about: "An entry committed in a term is in the log of every leader of later terms (§5.4).",
    promised,
    memory: { histories: [], verdict: HOLDS },
    observe(memory, step, world) {
      if (step.before === step.after || !memory.verdict.holds) {
        return { memory, verdict: memory.verdict };
      }
      const elected = justElected(step);
      const verdict = elected === undefined ? HOLDS : hasAll(memory.histories, elected);
      const next = verdict.holds ? noteCommit(memory, step, world) : { ...memory, verdict };
      return { memory: next, verdict: next.verdict };
    },
  });
}

/**
 * Remembers how far a leader committed, and asks the leaders of later terms that there are already.
 */
function noteCommit(memory: Committed, step: RaftStep, world: RaftWorld): Committed {
  const { node, before, after } = step;
  if (after?.role !== "leader" || node === undefined) return memory;
  if (after.commitIndex <= (before?.commitIndex ?? 0)) return memory;
  const commit = { index: after.commitIndex, leader: node, term: after.currentTerm };
  const known = memory.histories.find((history) => agrees(history, commit, after.log));
  if (commit.index <= (known?.commits.at(-1)?.index ?? 0)) return memory;
  const history = { log: after.log, commits: withCommit(known?.commits ?? [], commit) };
  const others = memory.histories.filter((other) => other !== known);
  const leaders = leadersAfter(world, commit.term);
  const broken = leaders.map((leader) => hasCommitted(history, leader)).find(({ holds }) => !holds);
  return { histories: [...others, history], verdict: broken ?? HOLDS };
}

/** A leader that goes on committing only adds to what it has committed, and need not be reread. */
function agrees({ log, commits }: History, commit: Commit, committed: readonly Entry[]): boolean {
  const last = commits.at(-1);
  if (last === undefined) return true;
  const from = isSameReign(last, commit) ? last.index : 1;
  const to = Math.min(last.index, commit.index);
  return firstDifference(log, committed, from, to) === undefined;
}

/** Of one leader in one term only the last commit is kept. */
function withCommit(commits: readonly Commit[], commit: Commit): readonly Commit[] {
  const last = commits.at(-1);
  const goesOn = last !== undefined && isSameReign(last, commit);
  return [...(goesOn ? commits.slice(0, -1) : commits), commit];
}

function isSameReign(a: Commit, b: Commit): boolean {
  return a.leader === b.leader && a.term === b.term;
}

function hasAll(histories: readonly History[], leader: Leader): Verdict {
  const verdicts = histories.map((history) => hasCommitted(history, leader));
  return verdicts.find(({ holds }) => !holds) ?? HOLDS;
}

/** Whether the leader has everything that was committed in terms before its own. */
function hasCommitted({ log, commits }: History, leader: Leader): Verdict {
  const earlier = commits.filter((commit) => commit.term < leader.term);
  const index = firstDifference(log, leader.state.log, 1, earlier.at(-1)?.index ?? 0);
  const commit = earlier.find((candidate) => index !== undefined && candidate.index >= index);
  if (index === undefined || commit === undefined) return HOLDS;
  return broken(
    "{leader:node} leads term {term} without entry {index} (“{command}” of term {entryTerm})," +
      " which {by:node} committed in term {committedIn}.",
    {
      ...{ leader: leader.node, term: leader.term, index, by: commit.leader },
      ...{ command: log[index - 1]?.command ?? "", entryTerm: log[index - 1]?.term ?? 0 },
      committedIn: commit.term,
    },
  );
}

interface Acknowledged {
  readonly writes: readonly Write[];
  readonly verdict: Verdict;
}

/** A write that a client was told of. */
interface Write {
  readonly index: number;
  readonly entry: Entry;
  readonly by: NodeId;
  /** The term in which it was acknowledged. */
  readonly term: number;
}

/** What the service owes its clients. */
export function acknowledgedWritesSurvive(promised: Promised): Monitor<RaftTypes> {
  return monitor<RaftTypes, Acknowledged>({
    name: "Acknowledged Writes Survive",
    about: "A write that a client was told of is in the log of every leader elected later (§8).",
    promised,
    memory: { writes: [], verdict: HOLDS },
    observe(memory, step, world) {
      if (step.before === step.after || !memory.verdict.holds) {
        return { memory, verdict: memory.verdict };
      }
      const elected = justElected(step);
      const told = writesTold(step);
      if (elected === undefined && told.length === 0) return { memory, verdict: HOLDS };
      const verdicts = told.flatMap((write) =>
        leadersAfter(world, write.term).map((leader) => keeps(leader, write)),
      );
      if (elected !== undefined) {
        for (const write of memory.writes) verdicts.push(keeps(elected, write));
      }
      const verdict = verdicts.find((candidate) => !candidate.holds) ?? HOLDS;
      const writes = told.length === 0 ? memory.writes : [...memory.writes, ...told];
      return { memory: { writes, verdict }, verdict };
    },
  });
}

const NO_WRITES: readonly Write[] = [];

/** The writes that this step's server acknowledged. */
function writesTold(step: RaftStep): readonly Write[] {
  const { node, before, after } = step;
  const writes: Write[] = [];
  // Reading a step's replies is dear; writes are only told of in steps that apply something.
  if (node === undefined || after === undefined) return NO_WRITES;
  if (after.lastApplied <= (before?.lastApplied ?? 0)) return NO_WRITES;
  for (const { command, result } of step.replies) {
    if (result.type !== "applied") continue;
    // A server alone in its cluster answers in the step that asks: then the entry is its last.
    const index = before?.waiting.find(({ id }) => id === command)?.index ?? after.log.length;
    const entry = after.log[index - 1];
    if (entry === undefined || readCommand(entry.command).type !== "set") continue;
    writes.push({ index, entry, by: node, term: after.currentTerm });
  }
  return writes;
}

/** A leader of an earlier term, elected late, is nobody's loss: it can no longer commit. */
function keeps(leader: Leader, write: Write): Verdict {
  if (leader.term < write.term) return HOLDS;
  if (sameEntry(leader.state.log[write.index - 1], write.entry)) return HOLDS;
  return broken(
    "{by:node} told a client in term {term} that “{command}” was done (index {index})," +
      " but {leader:node}, leader of term {later}, does not have it.",
    {
      ...{ by: write.by, term: write.term, command: write.entry.command, index: write.index },
      ...{ leader: leader.node, later: leader.term },
    },
  );
}
