import { assertNever } from "../base/assert.js";
import type { Link, MessageId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import { tell, type Facts, type Sentence } from "../trace/sentence.js";

/**
 * What an intervention does, in a few words that begin with a verb: the label of an undo, the line of a branch.
 * `branch` is one whose path has the messages that are named.
 */
export function interventionWords(
  does: Intervention,
  trace: RecordedTrace,
  branch: string,
): string {
  const names = new Map(trace.header.nodes.map(({ id, name }) => [id, name]));
  const nameOf = (id: NodeId) => names.get(id) ?? id;
  return tell(
    sentenceOf(does, (id) => messageWords(trace, branch, id, nameOf)),
    nameOf,
  );
}

function sentenceOf(does: Intervention, message: (id: MessageId) => string): Sentence {
  switch (does.type) {
    case "timeout":
      return say("force {node:node}'s {timer} timer", does);
    case "command":
      return say("ask {node:node}: {words}", {
        node: does.node,
        words: commandWords(does.command),
      });
    case "crash":
      if (does.afterEffects === undefined) return say("crash {node:node}", does);
      return say("crash {node:node} during its next step, after {afterEffects} effects", does);
    case "restart":
      if (does.diskLost === true) return say("restart {node:node} with an empty disk", does);
      return say("restart {node:node}", does);
    case "cut":
    case "restore":
      return linksSentence(does.type, does.links);
    case "isolate":
      return say("isolate {node:node}", does);
    case "partition":
      return partitionSentence(does.groups);
    case "heal":
      return say("heal all links", {});
    case "receive":
      return say("receive {message} now", { message: message(does.message) });
    case "delay":
      return say("delay {message} by {byMs:ms}", {
        message: message(does.message),
        byMs: does.byMs,
      });
    case "drop":
    case "duplicate":
    case "hold":
    case "release":
      return say(`${does.type} {message}`, { message: message(does.message) });
    case "clock":
      return say(
        "set {node:node}'s clock to {ratePerMille} ‰ of the rate, {offsetMs:ms} off",
        does,
      );
    default:
      return assertNever(does);
  }
}

function say(template: string, facts: Facts | Intervention): Sentence {
  return { template, facts: facts as Facts };
}

function linksSentence(verb: string, links: readonly Link[]): Sentence {
  const [from, to] = links[0] ?? ["", ""];
  if (links.length === 1) return say(`${verb} {from:node} → {to:node}`, { from, to });
  const isPair = links.length === 2 && links[1]?.[0] === to && links[1][1] === from;
  if (isPair) return say(`${verb} {from:node} ↔ {to:node}`, { from, to });
  return say(`${verb} {count} links`, { count: links.length });
}

function partitionSentence(groups: readonly (readonly NodeId[])[]): Sentence {
  const template = groups.map((_, i) => `{group${i}:nodes}`).join(" | ");
  const facts = Object.fromEntries(groups.map((group, i) => [`group${i}`, group]));
  return say(`partition ${template}`, facts);
}

/** `set x 1`: the command's type and its fields' values. */
function commandWords(command: Extract<Intervention, { readonly type: "command" }>["command"]) {
  const { type, ...fields } = command;
  const values = Object.values(fields).map((field) =>
    typeof field === "string" ? field : JSON.stringify(field),
  );
  return [type, ...values].join(" ");
}

function messageWords(
  trace: RecordedTrace,
  branch: string,
  id: MessageId,
  nameOf: (id: NodeId) => string,
): string {
  const life = trace.message(branch, id);
  if (life === undefined) return `message #${id}`;
  return `“${life.label}” ${nameOf(life.from)} → ${nameOf(life.to)}`;
}
