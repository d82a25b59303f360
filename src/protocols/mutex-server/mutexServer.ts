/**
 * Mutual exclusion by a coordinator: a server grants the critical section, clients wait for it,
 * hold it for a while, write to a resource, and release it. The idea is folklore (Coulouris et al.,
 * Distributed Systems, §15.2, the central server algorithm); what is taught is what crashes do to
 * it, and two ways for a server to find out what was: its own list on disk, or its clients.
 *
 * Assumes that messages to live nodes arrive, in whatever order, and a perfect failure detector,
 * whose notice of a death comes behind all that the dead had sent to the one who is told.
 *
 * What the course leaves open, and what is done here:
 * - A message about a request names its client's boot and the request's number. A client's states
 *   follow each other (wanted, held, released), so the server keeps the latest that it knows.
 * - The epoch is the number of the server's boot, the same that the failure detector names: so a
 *   server without a disk has one too. Server and clients both ignore what is of an older epoch.
 * - A client that is accepted by a boot it did not know tells that boot what it wants or holds. Of
 *   the stateful server the clients are asked besides, as many of them never noticed the crash.
 * - Requests found again after a crash are queued in an order that is drawn.
 * - A server that awaits an answer is content with the death of that client's boot, or with the
 *   connection of its next one, which wants nothing yet.
 * - The stateless server waits at no first boot: its number tells that nobody was before.
 * - A critical section ends with one write; the client leaves when the resource has answered, and
 *   writes again when the resource was down.
 * - The number of a grant begins with the epoch. To read the highest number that the resource has
 *   seen, as is often advised, is not enough: a number that was granted but not used yet would be
 *   granted once more.
 *
 * Left out: clients that disconnect without dying, leases, read locks.
 */
import type { Context } from "../../protocol/context.js";
import type { Protocol } from "../../protocol/protocol.js";
import type { NodeId } from "../../trace/ids.js";
import {
  answerQuery,
  bootClient,
  connect,
  enter,
  hearAccept,
  hearGrant,
  hearResourceBack,
  hearServerDeath,
  leave,
  write,
} from "./client.js";
import { invariants } from "./invariants.js";
import { moments } from "./moments.js";
import { takeWrite } from "./resource.js";
import { acceptClient, bootServer, endRecovery, hearClaim, hearDeath } from "./server.js";
import { FEATURES, STAGES } from "./stages.js";
import type { MutexTypes } from "./types.js";
import { clientView, labels, messages, resourceView, serverView, trails } from "./view.js";

export const mutexServer: Protocol<MutexTypes> = {
  name: "mutex-server",
  title: "Mutual exclusion by a server",
  engineVersion: 2,
  source: "The central server algorithm (Coulouris et al., §15.2), made to survive crashes",
  assumes: [
    "Nodes stop and may restart, but never lie; the resource's disk keeps what was written.",
    "Messages between live nodes arrive, in any order.",
    "A perfect failure detector tells server and clients who is down.",
    "With the recovery window: clients connect again within 300 ms of the server's boot.",
  ],
  survives: [
    "At the last stage crashes and restarts of any node at any time, and doubled messages.",
    "From dead-clients-freed on crashes of clients and of the resource.",
    "From saved-clients-and-epochs on crashes of the server; stateless is the exception.",
  ],
  faults: ["crash", "crashDuringStep", "duplicate", "addNode", "removeNode"],
  beyond: [
    "Lost messages and cut links: somebody waits for ever.",
    "Messages slower than the recovery window allows for: two clients hold the critical section," +
      " and only fencing keeps the earlier one's late write out.",
    "A lost or slow disk of the server at the stages that save clients.",
  ],

  config: {},
  features: FEATURES,
  stages: STAGES,
  timers: { recovery: [300, 300], retry: [50, 50], leave: [80, 160] },
  size: {
    server: { min: 1, usual: 1, max: 1, fixed: true },
    client: { min: 1, usual: 3, max: 9 },
    resource: { min: 1, usual: 1, max: 1, fixed: true },
  },

  kinds: {
    server: {
      persisted: ({ recoversFrom }) => (recoversFrom === "disk" ? ["clients"] : []),
      init: bootServer,
      onMessage: {
        Connect: ofClients(acceptClient),
        Request: ofClients((state, message, client, ctx) =>
          hearClaim(state, message, "wanted", client, ctx),
        ),
        Release: ofClients((state, message, client, ctx) =>
          hearClaim(state, message, "released", client, ctx),
        ),
        Status: ofClients((state, message, client, ctx) =>
          hearClaim(state, message, message.mutex, client, ctx),
        ),
      },
      onTimer: { recovery: endRecovery },
      onCommand: {},
      onPeerDown: hearDeath,
      view: serverView,
    },
    client: {
      persisted: () => [],
      init: (_, ctx) => bootClient(ctx),
      onMessage: {
        Accept: (state, accept, _, ctx) => hearAccept(state, accept, ctx),
        Query: (state, query, _, ctx) => answerQuery(state, query, ctx),
        Grant: (state, granted, _, ctx) => hearGrant(state, granted, ctx),
        Written: (state, written, _, ctx) => leave(state, written, ctx),
        Refused: (state, refused, _, ctx) => leave(state, refused, ctx),
      },
      onTimer: {
        retry(state, ctx) {
          connect(ctx);
          return state;
        },
        leave: write,
      },
      onCommand: { enter },
      onPeerDown: hearServerDeath,
      onPeerUp: (state, peer, _, ctx) => hearResourceBack(state, peer, ctx),
      view: clientView,
    },
    resource: {
      persisted: () => ["highest", "writer"],
      init: ({ highest = null, writer = null }) => ({ highest, writer }),
      onMessage: { Write: ofClients(takeWrite) },
      onTimer: {},
      onCommand: {},
      view: resourceView,
    },
  },
  labels,
  messages,
  commands: { enter: {} },

  invariants,
  moments,
  routine: { messages: ["Connect"], timers: ["retry"] },
  questions: {
    grant: "Whom does {node:node} grant the critical section, and why do the others wait?",
    wait: "Why is {node:node} in the critical section, or why does it still wait?",
    connect: "Why does {node:node} connect or accept, or why not?",
    write: "Why did {node:node} take or refuse the write?",
  },
  trails,
};

type Receive<S, M, C> = (state: S, message: M, from: NodeId, ctx: C) => S;

/** Who is no client, or has been removed, gets no answer; forged messages may come from anybody. */
function ofClients<S, M, C extends Pick<Context<MutexTypes>, "peers">>(
  receive: Receive<S, M, C>,
): Receive<S, M, C> {
  return (state, message, from, ctx) =>
    ctx.peers("client").includes(from) ? receive(state, message, from, ctx) : state;
}
