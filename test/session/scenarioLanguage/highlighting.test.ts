/** The editor's colours against the parser: the same words, at the same places. */
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { explainedWords } from "../../../src/session/scenario/language/wordHelp.js";
import { readWordsOf } from "../../../src/session/scenario/parser.js";
import { COMMAND_WORDS, DIRECTIVES } from "../../../src/session/scenario/syntax.js";
import { RESERVED } from "../../../src/session/scenario/words.js";
import { repository } from "../../tidy/source.js";

interface Pattern {
  readonly name?: string;
  readonly match: string;
  readonly captures?: { readonly [group: string]: { readonly name: string } };
}

const { patterns } = JSON.parse(
  fs.readFileSync(path.join(repository, "media/scenario.tmLanguage.json"), "utf8"),
) as { readonly patterns: readonly Pattern[] };

const RULES = patterns.map(({ name, match, captures }) => {
  return { scope: name ?? captures?.["1"]?.name ?? "", match, regexp: new RegExp(match, "dgu") };
});

interface Coloured {
  /** 1-based. */
  readonly column: number;
  readonly end: number;
  readonly scope: string;
}

/** As editors do it: the leftmost match, and of several there the first rule's. */
function colours(line: string): readonly Coloured[] {
  const found: Coloured[] = [];
  let offset = 0;
  for (;;) {
    const matches = RULES.flatMap(({ scope, regexp }) => {
      regexp.lastIndex = offset;
      const match = regexp.exec(line);
      return match === null ? [] : [{ scope, match }];
    });
    const first = Math.min(...matches.map(({ match }) => match.index));
    const next = matches.find(({ match }) => match.index === first);
    if (next === undefined) return found;
    const [start, end] = next.match.indices?.[1] ?? next.match.indices?.[0] ?? [0, 0];
    found.push({ column: start + 1, end: end + 1, scope: next.scope });
    offset = next.match.index + next.match[0].length;
  }
}

/** A line of every form. */
const FORMS = [
  "protocol raft-ladder",
  "stages fails 10..11 passes 12..",
  'nodes server: Ana, "Old Ben", Jean-Pierre, Zoé',
  "timer election=150..300 heartbeat=50",
  "network fifo=on",
  "seed -7 # any",
  "run 500ms",
  "run 1 event",
  "run 5 events",
  "run until not (every.up = true or some.log.length >= 2) and Ana.rate != null within 2min",
  'expect eventually violation "Election Safety" within 20s',
  'expect never "One Leader" within 1s',
  'expect holds "x" or moment "y # z"',
  "receive Jean-Pierre->Zoé RequestVote #2",
  "delay Ana -> Ben RequestVote 50ms#now",
  "crash Ana after 1 effect",
  "crash Ana after 2 effects",
  "restart Ana without disk",
  "clock Ana rate 900 offset -5",
  "disk Ana lag 200ms",
  "add Zoé linked Ana, Ben",
  "add link Ana -> Ben",
  "remove link Ana -> Ben",
  'forge Ana -> Ben RequestVote {"term": 3, up: true, entries: [false]}',
  "partition Ana, Ben | Cleo",
];

function shippedLines(): readonly string[] {
  const folder = path.join(repository, "traces");
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const scenarios = files.filter((name) => name.endsWith(".scenario"));
  return scenarios.flatMap((name) => fs.readFileSync(path.join(folder, name), "utf8").split("\n"));
}

const LINES = [...FORMS, ...shippedLines()];

/** What the parser asks for behind every beginning of these lines. */
function wordsOfTheParser(): ReadonlySet<string> {
  const asked = new Set<string>([...DIRECTIVES, ...COMMAND_WORDS]);
  for (const line of FORMS) {
    for (let end = 0; end <= line.length; end++) {
      for (const wanted of readWordsOf(line.slice(0, end)).wanted) {
        if ("word" in wanted && /^\w/.test(wanted.word)) asked.add(wanted.word);
      }
    }
  }
  return asked;
}

describe("the colours of a scenario", () => {
  it("are those of keywords exactly where the parser reads a word of the language", () => {
    const wrong = LINES.flatMap((line) => {
      const coloured = colours(line);
      return readWordsOf(line).words.flatMap(({ column, end, as, text }) => {
        const at = coloured.find((one) => one.column === column && one.end === end);
        const isKeyword = /^(keyword|constant\.language)/.test(at?.scope ?? "");
        const isValue = ["operand", "setting", "value"].includes(as);
        const isMeant = as === "word" || (isValue && /^(true|false|null)$/.test(text));
        return isKeyword === isMeant ? [] : [`${line}: ${text} as ${at?.scope ?? "nothing"}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it("take comments, texts and numbers for what they are", () => {
    const scopes = (line: string) => colours(line).map(({ scope }) => scope.split(".")[0]);
    expect(scopes("# crash Ana")).toEqual(["comment"]);
    expect(scopes('beat "a # b" # c')).toEqual(["keyword", "string", "comment"]);
    expect(scopes("drop A -> B X #2")).toEqual([
      ...["keyword", "variable", "keyword", "variable", "variable", "constant"],
    ]);
    expect(scopes("run 20s")).toEqual(["keyword", "constant"]);
  });

  it("know the words that the parser knows, and no other", () => {
    const words = RULES.filter(({ scope }) => /^(keyword|constant\.language)/.test(scope))
      .flatMap(({ match }) => /\(\??:?([a-z|]+)\)/.exec(match)?.[1]?.split("|") ?? [])
      .filter((word) => word !== "");
    expect([...new Set(words)].sort()).toEqual([...wordsOfTheParser()].sort());
  });
});

describe("the help on words", () => {
  it("explains every word that the parser knows, and no other", () => {
    expect([...explainedWords()].sort()).toEqual([...wordsOfTheParser()].sort());
  });

  it("explains every reserved word", () => {
    expect([...RESERVED].filter((word) => !explainedWords().includes(word))).toEqual([]);
  });
});
