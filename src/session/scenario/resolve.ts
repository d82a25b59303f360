import { assertNever, ensure } from "../../base/assert.js";
import { bad, ok, type Result } from "../../base/result.js";
import type { CommandField } from "../../protocol/protocol.js";
import type { Json, Link, NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import { findMessage, type MessageOnLink, type RecordedRun } from "../recordedRun.js";
import type { MessageVerb, Name, NamedIntervention, NamedLink } from "./syntax.js";

/** The intervention that the words mean in this run now; their names were checked before. */
export function resolveIntervention(
  named: NamedIntervention,
  run: RecordedRun,
): Result<Intervention> {
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
      return ok({ type: "isolate", node: id(named.node) });
    case "cut":
    case "restore":
      return ok({ type: named.type, links: named.links.map(link) });
    case "partition":
      return ok({ type: "partition", groups: named.groups.map((group) => group.map(id)) });
    case "clock": {
      const { ratePerMille, offsetMs } = named;
      return ok({ type: "clock", node: id(named.node), ratePerMille, offsetMs });
    }
    default: {
      const { type, ordinal, byMs = 0 } = named;
      const wanted = { link: link(named.link), type: named.message.text, ordinal };
      const message = findMessage(run, wanted, fits(type));
      if (!message.ok) return message;
      if (type === "delay") return ok({ type, message: message.value, byMs });
      return ok({ type, message: message.value });
    }
  }
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

function nodeId(name: string, run: RecordedRun): NodeId {
  const node = run.setup.nodes.find((one) => one.name === name);
  return ensure(node, `the node ${name} was checked before`).id;
}

type ClientCommand = Extract<NamedIntervention, { readonly type: "command" }>;

function resolveCommand(
  { node, command, values }: ClientCommand,
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
      return run.setup.nodes.find((node) => node.name === text)?.id;
    default:
      return assertNever(kind);
  }
}
