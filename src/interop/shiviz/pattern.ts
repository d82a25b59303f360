/**
 * Regular expressions over a log, in steps that a caller can pause between. What a person wrote is
 * run in linear time, so that no expression and no log can hang anybody.
 */
import { RE2JS, RE2JSSyntaxException } from "re2js";
import { bad, ok, type Result } from "../../base/result.js";

export interface Pattern {
  readonly source: string;
  /** The names of its groups. */
  readonly names: readonly string[];
  /**
   * The matches from left to right. Undefined now and then: nothing was found yet, and the search
   * goes on.
   */
  scan(text: string): Generator<Found | undefined>;
}

export interface Found {
  readonly start: number;
  /** Excluded. */
  readonly end: number;
  /** Group → what it captured; a group that took no part is missing. */
  readonly groups: ReadonlyMap<string, string>;
}

/** So many characters of a line may stand before a match of ours. */
const LONGEST_PREFIX = 80;

/** So many lines without a match are less than a millisecond of work, which a pause is not. */
const MISSES_EVERY = 512;

/**
 * A pattern of ours: one match for each line at most, near its beginning, and no two repetitions
 * that could share what they match. So the host's own engine takes linear time as well, and it is
 * ten times as fast.
 */
export function ownPattern(source: string): Pattern {
  // Hosts end `.` at more characters than at a line feed.
  const lines = source.replaceAll(".*", "[^\\n]*");
  const expression = new RegExp(`([^\\n]{0,${LONGEST_PREFIX}}?)(?:${lines})`, "ym");
  return {
    source,
    names: [...source.matchAll(/\(\?<(\w+)>/g)].map(([, name = ""]) => name),
    *scan(text) {
      let misses = 0;
      for (let at = 0, feed = 0; feed >= 0; at = feed + 1) {
        expression.lastIndex = at;
        const found = expression.exec(text);
        const end = at + (found?.[0].length ?? 0);
        const start = at + (found?.[1]?.length ?? 0);
        if (found !== null) yield { start, end, groups: groupsOf(found) };
        else if (++misses % MISSES_EVERY === 0) yield undefined;
        feed = text.indexOf("\n", end);
      }
    },
  };
}

function groupsOf({ groups = {} }: RegExpExecArray): ReadonlyMap<string, string> {
  const captured = Object.entries(groups) as [string, string | undefined][];
  return new Map(captured.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A pattern that a person wrote, or what is wrong with it and where. */
export function readPattern(source: string, { wholeLines = false } = {}): Result<Pattern> {
  let expression: RE2JS;
  try {
    expression = RE2JS.compile(wholeLines ? `^(?:${source})$` : source, RE2JS.MULTILINE);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return bad(whatIsWrong(source, error));
    throw error;
  }
  const names = Object.keys(expression.namedGroups());
  return ok({ source, names, scan: (text) => scanWindows(text, expression, names) });
}

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/, "look-around"],
  [/^\\(\d|k)/, "a reference to an earlier group"],
  [/^\(\?>/, "an atomic group"],
];

function whatIsWrong(source: string, { error, input }: RE2JSSyntaxException): string {
  const whole = input !== null && source.includes(input) ? input : "";
  for (const [shape, name] of REFUSED) {
    const [piece] = shape.exec(whole) ?? [];
    if (piece === undefined) continue;
    const place = source.indexOf(whole) + 1;
    return `expected an expression that takes linear time, found ${name} at character ${place}: ${piece}`;
  }
  const what = `expected a regular expression, found ${error}`;
  return whole === "" ? what : `${what} at character ${source.indexOf(whole) + 1}: ${whole}`;
}

/** A match is looked for in so many lines at once, and at least in so many characters. */
const WINDOW_LINES = 32;
const WINDOW_CHARACTERS = 16 * 1024;

interface Window {
  /** Matches that begin here or later are left to the next window, which begins here. */
  readonly next: number;
  readonly end: number;
}

/** Lines from `start`: the next window shares half of the least number of them. */
function windowOf(text: string, start: number, least: number): Window {
  const starts = [start];
  let end = start;
  while (end < text.length && (starts.length <= least || end - start < WINDOW_CHARACTERS)) {
    const feed = text.indexOf("\n", end);
    end = feed < 0 ? text.length : feed + 1;
    starts.push(end);
  }
  return { next: end === text.length ? end : (starts.at(-least / 2) ?? end), end };
}

function* scanWindows(
  text: string,
  expression: RE2JS,
  names: readonly string[],
): Generator<Found | undefined> {
  let least = WINDOW_LINES;
  let searched = 0;
  for (let start = 0; start < text.length;) {
    const { next, end } = windowOf(text, start, least);
    const isLast = end === text.length;
    const matcher = expression.matcher(text.slice(start, end));
    let isCut = false;
    for (let found = matcher.find(searched - start); found; found = matcher.find()) {
      const [from, to] = [start + matcher.start(), start + matcher.end()];
      isCut = to === end && !isLast;
      if (isCut || (from >= next && !isLast)) break;
      const groups = new Map<string, string>();
      for (const name of names) {
        const captured = matcher.group(name);
        if (captured !== null) groups.set(name, captured);
      }
      yield { start: from, end: to, groups };
      searched = to;
    }
    yield undefined;
    least = isCut ? least * 2 : WINDOW_LINES;
    if (!isCut) start = next;
    searched = Math.max(searched, start);
  }
}
