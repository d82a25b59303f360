/** Whether an event of the right shape fits what its branch tells before it. */
import type { BranchIndex } from "./branchIndex.js";
import { describeValue } from "./check.js";
import { findNewNodeProblem } from "./header.js";
import type { MessageId, NodeId } from "./ids.js";
import { presentMember, type Members } from "./members.js";
import type { EventRecord, HeaderRecord, SendEffect } from "./records.js";

/** The first thing wrong with the event, as `path: expected …, found …`; nothing is changed. */
export function findEventProblem(
  event: EventRecord,
  branch: BranchIndex,
  header: HeaderRecord,
): string | undefined {
  const { at, timeMs } = event;
  if (at <= branch.length) return `at: expected event ${branch.length + 1}, found ${at} again`;
  if (at > branch.length + 1) {
    return `at: expected event ${branch.length + 1}, found a gap to ${at}`;
  }
  const nowMs = branch.timeOf(branch.length);
  if (timeMs < nowMs) return `timeMs: expected ${nowMs} or later, found ${timeMs}`;
  const { members } = branch;
  return (
    findNodeProblem(event, members, header) ??
    findMessageProblem(event, branch) ??
    findLocalProblem(event, branch, members) ??
    findEffectProblem(event, branch, members)
  );
}

function findNodeProblem(
  event: EventRecord,
  members: Members,
  header: HeaderRecord,
): string | undefined {
  if (event.event === "addNode") return findNewcomerProblem(event, members, header);
  if (event.event === "forge") {
    const end = (["from", "to"] as const).find((one) => !presentMember(members, event[one]));
    return end && unknownNode(end, event[end]);
  }
  if (!("node" in event)) {
    const needsNode = (["change", "view"] as const).find((part) => event[part] !== undefined);
    if (needsNode === undefined) return undefined;
    return `${needsNode}: expected nothing in an event without a node, found an object`;
  }
  if (!presentMember(members, event.node)) return unknownNode("node", event.node);
  if ("peer" in event && !members.places.has(event.peer)) return unknownNode("peer", event.peer);
  return undefined;
}

function findNewcomerProblem(
  { node, added }: Extract<EventRecord, { readonly event: "addNode" }>,
  members: Members,
  header: HeaderRecord,
): string | undefined {
  const problem = findNewNodeProblem(added, members.nodes, header);
  if (problem !== undefined) return `added.${problem}`;
  return added.id === node
    ? undefined
    : `node: expected "${added.id}", found ${describeValue(node)}`;
}

function unknownNode(path: string, id: NodeId): string {
  return `${path}: expected a node that is there, found ${describeValue(id)}`;
}

function findMessageProblem(event: EventRecord, branch: BranchIndex): string | undefined {
  if ("lost" in event) {
    const isTwice = new Set(event.lost).size < event.lost.length;
    if (isTwice) return "lost: expected each message once, found one twice";
    const gone = event.lost.find((message) => !branch.open.has(message));
    return gone === undefined ? undefined : notOnItsWay("lost", gone, branch);
  }
  if (!("message" in event)) return undefined;
  const { message } = event;
  if (!branch.open.has(message)) return notOnItsWay("message", message, branch);
  if (event.event === "receive" || event.event === "lose") {
    return findReceiverProblem(message, event.node, branch);
  }
  const isHeld = branch.holds(message).length % 2 === 1;
  if (event.event === "hold" && isHeld) return `message: ${message} is held already`;
  if (event.event === "release" && !isHeld) return `message: ${message} is not held`;
  return undefined;
}

function findReceiverProblem(
  message: MessageId,
  node: NodeId,
  branch: BranchIndex,
): string | undefined {
  if (branch.sending(message)?.to === branch.members.places.get(node)) return undefined;
  return `node: expected the node that message ${message} was sent to, found ${describeValue(node)}`;
}

/** A log's event may have received several messages, and some whose sends the log does not hold. */
function findLocalProblem(
  event: EventRecord,
  branch: BranchIndex,
  { places }: Members,
): string | undefined {
  if (event.event !== "local") return undefined;
  const { node, received = [], noSend = [] } = event;
  if (new Set(received).size < received.length) {
    return "received: expected each message once, found one twice";
  }
  for (const message of received) {
    if (!branch.open.has(message)) return notOnItsWay("received", message, branch);
    const problem = findReceiverProblem(message, node, branch);
    if (problem !== undefined) return problem;
  }
  for (const [i, { from }] of noSend.entries()) {
    if (from === undefined || places.has(from)) continue;
    return unknownNode(`noSend[${i}].from`, from);
  }
  return undefined;
}

function notOnItsWay(path: string, message: MessageId, branch: BranchIndex): string {
  const end = branch.ending(message);
  const found =
    end === undefined
      ? `${message}, which nobody has sent`
      : `${message}, which was ${end.fate} at event ${end.at}`;
  return `${path}: expected a message on its way, found ${found}`;
}

function findEffectProblem(
  event: EventRecord,
  branch: BranchIndex,
  { places }: Members,
): string | undefined {
  let sent = branch.messages;
  for (const [i, effect] of (event.effects ?? []).entries()) {
    if (effect.effect !== "send") {
      if ("node" in event || effect.effect === "reply") continue;
      return `effects[${i}]: expected no timer in an event without a node, found ${effect.effect}`;
    }
    const problem = findSendProblem(effect, sent, places) ?? findSenderProblem(event);
    if (problem !== undefined) return `effects[${i}].${problem}`;
    sent += 1;
  }
  return undefined;
}

function findSendProblem(
  effect: SendEffect,
  sent: number,
  places: Members["places"],
): string | undefined {
  const { message, to, copyOf } = effect;
  if (message <= sent) return `message: expected ${sent + 1}, found ${message} again`;
  if (message > sent + 1) return `message: expected ${sent + 1}, found ${message}`;
  if (!places.has(to)) return unknownNode("to", to);
  if (copyOf === undefined || copyOf <= sent) return undefined;
  return `copyOf: expected a message that was sent before, found ${copyOf}`;
}

function findSenderProblem(event: EventRecord): string | undefined {
  if ("node" in event || event.event === "duplicate" || event.event === "forge") return undefined;
  return `effect: expected nobody to send in a ${event.event}, found send`;
}
