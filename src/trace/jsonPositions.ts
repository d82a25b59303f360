import type { Json, JsonObject } from "./ids.js";
import type { Intervention } from "./intervention.js";
import type {
  EffectData,
  EventRecord,
  GuardData,
  NodeStateData,
  NoSend,
  StateChange,
  TraceRecord,
} from "./records.js";
import type { Facts, Sentence } from "./sentence.js";

type Change = (value: Json) => Json;

/**
 * The record with `change` applied to every value that its type declares as `Json`: the places
 * where a stored value may stand. The rest of a record (numbers, names, maps themselves) is never
 * touched. Values of a `JsonObject` or of facts are such places, the object itself is not. A header
 * has none: no value can be stored before it. Returns the same object when nothing changed.
 */
export function mapJson<R extends TraceRecord>(record: R, change: Change): R;
export function mapJson(record: TraceRecord, change: Change): TraceRecord {
  switch (record.kind) {
    case "event":
      return mapEvent(record, change);
    case "states": {
      const nodes = mapMembers(record.nodes, (node) => mapNode(node, change));
      return nodes === record.nodes ? record : { ...record, nodes };
    }
    case "intervention": {
      const does = mapIntervention(record.does, change);
      const skipped = record.skipped && mapFacts(record.skipped, change);
      if (does === record.does && skipped === record.skipped) return record;
      return skipped === undefined ? { ...record, does } : { ...record, does, skipped };
    }
    case "value": {
      const value = change(record.value);
      return value === record.value ? record : { ...record, value };
    }
    case "header":
    case "branch":
    case "hash":
    case "beat":
    case "comment":
      return record;
  }
}

/** The parts of an event that hold Json, with the function that maps each. */
function mapEvent(event: EventRecord, change: Change): EventRecord {
  let mapped = mapHappening(event, change);
  const effects = event.effects && mapItems(event.effects, (e) => mapEffect(e, change));
  if (effects !== undefined && effects !== event.effects) mapped = { ...mapped, effects };
  const changed = event.change && mapChange(event.change, change);
  if (changed !== undefined && changed !== event.change) mapped = { ...mapped, change: changed };
  const guards = event.guards && mapItems(event.guards, (g: GuardData) => mapFacts(g, change));
  if (guards !== undefined && guards !== event.guards) mapped = { ...mapped, guards };
  return mapSentences(mapped, change);
}

function mapHappening(event: EventRecord, change: Change): EventRecord {
  if (event.event === "command") {
    const command = mapObject(event.command, change);
    return command === event.command ? event : { ...event, command };
  }
  if (event.event !== "local" || event.noSend === undefined) return event;
  const noSend = mapItems(event.noSend, (one) => mapBody(one, change));
  return noSend === event.noSend ? event : { ...event, noSend };
}

/** A value that was received; one that is absent stays so. */
function mapBody(received: NoSend, change: Change): NoSend {
  if (received.body === undefined) return received;
  const body = change(received.body);
  return body === received.body ? received : { ...received, body };
}

function mapSentences(event: EventRecord, change: Change): EventRecord {
  let mapped = event;
  const notes = event.notes && mapItems(event.notes, (note) => mapFacts(note, change));
  if (notes !== undefined && notes !== event.notes) mapped = { ...mapped, notes };
  const moments = event.moments && mapItems(event.moments, (m) => mapSaying(m, change));
  if (moments !== undefined && moments !== event.moments) mapped = { ...mapped, moments };
  const flips = event.flips && mapItems(event.flips, (flip) => mapSaying(flip, change));
  if (flips !== undefined && flips !== event.flips) mapped = { ...mapped, flips };
  return mapped;
}

function mapEffect(effect: EffectData, change: Change): EffectData {
  if (effect.effect === "send") {
    const body = change(effect.body);
    return body === effect.body ? effect : { ...effect, body };
  }
  if (effect.effect === "reply") {
    const result = change(effect.result);
    return result === effect.result ? effect : { ...effect, result };
  }
  return effect;
}

function mapChange(state: StateChange, change: Change): StateChange {
  let mapped = state;
  const fields = state.fields && mapObject(state.fields, change);
  if (fields !== undefined && fields !== state.fields) mapped = { ...mapped, fields };
  const ranges =
    state.ranges &&
    mapMembers(state.ranges, (range) => {
      const items = mapItems(range.items, change);
      return items === range.items ? range : { ...range, items };
    });
  if (ranges !== undefined && ranges !== state.ranges) mapped = { ...mapped, ranges };
  return mapped;
}

function mapNode(node: NodeStateData, change: Change): NodeStateData {
  const state = mapObject(node.state, change);
  return state === node.state ? node : { ...node, state };
}

function mapIntervention(does: Intervention, change: Change): Intervention {
  if (does.type !== "command") return does;
  const { type } = does.command;
  const command = mapObject(does.command, change);
  return command === does.command ? does : { ...does, command: { ...command, type } };
}

function mapFacts<S extends { readonly facts?: Facts }>(sentence: S, change: Change): S {
  if (sentence.facts === undefined) return sentence;
  const facts = mapObject(sentence.facts, change);
  return facts === sentence.facts ? sentence : { ...sentence, facts };
}

function mapSaying<S extends { readonly sentence?: Sentence }>(saying: S, change: Change): S {
  if (saying.sentence === undefined) return saying;
  const sentence = mapFacts(saying.sentence, change);
  return sentence === saying.sentence ? saying : { ...saying, sentence };
}

function mapObject(object: JsonObject, change: Change): JsonObject {
  return mapMembers(object, change);
}

/** Like `Array.map`, but the same array when no item changed. */
export function mapItems<V>(items: readonly V[], map: (item: V) => V): readonly V[] {
  let mapped: V[] | undefined;
  for (const [i, item] of items.entries()) {
    const next = map(item);
    if (next === item) continue;
    mapped ??= items.slice();
    mapped[i] = next;
  }
  return mapped ?? items;
}

/** The same for the own members of an object; `__proto__` is a key like any other. */
export function mapMembers<V>(
  object: { readonly [key: string]: V },
  map: (value: V) => V,
): { readonly [key: string]: V } {
  const entries = Object.entries(object);
  const mapped = mapItems(entries, (entry): [string, V] => {
    const value = map(entry[1]);
    return value === entry[1] ? entry : [entry[0], value];
  });
  return mapped === entries ? object : Object.fromEntries(mapped);
}
