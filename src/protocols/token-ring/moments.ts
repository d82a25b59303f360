import type { Moment } from "../../protocol/invariant.js";
import type { RingTypes } from "./types.js";

export const moments: readonly Moment<RingTypes>[] = [
  {
    name: "critical section entered",
    about: "A peer that waited has the token.",
    when({ node: peer = "", before, after }) {
      if (before?.mutex === "held" || after?.mutex !== "held") return undefined;
      return { template: "{peer:node} enters the critical section.", facts: { peer } };
    },
  },
  {
    name: "critical section left",
    about: "A peer has edited, and passes the token on.",
    when({ node: peer = "", before, happening }) {
      if (before?.mutex !== "held" || happening.event !== "timeout") return undefined;
      if (happening.timer !== "leave") return undefined;
      return { template: "{peer:node} leaves the critical section.", facts: { peer } };
    },
  },
  {
    name: "query comes back",
    about: "A peer's query has gone round without meeting the token.",
    when({ node: peer = "", received }) {
      if (received?.body.type !== "TokenQuery" || received.body.asker !== peer) return undefined;
      return { template: "The query of {peer:node} comes back.", facts: { peer } };
    },
  },
  {
    name: "token made",
    about: "The coordinator makes a token in place of one that is lost.",
    when({ node: peer = "", before, after, received }) {
      const generation = after?.generation ?? 0;
      const isMade = received?.body.type === "TokenQuery" || received?.body.type === "Lost";
      if (!isMade || generation === before?.generation) return undefined;
      const facts = { peer, generation };
      return { template: "{peer:node} makes the token of generation {generation}.", facts };
    },
  },
  {
    name: "old token discarded",
    about: "A peer gets a token of an older generation than it knows.",
    when({ node: peer = "", before, received }) {
      if (received?.body.type !== "Token" || before === undefined) return undefined;
      const { generation } = received.body;
      if (generation >= before.generation) return undefined;
      const facts = { peer, generation };
      return { template: "{peer:node} discards a token of generation {generation}.", facts };
    },
  },
  {
    name: "peer taken in",
    about: "A peer that came back is in the ring again.",
    when({ node: peer = "", before, after }) {
      if (before?.isIn !== false || after?.isIn !== true) return undefined;
      return { template: "{peer:node} is in the ring again.", facts: { peer } };
    },
  },
];
