/**
 * Each intervention's rules: either the one event that it makes, or a sentence why it does not
 * apply.
 */
import type { Link, MessageId, NodeId } from "../trace/ids.js";
import type { Intervention, InterventionType } from "../trace/intervention.js";
import { wrongCommand } from "./commands.js";
import type { SentMessage } from "./message.js";
import { cutLinks, duplicateMessage, relaunch, restoreLinks, takeMessage } from "./network.js";
import type { RunState } from "./runState.js";
import type { SimNode } from "./simNode.js";
import type { SimStep } from "./step.js";
import type { Stepper } from "./stepper.js";
import { followClock, runningTimers } from "./timers.js";

type Refusal = string;
type OfType<N extends InterventionType> = Extract<Intervention, { readonly type: N }>;

interface Hands {
  readonly run: RunState;
  readonly stepper: Stepper;
}

type Rules = {
  readonly [N in InterventionType]: (hands: Hands, does: OfType<N>) => SimStep | Refusal;
};

const LONGEST_DELAY_MS = 1_000_000_000;
const FASTEST_PER_MILLE = 1_000_000;

/** Applies it, or says why not; then nothing has changed. */
export function applyIntervention(
  run: RunState,
  stepper: Stepper,
  does: Intervention,
): SimStep | Refusal {
  if (!Object.hasOwn(RULES, does.type)) {
    const known = Object.keys(RULES).join(", ");
    return `unknown intervention ${JSON.stringify(does.type)}; known: ${known}`;
  }
  const rule = RULES[does.type] as (hands: Hands, does: Intervention) => SimStep | Refusal;
  return rule({ run, stepper }, does);
}

const RULES: Rules = {
  timeout({ run, stepper }, { node: id, timer: name }) {
    const node = runningNode(run, id);
    if (typeof node === "string") return node;
    const timer = node.timers.get(name);
    if (timer?.isRunning === true) return stepper.fire(node, timer);
    const running = runningTimers(node).join(", ") || "none";
    const what = timer === undefined ? "has no timer" : "is not running its timer";
    return `${node.name} ${what} ${JSON.stringify(name)}; running: ${running}`;
  },

  command({ run, stepper }, { node: id, command }) {
    const node = runningNode(run, id);
    if (typeof node === "string") return node;
    return wrongCommand(run, node, command) ?? stepper.command(node, command);
  },

  crash({ run, stepper }, { node: id, afterEffects }) {
    const node = runningNode(run, id);
    if (typeof node === "string") return node;
    if (afterEffects === undefined) return stepper.crash(node);
    if (!isInteger(afterEffects, 0, 10_000)) {
      return `afterEffects: expected an integer from 0 to 10000, found ${String(afterEffects)}`;
    }
    if (node.crashAfter >= 0) return `${node.name} will already crash during its next step`;
    node.crashAfter = afterEffects;
    return stepper.network({ event: "crashSoon", node: id, afterEffects });
  },

  restart({ run, stepper }, { node: id, diskLost }) {
    const node = startedNode(run, id);
    if (typeof node === "string") return node;
    if (node.isUp) return `${node.name} is already up`;
    return stepper.restart(node, diskLost === true);
  },

  cut(hands, { links }) {
    return wrongLinks(hands.run, links) ?? cut(hands, links, "is already cut");
  },

  restore({ run, stepper }, { links }) {
    const problem = wrongLinks(run, links);
    if (problem !== undefined) return problem;
    const whole = links.find((ends) => run.link(ends)?.isCut === false);
    if (whole !== undefined) return `the link ${tellLink(run, whole)} is not cut`;
    restoreLinks(run, links);
    return stepper.network({ event: "restore", links });
  },

  isolate(hands, { node: id }) {
    const node = hands.run.find(id);
    if (node === undefined) return unknownNode(hands.run, id);
    const links = openLinks(hands.run, (from, to) => from === id || to === id);
    if (links.length === 0) return `${node.name} is already isolated`;
    return cut(hands, links, "is already cut");
  },

  partition(hands, { groups }) {
    const groupOf = assignGroups(hands.run, groups);
    if (typeof groupOf === "string") return groupOf;
    const links = openLinks(hands.run, (from, to) => groupOf.get(from) !== groupOf.get(to));
    if (links.length === 0) return "there is no open link between the groups";
    return cut(hands, links, "is already cut");
  },

  heal({ run, stepper }) {
    const all = run.allLinks().filter(({ link }) => link.isCut);
    const links = all.map(({ ends }) => ends);
    if (links.length === 0) return "no link is cut";
    restoreLinks(run, links);
    return stepper.network({ event: "restore", links });
  },

  receive({ run, stepper }, { message: id }) {
    const message = takeMessage(run, id);
    return message === undefined ? notInFlight(run, id) : stepper.receive(message);
  },

  drop({ run, stepper }, { message: id }) {
    if (takeMessage(run, id) === undefined) return notInFlight(run, id);
    return stepper.network({ event: "drop", message: id });
  },

  duplicate({ run, stepper }, { message: id }) {
    const message = flying(run, id);
    if (typeof message === "string") return message;
    const copy = duplicateMessage(run, message);
    return stepper.network({ event: "duplicate", message: id }, [copy]);
  },

  delay({ run, stepper }, { message: id, byMs }) {
    if (!isInteger(byMs, 1, LONGEST_DELAY_MS)) {
      return `byMs: expected an integer from 1 to ${LONGEST_DELAY_MS}, found ${String(byMs)}`;
    }
    const message = flying(run, id);
    if (typeof message === "string") return message;
    takeMessage(run, id);
    const arrivesMs = (message.arrivesMs ?? run.timeMs) + byMs;
    relaunch(run, message, arrivesMs);
    return stepper.network({ event: "delay", message: id, arrivesMs });
  },

  hold({ run, stepper }, { message: id }) {
    const message = flying(run, id);
    if (typeof message === "string") return message;
    takeMessage(run, id);
    run.held.push(message);
    return stepper.network({ event: "hold", message: id });
  },

  release({ run, stepper }, { message: id }) {
    const message = run.held.find((held) => held.id === id);
    if (message === undefined) {
      const held = run.held.map((one) => `#${one.id}`).join(", ") || "none";
      return `message #${String(id)} is not held; held: ${held}`;
    }
    takeMessage(run, id);
    const arrivesMs = Math.max(run.timeMs, message.arrivesMs ?? run.timeMs);
    relaunch(run, message, arrivesMs);
    return stepper.network({ event: "release", message: id, arrivesMs });
  },

  clock({ run, stepper }, { node: id, ratePerMille, offsetMs }) {
    const node = run.find(id);
    if (node === undefined) return unknownNode(run, id);
    if (!isInteger(ratePerMille, 1, FASTEST_PER_MILLE)) {
      const expected = `expected an integer from 1 to ${FASTEST_PER_MILLE}`;
      return `ratePerMille: ${expected}, found ${String(ratePerMille)}`;
    }
    if (!Number.isSafeInteger(offsetMs)) {
      return `offsetMs: expected an integer, found ${String(offsetMs)}`;
    }
    const oldPerMille = node.ratePerMille;
    node.ratePerMille = ratePerMille;
    node.offsetMs = offsetMs;
    run.at++;
    const moved = followClock(run, node, oldPerMille);
    run.at--;
    return stepper.network({ event: "clock", node: id, ratePerMille, offsetMs }, moved);
  },
};

function cut({ run, stepper }: Hands, links: readonly Link[], already: string): SimStep | Refusal {
  const cutAlready = links.find((ends) => run.link(ends)?.isCut === true);
  if (cutAlready !== undefined) return `the link ${tellLink(run, cutAlready)} ${already}`;
  const lost = cutLinks(run, links);
  return stepper.network({ event: "cut", links, lost });
}

function startedNode(run: RunState, id: NodeId): SimNode | Refusal {
  const node = run.find(id);
  if (node === undefined) return unknownNode(run, id);
  return node.state === undefined ? `${node.name} has not started yet` : node;
}

function runningNode(run: RunState, id: NodeId): SimNode | Refusal {
  const node = startedNode(run, id);
  if (typeof node === "string") return node;
  return node.isUp ? node : `${node.name} is down`;
}

function unknownNode(run: RunState, id: NodeId): Refusal {
  const known = run.nodes.map((node) => node.id).join(", ");
  return `unknown node ${JSON.stringify(id)}; known: ${known}`;
}

/** The message, if it is on its way and not held. */
function flying(run: RunState, id: MessageId): SentMessage | Refusal {
  if (run.held.some((message) => message.id === id)) {
    return `message #${id} is held; release it first`;
  }
  return run.inFlight().find((message) => message.id === id) ?? notInFlight(run, id);
}

function notInFlight(run: RunState, id: MessageId): Refusal {
  const all = run.inFlight().map((message) => `#${message.id}`);
  const some = all.length > 10 ? `${all.slice(0, 10).join(", ")} …` : all.join(", ");
  return `message #${String(id)} is not in flight; in flight: ${some || "none"}`;
}

function wrongLinks(run: RunState, links: readonly Link[]): Refusal | undefined {
  if (links.length === 0) return "expected at least one link, found none";
  const seen = new Set<string>();
  for (const ends of links) {
    const stranger = ends.find((id) => run.find(id) === undefined);
    if (stranger !== undefined) return unknownNode(run, stranger);
    if (run.link(ends) === undefined) return `there is no link ${tellLink(run, ends)}`;
    if (seen.has(ends.join(">"))) return `the link ${tellLink(run, ends)} is named twice`;
    seen.add(ends.join(">"));
  }
  return undefined;
}

function tellLink(run: RunState, ends: Link): string {
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
      const node = run.find(id);
      if (node === undefined) return unknownNode(run, id);
      if (groupOf.has(id)) return `${node.name} is named twice`;
      groupOf.set(id, number);
    }
  }
  return groupOf;
}

function isInteger(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
