/** Timers as bars beside the lifeline, from the event that set them to their end. */
import { displayText } from "../../trace/displayText.js";
import type { NodeId } from "../../trace/ids.js";
import type { EventRecord, HeaderRecord } from "../../trace/records.js";
import type { Passage } from "./passage.js";
import type { TimerBar, TimerEnd } from "./picture.js";
import type { Sheet } from "./sheet.js";

/** Timers' names take so many places; further ones share them. */
const MOST_PLACES = 4;

/** Running timers: timer → the event that set it. */
type Running = Map<string, number>;

/** How many places beside a lifeline the timers of a trace take. */
export function timerPlaces({ engine }: HeaderRecord): number {
  return Math.min(MOST_PLACES, Object.keys(engine?.timers ?? {}).length);
}

/** The bars of all nodes in a passage, in the order of their ends. */
export function timerBars(
  sheet: Sheet,
  passage: Passage,
): ReadonlyMap<NodeId, readonly TimerBar[]> {
  const nodes = [...sheet.frame.columns.keys()];
  const bars = new Map(nodes.map((id): [NodeId, TimerBar[]] => [id, []]));
  const running = new Map(nodes.map((id) => [id, runningBefore(passage, id)]));
  const end = (node: NodeId, timer: string, how: TimerEnd, endAt?: number) => {
    const setAt = running.get(node)?.get(timer);
    if (setAt === undefined) return;
    const y2 = endAt === undefined ? passage.y2 : sheet.axis.rowY(endAt);
    const { begins, ...extent } = extentOf(sheet, passage, setAt, y2);
    const until = endAt === undefined ? undefined : momentOf(sheet, endAt);
    const name = { timer: displayText(timer, 40), place: placeOf(sheet.trace.header, timer), node };
    const since = momentOf(sheet, setAt);
    bars.get(node)?.push({ ...name, ...extent, begins, end: how, since, until });
    running.get(node)?.delete(timer);
  };
  for (const record of passage.records) {
    if (!("node" in record)) continue;
    const { at, node } = record;
    for (const [timer, how] of endsIn(record, running.get(node))) end(node, timer, how, at);
    for (const timer of setIn(record)) running.get(node)?.set(timer, at);
  }
  const last = passage.to >= sheet.length ? "running" : "further";
  for (const [node, timers] of running) {
    for (const timer of [...timers.keys()]) end(node, timer, last);
  }
  return bars;
}

function runningBefore({ before }: Passage, node: NodeId): Running {
  const timers = before.nodes.get(node)?.timers ?? [];
  return new Map(timers.map(({ timer, setAt }) => [timer, setAt]));
}

/** The running timers that an event ends, and how. */
function endsIn(record: EventRecord, running: Running = new Map()): ReadonlyMap<string, TimerEnd> {
  if (record.event === "crash" || record.event === "removeNode") {
    return new Map([...running.keys()].map((timer) => [timer, "crashed"]));
  }
  const ends = new Map<string, TimerEnd>();
  if (record.event === "timeout") {
    ends.set(record.timer, record.by === undefined ? "fired" : "forced");
  }
  for (const effect of record.effects ?? []) {
    const how = effect.effect === "setTimer" ? "reset" : "cancelled";
    if ("timer" in effect && !ends.has(effect.timer)) ends.set(effect.timer, how);
  }
  return ends;
}

/** The timers that run after an event since it set them. */
function setIn({ effects = [] }: EventRecord): ReadonlySet<string> {
  const set = new Set<string>();
  for (const effect of effects) {
    if (effect.effect === "setTimer") set.add(effect.timer);
    if (effect.effect === "cancelTimer") set.delete(effect.timer);
  }
  return set;
}

function extentOf(
  { axis }: Sheet,
  passage: Passage,
  setAt: number,
  y2: number,
): Pick<TimerBar, "y1" | "y2" | "begins"> {
  const y1 = axis.rowY(setAt);
  return { y1: Math.max(y1, passage.y1), y2, begins: y1 >= passage.y1 };
}

/** The event's time, or its number where there are no times. */
function momentOf({ trace, branch }: Sheet, at: number): string {
  return trace.header.timed ? `${trace.timeOf(branch, at)} ms` : `event ${at}`;
}

/** By the engine's list of timers; of a trace that has none, by the letters of the name. */
function placeOf({ engine }: HeaderRecord, timer: string): number {
  const known = Object.keys(engine?.timers ?? {}).indexOf(timer);
  if (known >= 0) return known % MOST_PLACES;
  return [...timer].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % MOST_PLACES;
}
