/** What can be chosen from at a cursor: nodes, timers, messages, links. Needs no VS Code. */
import type { AnyProtocol, CommandField, MessageField } from "../protocol/protocol.js";
import { findProtocol } from "../protocols/catalogue.js";
import { namesOf } from "../render/nodeWords.js";
import { displayText } from "../trace/displayText.js";
import type { Link, MessageId, NodeId } from "../trace/ids.js";
import { linkKey } from "../trace/recordedTrace.js";
import { presentLinks, presentNodes } from "./topology.js";
import type { RecordedWorld } from "../trace/world.js";
import type { OpenRun } from "./openRun.js";

/** One line of a list, with what it stands for. */
export interface Choice<V> {
  readonly label: string;
  readonly description?: string;
  /** A line of its own below. */
  readonly detail?: string;
  /** Choices of one group stand together under its name. */
  readonly group?: string;
  readonly value: V;
}

export interface ChosenTimer {
  readonly node: NodeId;
  readonly timer: string;
}

/** All nodes, or those that fit; a node that has not started yet is neither up nor down. */
export function nodeChoices(
  run: OpenRun,
  which: "all" | "up" | "down" = "all",
): readonly Choice<NodeId>[] {
  const { nodes } = worldOf(run);
  const nameOf = namesIn(run);
  return presentNodes(run).flatMap(({ id }) => {
    const node = nodes.get(id);
    const state = node === undefined ? "not started" : node.up ? "up" : "down";
    if (which !== "all" && state !== which) return [];
    const role = node?.up === true ? displayText(node.view.role, 40) : state;
    return [{ label: nameOf(id), description: role, value: id }];
  });
}

/** The running timers of one node or of all, the next to fire first. */
export function timerChoices(run: OpenRun, of?: NodeId): readonly Choice<ChosenTimer>[] {
  const world = worldOf(run);
  const nameOf = namesIn(run);
  const running = [...world.nodes].flatMap(([node, { up, timers }]) =>
    up && (of === undefined || of === node) ? timers.map((timer) => ({ node, ...timer })) : [],
  );
  running.sort((a, b) => a.firesMs - b.firesMs);
  return running.map(({ node, timer, firesMs }) => ({
    label: `${nameOf(node)}: ${displayText(timer, 40)}`,
    description: `in ${firesMs - world.timeMs} ms`,
    value: { node, timer },
  }));
}

/** The messages on their way, in sending order: held ones, others, or both. */
export function messageChoices(
  run: OpenRun,
  which: "all" | "flying" | "held" = "all",
): readonly Choice<MessageId>[] {
  const world = worldOf(run);
  const nameOf = namesIn(run);
  const fitting = world.inFlight.filter(
    ({ held }) => which === "all" || held === (which === "held"),
  );
  return fitting.map(({ id, from, held, send }) => {
    const arrives = run.trace.message(run.position.branch, id)?.arrivesMs;
    const when = arrives === undefined ? "on its way" : `arrives in ${arrives - world.timeMs} ms`;
    return {
      label: `${nameOf(from)} → ${nameOf(send.to)}: ${displayText(send.label, 60)}`,
      description: held ? "held" : when,
      value: id,
    };
  });
}

/**
 * The links that are there, open, cut, or that could be added; all, or those of one node. Directed.
 */
export function linkChoices(
  run: OpenRun,
  which: "there" | "open" | "cut" | "missing",
  of?: NodeId,
): readonly Choice<Link>[] {
  const cut = new Set(worldOf(run).cut.map(linkKey));
  const nameOf = namesIn(run);
  return (which === "missing" ? missingLinks(run) : presentLinks(run)).flatMap((link) => {
    const isCut = cut.has(linkKey(link));
    const isWanted = which === "cut" ? isCut : which !== "open" || !isCut;
    if (!isWanted || !(of === undefined || link.includes(of))) return [];
    return [{ label: `${nameOf(link[0])} → ${nameOf(link[1])}`, value: link }];
  });
}

function missingLinks(run: OpenRun): readonly Link[] {
  const there = new Set(presentLinks(run).map(linkKey));
  const ids = presentNodes(run).map(({ id }) => id);
  const all = ids.flatMap((from) => ids.map((to): Link => [from, to]));
  return all.filter((link) => link[0] !== link[1] && !there.has(linkKey(link)));
}

/** A command that a node takes, with the fields to ask for. */
export interface CommandChoice {
  readonly type: string;
  readonly fields: readonly (readonly [field: string, expected: CommandField])[];
}

/** The commands that the node's kind takes. */
export function commandChoices(run: OpenRun, node: NodeId): readonly Choice<CommandChoice>[] {
  const protocol = protocolOf(run);
  const kind = presentNodes(run).find(({ id }) => id === node)?.kind ?? "";
  if (protocol === undefined) return [];
  const { kinds, commands } = protocol;
  return Object.keys(kinds[kind]?.onCommand ?? {}).map((type) => {
    const form: { readonly [field: string]: CommandField } = commands[type] ?? {};
    const fields = Object.entries(form);
    return {
      label: type,
      description: fields.map(([field]) => field).join(" "),
      value: { type, fields },
    };
  });
}

function worldOf({ trace, position }: OpenRun): RecordedWorld {
  return trace.world(position.branch, position.cursor);
}

/** A kind of message that a node can receive, with its fields. */
export interface MessageForm {
  readonly type: string;
  readonly fields: readonly (readonly [field: string, expected: MessageField])[];
}

/** The messages to the node that can be forged: those whose fields the engine tells. */
export function forgeryChoices(run: OpenRun, to: NodeId): readonly Choice<MessageForm>[] {
  const protocol = protocolOf(run);
  const kind = presentNodes(run).find(({ id }) => id === to)?.kind ?? "";
  const forms: { readonly [type: string]: MessageForms | undefined } = protocol?.messages ?? {};
  return Object.keys(protocol?.kinds[kind]?.onMessage ?? {}).flatMap((type) => {
    const form = Object.hasOwn(forms, type) ? forms[type] : undefined;
    if (form === undefined) return [];
    const description = Object.keys(form).join(" ");
    return [{ label: type, description, value: { type, fields: Object.entries(form) } }];
  });
}

type MessageForms = { readonly [field: string]: MessageField };

/** The kinds of node of which one can be added, with how many there may be. */
export function kindChoices(run: OpenRun): readonly Choice<string>[] {
  const sizes = Object.entries(protocolOf(run)?.size ?? {});
  return sizes.flatMap(([kind, { fixed, max }]) =>
    fixed === true ? [] : [{ label: kind, description: `at most ${max}`, value: kind }],
  );
}

function protocolOf({ trace }: OpenRun): AnyProtocol | undefined {
  const found = findProtocol(trace.header.engine?.protocol ?? "");
  return found.ok ? found.value : undefined;
}

function namesIn({ trace, position }: OpenRun): (id: NodeId) => string {
  return namesOf(trace.nodes(position.branch));
}

/** A clock that goes on from what it shows now, at another rate. */
export function clockWithRate(
  { trace, position }: OpenRun,
  node: NodeId,
  ratePerMille: number,
): { readonly ratePerMille: number; readonly offsetMs: number } {
  const { branch, cursor } = position;
  const timeMs = trace.timeOf(branch, cursor);
  let now = { ratePerMille: 1000, offsetMs: 0 };
  for (const { does, after } of trace.interventions(branch)) {
    if (does.type === "clock" && does.node === node && after < cursor) now = does;
  }
  const shown = now.offsetMs + Math.floor((timeMs * now.ratePerMille) / 1000);
  return { ratePerMille, offsetMs: shown - Math.floor((timeMs * ratePerMille) / 1000) };
}
