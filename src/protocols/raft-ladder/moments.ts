import type { Moment } from "../../protocol/invariant.js";
import type { Sentence } from "../../trace/sentence.js";
import { commonLength } from "./log.js";
import { justElected } from "./steps.js";
import type { LadderStep, LadderTypes } from "./types.js";

export const moments: readonly Moment<LadderTypes>[] = [
  {
    name: "leader elected",
    about: "A node becomes leader: by its boot, by itself, or by the votes of a majority.",
    when(step) {
      const leader = justElected(step);
      if (leader === undefined) return undefined;
      const { node, term, state } = leader;
      if (step.before === undefined) return say("{node:node} starts as leader.", { node });
      const voters = state.votesReceived;
      if (voters.length === 0) return say("{node:node} makes itself leader.", { node });
      if (term === 0) return say("{voters:nodes} elect {node:node} leader.", { node, voters });
      const sentence = "{voters:nodes} elect {node:node} leader of term {term}.";
      return say(sentence, { node, term, voters });
    },
  },
  {
    name: "second leader",
    about: "A node becomes leader while another live node leads.",
    when(step, world) {
      const leader = justElected(step);
      if (leader === undefined) return undefined;
      const { node } = leader;
      const others = world.nodes.filter(
        ({ id, isUp, state }) => id !== node && isUp && state?.role === "leader",
      );
      if (others.length === 0) return undefined;
      return say("{node:node} leads, and so does {others:nodes}.", {
        ...{ node, others: others.map(({ id }) => id) },
      });
    },
  },
  {
    name: "election started",
    about: "A node becomes candidate, or tries again in a new term.",
    when({ node, before, after }) {
      if (after === before || after?.role !== "candidate" || node === undefined) return undefined;
      const term = after.currentTerm;
      if (before?.role === "candidate" && before.currentTerm === term) return undefined;
      return term === 0
        ? say("{node:node} asks for votes.", { node })
        : say("{node:node} asks for votes in term {term}.", { node, term });
    },
  },
  {
    name: "candidate gives up",
    about: "A candidate becomes follower again.",
    when(step) {
      if (!changesRole(step, "candidate", "follower")) return undefined;
      return say("{node:node} gives up its candidacy.", { node: step.node ?? "" });
    },
  },
  {
    name: "leader steps down",
    about: "A leader becomes follower because somebody else is in a higher term.",
    when(step) {
      if (!changesRole(step, "leader", "follower")) return undefined;
      return say("{node:node} steps down: it has seen term {term}.", {
        ...{ node: step.node ?? "", term: step.after?.currentTerm ?? 0 },
      });
    },
  },
  {
    name: "write refused",
    about: "A client is told that its write is not taken.",
    when({ node, replies }) {
      const refused = replies.some(({ result }) => ["refused", "noLeader"].includes(result.type));
      if (!refused || node === undefined) return undefined;
      return say("{node:node} does not take the write.", { node });
    },
  },
  {
    name: "entry committed",
    about: "A leader raises its commit length.",
    when({ node, before, after }) {
      if (after === before || after?.role !== "leader" || node === undefined) return undefined;
      const to = after.commitLength;
      if (before === undefined || to <= before.commitLength) return undefined;
      const command = after.log[to - 1]?.command ?? "";
      return say("{node:node} commits up to entry {to}, “{command}”.", { node, to, command });
    },
  },
  {
    name: "entries erased",
    about: "A node's log loses entries to another node's log.",
    when({ node, happening, before, after }) {
      if (before === undefined || after === undefined || before.log === after.log) return undefined;
      const kept = commonLength(before.log, after.log);
      const count = before.log.length - kept;
      if (count === 0 || happening.event === "restart" || node === undefined) return undefined;
      return say("{node:node} loses its entries from index {index} on: {count} of them.", {
        ...{ node, index: kept + 1, count },
      });
    },
  },
];

function changesRole({ happening, before, after }: LadderStep, from: string, to: string): boolean {
  return before?.role === from && after?.role === to && happening.event !== "restart";
}

function say(template: string, facts: NonNullable<Sentence["facts"]>): Sentence {
  return { template, facts };
}
