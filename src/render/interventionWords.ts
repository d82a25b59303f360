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
  const nameOf = namesOf(trace.header);
  if ("message" in does) {
    const message = messageWords(trace.message(branch, does.message), nameOf);
    return displayText(messageDoing(does, message), MAX_WORDS);
  }
  if ("node" in does) return displayText(nodeDoing(does, nameOf(does.node)), MAX_WORDS);
  return displayText(networkDoing(does, trace.header.nodes.length, nameOf), MAX_WORDS);
}

type OnMessage = Extract<Intervention, { readonly message: number }>;
type OnNode = Extract<Intervention, { readonly node: NodeId }>;
type OnNetwork = Exclude<Intervention, OnMessage | OnNode>;

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
    default:
      return assertNever(does);
  }
}
