import { parseClock } from "./clock.js";

/** Two lines of regular expressions, as ShiViz reads and GoVector writes them before a log. */
export interface PatternLines {
  /** Empty: not told. */
  readonly pattern: string;
  readonly delimiter: string;
  /** Where the log itself begins. */
  readonly length: number;
}

/** The regular expressions at a log's beginning; undefined when there are none. */
export function patternLines(text: string): PatternLines | undefined {
  const [pattern = "", delimiter = ""] = text.split("\n", 2);
  const isPattern = hasGroup(pattern, "host") && hasGroup(pattern, "clock");
  if (!isPattern && !(pattern === "" && hasGroup(delimiter, "trace"))) return undefined;
  return { pattern, delimiter, length: pattern.length + delimiter.length + 2 };
}

function hasGroup(pattern: string, name: string): boolean {
  return pattern.includes(`(?<${name}>`) || pattern.includes(`(?P<${name}>`);
}

/** Whether a line of the text has a vector clock, with a host of it just before. */
export function looksLikeShiviz(head: string): boolean {
  if (patternLines(head) !== undefined) return true;
  let before = "";
  for (const line of head.split("\n")) {
    const begin = line.indexOf("{");
    const end = line.lastIndexOf("}");
    if (begin > 0 && end > begin) {
      const clock = parseClock(line.slice(begin, end + 1));
      const near = `${before}\n${line.slice(0, begin)}`;
      if (clock.ok && clock.value.some(([host]) => host !== "" && near.includes(host))) return true;
    }
    before = line;
  }
  return false;
}
