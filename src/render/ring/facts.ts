/** How a ring of nodes stands at a cursor, read from what the trace says of it (see `RingSpec`). */
import { displayText } from "../../trace/displayText.js";
import type { BranchId, Json, JsonObject, MessageId, NodeId } from "../../trace/ids.js";
import type { PathNode, RecordedTrace } from "../../trace/recordedTrace.js";
import type { RingSpec } from "../../trace/view.js";
import type { MessageOnItsWay, RecordedNode, RecordedWorld } from "../../trace/world.js";
import { isPresent, nodeLook, type NodeLook } from "../nodeWords.js";

/** Of more peers nobody could tell one from the other. */
const MOST_PEERS = 24;
/** Of more messages at once nobody could tell one from the other, and each has to be read. */
const MOST_FLIGHTS = 200;

export interface RingFacts {
  /** In the direction of the ring. */
  readonly peers: readonly Peer[];
  /** Of very many the first. */
  readonly flights: readonly RingFlight[];
  /** How many messages there are besides. */
  readonly untold: number;
  /** What travels round, such as `token`; empty when nothing is said to. */
  readonly trail: string;
}

export interface Peer {
  readonly node: NodeId;
  readonly name: string;
  readonly look: NodeLook;
  /** Of a node that is not there: why. */
  readonly role: string;
  readonly isOutside: boolean;
  /** Place of its successor as it believes itself; undefined when it has none. */
  readonly next: number | undefined;
  /** Names of those in the ring that do not count this peer in. */
  readonly leftOutBy: readonly string[];
  /** What of the ring's trail it has. */
  readonly holds: readonly Held[];
  /** What has come to it and waits for its turn, such as `query of Cleo`. */
  readonly waiting: readonly string[];
}

export interface Held {
  /** Which of the things of the trail, from 1. */
  readonly number: number;
  /** What the node calls it, such as `g2`; may be empty. */
  readonly which: string;
}

/** A message between two peers. */
export interface RingFlight {
  readonly message: MessageId;
  readonly from: number;
  readonly to: number;
  /** What it says, such as `Query #1`. */
  readonly label: string;
  /** What is sent round with it, such as `query of Cleo`; undefined when it is nothing known. */
  readonly round: string | undefined;
  /** Which of the things of the ring's trail it carries; undefined when it is none. */
  readonly carries: number | undefined;
  /** How much of its time is over, 0 … 1. */
  readonly part: number;
  readonly held: boolean;
}

/** What facts are read from. */
interface Sheet {
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
  readonly spec: RingSpec;
  readonly world: RecordedWorld;
  readonly nodes: readonly PathNode[];
  readonly nameOf: (id: NodeId) => string;
}

/** Undefined when the trace tells of no ring, or when it has no peers or too many. */
export function ringFacts(
  trace: RecordedTrace,
  branch: BranchId,
  cursor: number,
): RingFacts | undefined {
  const spec = trace.header.ring;
  if (spec === undefined) return undefined;
  const nodes = trace.nodes(branch).filter((node) => {
    return node.kind === spec.kind && isPresent(node, cursor);
  });
  if (nodes.length === 0 || nodes.length > MOST_PEERS) return undefined;
  const names = new Map(nodes.map(({ id, name }) => [id, displayText(name, 40)]));
  const nameOf = (id: NodeId) => names.get(id) ?? displayText(id, 40);
  const sheet = { trace, branch, spec, nodes, nameOf, world: trace.world(branch, cursor) };
  const between = sheet.world.inFlight.filter(({ from, send }) => {
    return from !== send.to && names.has(from) && names.has(send.to);
  });
  return {
    peers: nodes.map((_, place) => peerAt(sheet, place)),
    flights: between.slice(0, MOST_FLIGHTS).flatMap((message) => flightOf(message, sheet)),
    untold: Math.max(0, between.length - MOST_FLIGHTS),
    trail: displayText(spec.trail ?? "", 40),
  };
}

function peerAt(sheet: Sheet, place: number): Peer {
  const { trace, world, nodes, nameOf } = sheet;
  const header = nodes[place] as PathNode;
  const { id } = header;
  const node = world.nodes.get(id);
  const { look, role } = nodeLook(trace.header, header, node, world.at);
  const isOutside = node?.up === true && !isIn(sheet, node);
  const others = nodes.filter((other) => other.id !== id);
  return {
    ...{ node: id, name: nameOf(id), look, role, isOutside },
    next: nextOf(sheet, place),
    leftOutBy: others.flatMap((other) => {
      const members = membersOf(sheet, other.id);
      return members === undefined || members.has(id) ? [] : [nameOf(other.id)];
    }),
    holds: heldBy(sheet, id),
    waiting: node?.up === true ? waitingAt(sheet, node.state) : [],
  };
}

/** The next peer round the ring that this one counts in. */
function nextOf(sheet: Sheet, place: number): number | undefined {
  const { nodes } = sheet;
  const members = membersOf(sheet, nodes[place]?.id ?? "");
  if (members === undefined) return undefined;
  for (let step = 1; step < nodes.length; step++) {
    const next = (place + step) % nodes.length;
    if (members.has(nodes[next]?.id ?? "")) return next;
  }
  return undefined;
}

/** Whom a node takes to be in the ring; undefined when it is down, outside, or does not say. */
function membersOf(sheet: Sheet, id: NodeId): ReadonlySet<NodeId> | undefined {
  const node = sheet.world.nodes.get(id);
  if (node?.up !== true || !isIn(sheet, node)) return undefined;
  const members = fieldOf(node.state, sheet.spec.members);
  if (Array.isArray(members)) return new Set(members.filter((each) => typeof each === "string"));
  return isObject(members) ? new Set(Object.keys(members)) : undefined;
}

function isIn({ spec }: Sheet, { state }: RecordedNode): boolean {
  return spec.isIn === undefined || fieldOf(state, spec.isIn) !== false;
}

function heldBy({ trace, branch, spec, world: { at } }: Sheet, id: NodeId): readonly Held[] {
  if (spec.trail === undefined || at === 0) return [];
  return trace
    .holdings(branch, at, at)
    .filter(({ trail, node, to }) => trail === spec.trail && node === id && (to ?? at + 1) > at)
    .map(({ trail, number, from }) => {
      const { view } = trace.event(branch, from);
      return { number, which: displayText(textAt(view?.holds ?? {}, trail), 24) };
    });
}

/** A waiting thing of the trail is said to be held: the view tells so. */
function waitingAt(sheet: Sheet, state: JsonObject): readonly string[] {
  const { waiting } = sheet.spec;
  const list = waiting === undefined ? [] : fieldOf(state, waiting);
  if (!Array.isArray(list)) return [];
  return (list as readonly Json[]).flatMap((each) => {
    const body = isObject(each) ? fieldOf(each, "message") : undefined;
    const type = isObject(body) ? textAt(body, "type") : "";
    const round = isObject(body) ? roundOf(sheet, type, body) : undefined;
    return round === undefined ? [] : [round];
  });
}

function flightOf(message: MessageOnItsWay, sheet: Sheet): readonly RingFlight[] {
  const { trace, branch, spec, nodes, world } = sheet;
  const { id, from, held, send } = message;
  const start = nodes.findIndex((node) => node.id === from);
  const end = nodes.findIndex((node) => node.id === send.to);
  const life = trace.message(branch, id);
  if (life?.fate === "noReceive") return [];
  const carries = life?.carries?.trail === spec.trail ? life?.carries?.number : undefined;
  return [
    {
      ...{ message: id, from: start, to: end, held, carries },
      label: displayText(send.label, 40),
      round: roundOf(sheet, send.type, send.body),
      part: partOf(message, world.timeMs),
    },
  ];
}

function partOf({ sentMs, arrivesMs }: MessageOnItsWay, nowMs: number): number {
  if (arrivesMs === undefined || arrivesMs <= sentMs) return 0.5;
  return Math.max(0, Math.min(1, (nowMs - sentMs) / (arrivesMs - sentMs)));
}

function roundOf({ spec, nameOf }: Sheet, type: string, body: Json): string | undefined {
  const round = spec.rounds?.find(({ message }) => message === type);
  if (round === undefined) return undefined;
  const called = displayText(round.called, 40);
  const by = round.by === undefined || !isObject(body) ? "" : textAt(body, round.by);
  return by === "" ? called : `${called} of ${nameOf(by)}`;
}

function fieldOf(object: JsonObject, field: string): Json | undefined {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}

/** The member, if it is a text. */
function textAt(object: JsonObject, field: string): string {
  const value = fieldOf(object, field);
  return typeof value === "string" ? value : "";
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
