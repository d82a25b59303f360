/** The events of a mapped log, ready for the writer. */
import { canonicalJson } from "../../trace/canonicalJson.js";
import type { Json } from "../../trace/ids.js";
import type { Sentence } from "../../trace/sentence.js";
import type { ForeignEvent, ForeignSend } from "../foreignRun.js";
import type { Entry } from "./entries.js";
import type { Look } from "./looks.js";
import type { Mapping } from "./mapping.js";
import type { NodePlaces } from "./nodePlaces.js";
import type { PairedEntry, SentMessage } from "./pairing.js";
import { textOf } from "./paths.js";
import { matches } from "./patterns.js";

export interface MappedEvents {
  readonly events: readonly ForeignEvent[];
  readonly inferred: readonly Sentence[];
}

/** One event for each entry, but for quiet ones that change nothing. */
export function eventsOf(
  entries: readonly PairedEntry[],
  looks: readonly Look[],
  timesMs: readonly number[] | undefined,
  nodes: NodePlaces,
  mapping: Mapping,
): MappedEvents {
  const isQuiet = matches(mapping.quiet);
  const label = labelReader(mapping);
  const last = new Map<string, Look>();
  const quiet = new Map<string, number>();
  const events: ForeignEvent[] = [];
  for (const [place, paired] of entries.entries()) {
    const { entry } = paired;
    const old = last.get(entry.node);
    const look = looks[place] ?? {};
    if (entry.act === "local" && isQuiet(entry.event) && old !== undefined && same(old, look)) {
      quiet.set(entry.event, (quiet.get(entry.event) ?? 0) + 1);
      continue;
    }
    const timeMs = timesMs?.[place];
    const at = {
      node: nodes.place(entry.node),
      label: label(entry),
      ...(timeMs === undefined ? {} : { timeMs }),
    };
    if (entry.act === "drop" && paired.takes !== undefined) {
      events.push({ ...at, drops: paired.takes.id });
      continue;
    }
    last.set(entry.node, { ...old, ...look });
    events.push({
      ...at,
      ...whatHappened(paired, old !== undefined, nodes),
      ...(look.state === undefined ? {} : { state: look.state }),
      ...(look.view === undefined || same(old?.view, look.view) ? {} : { view: look.view }),
    });
  }
  return { events, inferred: [...quiet].map(([event, count]) => quietWords(event, count)) };
}

function labelReader({ labels }: Mapping): (entry: Entry) => string {
  const words = Object.entries(labels ?? {}).map(([event, text]) => [event, textOf(text)] as const);
  const wordsOf = new Map(words);
  return ({ event, line }) => wordsOf.get(event)?.(line) ?? event;
}

/** Nodes start again after their first entry. */
function whatHappened(
  { entry, sends, takes }: PairedEntry,
  isKnown: boolean,
  nodes: NodePlaces,
): Partial<ForeignEvent> {
  if (entry.act === "start") return { happening: isKnown ? "restart" : "start" };
  if (entry.act === "crash") return { happening: "crash" };
  return {
    ...(sends.length === 0 ? {} : { sends: sends.map((message) => sendOf(message, nodes)) }),
    ...(entry.act === "receive" ? received(entry, takes, nodes) : {}),
  };
}

function received(
  { message }: Entry,
  takes: SentMessage | undefined,
  nodes: NodePlaces,
): Partial<ForeignEvent> {
  if (takes !== undefined) return { receives: [takes.id] };
  if (message === undefined) return {};
  const { from, type, label, body } = message;
  const sender = from === undefined ? {} : { from: nodes.place(from) };
  return { noSend: [{ ...sender, type, label, body }] };
}

function sendOf({ id, to, told }: SentMessage, nodes: NodePlaces): ForeignSend {
  const { type, label, body } = told;
  return { key: id, to: nodes.place(to), type, label, body };
}

function same(a: Look | Look["view"], b: Look | Look["view"]): boolean {
  return a !== undefined && canonicalJson(a as Json) === canonicalJson(b as Json);
}

function quietWords(event: string, count: number): Sentence {
  const template = "Lines of {event} that change nothing and were left out: {count}.";
  return { template, facts: { count, event } };
}
