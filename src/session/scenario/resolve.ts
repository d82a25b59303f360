import { assertNever, ensure } from "../../base/assert.js";
import { bad, ok, type Result } from "../../base/result.js";
import type { CommandField } from "../../protocol/protocol.js";
import type { Json, Link, NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import type { NodeHeader } from "../../trace/records.js";
import { findMessage, type MessageOnLink, type RecordedRun } from "../recordedRun.js";
import { nodesNamed } from "./cast.js";
import { bodyOf, formOf } from "./messageBody.js";
import type {
  MessageVerb,
  Name,
  NamedIntervention,
  NamedLink,
  NamedMessageIntervention,
} from "./syntax.js";

/**
 * The intervention that the words mean in this run now. Their names were checked before; still, a
 * node may be missing because what should have added it was skipped.
 */
export function resolveIntervention(
  named: NamedIntervention,
  run: RecordedRun,
): Result<Intervention> {
  const missing = nodesNamed(named).find(({ text }) => findNode(text, run) === undefined);
  if (missing !== undefined) return bad(`there is no node ${missing.text}`);
  const id = (name: Name): NodeId => nodeId(name.text, run);
  const link = ({ from, to }: NamedLink): Link => [id(from), id(to)];
  switch (named.type) {
    case "heal":
      return ok(named);
    case "timeout":
      return ok({ type: "timeout", node: id(named.node), timer: named.timer.text });
    case "command":
      return resolveCommand(named, run);
    case "crash": {
      const { afterEffects } = named;
      const later = afterEffects === undefined ? {} : { afterEffects };
      return ok({ type: "crash", node: id(named.node), ...later });
    }
    case "restart": {
      const lost = named.diskLost ? { diskLost: true } : {};
      return ok({ type: "restart", node: id(named.node), ...lost });
    }
    case "isolate":
    case "removeNode":
      return ok({ type: named.type, node: id(named.node) });
    case "cut":
    case "restore":
    case "addLink":
    case "removeLink":
      return ok({ type: named.type, links: named.links.map(link) });
    case "partition":
      return ok({ type: "partition", groups: named.groups.map((group) => group.map(id)) });
    case "clock": {
      const { ratePerMille, offsetMs } = named;
      return ok({ type: "clock", node: id(named.node), ratePerMille, offsetMs });
    }
    case "disk":
      return ok({ type: "disk", node: id(named.node), lagMs: named.lagMs });
    case "addNode":
      return ok({ type: "addNode", node: newNode(named, run) });
    case "forge":
      return ok(forgery(named, run));
    default:
      return resolveOnMessage(named, link(named.link), run);
  }
}

function resolveOnMessage(
  { type, ordinal, byMs = 0, message }: NamedMessageIntervention,
  link: Link,
  run: RecordedRun,
): Result<Intervention> {
  const found = findMessage(run, { link, type: message.text, ordinal }, fits(type));
  if (!found.ok) return found;
  if (type === "delay") return ok({ type, message: found.value, byMs });
  return ok({ type, message: found.value });
}

/**
 * Which messages the verb can mean: only a held one can be released, and a held one flies no more.
 */
function fits(verb: MessageVerb): (message: MessageOnLink) => boolean {
  switch (verb) {
    case "release":
      return (message) => message.held;
    case "hold":
    case "delay":
    case "duplicate":
      return (message) => !message.held;
    case "receive":
    case "drop":
      return () => true;
    default:
      return assertNever(verb);
  }
}

type OfType<T extends NamedIntervention["type"]> = Extract<NamedIntervention, { readonly type: T }>;

function newNode({ kind, node, linked }: OfType<"addNode">, run: RecordedRun): NodeHeader {
  const [firstKind = ""] = Object.keys(run.setup.protocol.kinds);
  const header = { id: run.nextNodeId(), name: node.text, kind: kind?.text ?? firstKind };
  if (linked === undefined) return header;
  return { ...header, neighbours: linked.map(({ text }) => nodeId(text, run)) };
}

function forgery({ link, message, fields }: OfType<"forge">, run: RecordedRun): Intervention {
  const from = nodeId(link.from.text, run);
  const to = nodeId(link.to.text, run);
  const form = formOf(message.text, run.setup.protocol) ?? {};
  const body = bodyOf(fields, form, (name) => findNode(name, run)?.id);
  return { type: "forge", from, to, body: { ...body, type: message.text } };
}

function findNode(name: string, run: RecordedRun): NodeHeader | undefined {
  return run.nodes.find((node) => node.name === name);
}

function nodeId(name: string, run: RecordedRun): NodeId {
  return ensure(findNode(name, run), `the node ${name} was checked before`).id;
}

function resolveCommand(
  { node, command, values }: OfType<"command">,
  run: RecordedRun,
): Result<Intervention> {
  const type = command.text;
  const form: { readonly [field: string]: CommandField } = ensure(
    run.setup.protocol.commands[type],
    `the command ${type} was checked before`,
  );
  const fields: { [field: string]: Json } = {};
  for (const [place, [field, kind]] of Object.entries(form).entries()) {
    const text = values[place]?.text ?? "";
    const value = readValue(kind, text, run);
    if (value === undefined) {
      return bad(`command ${type} ${field}: expected ${kind}, found ${text}`);
    }
    fields[field] = value;
  }
  return ok({ type: "command", node: nodeId(node.text, run), command: { type, ...fields } });
}

function readValue(kind: CommandField, text: string, run: RecordedRun): Json | undefined {
  switch (kind) {
    case "text":
      return text;
    case "integer":
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case "node":
      return findNode(text, run)?.id;
    default:
      return assertNever(kind);
  }
}
