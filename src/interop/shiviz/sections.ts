import { displayText } from "../../trace/displayText.js";
import type { Pause } from "../pause.js";
import type { Section } from "./logEvents.js";
import type { Found, Pattern } from "./pattern.js";

/** The text of one execution. */
export interface NamedSection extends Section {
  /** Unique in the log; "" before the first delimiter. */
  readonly name: string;
}

/** The parts of a log between delimiters; those that are blank are left out. */
export async function sectionsOf(
  log: Section,
  delimiter: Pattern,
  pause: Pause,
): Promise<readonly NamedSection[]> {
  const cuts: Found[] = [];
  for (const found of delimiter.scan(log.text)) {
    if (found === undefined) await pause();
    else if (found.end > found.start) cuts.push(found);
  }
  const sections: NamedSection[] = [];
  const taken = new Set<string>();
  let line = log.line;
  for (const [place, from] of [undefined, ...cuts].entries()) {
    const text = log.text.slice(from?.end ?? 0, cuts[place]?.start);
    line += from === undefined ? 0 : feeds(log.text.slice(from.start, from.end));
    if (text.trim() !== "") {
      const name = from === undefined ? "" : (from.groups.get("trace") ?? `${place}`);
      sections.push({ source: log.source, text, line, name: unique(name.trim(), taken) });
    }
    line += feeds(text);
  }
  return sections;
}

function unique(name: string, taken: Set<string>): string {
  let free = displayText(name);
  for (let number = 2; taken.has(free); number++) free = `${displayText(name)} (${number})`;
  taken.add(free);
  return free;
}

function feeds(text: string): number {
  return text.split("\n").length - 1;
}
