import { assertNever } from "../base/assert.js";
import type { NodeId } from "../trace/ids.js";
import type { EventRecord, HeaderRecord } from "../trace/records.js";
import type { RecordedWorld } from "../trace/world.js";

/** What a run may go on to. Without a node or a name: any. */
export type Until =
  | { readonly until: "event"; readonly node: NodeId }
  | { readonly until: "role"; readonly node?: NodeId }
  | { readonly until: "field"; readonly field: string; readonly node?: NodeId }
  | { readonly until: "message"; readonly type: string }
  | { readonly until: "moment"; readonly name?: string }
  | { readonly until: "flip"; readonly invariant?: string };

/** Whether the event is what was waited for. `before` is the world that it changed. */
export function isReached(until: Until, event: EventRecord, before: () => RecordedWorld): boolean {
  switch (until.until) {
    case "event":
      return nodeOf(event) === until.node;
    case "role":
      return isAt(event, until.node) && changesRole(event, before);
    case "field":
      return isAt(event, until.node) && changesField(event, until.field);
    case "message":
      return event.event === "receive" && typeOf(event.message, before()) === until.type;
    case "moment":
      return (event.moments ?? []).some(({ name }) => isAny(until.name, name));
    case "flip":
      return (event.flips ?? []).some(({ invariant }) => isAny(until.invariant, invariant));
    default:
      return assertNever(until);
  }
}

/** What a trace's runs can go on to, as far as its header tells. */
export function knownFields(header: HeaderRecord): readonly string[] {
  const fields = Object.values(header.kinds).flatMap((kind) =>
    kind.fields.map(({ field }) => field),
  );
  return [...new Set(fields)];
}

function isAny<V>(wanted: V | undefined, found: V): boolean {
  return wanted === undefined || wanted === found;
}

function nodeOf(event: EventRecord): NodeId | undefined {
  return "node" in event ? event.node : undefined;
}

function isAt(event: EventRecord, node: NodeId | undefined): boolean {
  return nodeOf(event) !== undefined && isAny(node, nodeOf(event));
}

/** A node's first role is no change. */
function changesRole(event: EventRecord, before: () => RecordedWorld): boolean {
  if (event.view === undefined) return false;
  const role = before().nodes.get(nodeOf(event) ?? "")?.view.role;
  return role !== undefined && role !== event.view.role;
}

function changesField({ change, event }: EventRecord, field: string): boolean {
  if (change === undefined || event === "start") return false;
  const { fields = {}, ranges = {}, gone = [] } = change;
  return Object.hasOwn(fields, field) || Object.hasOwn(ranges, field) || gone.includes(field);
}

function typeOf(message: number, { inFlight }: RecordedWorld): string | undefined {
  return inFlight.find(({ id }) => id === message)?.send.type;
}
