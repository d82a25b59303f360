/** Interventions on one node: timers, clients, power, clock, disk, coming and going. */
import { setDiskLag } from "./disk.js";
import { wrongCommand } from "./forms.js";
import {
  LONGEST_MS,
  presentNode,
  runningNode,
  startedNode,
  wrongInteger,
  type Refusal,
  type Rules,
} from "./rules.js";
import type { RunState } from "./runState.js";
import { fixedSize, wrongNewNode } from "./setupNodes.js";
import { followClock, runningTimers } from "./timers.js";
import { addNode, removeNode } from "./topology.js";

const FASTEST_PER_MILLE = 1_000_000;
const MOST_EFFECTS = 10_000;

type NodeRule =
  "timeout" | "command" | "crash" | "restart" | "clock" | "disk" | "addNode" | "removeNode";

export const nodeRules: Rules<NodeRule> = {
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
    const problem = wrongInteger("afterEffects", afterEffects, 0, MOST_EFFECTS);
    if (problem !== undefined) return problem;
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

  clock({ run, stepper }, { node: id, ratePerMille, offsetMs }) {
    const node = presentNode(run, id);
    if (typeof node === "string") return node;
    const problem = wrongInteger("ratePerMille", ratePerMille, 1, FASTEST_PER_MILLE);
    if (problem !== undefined) return problem;
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

  disk({ run, stepper }, { node: id, lagMs }) {
    const node = presentNode(run, id);
    if (typeof node === "string") return node;
    const problem = wrongInteger("lagMs", lagMs, 0, LONGEST_MS);
    if (problem !== undefined) return problem;
    if (lagMs === (node.disk?.lagMs ?? 0)) {
      return lagMs === 0
        ? `${node.name}'s disk is not slow`
        : `${node.name}'s disk is already ${lagMs} ms slow`;
    }
    setDiskLag(node, lagMs, run.timeMs);
    return stepper.network({ event: "disk", node: id, lagMs });
  },

  addNode({ run, stepper }, { node: added }) {
    const problem = wrongNewNode(run.setup.protocol, run.nodes, added);
    if (problem !== undefined) return problem;
    for (const id of added.neighbours ?? []) {
      const neighbour = presentNode(run, id);
      if (typeof neighbour === "string") return neighbour;
    }
    const node = addNode(run, added);
    const step = stepper.topology({ event: "addNode", node: node.id, added });
    run.planNext({ what: "start", slot: node.slot });
    return step;
  },

  removeNode({ run, stepper }, { node: id }) {
    const node = startedNode(run, id);
    if (typeof node === "string") return node;
    const problem = wrongRemoval(run, node.kind);
    if (problem !== undefined) return problem;
    const lost = removeNode(run, node);
    return stepper.topology({ event: "removeNode", node: id, lost });
  },
};

/** Why no node of that kind can be taken away. */
function wrongRemoval({ setup, present }: RunState, kind: string): Refusal | undefined {
  const { name, size } = setup.protocol;
  const count = size[kind];
  if (count?.fixed === true) return fixedSize(name, kind);
  const left = present.filter((node) => node.kind === kind).length - 1;
  if (left >= (count?.min ?? 0) && present.length > 1) return undefined;
  return `${name} needs at least ${Math.max(1, count?.min ?? 0)} of kind ${kind}`;
}
