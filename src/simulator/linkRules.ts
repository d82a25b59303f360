/** Interventions on links: cuts, which heal, and changes of the topology, which are no faults. */
import type { Link, NodeId } from "../trace/ids.js";
import { cutLinks, restoreLinks } from "./network.js";
import { presentNode, type Hands, type Refusal, type Rules } from "./rules.js";
import type { RunState } from "./runState.js";
import type { SimStep } from "./step.js";
import { addLinks, removeLinks } from "./topology.js";

type LinkRule = "cut" | "restore" | "isolate" | "partition" | "heal" | "addLink" | "removeLink";

export const linkRules: Rules<LinkRule> = {
  cut(hands, { links }) {
    return wrongLinks(hands.run, links) ?? cut(hands, links);
  },

  restore({ run, stepper }, { links }) {
    const problem = wrongLinks(run, links);
    if (problem !== undefined) return problem;
    const whole = links.find((ends) => run.link(ends)?.isCut === false);
    if (whole !== undefined) return `the link ${tellLink(run, whole)} is not cut`;
    restoreLinks(run, links);
    return stepper.topology({ event: "restore", links });
  },

  isolate(hands, { node: id }) {
    const node = presentNode(hands.run, id);
    if (typeof node === "string") return node;
    const links = openLinks(hands.run, (from, to) => from === id || to === id);
    if (links.length === 0) return `${node.name} is already isolated`;
    return cut(hands, links);
  },

  partition(hands, { groups }) {
    const groupOf = assignGroups(hands.run, groups);
    if (typeof groupOf === "string") return groupOf;
    const links = openLinks(hands.run, (from, to) => groupOf.get(from) !== groupOf.get(to));
    if (links.length === 0) return "there is no open link between the groups";
    return cut(hands, links);
  },

  heal({ run, stepper }) {
    const all = run.allLinks().filter(({ link }) => link.isCut);
    const links = all.map(({ ends }) => ends);
    if (links.length === 0) return "no link is cut";
    restoreLinks(run, links);
    return stepper.topology({ event: "restore", links });
  },

  addLink({ run, stepper }, { links }) {
    const problem = wrongEnds(run, links);
    if (problem !== undefined) return problem;
    const known = links.find((ends) => run.link(ends) !== undefined);
    if (known !== undefined) return `the link ${tellLink(run, known)} is already there`;
    const loop = links.find(([from, to]) => from === to);
    if (loop !== undefined) return `the link ${tellLink(run, loop)} leads nowhere else`;
    addLinks(run, links);
    return stepper.topology({ event: "addLink", links });
  },

  removeLink({ run, stepper }, { links }) {
    const problem = wrongLinks(run, links);
    if (problem !== undefined) return problem;
    const lost = removeLinks(run, links);
    return stepper.topology({ event: "removeLink", links, lost });
  },
};

function cut({ run, stepper }: Hands, links: readonly Link[]): SimStep | Refusal {
  const cutAlready = links.find((ends) => run.link(ends)?.isCut === true);
  if (cutAlready !== undefined) return `the link ${tellLink(run, cutAlready)} is already cut`;
  const lost = cutLinks(run, links);
  return stepper.topology({ event: "cut", links, lost });
}

/** The links must be there. */
function wrongLinks(run: RunState, links: readonly Link[]): Refusal | undefined {
  const problem = wrongEnds(run, links);
  if (problem !== undefined) return problem;
  const missing = links.find((ends) => run.link(ends) === undefined);
  return missing && `there is no link ${tellLink(run, missing)}`;
}

/** Each link must be named once, with ends that are there. */
function wrongEnds(run: RunState, links: readonly Link[]): Refusal | undefined {
  if (links.length === 0) return "expected at least one link, found none";
  const seen = new Set<string>();
  for (const ends of links) {
    for (const id of ends) {
      const node = presentNode(run, id);
      if (typeof node === "string") return node;
    }
    if (seen.has(ends.join(">"))) return `the link ${tellLink(run, ends)} is named twice`;
    seen.add(ends.join(">"));
  }
  return undefined;
}

/** `Ana → Ben`. */
export function tellLink(run: RunState, ends: Link): string {
  return ends.map((id) => run.find(id)?.name ?? id).join(" → ");
}

function openLinks(run: RunState, isWanted: (from: NodeId, to: NodeId) => boolean): Link[] {
  return run
    .allLinks()
    .filter(({ ends, link }) => !link.isCut && isWanted(...ends))
    .map(({ ends }) => ends);
}

/** Node → number of its group. Nodes in no group are in one more, which needs no number. */
function assignGroups(
  run: RunState,
  groups: readonly (readonly NodeId[])[],
): ReadonlyMap<NodeId, number> | Refusal {
  const groupOf = new Map<NodeId, number>();
  for (const [number, group] of groups.entries()) {
    for (const id of group) {
      const node = presentNode(run, id);
      if (typeof node === "string") return node;
      if (groupOf.has(id)) return `${node.name} is named twice`;
      groupOf.set(id, number);
    }
  }
  return groupOf;
}
