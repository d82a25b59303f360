/**
 * Mutual exclusion on a ring: a token goes round, and who has it may edit a resource of which every
 * peer keeps a copy (Le Lann 1977; Coulouris et al., Distributed Systems, §15.2, the ring-based
 * algorithm). What is taught is what crashes do to it.
 *
 * Assumes links that keep the order, and a perfect failure detector, whose notice of a death comes
 * behind all that the dead had sent to the one who is told.
 *
 * What the course leaves open, and what is done here:
 * - A link keeps its order, but a ring that changes has more than one link to a peer. See inbox.ts
 *   for what keeps the order of all that goes round.
 * - An edit is known to have gone round when the token that followed it comes again.
 * - The proof that the token is lost goes round to the coordinator too: sent directly, it could be
 *   there before an edit of a former holder, and the new token would build on an old copy.
 * - A proof counts if the coordinator knows the same ring, with the same boots, and the same
 *   generation as the asker. So no two coordinators make a token of one loss, and none makes two.
 * - Nothing is on a disk: the resource lives as long as one peer of the ring does.
 */
import type { Protocol } from "../../protocol/protocol.js";
import { handleReady, receive } from "./inbox.js";
import { invariants } from "./invariants.js";
import { boot, hearDeath, hearReturn } from "./membership.js";
import { moments } from "./moments.js";
import { ask } from "./query.js";
import { FEATURES, STAGES } from "./stages.js";
import { enter, leave } from "./token.js";
import type { RingTypes } from "./types.js";
import { labels, messages, ring, trails, view } from "./view.js";

export const tokenRing: Protocol<RingTypes> = {
  name: "token-ring",
  title: "Mutual exclusion on a ring",
  engineVersion: 2,
  source:
    "The ring-based algorithm (Le Lann 1977; Coulouris et al., §15.2), made to survive crashes",
  assumes: [
    "Peers stop and may restart, but never lie.",
    "Every link keeps the order of its messages, and loses none between live peers.",
    "A perfect failure detector tells every peer who is down.",
  ],
  survives: [
    "At the last stage crashes and restarts of peers, as long as one peer of the ring lives.",
    "From generations on crashes of any peers; who restarts stays outside until rejoining.",
  ],
  faults: ["crash", "crashDuringStep"],
  beyond: [
    "Links that do not keep the order: the token overtakes an edit, and the copies differ.",
    "Lost messages and cut links: an edit is missing for good, or two tokens go round.",
    "Forged messages: two tokens, or a copy that differs.",
    "All peers of the ring down at once: nobody is left who could take anybody in.",
    "An edit of which only the dead had heard.",
    "A message older than the stay of a peer that was taken in and died: slower than the notices.",
  ],
  network: { fifo: true },

  config: {},
  features: FEATURES,
  stages: STAGES,
  timers: { leave: [40, 80], patience: [400, 500] },
  size: { peer: { min: 1, usual: 4, max: 9, fixed: true } },

  kinds: {
    peer: {
      persisted: () => [],
      init: (_, ctx) => boot(ctx),
      onMessage: {
        Token: receive,
        Edit: receive,
        TokenQuery: receive,
        Joined: receive,
        Welcome: receive,
        Lost: receive,
      },
      onTimer: { leave, patience: ask },
      onCommand: { enter },
      onPeerDown: (state, peer, incarnation, ctx) =>
        ctx.features.closes ? handleReady(hearDeath(state, peer, incarnation, ctx), ctx) : state,
      onPeerUp: (state, peer, incarnation, ctx) =>
        ctx.features.closes ? handleReady(hearReturn(state, peer, incarnation, ctx), ctx) : state,
      view,
    },
  },
  labels,
  messages,
  commands: { enter: {} },

  invariants,
  moments,
  routine: { messages: ["Token"], timers: [] },
  questions: {
    wait: "Why does the token not come to {node:node}, or why is it not kept?",
    lost: "Does {node:node} take the token for lost, and why?",
  },
  trails,
  ring,
};
