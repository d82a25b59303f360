import { ensure } from "../../base/assert.js";
import { ok, type Result } from "../../base/result.js";
import type { Json } from "../../trace/ids.js";
import type { Sentence } from "../../trace/sentence.js";
import type { FieldSpec } from "../../trace/view.js";
import { nodeId, type ForeignEvent, type ForeignRun, type ForeignSend } from "../foreignRun.js";
import { findCausality, type Causality } from "./causality.js";
import type { LogEvent, LogEvents } from "./logEvents.js";
import { readLogTime } from "../logTime.js";
import { causalOrder } from "./order.js";

/** What is known of an execution beside its events. */
export interface RunContext {
  readonly source: string;
  readonly title: string;
  /** How the events were found. */
  readonly how: Sentence;
}

/** A run from the events of one execution; bad input: clocks that fit no run. */
export function toRun(read: LogEvents, context: RunContext): Result<ForeignRun> {
  const causality = findCausality(context.source, read.events);
  if (!causality.ok) return causality;
  const times = datesOf(read.events);
  const wanted = times === undefined ? read.events : byTime(read.events, times);
  const order = causalOrder(context.source, wanted, causality.value);
  if (!order.ok) return order;
  const backwards = times && firstBackwards(read.events, causality.value, times);
  const timed = times !== undefined && backwards === undefined;
  const run = new RunOfLog(order.value, causality.value, timed ? times : undefined);
  const inferred = [
    context.how,
    ...aboutEdges(causality.value),
    ...aboutTime(timed, backwards),
    ...aboutForgetful(causality.value),
    ...aboutSkipped(read),
  ];
  return ok({
    title: context.title,
    nodes: causality.value.hosts.map((name) => ({ name, kind: "host" })),
    kinds: { host: { roles: [], fields: fieldsOf(read.events), lanes: [] } },
    timed,
    events: run.events(),
    inferred,
  });
}

/** The dates of the events, when all have one that can be read. */
function datesOf(events: readonly LogEvent[]): ReadonlyMap<LogEvent, number> | undefined {
  const times = new Map<LogEvent, number>();
  for (const event of events) {
    const ms = readLogTime(event.fields.date ?? "");
    if (ms === undefined) return undefined;
    times.set(event, ms);
  }
  return times;
}

function byTime(
  events: readonly LogEvent[],
  times: ReadonlyMap<LogEvent, number>,
): readonly LogEvent[] {
  return [...events].sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
}

/** An event, and one that follows from it although its time is earlier. */
function firstBackwards(
  events: readonly LogEvent[],
  { lines, parents }: Causality,
  times: ReadonlyMap<LogEvent, number>,
): readonly [LogEvent, LogEvent] | undefined {
  for (const event of events) {
    const previous = lines.get(event.host)?.[event.time - 2];
    const earlier = [...(previous === undefined ? [] : [previous]), ...(parents.get(event) ?? [])];
    const later = earlier.find((one) => (times.get(one) ?? 0) > (times.get(event) ?? 0));
    if (later !== undefined) return [later, event];
  }
  return undefined;
}

/** The vector clock, and what else the pattern found. */
function fieldsOf(events: readonly LogEvent[]): readonly FieldSpec[] {
  const names = new Set(events.flatMap(({ fields }) => Object.keys(fields)));
  const others = [...names].map((field): FieldSpec => ({ field, show: "value" }));
  return [...others, { field: "clock", show: "perNode" }];
}

class RunOfLog {
  readonly #order: readonly LogEvent[];
  readonly #parents: Causality["parents"];
  readonly #times: ReadonlyMap<LogEvent, number> | undefined;
  readonly #places: ReadonlyMap<string, number>;
  readonly #sends = new Map<LogEvent, ForeignSend[]>();
  readonly #receives = new Map<LogEvent, string[]>();
  #edges = 0;

  constructor(
    order: readonly LogEvent[],
    { hosts, parents }: Causality,
    times: ReadonlyMap<LogEvent, number> | undefined,
  ) {
    this.#order = order;
    this.#parents = parents;
    this.#times = times;
    this.#places = new Map(hosts.map((host, place) => [host, place]));
  }

  events(): readonly ForeignEvent[] {
    for (const event of this.#order) this.#pair(event);
    const [first] = this.#order;
    const startMs = (first && this.#times?.get(first)) ?? 0;
    return this.#order.map((event) => {
      const timeMs = this.#times?.get(event);
      return {
        node: this.#place(event.host),
        label: event.text,
        ...(timeMs === undefined ? {} : { timeMs: timeMs - startMs }),
        sends: this.#sends.get(event) ?? [],
        receives: this.#receives.get(event) ?? [],
        state: { ...event.fields, clock: this.#clock(event) },
      };
    });
  }

  /** One arrow for each event that this one follows from directly. */
  #pair(event: LogEvent): void {
    for (const parent of this.#parents.get(event) ?? []) {
      const key = String(this.#edges++);
      const send = { key, to: this.#place(event.host), type: "message", label: "", body: null };
      append(this.#sends, parent, send);
      append(this.#receives, event, key);
    }
  }

  /** In the order of the nodes. */
  #clock({ clock }: LogEvent): Json {
    const entries = clock.map(([host, time]) => [this.#place(host), time] as const);
    entries.sort(([a], [b]) => a - b);
    return Object.fromEntries(entries.map(([place, time]) => [nodeId(place), time]));
  }

  #place(host: string): number {
    return ensure(this.#places.get(host), "every host of a clock is in the log");
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function aboutEdges({ parents }: Causality): readonly Sentence[] {
  let edges = 0;
  for (const each of parents.values()) edges += each.length;
  return [
    {
      template:
        "Messages were paired through the vector clocks: each of the {edges} arrows means " +
        "“happened next”, not necessarily one message.",
      facts: { edges },
    },
    {
      template:
        "A message that nothing follows from leaves no trace in vector clocks: " +
        "nothing is claimed about lost ones.",
    },
  ];
}

function aboutTime(
  timed: boolean,
  backwards: readonly [LogEvent, LogEvent] | undefined,
): readonly Sentence[] {
  if (timed) {
    return [{ template: "Times are the log's dates, counted from its first event." }];
  }
  if (backwards === undefined) {
    const template =
      "Events that no arrow orders stand in the order of the log; distances mean nothing.";
    return [{ template }];
  }
  const [before, after] = backwards;
  const template =
    "The log's dates run backwards from line {before} to line {after}, which follows from it: " +
    "they order only what no arrow orders, and distances mean nothing.";
  return [{ template, facts: { before: before.line, after: after.line } }];
}

function aboutForgetful({ forgetful }: Causality): readonly Sentence[] {
  const [first] = forgetful;
  if (first === undefined) return [];
  const template =
    "Vector clocks that know less than events before them, by the arrows: {count}, the first in " +
    "line {line}.";
  return [{ template, facts: { count: forgetful.length, line: first.line } }];
}

function aboutSkipped({ skipped }: LogEvents): readonly Sentence[] {
  if (skipped.count === 0) return [];
  const { count, line, text } = skipped;
  const template =
    'Lines that fit no event were left out: {count}, the first is line {line}: "{text}".';
  return [{ template, facts: { count, line, text } }];
}
