/** What the server owes its clients, and the resource everybody. */
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
import { recoversSafely } from "./stages.js";
import type { MutexStep, MutexTypes, MutexWorld, ServerState } from "./types.js";
import { grantsOf, isServer, liveClients, liveServer, type LiveClient } from "./world.js";

/** Several recoveries long. */
const PATIENCE_MS = 3000;

const mutualExclusion: Always<MutexTypes> = {
  ...{ type: "always", name: "Mutual Exclusion" },
  about: "At most one live client is in the critical section.",
  promised: recoversSafely,
  check(world) {
    const [a, b] = liveClients(world).filter(({ state }) => state.mutex === "held");
    if (a === undefined || b === undefined) return HOLDS;
    const sentence = "{a:node} and {b:node} are both in the critical section.";
    return broken(sentence, { a: a.id, b: b.id });
  },
};

const noLostRequest: Eventually<MutexTypes> = {
  ...{ type: "eventually", name: "No Lost Request", withinMs: PATIENCE_MS },
  about:
    "While the server is up, every live client that waits is eventually in its queue, and waits for" +
    " a live client in the critical section.",
  promised: ({ recoversFrom }) => recoversFrom !== "nothing",
  check(world) {
    const server = liveServer(world);
    if (server === undefined) return HOLDS;
    for (const { id, state } of liveClients(world)) {
      if (state.mutex !== "wanted") continue;
      const verdict = isOnItsWay(id, server, world);
      if (!verdict.holds) return verdict;
    }
    return HOLDS;
  },
};

/** Whether nothing but somebody else's critical section keeps the client waiting. */
function isOnItsWay(client: NodeId, server: ServerState, world: MutexWorld): Verdict {
  if (server.role === "recovering") {
    return broken("{client:node} waits for a server that does not end its recovery.", { client });
  }
  const { queue, holders } = server;
  if (!queue.includes(client) && !holders.includes(client)) {
    return broken("{client:node} waits, but the server knows nothing of it.", { client });
  }
  const live = liveClients(world);
  const idle = holders.find((holder) => !isHolding(live, holder));
  if (idle === undefined) return HOLDS;
  if (idle === client) return broken("{client:node} never gets its grant.", { client });
  const sentence = live.some(({ id }) => id === idle)
    ? "{client:node} waits for {holder:node}, which is not in the critical section."
    : "{client:node} waits for {holder:node}, which is down.";
  return broken(sentence, { client, holder: idle });
}

function isHolding(live: readonly LiveClient[], client: NodeId): boolean {
  return live.some(({ id, state }) => id === client && state.mutex === "held");
}

interface Arrivals {
  /** Who waits in the queue, and when it came; all that a recovery found came at turn 0. */
  readonly turns: ReadonlyMap<NodeId, number>;
  readonly next: number;
  readonly verdict: Verdict;
}

const FRESH_QUEUE: Arrivals = { turns: new Map(), next: 1, verdict: HOLDS };

const fifoGrants = monitor<MutexTypes, Arrivals>({
  name: "FIFO Grants",
  about:
    "Between two crashes the server grants requests in the order in which they reached it; those" +
    " that a recovery finds come first, in any order.",
  promised: () => true,
  memory: FRESH_QUEUE,
  observe(memory, step) {
    const { before, after, happening } = step;
    if (!isServer(after) || before === after) return { memory, verdict: memory.verdict };
    const isBoot = happening.event === "restart";
    const old = isBoot ? { ...FRESH_QUEUE, verdict: memory.verdict } : memory;
    const seen = watchQueue(old, after, step);
    return { memory: seen, verdict: seen.verdict };
  },
});

/** Takes in who came, judges who was granted, and drops who is gone. */
function watchQueue(memory: Arrivals, after: ServerState, step: MutexStep): Arrivals {
  const turns = new Map(memory.turns);
  let { next, verdict } = memory;
  const granted = grantsOf(step).map(({ to }) => to);
  for (const client of [...granted, ...after.queue]) {
    if (!turns.has(client)) turns.set(client, isRecovering(step) ? 0 : next++);
  }
  for (const client of turns.keys()) {
    if (!granted.includes(client) && !after.queue.includes(client)) turns.delete(client);
  }
  for (const client of granted) {
    const turn = turns.get(client) ?? 0;
    turns.delete(client);
    const earlier = [...turns].find(([, other]) => other < turn);
    if (earlier === undefined) continue;
    const facts = { client, earlier: earlier[0] };
    verdict = broken("{client:node} is granted before {earlier:node}, which came earlier.", facts);
  }
  return { turns, next, verdict };
}

function isRecovering({ before }: MutexStep): boolean {
  return isServer(before) && before.role === "recovering";
}

interface Deaths {
  /** The boots that the server, in this boot, knows to be over. */
  readonly over: ReadonlyMap<NodeId, number>;
  readonly verdict: Verdict;
}

const noGrantToTheDead = monitor<MutexTypes, Deaths>({
  name: "No Grant to the Dead",
  about: "The server never grants to a boot of a client of whose death it has been told.",
  promised: ({ freeTheDead }) => freeTheDead,
  memory: { over: new Map(), verdict: HOLDS },
  observe(memory, step) {
    const { happening, after } = step;
    if (!isServer(after)) return { memory, verdict: memory.verdict };
    let { over, verdict } = memory;
    if (happening.event === "restart") over = new Map();
    if (happening.event === "peerDown") {
      over = new Map(over).set(happening.peer, happening.incarnation);
    }
    for (const { to, grant } of grantsOf(step)) {
      if (grant.incarnation > (over.get(to) ?? 0)) continue;
      const sentence = "The server grants to {client:node}, of whose death it has been told.";
      verdict = broken(sentence, { client: to });
    }
    return { memory: { over, verdict }, verdict };
  },
});

interface Writes {
  /** Request → the how-manieth grant it got, over all boots of the server. */
  readonly grants: ReadonlyMap<string, number>;
  readonly made: number;
  /** The latest grant of which a write was taken, and whose it was. */
  readonly latest: number;
  readonly writer: NodeId;
  readonly verdict: Verdict;
}

const noStaleAccess = monitor<MutexTypes, Writes>({
  name: "No Stale Access",
  about: "The resource takes no write of an earlier grant after one of a later grant.",
  promised: ({ fencing }) => fencing,
  memory: { grants: new Map(), made: 0, latest: 0, writer: "", verdict: HOLDS },
  observe(memory, step) {
    const next = judgeWrite(countGrants(memory, step), step);
    return { memory: next, verdict: next.verdict };
  },
});

function countGrants(memory: Writes, step: MutexStep): Writes {
  const fresh = grantsOf(step);
  if (fresh.length === 0) return memory;
  const grants = new Map(memory.grants);
  let { made } = memory;
  for (const { to, grant } of fresh) grants.set(requestKey(to, grant), ++made);
  return { ...memory, grants, made };
}

function judgeWrite(memory: Writes, { received, sent }: MutexStep): Writes {
  const isTaken = sent.some(({ body }) => body.type === "Written");
  if (!isTaken || received?.body.type !== "Write") return memory;
  const { from: client, body } = received;
  const grant = memory.grants.get(requestKey(client, body)) ?? 0;
  if (grant >= memory.latest) return { ...memory, latest: grant, writer: client };
  const sentence =
    "The resource takes a write of {client:node} after one of {writer:node}, granted later.";
  return { ...memory, verdict: broken(sentence, { client, writer: memory.writer }) };
}

function requestKey(client: NodeId, about: { incarnation: number; request: number }): string {
  return `${client}/${about.incarnation}/${about.request}`;
}

export const invariants: readonly Invariant<MutexTypes>[] = [
  mutualExclusion,
  noLostRequest,
  fifoGrants,
  noGrantToTheDead,
  noStaleAccess,
];
