/** A log as a run, read by a mapping. */
import { bad, ok, type Result } from "../../base/result.js";
import type { Sentence } from "../../trace/sentence.js";
import type { ForeignRun } from "../foreignRun.js";
import type { Pause } from "../pause.js";
import { causalOrder } from "./causalOrder.js";
import { EntryReader, type Entry } from "./entries.js";
import { eventsOf } from "./events.js";
import { pairingWords } from "./inferred.js";
import { readJsonLines, type JsonLine } from "./jsonLines.js";
import { kindOf, looksAfter, toldLooks } from "./looks.js";
import type { Mapping } from "./mapping.js";
import { NodePlaces } from "./nodePlaces.js";
import { inOrder } from "./order.js";
import { pairMessages, type PairedEntry } from "./pairing.js";
import { timesOf } from "./times.js";

/** The only kind of node: a mapping tells no others. */
const KIND = "node";

/** Entries read between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 1000;

/** Reads the log; what does not fit the mapping is told with its line. */
export async function mappedRun(
  text: string,
  source: string,
  mapping: Mapping,
  pause: Pause,
): Promise<Result<ForeignRun>> {
  const lines = await readJsonLines(text, source, pause);
  if (!lines.ok) return lines;
  const read = await readEntries(lines.value.lines, source, mapping, pause);
  if (!read.ok) return read;
  const sorted = inOrder(read.value, mapping.order);
  const paired = await pairMessages(sorted.entries, mapping, pause);
  const ordered = paired.counts.early > 0 ? await causalOrder(paired.entries, pause) : undefined;
  const entries = ordered?.entries ?? paired.entries;
  const run = drawable(entries, source, mapping);
  if (!run.ok) return run;
  const inferred = [
    ...lines.value.inferred,
    ...leftOut(lines.value.lines.length - read.value.length),
    ...sorted.inferred,
    ...pairingWords(entries, { ...paired.counts, undone: ordered?.undone ?? 0 }, mapping),
    ...run.value.inferred,
  ];
  return ok({ ...run.value, inferred });
}

async function readEntries(
  lines: readonly JsonLine[],
  source: string,
  mapping: Mapping,
  pause: Pause,
): Promise<Result<readonly Entry[]>> {
  const reader = new EntryReader(mapping);
  const entries: Entry[] = [];
  for (const [place, line] of lines.entries()) {
    if (place % PAUSE_EVERY === 0) await pause();
    const entry = reader.read(line);
    if (entry === undefined) continue;
    if ("problem" in entry) return bad({ source, line: line.number, problem: entry.problem });
    entries.push(entry);
  }
  if (entries.length > 0) return ok(entries);
  const problem = `expected lines that "lines" of the mapping lets through, found none`;
  return bad({ source, problem });
}

function leftOut(count: number): readonly Sentence[] {
  if (count === 0) return [];
  return [{ template: "Lines of other kinds that were left out: {count}.", facts: { count } }];
}

/** The run of entries in an order that has every send before its receive. */
function drawable(
  entries: readonly PairedEntry[],
  source: string,
  mapping: Mapping,
): Result<ForeignRun> {
  const times = timesOf(entries, source);
  if (!times.ok) return times;
  const { timesMs } = times.value;
  const lines = entries.map(({ entry }) => entry);
  const nodes = new NodePlaces(lines.flatMap(namesIn));
  const told = toldLooks(lines, mapping, nodes);
  const looks = looksAfter(lines, told, mapping);
  const { events, inferred } = eventsOf(entries, looks, timesMs, nodes, mapping);
  return ok({
    ...(mapping.title === undefined ? {} : { format: mapping.title }),
    title: "",
    nodes: nodes.names.map((name) => ({ name: `${mapping.nodePrefix ?? ""}${name}`, kind: KIND })),
    kinds: { [KIND]: kindOf(told, mapping) },
    routine: { messages: mapping.routine ?? [], timers: [] },
    timed: timesMs !== undefined,
    events,
    inferred: [
      ...times.value.inferred,
      ...(mapping.stateBefore === undefined ? [] : [STATE_BEFORE]),
      ...inferred,
    ],
  });
}

const STATE_BEFORE: Sentence = {
  template:
    "Where a line tells the state before its event, what the event changed is known from the node's next line.",
};

/** All nodes that an entry speaks of. */
function namesIn({ node, message }: Entry): readonly string[] {
  return [node, ...(message?.from === undefined ? [] : [message.from]), ...(message?.to ?? [])];
}
