import { stepOnce, type StepEvent, type StepResult } from "../../../src/protocol/kit/stepOnce.js";
import { raftLadder } from "../../../src/protocols/raft-ladder/raftLadder.js";
import type {
  Entry,
  LadderFeatures,
  LadderMessage,
  LadderState,
  LadderTypes,
  WriteResult,
} from "../../../src/protocols/raft-ladder/types.js";

export type LadderStepResult = StepResult<LadderTypes, "node">;
type Event = StepEvent<LadderTypes, "node">;

/** The node under test is n1, one of three, unless said otherwise. */
export const PEERS = ["n2", "n3"];

/** All features as they are at a stage. */
export function featuresAt(stage: number): LadderFeatures {
  const specs = Object.entries(raftLadder.features);
  const defaults = Object.fromEntries(specs.map(([name, spec]) => [name, spec.default]));
  return { ...defaults, ...raftLadder.stages[stage]?.features } as LadderFeatures;
}

interface Extra {
  /** In place of n1. */
  readonly node?: string;
  readonly peers?: readonly string[];
  readonly features?: Partial<LadderFeatures>;
}

/** One event at one node at that stage. */
export function happen(
  stage: number,
  state: LadderState | undefined,
  event: Event,
  { node = "n1", peers = PEERS, features = {} }: Extra = {},
): LadderStepResult {
  return stepOnce(raftLadder, {
    ...(state === undefined ? {} : { state }),
    ...{ node, peers, event, features: { ...featuresAt(stage), ...features } },
  });
}

export function boot(stage: number, extra: Extra = {}): LadderStepResult {
  return happen(stage, undefined, { event: "start" }, extra);
}

/** A restart with what the stage keeps on disk. */
export function restart(stage: number, state: LadderState, extra: Extra = {}): LadderStepResult {
  const features = { ...featuresAt(stage), ...extra.features };
  const fields = raftLadder.kinds.node.persisted(features);
  const saved = Object.fromEntries(fields.map((field) => [field, state[field]]));
  return happen(stage, undefined, { event: "start", saved }, extra);
}

export function receive(
  stage: number,
  state: LadderState,
  from: string,
  message: LadderMessage,
  extra: Extra = {},
): LadderStepResult {
  return happen(stage, state, { event: "receive", from, message }, extra);
}

export function timeout(
  stage: number,
  state: LadderState,
  timer: "replication" | "no-leader-ack" | "election",
  extra: Extra = {},
): LadderStepResult {
  return happen(stage, state, { event: "timeout", timer }, extra);
}

export function write(
  stage: number,
  state: LadderState,
  text: string,
  extra: Extra = {},
): LadderStepResult {
  return happen(stage, state, { event: "command", command: { type: "write", text }, id: 7 }, extra);
}

/** A follower of term 0 with an empty log, and what differs from that; frozen. */
export function follower(differs: Partial<LadderState> = {}): LadderState {
  return freeze({
    ...{ role: "follower", log: [], commitLength: 0, currentTerm: 0, votedFor: null },
    ...{ votesReceived: [], currentLeader: null, sentLength: {}, ackedLength: {}, waiting: [] },
    ...differs,
  });
}

export function candidate(differs: Partial<LadderState> = {}): LadderState {
  return follower({
    ...{ role: "candidate", currentTerm: 1, votedFor: "n1", votesReceived: ["n1"] },
    ...differs,
  });
}

/** A leader whose peers are thought to have its whole log, of which they have told nothing. */
export function leader(differs: Partial<LadderState> = {}): LadderState {
  const length = differs.log?.length ?? 0;
  return follower({
    ...{ role: "leader", currentTerm: 1, votedFor: "n1", votesReceived: ["n1", "n2"] },
    ...{ currentLeader: "n1", ackedLength: { n2: 0, n3: 0 } },
    ...{ sentLength: { n2: length, n3: length } },
    ...differs,
  });
}

/** A log of entries without terms. */
export function plainLog(...commands: readonly string[]): readonly Entry[] {
  return commands.map((command) => ({ command }));
}

/** A log with an entry of each of these terms; the commands tell index and term apart. */
export function logOf(...terms: readonly number[]): readonly Entry[] {
  return terms.map((term, i) => ({ command: `w${i + 1}t${term}`, term }));
}

/** The messages sent, as `[to, message]`. */
export function sent({ effects }: LadderStepResult): readonly (readonly [string, LadderMessage])[] {
  return effects.flatMap((e) => (e.effect === "send" ? [[e.to, e.message] as const] : []));
}

/** The messages sent to that node. */
export function sentTo(result: LadderStepResult, node: string): readonly LadderMessage[] {
  return sent(result).flatMap(([to, message]) => (to === node ? [message] : []));
}

/** What the client of the write is told. */
export function told({ replies }: LadderStepResult): readonly WriteResult[] {
  return replies.map(({ result }) => result);
}

export function timersSet({ effects }: LadderStepResult): readonly string[] {
  return effects.flatMap((e) => (e.effect === "setTimer" ? [e.timer] : []));
}

export function timersCancelled({ effects }: LadderStepResult): readonly string[] {
  return effects.flatMap((e) => (e.effect === "cancelTimer" ? [e.timer] : []));
}

/** Freezes a plain value through and through, so that no handler can change it. */
export function freeze<V>(value: V): V {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
  return value;
}
