/** The names that may stand at a place of a scenario, with what an editor tells of each. */
import { assertNever } from "../../../base/assert.js";
import type { AnyParameterSpec, AnyParameterSpecs } from "../../../protocol/parameters.js";
import type { AnyProtocol } from "../../../protocol/protocol.js";
import type { NameKind, ReadWord } from "../../../query/names.js";
import { DEFAULT_NETWORK } from "../../../trace/network.js";
import { formOf } from "../messageBody.js";
import { stageRanges } from "../stageRanges.js";
import { promisedStages } from "../../promises.js";

export interface KnownName {
  readonly name: string;
  /** A few words beside it, such as `150 to 300 ms`. */
  readonly detail: string;
  /** A sentence, if there is more to tell. */
  readonly about?: string;
}

export interface NameContext {
  readonly catalogue: readonly AnyProtocol[];
  readonly protocol: AnyProtocol | undefined;
  readonly nodes: readonly string[];
  /** The words of the line that stand before the name. */
  readonly before: readonly ReadWord[];
}

/** All names of a kind that the place may take; none where anything may stand. */
export function knownNames(kind: NameKind, context: NameContext): readonly KnownName[] {
  const { catalogue, protocol } = context;
  if (kind === "protocol") {
    return catalogue.map(({ name, title, source }) => ({ name, detail: title, about: source }));
  }
  if (protocol === undefined) return [];
  switch (kind) {
    case "stage":
      return protocol.stages.map(({ name, teaches }) => ({
        name,
        detail: "stage",
        about: teaches,
      }));
    case "kind":
      return Object.keys(protocol.kinds).map((name) => ({ name, detail: "kind of node" }));
    case "node":
      return nodesOf(context);
    case "member":
      return [{ name: "length", detail: "of a list" }, ...nodesOf(context)];
    case "messageField":
      return messageFields(protocol, context);
    case "messageValue":
      return holdsNode(protocol, context) ? nodesOf(context) : [];
    case "timer":
      return timers(protocol);
    case "network":
      return Object.entries(DEFAULT_NETWORK).map(([name, value]) => ({
        ...{ name, detail: `network, usually ${String(value)}` },
      }));
    case "feature":
      return parameters(protocol.features as AnyParameterSpecs, "feature");
    case "config":
      return parameters(protocol.config as AnyParameterSpecs, "config");
    case "setting":
      return settingValues(protocol, context.before);
    case "command":
      return commands(protocol);
    case "message":
      return Object.keys(protocol.labels).map((name) => ({ name, detail: "type of message" }));
    case "moment":
      return moments(protocol);
    case "invariant":
      return invariants(protocol);
    case "outcome":
      return [...moments(protocol), ...invariants(protocol)];
    case "field":
      return fields(protocol);
    case "operand":
      return operands(protocol, context);
    case "newNode":
    case "value":
      return [];
    default:
      return assertNever(kind);
  }
}

function nodesOf({ nodes }: NameContext): readonly KnownName[] {
  return nodes.map((name) => ({ name, detail: "node" }));
}

/** What a forged message still lacks. */
function messageFields(protocol: AnyProtocol, { before }: NameContext): readonly KnownName[] {
  const told = new Set(before.filter(({ as }) => as === "messageField").map(({ text }) => text));
  return Object.keys(messageForm(protocol, before))
    .filter((name) => !told.has(name))
    .map((name) => ({ name, detail: "field of the message" }));
}

function holdsNode(protocol: AnyProtocol, { before }: NameContext): boolean {
  return messageForm(protocol, before)[before.at(-1)?.text ?? ""] === "node";
}

function messageForm(protocol: AnyProtocol, before: readonly ReadWord[]) {
  const message = before.find(({ as }) => as === "message");
  return formOf(message?.text ?? "", protocol) ?? {};
}

function timers(protocol: AnyProtocol): readonly KnownName[] {
  return Object.entries(protocol.timers).map(([name, [min, max]]) => ({
    ...{ name, detail: `timer, ${min === max ? min : `${min} to ${max}`} ms` },
  }));
}

function parameters(specs: AnyParameterSpecs, what: string): readonly KnownName[] {
  return Object.entries(specs).map(([name, spec]) => ({
    ...{ name, detail: `${what}, usually ${tellValue(spec)}`, about: spec.about },
  }));
}

function tellValue({ default: value }: AnyParameterSpec): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}

/** What may stand behind `feature durableVote=`. */
function settingValues(protocol: AnyProtocol, before: readonly ReadWord[]): readonly KnownName[] {
  const { as, text } = before.at(-1) ?? { as: "word", text: "" };
  const specs = (as === "config" ? protocol.config : protocol.features) as AnyParameterSpecs;
  const spec = Object.hasOwn(specs, text) ? specs[text] : undefined;
  if (text === "fifo" || spec?.type === "boolean") {
    return ["on", "off"].map((name) => ({ name, detail: `${text} ${name}` }));
  }
  if (spec?.type === "choice") return spec.values.map((name) => ({ name, detail: text }));
  return [];
}

function commands(protocol: AnyProtocol): readonly KnownName[] {
  return Object.entries(protocol.commands).map(([name, form]) => ({
    ...{ name, detail: [name, ...Object.keys(form).map((field) => field.toUpperCase())].join(" ") },
  }));
}

function moments(protocol: AnyProtocol): readonly KnownName[] {
  return protocol.moments.map(({ name, about }) => ({ name, detail: "moment", about }));
}

function invariants(protocol: AnyProtocol): readonly KnownName[] {
  const all = protocol.stages.map(({ name }) => name);
  return protocol.invariants.map((invariant) => {
    const promised = stageRanges(promisedStages(protocol, invariant), all) || "no stage";
    const about = `${invariant.about} Promised at ${promised}.`;
    return { name: invariant.name, detail: "invariant", about };
  });
}

function fields(protocol: AnyProtocol): readonly KnownName[] {
  const shown = Object.entries(protocol.kinds).flatMap(([kind, { view }]) =>
    view.fields.map(({ field }) => ({ name: field, detail: `field of a ${kind}` })),
  );
  return [
    { name: "role", detail: "what the node is now" },
    { name: "up", detail: "whether it runs" },
    ...new Map(shown.map((field) => [field.name, field])).values(),
  ];
}

/** What a field may be compared with: roles, or nodes and the values without a name. */
function operands(protocol: AnyProtocol, context: NameContext): readonly KnownName[] {
  if (context.before.at(-1)?.text === "role") {
    const roles = Object.values(protocol.kinds).flatMap(({ view }) => view.roles);
    return [...new Set(roles.map(({ name }) => name))].map((name) => ({ name, detail: "role" }));
  }
  const values = ["true", "false", "null"].map((name) => ({ name, detail: "value" }));
  return [...nodesOf(context), ...values];
}
