/** What the ring owes its peers. */
import {
  broken,
  HOLDS,
  monitor,
  type Always,
  type Eventually,
  type Invariant,
  type Verdict,
} from "../../protocol/invariant.js";
import type { NodeId } from "../../trace/ids.js";
import { buildsOnAll, keepsEdits } from "./stages.js";
import { editKey, hasEdit, isSameEdit } from "./token.js";
import type { EditMark, PeerState, RingStep, RingTypes, RingWorld } from "./types.js";

/** Several queries long. */
const PATIENCE_MS = 3000;

interface LivePeer {
  readonly id: NodeId;
  readonly state: PeerState;
}

const mutualExclusion: Always<RingTypes> = {
  ...{ type: "always", name: "Mutual Exclusion" },
  about: "At most one live peer is in the critical section.",
  promised: ({ asks }) => asks !== "literally",
  check(world) {
    const [a, b] = members(world).filter(({ state }) => state.mutex === "held");
    if (a === undefined || b === undefined) return HOLDS;
    const sentence = "{a:node} and {b:node} are both in the critical section.";
    return broken(sentence, { a: a.id, b: b.id });
  },
};

const oneToken: Always<RingTypes> = {
  ...{ type: "always", name: "One Token" },
  about:
    "Of the latest generation there is at most one token, at a live peer or on its way to one.",
  promised: ({ asks }) => asks !== "literally",
  check(world) {
    const tokens = tokensOf(world);
    const latest = Math.max(...tokens.map(({ generation }) => generation));
    const [a, b] = tokens.filter(({ generation }) => generation === latest);
    if (a === undefined || b === undefined) return HOLDS;
    const sentence =
      "Generation {latest} has two tokens: one at or on its way to {a:node}, one {b:node}.";
    return broken(sentence, { latest, a: a.at, b: b.at });
  },
};

const everyRequestGranted: Eventually<RingTypes> = {
  ...{ type: "eventually", name: "Every Request Granted", withinMs: PATIENCE_MS },
  about: "While a peer of the ring waits, there is a token that will come to it.",
  promised: ({ asks }) => asks !== "never",
  check(world) {
    const peer = members(world).find(({ state }) => state.mutex === "wanted")?.id;
    if (peer === undefined || tokensOf(world).length > 0) return HOLDS;
    return broken("{peer:node} waits, and there is no token.", { peer });
  },
};

const copiesEqual: Eventually<RingTypes> = {
  ...{ type: "eventually", name: "Copies Equal", withinMs: PATIENCE_MS },
  about: "When nobody is in the critical section and no edit is on its way, all copies are equal.",
  promised: keepsEdits,
  check(world) {
    const [first, ...others] = members(world);
    const isBusy =
      world.inFlight().some(({ body }) => body.type === "Edit") ||
      members(world).some(({ state }) => state.mutex === "held" || state.inbox.length > 0);
    if (first === undefined || isBusy) return HOLDS;
    const other = others.find(({ state }) => !isSameCopy(state.edits, first.state.edits));
    if (other === undefined) return HOLDS;
    const facts = { a: first.id, b: other.id };
    return broken("The copies of {a:node} and {b:node} differ.", facts);
  },
};

interface Edits {
  /** The edits of which somebody has been notified. */
  readonly notified: readonly EditMark[];
  readonly verdict: Verdict;
}

const buildsOnEarlier = monitor<RingTypes, Edits>({
  name: "Edits Build on All Earlier",
  about: "Whoever edits has all earlier edits that some live peer of the ring has.",
  promised: buildsOnAll,
  memory: { notified: [], verdict: HOLDS },
  observe(memory, step, world) {
    const edit = editOf(step);
    if (edit === undefined) return { memory, verdict: memory.verdict };
    const known = new Set(step.after?.edits.map(editKey));
    const missing = memory.notified.find(
      (one) =>
        !known.has(editKey(one)) && members(world).some(({ state }) => hasEdit(state.edits, one)),
    );
    const facts = { peer: edit.author, author: missing?.author ?? "" };
    const sentence = "{peer:node} edits without knowing an edit of {author:node}.";
    const verdict = missing === undefined ? memory.verdict : broken(sentence, facts);
    return { memory: { notified: [...memory.notified, edit], verdict }, verdict };
  },
});

/** The edit that this step made. */
function editOf({ before, after, happening }: RingStep): EditMark | undefined {
  const isLeaving = happening.event === "timeout" && before?.mutex === "held";
  return isLeaving && before !== after ? after?.edits.at(-1) : undefined;
}

/** The live peers of the ring. */
function members(world: RingWorld): readonly LivePeer[] {
  return world.nodes.flatMap(({ id, isUp, state }) =>
    isUp && state?.isIn === true ? [{ id, state }] : [],
  );
}

function tokensOf(world: RingWorld): readonly { at: NodeId; generation: number }[] {
  const live = members(world);
  const held = live.flatMap(({ id, state: { token } }) =>
    token === null ? [] : [{ at: id, generation: token }],
  );
  const waiting = live.flatMap(({ id, state }) =>
    state.inbox.flatMap(({ message }) =>
      message.type === "Token" ? [{ at: id, generation: message.generation }] : [],
    ),
  );
  const moving = world
    .inFlight()
    .flatMap(({ to, body }) =>
      body.type === "Token" && live.some(({ id }) => id === to)
        ? [{ at: to, generation: body.generation }]
        : [],
    );
  return [...held, ...waiting, ...moving];
}

function isSameCopy(a: readonly EditMark[], b: readonly EditMark[]): boolean {
  return a.length === b.length && a.every((edit, i) => isSameEdit(edit, b[i] ?? edit));
}

export const invariants: readonly Invariant<RingTypes>[] = [
  mutualExclusion,
  oneToken,
  everyRequestGranted,
  copiesEqual,
  buildsOnEarlier,
];
