/** Faults that change what there is: nodes, links, forged messages and slow disks. */
import { describe, expect, it } from "vitest";
import { describeBadInput } from "../../src/base/result.js";
import { openScenario, runAtStage } from "../../src/session/scenario/stageRuns.js";
import type { ScenarioOutcome } from "../../src/session/scenario/outcome.js";
import type { Intervention } from "../../src/trace/intervention.js";
import { findSchemaProblems } from "../trace/checkLines.js";
import { findEngine, outcomeOf, problemsOf, runText } from "./scenarioKit.js";

const RAFT = 'protocol raft\nnodes Ana, Ben, Cleo\nseed 1\nrun until moment "leader elected"\n';

interface GossipRun {
  readonly lines: readonly string[];
  readonly outcome: ScenarioOutcome | undefined;
  readonly problems: readonly string[];
}

/** A scenario of the small engine of the simulator's tests, whose nodes may come and go. */
function gossip(commands: string, stage = "polite"): GossipRun {
  const text = `protocol gossip\nnodes Ana, Ben, Cleo\nrun 10ms\n${commands}`;
  const opened = openScenario(text, "x.scenario", findEngine);
  const lines: string[] = [];
  const sink = (line: string): void => void lines.push(line);
  const result = opened.ok ? runAtStage(opened.value, stage, { sink }).result : opened;
  if (result.ok) return { lines, outcome: result.value, problems: [] };
  return { lines, outcome: undefined, problems: result.problems.map(describeBadInput) };
}

/** The interventions of a trace. */
function done(lines: readonly string[]): readonly Intervention[] {
  const records = lines.map((line) => JSON.parse(line) as { kind: string; does: Intervention });
  return records.filter(({ kind }) => kind === "intervention").map(({ does }) => does);
}

describe("nodes that come and go", () => {
  it("start, get messages, and are gone for good", () => {
    const { outcome, lines } = gossip(
      [
        "add Zoé",
        "run 1ms",
        "expect Zoé.up = true and Zoé.role = fresh",
        "command Ana tell news",
        "run 100ms",
        "expect Zoé.role = wise",
        "remove Zoé",
        "expect every.up = true",
        "add listener: Lea linked Ana",
        "run 1ms",
        "expect Lea.up = true",
      ].join("\n"),
    );
    expect(outcome?.failure).toBeUndefined();
    expect(findSchemaProblems(lines)).toEqual([]);
    expect(done(lines)).toMatchObject([
      { type: "addNode", node: { id: "n4", name: "Zoé", kind: "gossip" } },
      { type: "command" },
      { type: "removeNode", node: "n4" },
      { type: "addNode", node: { id: "n5", name: "Lea", kind: "listener", neighbours: ["n1"] } },
    ]);
  });

  it("may be refused by the engine, with the place of the line", () => {
    expect(gossip("remove Ana\nremove Ben\nremove Cleo\n").problems).toEqual([
      expect.stringContaining("x.scenario:6:1: remove does not apply: gossip needs at least 1"),
    ]);
  });

  it("are missed by what names them when what adds them was skipped", () => {
    const text = "stages passes polite\nadd Zoé\ncrash Zoé\nexpect not some.up = false\n";
    const opened = openScenario(
      `protocol gossip\nnodes 9\n${text}expect not Zoé.up = true\n`,
      "x.scenario",
      findEngine,
    );
    if (!opened.ok) throw new Error(opened.problems.map(describeBadInput).join("\n"));
    const { result } = runAtStage(opened.value, "rude");
    expect(result).toMatchObject({
      value: {
        outcome: "passes",
        skipped: [
          { line: 4, reason: expect.stringContaining("gossip takes at most 9") as string },
          { line: 5, reason: "there is no node Zoé" },
        ],
      },
    });
  });
});

describe("links of the topology", () => {
  it("lose what is sent on them while they are removed, and carry again once added", () => {
    const { outcome, lines } = gossip(
      [
        "remove link Ana -> Ben",
        "command Ana tell news",
        "run 50ms",
        "expect Ben.role = fresh and Cleo.role = wise",
        "add link Ana -> Ben",
        "command Ana tell news",
        "run 50ms",
        "expect Ben.role = wise",
      ].join("\n"),
    );
    expect(outcome?.failure).toBeUndefined();
    expect(done(lines).map(({ type }) => type)).toEqual([
      ...["removeLink", "command", "addLink", "command"],
    ]);
  });
});

describe("a forged message", () => {
  it("is believed, whether its fields are told one by one or as JSON", () => {
    const fields = "term=9 leaderId=Ana prevLogIndex=0 prevLogTerm=0 entries=[] leaderCommit=0";
    const json =
      '{"term": 9, "leaderId": "n1", "prevLogIndex": 0, "prevLogTerm": 0, "entries": [], "leaderCommit": 0}';
    const [one, other] = [fields, json].map((body) =>
      runText(
        `${RAFT}forge Ana -> Ben AppendEntries ${body}\nrun 50ms\nexpect Ben.currentTerm = 9\n`,
      ),
    );
    expect(one?.outcome).toMatchObject({ ok: true, value: { outcome: "passes" } });
    expect(done(one?.lines ?? [])).toEqual(done(other?.lines ?? []));
    expect(done(one?.lines ?? [])[0]).toMatchObject({
      ...{ type: "forge", from: "n1", to: "n2" },
      body: { type: "AppendEntries", term: 9, leaderId: "n1", entries: [] },
    });
  });

  it("means a node or a text by a word or a number, as its field says", () => {
    const texts = ["Ana", "7", '"a b"', "true"].map(
      (text) => `forge Ana -> Ben Rumour text=${text}\n`,
    );
    const { lines, problems } = gossip(texts.join(""));
    expect(problems).toEqual([]);
    expect(done(lines).map((forged) => "body" in forged && forged.body.text)).toEqual([
      ...["Ana", "7", "a b", "true"],
    ]);
    const vote = "term=2 candidateId=Cleo lastLogIndex=0 lastLogTerm=0";
    const { lines: voting } = runText(`${RAFT}forge Ana -> Ben RequestVote ${vote}\n`);
    expect(done(voting)[0]).toMatchObject({ body: { candidateId: "n3", term: 2 } });
  });

  it("has the names of nodes where it holds something for each of some nodes", () => {
    const ring = "protocol token-ring\nnodes Ana, Ben, Cleo\nrun 1ms\n";
    const forge = (over: string) =>
      `${ring}forge Ana -> Ben Token generation=1 boot=1 over=${over}\n`;
    expect(done(runText(forge("{Cleo=1, n1=2}")).lines)[0]).toMatchObject({
      body: { over: { n3: 1, n1: 2 } },
    });
    expect(problemsOf(forge("{Cloe=1}")).join()).toContain("Cloe");
    expect(problemsOf(forge("{Cleo=x}")).join()).toContain("expected a whole number, found x");
    expect(problemsOf(forge("[]")).join()).toContain("an object such as {Ana=1}, found a list");
  });

  it("holds in lists and objects what the engine can read, and says where it cannot", () => {
    const forge = (command: string) => {
      const fields = "term=9 leaderId=Ana prevLogIndex=0 prevLogTerm=0 leaderCommit=0";
      const entry = `entries=[{term=1, command="get x"}, {term: 2, command: ${command}}]`;
      return runText(`${RAFT}forge Ana -> Ben AppendEntries ${fields} ${entry}\n`);
    };
    expect(done(forge('"set x 1"').lines)[0]).toMatchObject({
      body: {
        entries: [
          { term: 1, command: "get x" },
          { term: 2, command: "set x 1" },
        ],
      },
    });
    expect(forge("nonsense").outcome).toMatchObject({
      problems: [
        { line: 5, column: 151, problem: expect.stringMatching(/, found nonsense$/) as string },
      ],
    });
  });

  it("is refused when the engine does not say what it holds", () => {
    expect(gossip("forge Ana -> Ben Thanks text=x\n").problems).toEqual([
      "x.scenario:4:18: gossip does not say what a Thanks holds: it cannot be forged",
    ]);
  });
});

describe("a slow disk", () => {
  it("loses at a crash what was persisted a moment ago", () => {
    const crash = "command Ben set x 1\ncrash Ben\nrestart Ben\nexpect Ben.log.length = ";
    expect(outcomeOf(`${RAFT}${crash}1\n`).outcome).toBe("passes");
    expect(outcomeOf(`${RAFT}disk Ben lag 200ms\n${crash}0\n`).outcome).toBe("passes");
    expect(outcomeOf(`${RAFT}disk Ben lag 200ms\ndisk Ben lag 0ms\n${crash}1\n`).outcome).toBe(
      "passes",
    );
  });
});
