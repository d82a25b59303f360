import type { ParameterSpecs } from "../../protocol/parameters.js";
import type { Stage } from "../../protocol/protocol.js";
import type { LadderFeatures, LadderTypes } from "./types.js";

interface Rule {
  /** What the stage adds. */
  readonly feature: keyof LadderFeatures;
  readonly about: string;
  /** What the stage that adds it teaches. */
  readonly teaches: string;
  /** The stage that makes the rule superfluous; absent: it stays. */
  readonly retiredAt?: number;
}

/** Stage n has the first n rules. */
const RULES: readonly Rule[] = [
  {
    feature: "leaderTakesWrites",
    about: "The first node starts as leader and takes writes into its memory.",
    teaches: "One node starts as leader and takes writes; what it took is gone after a crash.",
  },
  {
    feature: "durableLog",
    about: "The log is written to disk.",
    teaches: "The leader appends to a durable log: a crash costs nothing but the time it is off.",
  },
  {
    feature: "everyNodeRuns",
    about: "All nodes run, each of them as a leader.",
    teaches: "Three nodes, all leaders: another one still takes writes, but they diverge.",
  },
  {
    feature: "oneLeader",
    about: "Only the first node leads; the others are followers and refuse writes.",
    teaches: "One leader, the others follow and refuse writes: nothing conflicts any more.",
  },
  {
    feature: "logRequests",
    about: "A write makes the leader send its log; followers replace theirs.",
    teaches: "A write makes the leader send a log request, and followers replace their log.",
  },
  {
    feature: "periodicLogRequests",
    about: "The leader sends log requests again and again.",
    teaches: "Log requests repeat periodically: a node that missed one catches up.",
  },
  {
    feature: "noLeaderAck",
    about: "A follower that hears no leader for a random time makes itself leader.",
    teaches: "A follower that hears no leader for a random time makes itself leader: fail-over.",
  },
  {
    feature: "relayWrites",
    about: "Followers learn who leads and relay writes to it.",
    teaches: "Followers learn the leader and relay writes: a client may ask any live node.",
  },
  {
    feature: "elections",
    about: "A candidate needs the votes of a strict majority; every node has one vote.",
    teaches: "A candidate asks for votes, one a node, and leads with a strict majority only.",
  },
  {
    feature: "candidateObeysLogRequest",
    about: "A candidate that gets a log request becomes follower.",
    teaches: "A candidate that gets a log request becomes follower: it returns to the others.",
  },
  {
    feature: "terms",
    about: "Candidacies raise a term; log requests carry it; followers ignore lower ones.",
    teaches:
      "Terms: +1 with every candidacy, carried by log requests; followers ignore lower ones.",
  },
  {
    feature: "leaderStepsDown",
    about: "A leader that sees a higher term in a log request becomes follower.",
    teaches: "A leader that sees a higher term in a log request steps down.",
  },
  {
    feature: "electionTimeout",
    about: "A candidate that is not elected in time tries again in a new term.",
    teaches: "A candidate's election timeout: it tries again with the next term.",
  },
  {
    feature: "termsInVotes",
    about: "Vote requests and responses carry the term; a new term frees the vote.",
    teaches:
      "Terms in vote requests and responses: a higher term frees the vote, so elections end.",
  },
  {
    feature: "commitAtMajority",
    about: "Followers acknowledge; what a strict majority stores is committed and answered.",
    teaches: "Followers acknowledge; clients are answered when a strict majority has the write.",
  },
  {
    feature: "rejectLowerCommit",
    about: "A follower rejects a log request whose commit length is below its own.",
    teaches: "A follower rejects a log request that knows less to be committed than itself.",
    retiredAt: 18,
  },
  {
    feature: "termsBindEveryone",
    about: "Candidates ignore lower terms; leaders obey a vote request's higher term.",
    teaches: "Terms bind everyone: candidates ignore lower ones, leaders answer vote requests.",
  },
  {
    feature: "compareLogLength",
    about: "A voter refuses a candidate whose log is shorter.",
    teaches: "A voter refuses a candidate whose log is shorter; the rule of stage 16 is retired.",
  },
  {
    feature: "entryTerms",
    about: "Entries carry their term; voters compare the last entry's term, then the length.",
    teaches: "Every entry carries its term: voters compare the last one's, then the length.",
  },
  {
    feature: "sendMissingOnly",
    about: "A log request carries only what the leader thinks is missing.",
    teaches: "A log request carries only what the leader thinks is missing, and nobody checks.",
  },
  {
    feature: "prefixCheck",
    about: "Prefix length and term are checked, conflicts are cut, the leader backs up.",
    teaches: "The prefix is checked, a conflicting suffix is cut, a refused leader backs up.",
  },
  {
    feature: "drawnStart",
    about: "All nodes start as followers with drawn timers; none is privileged.",
    teaches: "All start as followers with drawn timers: none is privileged.",
  },
  {
    feature: "ownTermCommit",
    about: "A leader counts copies only for entries of its own term.",
    teaches: "Only entries of the leader's own term are counted for commit (Figure 8).",
  },
  {
    feature: "durableForGood",
    about: "The vote is durable whatever durableVote says.",
    teaches: "Term and vote are durable, with no way to leave it out: this is Raft.",
  },
];

const SWITCH = {
  type: "boolean",
  default: true,
  about: "votedFor survives a crash; switch it off before stage 24 to see why it must.",
} as const;

/** The whole of Raft: everything but the rule that another has replaced. */
export const FEATURES = Object.fromEntries([
  ...RULES.map(({ feature, about, retiredAt }) => [
    feature,
    { type: "boolean", default: retiredAt === undefined, about },
  ]),
  ["durableVote", SWITCH],
]) as unknown as ParameterSpecs<LadderFeatures>;

const NODE_IS_OFF = "A node that is off: a write goes nowhere.";

/** `0` to `24`; each adds the rule of its number. */
export const STAGES: readonly Stage<LadderTypes>[] = Array.from(
  { length: RULES.length + 1 },
  (_, stage) => ({
    name: String(stage),
    teaches: RULES[stage - 1]?.teaches ?? NODE_IS_OFF,
    features: differences(stage),
  }),
);

/** What a stage's rules differ in from the defaults. */
function differences(stage: number): Partial<LadderFeatures> {
  const entries = RULES.flatMap(({ feature, retiredAt }, index) => {
    const isOn = index < stage && (retiredAt === undefined || stage < retiredAt);
    return isOn === (retiredAt === undefined) ? [] : [[feature, isOn] as const];
  });
  return Object.fromEntries(entries);
}
