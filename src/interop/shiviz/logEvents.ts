import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { displayText } from "../../trace/displayText.js";
import type { Pause } from "../pause.js";
import { parseClock, type Clock } from "./clock.js";
import type { Found, Pattern } from "./pattern.js";

/** One event as it stands in a log. */
export interface LogEvent {
  /** Of the clock. */
  readonly line: number;
  readonly host: string;
  readonly text: string;
  /** With an entry of the host itself. */
  readonly clock: Clock;
  /** The entry of the host itself. */
  readonly time: number;
  /** What the pattern's other groups captured. */
  readonly fields: { readonly [group: string]: string };
}

/** Lines that belong to no event. */
export interface SkippedLines {
  readonly count: number;
  /** The first of them; 0 when there is none. */
  readonly line: number;
  readonly text: string;
}

export interface LogEvents {
  /** In the order of the log. */
  readonly events: readonly LogEvent[];
  readonly skipped: SkippedLines;
}

/** A part of a log. */
export interface Section {
  readonly source: string;
  readonly text: string;
  /** The number of its first line. */
  readonly line: number;
}

/** So many mistakes are told at once. */
const MOST_PROBLEMS = 5;

/** Matches or empty steps between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 256;

/** All events of a part of a log. */
export async function readEvents(
  section: Section,
  pattern: Pattern,
  pause: Pause,
): Promise<Result<LogEvents>> {
  const reading = new Reading(section);
  let steps = 0;
  for (const found of pattern.scan(section.text)) {
    if (found !== undefined) reading.take(found);
    steps += 1;
    if (steps % PAUSE_EVERY === 0) await pause();
    if (reading.problems.length === MOST_PROBLEMS) break;
  }
  return reading.finish();
}

class Reading {
  readonly problems: BadInput[] = [];
  readonly #section: Section;
  readonly #events: LogEvent[] = [];
  #skipped: SkippedLines = { count: 0, line: 0, text: "" };
  /** How far the section was read, and the number of the line there. */
  #end = 0;
  #line: number;

  constructor(section: Section) {
    this.#section = section;
    this.#line = section.line;
  }

  take({ start, end, groups }: Found): void {
    this.#skip(start);
    const clock = groups.get("clock") ?? "";
    const matched = this.#section.text.slice(start, end);
    const line = this.#line + countFeeds(matched.slice(0, Math.max(0, matched.indexOf(clock))));
    this.#line += countFeeds(matched);
    this.#end = end;
    const event = eventOf(groups, line);
    if (event.ok) this.#events.push(event.value);
    else this.problems.push(...event.problems.map((problem) => this.#at(line, problem)));
  }

  #at(line: number, { problem }: BadInput): BadInput {
    return { source: this.#section.source, line, problem };
  }

  /** The lines between two events. */
  #skip(to: number): void {
    const between = this.#section.text.slice(this.#end, to);
    for (const [i, text] of between.split("\n").entries()) {
      if (text.trim() === "") continue;
      const { count, line, text: first } = this.#skipped;
      this.#skipped =
        count === 0
          ? { count: 1, line: this.#line + i, text: displayText(text.trim(), 60) }
          : { count: count + 1, line, text: first };
    }
    this.#line += countFeeds(between);
    this.#end = to;
  }

  finish(): Result<LogEvents> {
    if (this.problems.length > 0) return bad(...this.problems);
    this.#skip(this.#section.text.length);
    if (this.#events.length > 0) return ok({ events: this.#events, skipped: this.#skipped });
    const { count, line, text } = this.#skipped;
    const found = count === 0 ? "no text" : `text that the pattern does not fit: ${text}`;
    const place = count === 0 ? this.#section.line : line;
    return bad(this.#at(place, { problem: `expected events, found ${found}` }));
  }
}

function eventOf(groups: Found["groups"], line: number): Result<LogEvent> {
  const clock = parseClock(groups.get("clock") ?? "");
  if (!clock.ok) return clock;
  const host = groups.get("host") ?? "";
  const time = clock.value.find(([other]) => other === host)?.[1];
  if (time === undefined) {
    const name = JSON.stringify(displayText(host, 40));
    const known = clock.value.map(([other]) => JSON.stringify(displayText(other, 40)));
    const found = known.length === 0 ? "an empty clock" : known.slice(0, 5).join(", ");
    return bad(`expected a vector clock with an entry of its host ${name}, found ${found}`);
  }
  const others = [...groups].filter(([name]) => !["clock", "host", "event"].includes(name));
  const fields = Object.fromEntries(others);
  const text = (groups.get("event") ?? "").trim();
  return ok({ line, host, text, clock: clock.value, time, fields });
}

function countFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
