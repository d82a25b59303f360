/** What the ladder climbs to: promises about offices and logs. Those about writes have a file. */
import {
  broken,
  HOLDS,
  monitor,
  type Eventually,
  type Invariant,
  type Verdict,
} from "../../protocol/invariant.js";
import type { NodeId } from "../../trace/ids.js";
import { connectedGroups, majorityGroup, type LiveNode } from "./groups.js";
import { agree, commonLength } from "./log.js";
import { justElected } from "./steps.js";
import type { Entry, LadderFeatures, LadderState, LadderTypes, LadderWorld } from "./types.js";
import { acknowledgedWritesSurvive, service, writeKept } from "./writePromises.js";

/** Three log requests: time enough for a leader to be heard by all whom it reaches. */
const HEARD_MS = 10_000;
/** A dozen elections. */
const ELECTED_MS = 60_000;

/** Once everybody obeys terms and only good logs win, logs that are checked come together again. */
const converges = (has: LadderFeatures) =>
  has.compareLogLength && (!has.sendMissingOnly || has.prefixCheck);

type Check = (world: LadderWorld) => Verdict;

const oneLeader: Eventually<LadderTypes> = {
  ...{ type: "eventually", name: "One Leader", withinMs: HEARD_MS },
  about: "Of the live nodes that are connected with each other, eventually at most one leads.",
  promised: (has) => has.leaderStepsDown,
  check: everyGroup((group) => {
    const leaders = group.filter(({ state }) => state.role === "leader");
    if (leaders.length < 2) return HOLDS;
    return broken("{leaders:nodes} are connected, and each of them leads.", {
      leaders: leaders.map(({ id }) => id),
    });
  }),
};

const progress: Eventually<LadderTypes> = {
  ...{ type: "eventually", name: "Progress of Elections", withinMs: ELECTED_MS },
  about: "If a majority is connected, one of it eventually leads.",
  promised: (has) => has.termsInVotes,
  check(world) {
    const group = majorityGroup(world);
    if (group === undefined || group.some(({ state }) => state.role === "leader")) return HOLDS;
    const nodes = group.map(({ id }) => id);
    return broken("{nodes:nodes} are connected and a majority, but none of them leads.", { nodes });
  },
};

const logAgreement: Eventually<LadderTypes> = {
  ...{ type: "eventually", name: "Log Agreement", withinMs: HEARD_MS },
  about: "Of two connected live nodes' logs one is eventually the beginning of the other.",
  promised: (has) => !has.everyNodeRuns || (has.oneLeader && !has.noLeaderAck) || converges(has),
  check: everyGroup((group) => {
    for (const [i, a] of group.entries()) {
      const b = group.slice(i + 1).find(({ state }) => !agree(a.state.log, state.log));
      if (b !== undefined) return disagreement(a, b);
    }
    return HOLDS;
  }),
};

function disagreement(a: LiveNode, b: LiveNode): Verdict {
  const index = commonLength(a.state.log, b.state.log) + 1;
  return broken("At index {index} {a:node} has {mine}, but {b:node} has {theirs}.", {
    ...{ index, a: a.id, b: b.id },
    mine: describe(a.state.log[index - 1]),
    theirs: describe(b.state.log[index - 1]),
  });
}

const catchUp: Eventually<LadderTypes> = {
  ...{ type: "eventually", name: "Catch-Up", withinMs: HEARD_MS },
  about: "A live node that is connected with the only leader eventually has all its entries.",
  promised: (has) => !has.everyNodeRuns || converges(has),
  check: everyGroup((group) => {
    const leaders = group.filter(({ state }) => state.role === "leader");
    const [leader] = leaders;
    if (leader === undefined || leaders.length > 1) return HOLDS;
    const all = leader.state.log.length;
    const late = group.find(({ state }) => commonLength(state.log, leader.state.log) < all);
    if (late === undefined) return HOLDS;
    return broken(
      "{node:node} has a log of length {have}, and its leader {leader:node} one of length {all};" +
        " they share the first {shared} entries.",
      {
        ...{ node: late.id, leader: leader.id },
        ...{ have: late.state.log.length, all },
        shared: commonLength(late.state.log, leader.state.log),
      },
    );
  }),
};

/** Holds when it holds in every group of connected nodes. */
function everyGroup(check: (group: readonly LiveNode[]) => Verdict): Check {
  return (world) => {
    for (const group of connectedGroups(world)) {
      const verdict = check(group);
      if (!verdict.holds) return verdict;
    }
    return HOLDS;
  };
}

interface Elected {
  /** In order of election. */
  readonly leaders: readonly { readonly term: number; readonly node: NodeId }[];
  readonly verdict: Verdict;
}

const electionSafety = monitor<LadderTypes, Elected>({
  name: "Election Safety",
  about: "At most one node becomes leader in a term.",
  promised: (has) => has.terms && (has.durableVote || has.durableForGood),
  memory: { leaders: [], verdict: HOLDS },
  observe(memory, step, world) {
    const leader = justElected(step);
    if (!world.features.terms || leader === undefined || !memory.verdict.holds) {
      return { memory, verdict: memory.verdict };
    }
    const { term, node } = leader;
    const other = memory.leaders.find((past) => past.term === term && past.node !== node);
    const facts = { first: other?.node ?? node, second: node, term };
    const sentence = "{first:node} and {second:node} both became leader of term {term}.";
    const verdict = other === undefined ? HOLDS : broken(sentence, facts);
    return { memory: { leaders: [...memory.leaders, { term, node }], verdict }, verdict };
  },
});

const logMatching: Invariant<LadderTypes> = {
  ...{ type: "always", name: "Log Matching" },
  about: "Two logs with an entry of equal index and term are identical in all entries up to it.",
  promised: (has) => has.prefixCheck && (has.durableVote || has.durableForGood),
  check(world, changed) {
    if (!world.features.entryTerms || changed.state === undefined) return HOLDS;
    for (const other of world.nodes) {
      if (other.id === changed.id || other.state === undefined) continue;
      const verdict = compareLogs(changed.id, changed.state, other.id, other.state);
      if (!verdict.holds) return verdict;
    }
    return HOLDS;
  },
};

/** If the last two entries with equal index and term match, so do all earlier ones. */
function compareLogs(a: NodeId, { log: logA }: LadderState, b: NodeId, { log: logB }: LadderState) {
  let last = Math.min(logA.length, logB.length);
  while (last > 0 && logA[last - 1]?.term !== logB[last - 1]?.term) last--;
  const index = commonLength(logA, logB) + 1;
  if (index > last) return HOLDS;
  return broken(
    "{a:node} and {b:node} both have an entry of term {term} at index {last}," +
      " but at index {index} {a:node} has {mine} and {b:node} has {theirs}.",
    {
      ...{ a, b, last, index, term: logA[last - 1]?.term ?? 0 },
      ...{ mine: describe(logA[index - 1]), theirs: describe(logB[index - 1]) },
    },
  );
}

/** One or two entries sent once more are no burden; a log that grows for ten years is. */
const BEARABLE = 2;

const leanLogRequests = monitor<LadderTypes, Verdict>({
  name: "Lean Log Requests",
  about:
    "However long the log, a periodic log request carries at most two entries that its receiver is" +
    " known to have.",
  promised: (has) => has.sendMissingOnly,
  memory: HOLDS,
  observe(memory, { happening, node, after, sent }, world) {
    const isPeriodic = happening.event === "timeout" && happening.timer === "replication";
    if (!isPeriodic || node === undefined || after === undefined) {
      return { memory, verdict: memory };
    }
    for (const { to, body } of sent) {
      if (body.type !== "logRequest") continue;
      const from = body.prefixLength ?? 0;
      const last = from + (body.log ?? body.suffix ?? []).length;
      const known = Math.min(knownLength(world, after, to), last) - from;
      if (known <= BEARABLE) continue;
      const verdict = broken(
        "{leader:node} sends {to:node} entries {from} to {last}, {known} of which it is known to have.",
        { leader: node, to, from: from + 1, last, known },
      );
      return { memory: verdict, verdict };
    }
    return { memory: HOLDS, verdict: HOLDS };
  },
});

/** As far as the peer has told; before nodes acknowledge, as far as we who look on can see. */
function knownLength(world: LadderWorld, leader: LadderState, peer: NodeId): number {
  if (world.features.commitAtMajority) return leader.ackedLength[peer] ?? 0;
  return commonLength(leader.log, world.node(peer).state?.log ?? []);
}

/** An entry in a sentence. */
function describe(entry: Entry | undefined): string {
  if (entry === undefined) return "no entry";
  return entry.term === undefined
    ? `“${entry.command}”`
    : `“${entry.command}” of term ${entry.term}`;
}

/** In the order in which the talk comes to them. */
export const invariants: readonly Invariant<LadderTypes>[] = [
  service,
  writeKept,
  logAgreement,
  catchUp,
  oneLeader,
  progress,
  electionSafety,
  acknowledgedWritesSurvive,
  leanLogRequests,
  logMatching,
];
