import { displayText } from "../trace/displayText.js";
import type { Sentence } from "../trace/sentence.js";

/** The most code points that a name in a trace may have. */
const LONGEST = 40;

/** How many changed names are told one by one. */
const TOLD = 5;

export interface NodeNames {
  /** Valid in a trace, each once. */
  readonly names: readonly string[];
  readonly inferred: readonly Sentence[];
}

/** The names of a log as a trace may have them, and what had to be changed. */
export function nodeNames(found: readonly string[]): NodeNames {
  const shared = found.some((name) => [...name].length > LONGEST) ? sharedEnds(found) : [0, 0];
  const [begin, end] = shared;
  const own = found.map((name) => name.slice(begin, name.length - end));
  const taken = new Set<string>();
  const names = own.map((name) => {
    const valid = uniqueName(name === "" ? "(no name)" : shortened(displayText(name, 500)), taken);
    taken.add(valid);
    return valid;
  });
  const [first = ""] = found;
  const inferred = [...aboutEnds(first, begin, end), ...aboutChanged(names, own)];
  return { names, inferred };
}

/** How many characters all names begin and end with, up to a sign between words. */
function sharedEnds(names: readonly string[]): readonly [begin: number, end: number] {
  const [first = "", ...others] = names;
  if (others.length === 0) return [0, 0];
  let begin = 0;
  while (begin < first.length && others.every((name) => name[begin] === first[begin])) begin++;
  while (begin > 0 && isWordCharacter(first[begin - 1])) begin--;
  const least = Math.min(...names.map(({ length }) => length)) - begin;
  let end = 0;
  while (end < least && others.every((name) => name.at(-1 - end) === first.at(-1 - end))) end++;
  while (end > 0 && isWordCharacter(first.at(-end))) end--;
  return [begin, end];
}

function isWordCharacter(character = ""): boolean {
  return /[\p{L}\p{N}\p{Cs}]/u.test(character);
}

function aboutEnds(name: string, begin: number, end: number): readonly Sentence[] {
  if (begin + end === 0) return [];
  const facts = {
    begin: JSON.stringify(displayText(name.slice(0, begin))),
    end: JSON.stringify(displayText(name.slice(name.length - end))),
  };
  const template = "The names of the nodes are shown without {begin} before and {end} behind them.";
  return [{ template, facts }];
}

function aboutChanged(names: readonly string[], own: readonly string[]): readonly Sentence[] {
  const changed = names.flatMap((name, place) => (name === own[place] ? [] : [place]));
  const told = changed.slice(0, TOLD).map((place) => ({
    template: "The node {shown} is called {found} in the log.",
    facts: { shown: names[place] ?? "", found: JSON.stringify(displayText(own[place] ?? "")) },
  }));
  if (changed.length <= TOLD) return told;
  const facts = { count: changed.length - TOLD };
  return [...told, { template: "{count} more nodes have other names in the log.", facts }];
}

/** Long names of hosts and threads differ at their ends: the middle goes. */
function shortened(name: string): string {
  const points = [...name];
  if (points.length <= LONGEST) return name;
  return [...points.slice(0, LONGEST / 2 - 1), "…", ...points.slice(-LONGEST / 2)].join("");
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let unique = name;
  for (let number = 2; taken.has(unique); number++) {
    const suffix = ` (${number})`;
    unique = [...name].slice(0, LONGEST - suffix.length).join("") + suffix;
  }
  return unique;
}
