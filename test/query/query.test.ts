import { describe, expect, it } from "vitest";
import { describeBadInput } from "../../src/base/result.js";
import { checkQuery } from "../../src/query/check.js";
import { evaluate, explain, type QueryView } from "../../src/query/evaluate.js";
import { parseQuery } from "../../src/query/parser.js";
import type { Query } from "../../src/query/syntax.js";

const LOG = [
  { term: 1, command: "a" },
  { term: 3, command: "b" },
];

const VIEW: QueryView = {
  nodes: [
    {
      id: "n1",
      name: "Ana",
      up: true,
      role: "leader",
      state: {
        term: 3,
        votedFor: "n1",
        log: LOG,
        votes: ["n1", "n2"],
        nextIndex: { n2: 4 },
        busy: false,
      },
    },
    {
      id: "n2",
      name: "Ben",
      up: true,
      role: "follower",
      state: { term: 3, votedFor: "n1", log: [] },
    },
    { id: "n3", name: "Old one", up: false, role: "leader", state: { term: 2, votedFor: null } },
  ],
  moments: new Set(["leader elected"]),
  violations: new Set(["Election Safety"]),
  violated: new Set(["Log Matching"]),
};

function query(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(describeBadInput).join("\n"));
  return parsed.value;
}

describe("a query", () => {
  it.each([
    ["Ana.role = leader", true],
    ["Ana.role != leader", false],
    ["Ana.term >= 3", true],
    ["Ana.term > 3", false],
    ["Ana.term < 4", true],
    ["Ana.term <= 2", false],
    ["Ana.votedFor = Ana", true],
    ["Ana.votedFor = Ben", false],
    ["Ana.log.length = 2", true],
    ['Ana.log.term = "1 3"', true],
    ['Ana.log.term != "1 3"', false],
    ['Ana.log.term = "3 1"', false],
    ['Ben.log.term = ""', true],
    ['Ana.votes = "Ana Ben"', true],
    ["Ana.votes = Ana", false],
    ["Ana.nextIndex.Ben = 4", true],
    ["Ana.busy = false", true],
    ["Ana.up = true", true],
    ["Ana.missing = null", true],
    ['"Old one".votedFor = null', true],
    ["every.term = 3", true],
    ["every.role = leader", false],
    ["some.role = leader", true],
    ["some.term = 2", false],
    ['moment "leader elected"', true],
    ['moment "split vote"', false],
    ['violation "Election Safety"', true],
    ['violation "Log Matching"', false],
    ['holds "Election Safety"', true],
    ['holds "Log Matching"', false],
    ["not Ana.role = leader", false],
    ["not (Ana.role = leader and Ben.role = leader)", true],
    ["Ana.term = 1 and Ana.term = 1 or Ana.term = 3", true],
    ["Ana.term = 3 or Ana.term = 1 and Ana.term = 1", true],
    ["(Ana.term = 3 or Ana.term = 1) and Ana.term = 1", false],
  ])("%s is %s", (text, truth) => {
    expect(evaluate(query(text), VIEW)).toBe(truth);
  });

  it("says that a crashed node has no role, whatever it was before", () => {
    expect(evaluate(query('"Old one".role = leader'), VIEW)).toBe(false);
  });

  it("does not take a number's text or an inherited member for a value", () => {
    expect(evaluate(query("Ana.log < 3"), VIEW)).toBe(false);
    expect(evaluate(query("Ana.toString = null"), VIEW)).toBe(true);
    expect(evaluate(query("Ana.nextIndex.constructor = null"), VIEW)).toBe(true);
  });

  it("explains what is really there, with names for ids", () => {
    expect(explain(query("Ana.votedFor = Ben and every.term = 4"), VIEW)).toEqual([
      "Ana.votedFor is Ana",
      "Ana.term is 3",
      "Ben.term is 3",
    ]);
    expect(explain(query("Ana.log.term = 7"), VIEW)).toEqual(["Ana.log.term is [1, 3]"]);
    expect(explain(query('moment "split vote"'), VIEW)).toEqual(["moments: leader elected"]);
  });

  it("is checked against the names of a run", () => {
    const known = {
      nodes: ["Ana", "Ben"],
      moments: ["leader elected"],
      invariants: ["Election Safety"],
      fields: ["term"],
    };
    const problems = checkQuery(
      query('Anna.term = 1 or Ben.trem = 2 or moment "leader electd" or not violation "X"'),
      known,
    );
    expect(problems.map(describeBadInput)).toEqual([
      'unknown node "Anna"; did you mean Ana? Known: Ana, Ben',
      'unknown field "trem"; did you mean term? Known: role, up, term',
      'unknown moment "leader electd"; did you mean leader elected? Known: leader elected',
      'unknown invariant "X"; known: Election Safety',
    ]);
    expect(problems.map(({ column }) => column)).toEqual([1, 22, 41, 74]);
  });
});
