import { bad, ok, type Result } from "../../base/result.js";
import type { Sentence } from "../../trace/sentence.js";
import type { ForeignExecution, ForeignText, ReadOptions } from "../formats.js";
import type { ForeignRun } from "../foreignRun.js";
import { parseClock } from "./clock.js";
import { KNOWN_DELIMITER, LAYOUTS, type Layout } from "./layouts.js";
import { readEvents, type Section } from "./logEvents.js";
import { readPattern, type Found, type Pattern } from "./pattern.js";
import { splitPriority } from "./priority.js";
import { patternLines, type PatternLines } from "./recognise.js";
import { sectionsOf, type NamedSection } from "./sections.js";
import { toRun } from "./toRun.js";

/** How the events of a log are found. */
interface EventFinder {
  readonly pattern: Pattern;
  readonly how: Sentence;
  readonly hasPriorityWord?: true;
}

/** Longer lines are no log that anybody reads; in UTF-16 code units. */
const LONGEST_LINE = 1024 * 1024;

/** How much of a log tells its layout. */
const SAMPLE = 64 * 1024;

/** The executions of a ShiViz log, as ShiViz finds them. */
export async function readShiviz(
  log: ForeignText,
  options: ReadOptions,
): Promise<Result<readonly ForeignExecution[]>> {
  const { source, text } = log;
  const long = findLongLine(text);
  if (long !== undefined) return bad({ source, ...long });
  const lines = patternLines(text);
  const body = { source, text: text.slice(lines?.length ?? 0), line: lines === undefined ? 1 : 3 };
  const delimiter = delimiterOf(log, lines, options);
  if (!delimiter.ok) return delimiter;
  const sections = await sectionsOf(body, delimiter.value, options.pause);
  const finder = finderOf(log, lines, sections, options);
  if (!finder.ok) return finder;
  const whole = sections.filter(
    (section) => section.name !== "" || sections.length === 1 || hasEvents(section, finder.value),
  );
  return ok(whole.map((section) => executionOf(section, finder.value, options)));
}

function delimiterOf(
  { source }: ForeignText,
  lines: PatternLines | undefined,
  options: ReadOptions,
): Result<Pattern> {
  if (options.delimiter !== undefined) return named("--delimiter", readPattern(options.delimiter));
  const written = lines?.delimiter ?? "";
  if (written === "" || written === KNOWN_DELIMITER.source) return ok(KNOWN_DELIMITER);
  return atLine(source, 2, readPattern(written, { wholeLines: true }));
}

/** The pattern that was asked for, that the log brings along, or that fits best. */
function finderOf(
  { source }: ForeignText,
  lines: PatternLines | undefined,
  sections: readonly NamedSection[],
  options: ReadOptions,
): Result<EventFinder> {
  if (options.pattern !== undefined) {
    const pattern = named("--pattern", readPattern(options.pattern));
    return pattern.ok ? finderWith(pattern.value, "--pattern", ASKED) : pattern;
  }
  const written = lines?.pattern ?? "";
  const known = LAYOUTS.find(({ pattern }) => pattern.source === written);
  if (known !== undefined) return ok({ ...known, how: withLayout(known, FIRST_LINE) });
  if (written !== "") {
    const pattern = atLine(source, 1, readPattern(written, { wholeLines: true }));
    return pattern.ok ? finderWith(pattern.value, `${source}:1`, FIRST_LINE) : pattern;
  }
  const fitting = fittingLayout(sections);
  if (fitting !== undefined) return ok({ ...fitting, how: withLayout(fitting, CONTENT) });
  const names = LAYOUTS.map(({ name }) => name).join(", ");
  const problem = `expected events with vector clocks in a known layout, found none: ${names}`;
  return bad({ source, problem: `${problem}; another is told as a pattern` });
}

const FIRST_LINE = "as its first line says";
const CONTENT = "recognised by content";
const ASKED = "The log was read with the pattern that was asked for.";

function withLayout({ name }: Layout, why: string): Sentence {
  return { template: "The log was read with the layout of {name}, {why}.", facts: { name, why } };
}

function finderWith(pattern: Pattern, where: string, how: string): Result<EventFinder> {
  const missing = ["event", "host", "clock"].filter((name) => !pattern.names.includes(name));
  if (missing.length === 0) {
    const template = how === ASKED ? ASKED : "The log was read with the pattern of its first line.";
    return ok({ pattern, how: { template } });
  }
  const expected = "the named groups event, host and clock";
  return bad({ source: where, problem: `expected ${expected}, found no ${missing.join(", no ")}` });
}

/**
 * Of the layouts that find most events, the narrowest; of equals the one that leaves least text
 * beside them.
 */
function fittingLayout(sections: readonly NamedSection[]): Layout | undefined {
  for (const { text } of sections) {
    const cut = text.length <= SAMPLE ? text.length : text.lastIndexOf("\n", SAMPLE) + 1;
    const sample = text.slice(0, cut);
    const fits = LAYOUTS.map((layout) => ({ layout, fit: fitOf(sample, layout.pattern) }));
    const [best] = fits.sort((a, b) => compareFits(b.fit, a.fit));
    if (best !== undefined && best.fit[0] > 0) return best.layout;
  }
  return undefined;
}

type Fit = readonly [events: number, groups: number, characters: number];

function compareFits(a: Fit, b: Fit): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function fitOf(sample: string, pattern: Pattern): Fit {
  let events = 0;
  let characters = 0;
  for (const found of pattern.scan(sample)) {
    if (found === undefined || !hasOwnClock(found)) continue;
    events += 1;
    characters += found.end - found.start;
  }
  return [events, pattern.names.length, characters];
}

function hasOwnClock({ groups }: Found): boolean {
  const clock = parseClock(groups.get("clock") ?? "");
  return clock.ok && clock.value.some(([host]) => host === groups.get("host"));
}

function hasEvents({ text }: Section, { pattern }: EventFinder): boolean {
  for (const found of pattern.scan(text)) if (found !== undefined) return true;
  return false;
}

function executionOf(
  section: NamedSection,
  { pattern, how, hasPriorityWord }: EventFinder,
  { pause }: ReadOptions,
): ForeignExecution {
  return {
    name: section.name,
    read: async (): Promise<Result<ForeignRun>> => {
      const read = await readEvents(section, pattern, pause);
      if (!read.ok) return read;
      const events = hasPriorityWord ? splitPriority(read.value.events) : read.value.events;
      return toRun({ ...read.value, events }, { source: section.source, title: section.name, how });
    },
  };
}

function findLongLine(
  text: string,
): { readonly line: number; readonly problem: string } | undefined {
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    if (end - start > LONGEST_LINE) {
      const problem = `expected a line of at most ${LONGEST_LINE} characters, found ${end - start}`;
      return { line, problem };
    }
    start = end + 1;
  }
  return undefined;
}

function named<V>(source: string, result: Result<V>): Result<V> {
  return result.ok ? result : bad(...result.problems.map((each) => ({ ...each, source })));
}

function atLine<V>(source: string, line: number, result: Result<V>): Result<V> {
  return result.ok ? result : bad(...result.problems.map((each) => ({ ...each, source, line })));
}
