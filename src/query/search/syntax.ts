import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import { unknownWord } from "../../base/suggest.js";
import type { Fate } from "../../trace/fate.js";
import type { Happening } from "../../trace/records.js";
import { parseQuery } from "../parser.js";
import type { Query } from "../syntax.js";

/**
 * What somebody looks for in a run. Either terms with spaces between, all of which an event must
 * fit: words to be found in its text (`vote`, `"votes for"`), or `key:value` with commas between
 * values of which one is enough (`from:Ana type:RequestVote`, `fate:dropped,lost`); a `-` before a
 * term means that it must not fit. Or, after `=`, a question of the query language
 * (`= Ana.role = leader`): the events with which its answer becomes yes. Case does not matter.
 */
export type Search =
  | { readonly is: "terms"; readonly terms: readonly Term[] }
  | { readonly is: "question"; readonly query: Query };

export interface Term {
  /** Undefined: the words may stand anywhere in the event's text. */
  readonly key: SearchKey | undefined;
  /** In lower case, at least one. */
  readonly values: readonly string[];
  readonly isNegated: boolean;
}

/**
 * - `node`, `event`, `timer`, `field`, `moment`: of the event. - `from`, `to`, `type`, `label`,
 *   `body`, `fate`: of one message that it sends, or that ends or is changed in it.
 */
export const SEARCH_KEYS = [
  ...(["node", "event", "timer", "field", "moment"] as const),
  ...(["from", "to", "type", "label", "body", "fate"] as const),
] as const;

export type SearchKey = (typeof SEARCH_KEYS)[number];

/** Fates by the word for them. */
export const FATE_WORDS: { readonly [word: string]: Fate } = {
  received: "received",
  ignored: "ignored",
  dropped: "dropped",
  blocked: "blocked",
  lost: "lost",
  held: "held",
  "in-flight": "inFlight",
  "no-receive": "noReceive",
};

/** Messages of which a trace knows that nobody received them, or not that somebody did. */
export const LOST_MESSAGES = "fate:dropped,blocked,lost,no-receive";

const EVENTS: readonly Happening["event"][] = [
  ...(["start", "receive", "timeout", "command", "crash", "crashSoon", "restart"] as const),
  ...(["peerDown", "peerUp", "neighbourDown", "neighbourUp", "lose", "cut", "restore"] as const),
  ...(["drop", "hold", "delay", "release", "duplicate", "clock", "disk", "forge"] as const),
  ...(["addNode", "removeNode", "addLink", "removeLink", "local"] as const),
];

/** One term: perhaps a minus, perhaps a key, and values in which quotes keep spaces together. */
const TERM = /(-?)(?:([A-Za-z]+):)?((?:"[^"]*"|[^\s"])+)/y;

/** `nodes`: human names. A problem says the column. */
export function parseSearch(text: string, nodes: readonly string[]): Result<Search> {
  const question = /^\s*=/.exec(text)?.[0];
  if (question !== undefined) {
    const query = parseQuery(" ".repeat(question.length) + text.slice(question.length));
    return query.ok ? ok({ is: "question", query: query.value }) : query;
  }
  const terms: Term[] = [];
  for (let at = skipSpaces(text, 0); at < text.length; at = skipSpaces(text, TERM.lastIndex)) {
    TERM.lastIndex = at;
    const found = TERM.exec(text);
    const column = at + 1;
    if (found === null) return bad({ column, problem: problemAt(text, at) });
    const [, minus = "", key, value = ""] = found;
    const term = readTerm({ isNegated: minus !== "", key, value, column }, nodes);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  return terms.length === 0
    ? bad("expected something to look for, found nothing")
    : ok({ is: "terms", terms });
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

function problemAt(text: string, at: number): string {
  const rest = text.slice(at, at + 20);
  return rest.includes('"')
    ? `expected a closing quote, found the end after ${rest}`
    : `expected a word or key:value, found ${JSON.stringify(rest)}`;
}

interface RawTerm {
  readonly isNegated: boolean;
  readonly key: string | undefined;
  readonly value: string;
  readonly column: number;
}

/** A word with a colon that is no key, such as `n1:ready`, is a word; a mistyped key is told. */
function readTerm(
  { isNegated, key, value, column }: RawTerm,
  nodes: readonly string[],
): Result<Term> {
  if (key === undefined) return ok({ key: undefined, values: [unquoted(value)], isNegated });
  const known = SEARCH_KEYS.find((one) => one === key.toLowerCase());
  if (known === undefined) return bad({ column, problem: unknownWord("key", key, SEARCH_KEYS) });
  const values = splitValues(value);
  const problems = values.flatMap((one) => problemsOf(known, one, column, nodes));
  return problems.length > 0 ? bad(...problems) : ok({ key: known, values, isNegated });
}

function splitValues(value: string): readonly string[] {
  return [...value.matchAll(/(?:"[^"]*"|[^,"])+/g)].map(([one]) => unquoted(one));
}

function unquoted(text: string): string {
  return text.replaceAll('"', "").toLowerCase();
}

/** Names of which all are known: a slip in one would only find nothing. */
function problemsOf(
  key: SearchKey,
  value: string,
  column: number,
  nodes: readonly string[],
): readonly BadInput[] {
  const known =
    key === "node" || key === "from" || key === "to"
      ? nodes
      : key === "fate"
        ? Object.keys(FATE_WORDS)
        : key === "event"
          ? EVENTS
          : undefined;
  if (known === undefined || known.some((one) => one.toLowerCase() === value)) return [];
  const what = key === "fate" || key === "event" ? key : "node";
  return [{ column, problem: unknownWord(what, value, known) }];
}
