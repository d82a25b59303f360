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
  const taken = new Set<string>();
  const names = found.map((name) => {
    const valid = uniqueName(name === "" ? "(no name)" : shortened(displayText(name, 500)), taken);
    taken.add(valid);
    return valid;
  });
  const changed = names.flatMap((name, place) => (name === found[place] ? [] : [place]));
  const inferred = changed.slice(0, TOLD).map((place) => ({
    template: "The node {shown} is called {found} in the log.",
    facts: { shown: names[place] ?? "", found: JSON.stringify(displayText(found[place] ?? "")) },
  }));
  if (changed.length <= TOLD) return { names, inferred };
  const rest = { count: changed.length - TOLD };
  const template = "{count} more nodes have other names in the log.";
  return { names, inferred: [...inferred, { template, facts: rest }] };
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
