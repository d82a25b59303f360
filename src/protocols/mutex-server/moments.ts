import type { Moment } from "../../protocol/invariant.js";
import type { Sentence } from "../../trace/sentence.js";
import type { ClientState, MutexStep, MutexTypes } from "./types.js";
import { isClient, isServer } from "./world.js";

export const moments: readonly Moment<MutexTypes>[] = [
  {
    name: "critical section entered",
    about: "A client gets its grant and enters the critical section.",
    when(step) {
      if (!changes(step, "wanted", "held")) return undefined;
      return say("{client:node} enters the critical section.", { client: step.node ?? "" });
    },
  },
  {
    name: "critical section left",
    about: "A client has written and leaves the critical section.",
    when(step) {
      if (!changes(step, "held", "released") || isBoot(step)) return undefined;
      return say("{client:node} leaves the critical section.", { client: step.node ?? "" });
    },
  },
  {
    name: "dead client freed",
    about: "The server hears of the death of a client that held the critical section.",
    when({ before, after, happening }) {
      if (happening.event !== "peerDown" || !isServer(before) || !isServer(after)) return undefined;
      const { peer: client } = happening;
      const isFreed = before.holders.includes(client) && !after.holders.includes(client);
      if (!isFreed) return undefined;
      return say("The critical section of {client:node}, which is dead, is free.", { client });
    },
  },
  {
    name: "recovery over",
    about: "A restarted server knows what it needs to know, and grants again.",
    when({ before, after }) {
      if (!isServer(before) || !isServer(after)) return undefined;
      if (before.role === after.role || after.role !== "serving") return undefined;
      const { holders } = after;
      return say("The server grants again. Granted now: {holders:nodes}.", { holders });
    },
  },
  {
    name: "old grant ignored",
    about: "A client gets a grant of an older epoch than it knows.",
    when({ node, before, received }) {
      if (received?.body.type !== "Grant" || !isClient(before)) return undefined;
      const { epoch } = received.body;
      if (epoch >= before.epoch) return undefined;
      return say("{client:node} ignores a grant of epoch {epoch}.", { client: node ?? "", epoch });
    },
  },
  {
    name: "write refused",
    about: "The resource refuses a write because it has seen a later grant.",
    when({ received, sent }) {
      if (received === undefined || !sent.some(({ body }) => body.type === "Refused")) {
        return undefined;
      }
      return say("The resource refuses the write of {client:node}.", { client: received.from });
    },
  },
];

function changes(
  { before, after }: MutexStep,
  from: ClientState["mutex"],
  to: ClientState["mutex"],
): boolean {
  return isClient(before) && isClient(after) && before.mutex === from && after.mutex === to;
}

function isBoot({ happening }: MutexStep): boolean {
  return happening.event === "restart";
}

function say(template: string, facts: NonNullable<Sentence["facts"]>): Sentence {
  return { template, facts };
}
