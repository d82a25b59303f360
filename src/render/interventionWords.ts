/**
 * What an intervention does, in a few words that begin with a verb: the label of an undo, the line
 * of a branch.
 */
import { assertNever } from "../base/assert.js";
import { displayText } from "../trace/displayText.js";
import type { BranchId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import { listWords, type NameOf } from "../trace/sentence.js";
import { commandWords, linkWords, messageWords } from "./eventWords.js";
import { namesOf } from "./nodeWords.js";

/** No words are longer than this many characters. */
const MAX_WORDS = 120;

/** `branch`: one whose path has the message that is named. */
export function interventionWords(
  trace: RecordedTrace,
  branch: BranchId,
  does: Intervention,
): string {
  const nodes = trace.nodes(branch);
  const nameOf = namesOf(nodes);
  if ("message" in does) {
    const message = messageWords(trace.message(branch, does.message), nameOf);
    return displayText(messageDoing(does, message), MAX_WORDS);
  }
  if (isOnNode(does)) return displayText(nodeDoing(does, nameOf(does.node)), MAX_WORDS);
  const here = nodes.filter(({ removedAt }) => removedAt === undefined).length;
  return displayText(networkDoing(does, here, nameOf), MAX_WORDS);
}

type OnMessage = Extract<Intervention, { readonly message: number }>;
type OnNode = Extract<Intervention, { readonly node: NodeId }>;
type OnNetwork = Exclude<Intervention, OnMessage | OnNode>;

function isOnNode(does: Intervention): does is OnNode {
  return "node" in does && typeof does.node === "string";
}

function messageDoing(does: OnMessage, message: string): string {
  if (does.type === "receive") return `receive ${message} now`;
  if (does.type === "delay") return `delay ${message} by ${does.byMs} ms`;
  return `${does.type} ${message}`;
}

function nodeDoing(does: OnNode, node: string): string {
  switch (does.type) {
    case "timeout":
      return `force ${node}'s ${does.timer} timer`;
    case "command":
      return `ask ${node}: ${commandWords(does.command)}`;
    case "crash":
      if (does.afterEffects === undefined) return `crash ${node}`;
      return `crash ${node} during its next step, after ${does.afterEffects} effects`;
    case "restart":
      return does.diskLost === true ? `restart ${node} with an empty disk` : `restart ${node}`;
    case "isolate":
      return `isolate ${node}`;
    case "clock":
      return `set ${node}'s clock to ${does.ratePerMille / 10} %, ${does.offsetMs} ms off`;
    case "disk":
      return does.lagMs === 0
        ? `let ${node}'s disk keep up`
        : `let ${node}'s disk fall ${does.lagMs} ms behind`;
    case "removeNode":
      return `remove ${node}`;
    default:
      return assertNever(does);
  }
}

function networkDoing(does: OnNetwork, nodes: number, nameOf: NameOf): string {
  switch (does.type) {
    case "cut":
    case "restore":
      return `${does.type} ${linkWords(does.links, nodes, nameOf)}`;
    case "partition":
      return `partition ${does.groups.map((group) => listWords(group.map(nameOf))).join(" | ")}`;
    case "heal":
      return "heal all links";
    case "addLink":
      return `add the link ${linkWords(does.links, nodes, nameOf)}`;
    case "removeLink":
      return `remove the link ${linkWords(does.links, nodes, nameOf)}`;
    case "addNode":
      return `add ${displayText(does.node.name, 40)}`;
    case "forge":
      return `forge ${does.body.type} ${nameOf(does.from)} → ${nameOf(does.to)}`;
    default:
      return assertNever(does);
  }
}
