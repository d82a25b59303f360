/**
 * What vector clocks tell: which event follows from which (Fidge 1988, Mattern 1989). An entry that
 * grows from one event of a host to the next says that the host heard, directly or not, of that
 * many events of another.
 */
import { ensure } from "../../base/assert.js";
import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { displayText } from "../../trace/displayText.js";
import type { LogEvent } from "./logEvents.js";

export interface Causality {
  /** In the order in which the log first names them. */
  readonly hosts: readonly string[];
  /** Host → its events by time. */
  readonly lines: ReadonlyMap<string, readonly LogEvent[]>;
  /** Event → the events of other hosts that it follows from directly. */
  readonly parents: ReadonlyMap<LogEvent, readonly LogEvent[]>;
  /** Events whose clock does not know what an event knew that they follow from. */
  readonly forgetful: readonly LogEvent[];
}

const MOST_PROBLEMS = 5;

/** Bad input: a host's own times are not 1, 2, 3 …, or a clock names what is not in the log. */
export function findCausality(source: string, events: readonly LogEvent[]): Result<Causality> {
  const lines = new Map<string, LogEvent[]>();
  for (const event of events) {
    const line = lines.get(event.host);
    if (line === undefined) lines.set(event.host, [event]);
    else line.push(event);
  }
  for (const line of lines.values()) line.sort((a, b) => a.time - b.time);
  const problems = [...gaps(lines), ...strangers(events, lines)].slice(0, MOST_PROBLEMS);
  if (problems.length > 0) return bad(...problems.map((each) => ({ source, ...each })));
  const parents = new Map<LogEvent, readonly LogEvent[]>();
  const forgetful: LogEvent[] = [];
  for (const line of lines.values()) {
    const known = new Map<string, number>();
    for (const event of line) {
      const heard = candidates(event, known, lines);
      const direct = heard.filter((one) => !heard.some((other) => knows(other, one)));
      if (direct.length > 0) parents.set(event, direct);
      if (forgets(event, known, direct)) forgetful.push(event);
      for (const [host, time] of event.clock) known.set(host, time);
    }
  }
  return ok({ hosts: [...lines.keys()], lines, parents, forgetful });
}

/** Own times must be 1, 2, 3 … on every host. */
function* gaps(lines: Causality["lines"]): Generator<BadInput> {
  for (const line of lines.values()) {
    const at = line.findIndex(({ time }, place) => time !== place + 1);
    const event = line[at];
    if (event === undefined) continue;
    const before = line[at - 1];
    const found = `${event.time}${before?.time === event.time ? ` again (line ${before.line})` : ""}`;
    const problem = `expected time ${at + 1} of host ${named(event.host)} itself, found ${found}`;
    yield { line: event.line, problem };
  }
}

/** Every clock may speak only of events of other hosts that are in the log. */
function* strangers(events: readonly LogEvent[], lines: Causality["lines"]): Generator<BadInput> {
  for (const { line, clock, host: own } of events) {
    for (const [host, time] of clock) {
      if (host === own) continue;
      const most = lines.get(host)?.length;
      if (most === undefined) {
        yield { line, problem: `expected hosts with events in the log, found ${named(host)}` };
      } else if (time > most) {
        const expected = `at most time ${most} of host ${named(host)}, its last event`;
        yield { line, problem: `expected ${expected}, found ${time}` };
      }
    }
  }
}

function named(host: string): string {
  return JSON.stringify(displayText(host, 40));
}

/** The last events of other hosts that the host had not heard of before. */
function candidates(
  event: LogEvent,
  known: ReadonlyMap<string, number>,
  lines: Causality["lines"],
): LogEvent[] {
  return event.clock
    .filter(([host, time]) => host !== event.host && time > (known.get(host) ?? 0))
    .map(([host, time]) => ensure(lines.get(host)?.[time - 1], "a clock names events of the log"));
}

/** Whether `event` follows from `other`, as its clock says. */
function knows(event: LogEvent, other: LogEvent): boolean {
  if (event === other) return false;
  return event.clock.some(([host, time]) => host === other.host && time >= other.time);
}

function forgets(
  { clock, host }: LogEvent,
  before: ReadonlyMap<string, number>,
  parents: readonly LogEvent[],
): boolean {
  const now = new Map(clock);
  const isBehind = ([other, time]: readonly [string, number]): boolean =>
    other !== host && (now.get(other) ?? 0) < time;
  return [...before].some(isBehind) || parents.some((parent) => parent.clock.some(isBehind));
}
