/** Every directive and command with a mistake in each place: where it is, and what is said. */
import { describe, expect, it } from "vitest";
import { COMMAND_WORDS, DIRECTIVES } from "../../src/session/scenario/syntax.js";
import { problemsOf } from "./scenarioKit.js";

/** A header line, or a command, with the column and the sentence of its only problem. */
type Case = readonly [line: string, column: number, problem: string];

const END = "found the end of the line";
const DURATION = "a duration such as 500ms, 20s or 2min";
const A_QUERY = 'a query such as moment "…", violation "…", holds "…" or NODE.FIELD = VALUE';

const ENTRIES = "term=1 prevLogIndex=0 prevLogTerm=0 leaderCommit=0";

const HEADER: readonly Case[] = [
  ["protocol", 9, `expected a protocol, ${END}`],
  ["protocol rfat", 10, 'unknown protocol "rfat"; did you mean raft?'],
  ["protocol raft raft", 15, "expected the end of the line, found raft"],
  ["stage", 6, `expected a stage, ${END}`],
  ["stage rfat", 7, 'unknown stage "rfat"; did you mean raft?'],
  ["stage raft 2", 12, "expected the end of the line, found 2"],
  ["stages", 7, `expected fails or passes, ${END}`],
  ["stages pases raft", 8, "expected fails or passes, found pases; did you mean passes?"],
  ["stages passes", 14, `expected a stage, ${END}`],
  ["stages passes rfat", 15, 'unknown stage "rfat"; did you mean raft?'],
  ["stages passes raft..rfat", 21, 'unknown stage "rfat"; did you mean raft?'],
  ["stages passes raft,", 20, `expected a stage, ${END}`],
  ["stages passes raft fails raft", 26, "stage raft is said both to fail and to pass"],
  ["nodes", 6, `expected a node's name, ${END}`],
  ["nodes Ana,", 11, `expected a node's name, ${END}`],
  ["nodes Ana, Ben, Ana", 17, 'node name "Ana": expected a name that is no other'],
  ["nodes Ana, heal", 12, "expected a node's name (the reserved word heal must stand in quotes)"],
  ["nodes serve: Ana", 7, 'unknown kind of node "serve"; did you mean server?'],
  ["nodes server:", 14, `expected a node's name, ${END}`],
  ["nodes server: 3 4", 17, "expected the end of the line, found 4"],
  ["seed", 5, `expected a whole number, ${END}`],
  ["seed x", 6, "expected a whole number, found x"],
  ["timer", 6, `expected a timer's name, ${END}`],
  ["timer elction=1", 7, 'unknown timer setting "elction"; did you mean election?'],
  ["timer election", 15, `expected =, ${END}`],
  ["timer election=", 16, `expected a value, ${END}`],
  ["timer election=soon", 16, "timer election: expected milliseconds such as 50 or 150..300"],
  ["timer election=1..", 19, `expected a whole number, ${END}`],
  ["network latencyMsMn=1", 9, 'unknown network setting "latencyMsMn"; did you mean latencyMsMin?'],
  ["network dropPerMille=1001", 22, "network dropPerMille: expected an integer from 0 to 1000"],
  ["feature durableVot=off", 9, 'unknown feature setting "durableVot"; did you mean durableVote?'],
  ["feature durableVote=maybe", 21, "feature durableVote: expected true or false"],
  ["config x=1", 8, 'unknown config setting "x"'],
];

const COMMANDS: readonly Case[] = [
  ["run", 4, `expected a duration, a number of events, or until, ${END}`],
  ["run 5", 6, `expected events, ${END}`],
  ["run 5 evnts", 7, "expected events, found evnts; did you mean events?"],
  ["run until", 10, `expected ${A_QUERY}, ${END}`],
  ["run until Ana.role", 19, `expected one of = != <= >= < >, ${END}`],
  ["run until Anna.role = leader", 11, 'unknown node "Anna"; did you mean Ana?'],
  ["run until Ana.rloe = leader", 15, 'unknown field "rloe"; did you mean role?'],
  ["run until Ana.role = leader within", 35, `expected ${DURATION}, ${END}`],
  ['run until moment "leader electd"', 18, 'unknown moment "leader electd"; did you mean leader'],
  ["settle now", 8, "expected the end of the line, found now"],
  ["beat", 5, `expected the beat's title in quotes, ${END}`],
  ["beat Now", 6, "expected the beat's title in quotes, found Now"],
  ["expect", 7, `expected ${A_QUERY}, ${END}`],
  ['expect violation "Election Saftey"', 18, 'unknown invariant "Election Saftey"; did you mean'],
  ['expect never "X" within 1s', 14, 'unknown moment or invariant "X"'],
  ['expect never "Election Safety"', 31, `expected within, ${END}`],
  ['expect eventually "Election Safety" within 5', 44, `expected ${DURATION}, found 5`],
  ["timeout", 8, `expected a node's name, ${END}`],
  ["timeout Anna election", 9, 'unknown node "Anna"; did you mean Ana?'],
  ["timeout Ana", 12, `expected a timer's name, ${END}`],
  ["timeout Ana elction", 13, 'unknown timer "elction"; did you mean election?'],
  ["command Anna set x 1", 9, 'unknown node "Anna"; did you mean Ana?'],
  ["command Ana", 12, `expected a command, ${END}`],
  ["command Ana sett x 1", 13, 'unknown command "sett"; did you mean set?'],
  ["command Ana set x", 13, "expected set KEY VALUE, found 1 of 2 values"],
  ...["receive", "drop", "duplicate", "hold", "release"].flatMap((verb): Case[] => {
    const at = verb.length;
    return [
      [`${verb} Anna -> Ben RequestVote`, at + 2, 'unknown node "Anna"; did you mean Ana?'],
      [`${verb} Ana Ben RequestVote`, at + 6, "expected ->, found Ben"],
      [`${verb} Ana -> Bne RequestVote`, at + 9, 'unknown node "Bne"; did you mean Ben?'],
      [`${verb} Ana -> Ben`, at + 12, `expected a type of message, ${END}`],
      [`${verb} Ana -> Ben RequestVot`, at + 13, 'unknown message "RequestVot"; did you mean Re'],
      [`${verb} Ana -> Ben RequestVote 2`, at + 25, "expected the end of the line, found 2"],
    ];
  }),
  ["delay Ana -> Ben RequestVote", 29, `expected ${DURATION}, ${END}`],
  ["cut Ana ->", 11, `expected a node's name, ${END}`],
  ["cut Ana -> Ben, Ben", 20, `expected ->, ${END}`],
  ["restore Ana -> Bne", 16, 'unknown node "Bne"; did you mean Ben?'],
  ["isolate", 8, `expected a node's name, ${END}`],
  ["partition Ana | Bne", 17, 'unknown node "Bne"; did you mean Ben?'],
  ["partition Ana |", 16, `expected a node's name, ${END}`],
  ["heal Ana", 6, "expected the end of the line, found Ana"],
  ["crash Ana after", 16, `expected a number of effects, ${END}`],
  ["crash Ana after 2", 18, `expected effects, ${END}`],
  ["crash Ana later", 11, "expected the end of the line, found later"],
  ["restart Ana without", 20, `expected disk, ${END}`],
  ["restart Ana without dsk", 21, "expected disk, found dsk; did you mean disk?"],
  ["clock Ana", 10, `expected rate, ${END}`],
  ["clock Ana rate 0", 16, "expected a rate in per mille of at least 1, found 0"],
  ["clock Ana rate 900 offset x", 27, "expected an offset in ms, found x"],
  ["forge Ana -> Ben", 17, `expected a type of message, ${END}`],
  ["forge Ana -> Ben RequestVot", 18, 'unknown message "RequestVot"; did you mean RequestVote?'],
  ["forge Ana -> Ben RequestVote term", 34, `expected =, ${END}`],
  ["forge Ana -> Ben RequestVote term=", 35, `expected a value, ${END}`],
  ["forge Ana -> Ben RequestVote term=1 term=2", 37, "field term is said a second time"],
  ["forge Ana -> Ben RequestVote a=[1, 2", 37, `expected ], ${END}`],
  ["forge Ana -> Ben RequestVote {term: 1", 38, `expected }, ${END}`],
  ["forge Ana -> Ben RequestVote {term: 1} x", 40, "expected the end of the line, found x"],
  [
    "forge Ana -> Ben RequestVoteReply term=1",
    18,
    "expected the fields term, voteGranted; missing: v",
  ],
  [
    "forge Ana -> Ben RequestVoteReply trem=1 term=1 voteGranted=true",
    35,
    'unknown field "trem"; did you mean term',
  ],
  [
    "forge Ana -> Ben RequestVoteReply term=x voteGranted=true",
    40,
    "expected a whole number, found x",
  ],
  ["forge Ana -> Ben RequestVoteReply term=1 voteGranted=2", 54, "expected true or false, found 2"],
  [
    "forge Ana -> Ben RequestVote candidateId=Anna term=1 lastLogIndex=0 lastLogTerm=0",
    42,
    'unknown node "Anna"; did you mean Ana?',
  ],
  [
    `forge Ana -> Ben AppendEntries leaderId=Ana ${ENTRIES} entries=1`,
    104,
    "expected a list such as [1, 2], found 1",
  ],
  [
    `forge Ana -> Ben AppendEntries leaderId=Ana ${ENTRIES} entries=[1]`,
    105,
    "expected an object such as",
  ],
  ["disk Anna lag 5ms", 6, 'unknown node "Anna"; did you mean Ana?'],
  ["disk Ana 5ms", 10, "expected lag, found 5ms"],
  ["disk Ana lag 5", 14, `expected ${DURATION}, found 5`],
];

/** Of an engine whose nodes may come and go. */
const COMINGS: readonly Case[] = [
  ["add", 4, `expected a node's name, ${END}`],
  ["add Ana", 5, 'node name "Ana": expected one that no other node has had'],
  ["add listner: Zoé", 5, 'unknown kind of node "listner"; did you mean listener?'],
  ["add listener:", 14, `expected a node's name, ${END}`],
  ["add Zoé linked", 15, `expected a node's name, ${END}`],
  ["add Zoé linked Ana, Bne", 21, 'unknown node "Bne"; did you mean Ben?'],
  ["add Zoé lniked Ana", 9, "expected the end of the line, found lniked; did you mean linked?"],
  ["add link", 9, `expected a node's name, ${END}`],
  ["add link Ana -> Bne", 17, 'unknown node "Bne"; did you mean Ben?'],
  ["remove", 7, `expected a node's name, ${END}`],
  ["remove Anna", 8, 'unknown node "Anna"; did you mean Ana?'],
  ["remove link Ana, Ben", 16, "expected ->, found ,"],
];

describe("a mistake in the header", () => {
  it.each(HEADER)("%s", (line, column, problem) => {
    const isProtocol = line.startsWith("protocol");
    const found = problemsOf(isProtocol ? line : `protocol raft\n${line}`);
    const place = `x.scenario:${isProtocol ? 1 : 2}:${column}: ${problem}`;
    expect(found.map((one) => one.slice(0, place.length))).toEqual([place]);
  });
});

describe("a mistake in a command", () => {
  const check = (protocol: string, [line, column, problem]: Case): void => {
    const found = problemsOf(`protocol ${protocol}\nnodes Ana, Ben, Cleo\nrun 3 events\n${line}`);
    const place = `x.scenario:4:${column}: ${problem}`;
    expect(found.map((one) => one.slice(0, place.length))).toEqual([place]);
  };

  it.each(COMMANDS)("%s", (...mistake) => {
    check("raft", mistake);
  });

  it.each(COMINGS)("%s", (...mistake) => {
    check("gossip", mistake);
  });
});

it("Every directive and command is among these mistakes", () => {
  const tried = new Set([...HEADER, ...COMMANDS, ...COMINGS].map(([line]) => line.split(" ")[0]));
  expect([...DIRECTIVES, ...COMMAND_WORDS].filter((word) => !tried.has(word))).toEqual([]);
});

describe("nodes that come and go", () => {
  const told = (...lines: readonly string[]): readonly string[] =>
    problemsOf(["protocol gossip", "nodes Ana, Ben, Cleo", ...lines].join("\n"));

  it("may not be named before they are added, and the line says where that is", () => {
    expect(told("crash Zoé", "run 1s", "add Zoé")).toEqual([
      'x.scenario:3:7: there is no node "Zoé" here: it is added in line 5',
    ]);
    expect(told("expect Zoé.up = true", "add Zoé")).toEqual([
      'x.scenario:3:8: there is no node "Zoé" here: it is added in line 4',
    ]);
  });

  it("may not be named after they are removed, nor is their name free again", () => {
    expect(told("remove Ben", "expect Ben.up = false", "add Ben")).toEqual([
      'x.scenario:4:8: there is no node "Ben" here: it was removed in line 3',
      'x.scenario:5:5: node name "Ben": expected one that no other node has had',
    ]);
  });

  it("may not come or go where the engine has a fixed number of them", () => {
    const text = "protocol raft\nnodes Ana, Ben, Cleo\nadd Zoé\nremove Ana\n";
    const problem = "the nodes of raft of kind server are fixed: none comes or goes during a run";
    expect(problemsOf(text)).toEqual([`x.scenario:3:5: ${problem}`, `x.scenario:4:8: ${problem}`]);
  });

  it("may not be their own neighbours", () => {
    expect(told("add Zoé linked Zoé")).toEqual([
      expect.stringContaining('x.scenario:3:16: unknown node "Zoé"'),
    ]);
  });
});
