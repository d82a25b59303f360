import { describe, expect, it } from "vitest";
import { findSchemaProblems } from "../trace/checkLines.js";
import { outcomeOf, problemsOf, runText } from "./scenarioKit.js";

const HEAD = "protocol raft\nnodes Ana, Ben, Cleo\nseed 1\n";
/** Ben is the first candidate with seed 1; the test below says so. */
const LED = `${HEAD}run until moment "leader elected"\n`;

describe("a scenario that runs", () => {
  it("keeps its expectations in order", () => {
    const outcome = outcomeOf(
      `${LED}expect Ben.role = leader\nexpect Ben.votesGranted.length >= 2\nexpect every.up = true\n`,
    );
    expect(outcome.failure).toBeUndefined();
    expect(outcome.outcome).toBe("passes");
    expect(outcome.expectations.map(({ line, passed }) => [line, passed])).toEqual([
      [5, true],
      [6, true],
      [7, true],
    ]);
  });

  it("stops at the first failed expectation and tells what is there instead", () => {
    const outcome = outcomeOf(`${LED}expect Ana.role = leader\nexpect Ben.role = leader\n`);
    expect(outcome.outcome).toBe("fails");
    expect(outcome.expectations).toHaveLength(1);
    expect(outcome.failure).toMatchObject({
      line: 5,
      column: 1,
      expected: "Ana.role = leader",
      found: "Ana.role is follower",
    });
  });

  it("runs for a time, and the next intervention stands at its end", () => {
    const { outcome, lines } = runText(`${HEAD}run 100ms\ncommand Ana get x\n`);
    expect(outcome).toMatchObject({ ok: true, value: { events: 4, timeMs: 100 } });
    const records = lines.map((line) => JSON.parse(line) as { kind: string; timeMs?: number });
    expect(records.find(({ kind }) => kind === "intervention")).toMatchObject({
      ...{ id: "i1", after: 3, timeMs: 100 },
      does: { type: "command", node: "n1", command: { type: "get", key: "x" } },
    });
  });

  it("runs a number of events", () => {
    expect(outcomeOf(`${HEAD}run 1 event\nrun 2 events\n`).events).toBe(3);
  });

  it("gives up waiting, and says for what and what is there", () => {
    const outcome = outcomeOf(`${HEAD}run until Ana.currentTerm = 9 within 100ms\n`);
    expect(outcome.failure).toMatchObject({
      line: 4,
      expected: "Ana.currentTerm = 9 within 100 ms",
      found: "Ana.currentTerm is 0",
      timeMs: 100,
    });
  });

  it("waits for a new moment, not for one that has passed", () => {
    const outcome = outcomeOf(`${LED}run until moment "leader elected" within 1s\n`);
    expect(outcome.failure).toMatchObject({ line: 5, found: "no moments" });
  });

  it("does not run at all until something that is true already", () => {
    expect(outcomeOf(`${HEAD}run until every.currentTerm = 0\n`).events).toBe(0);
  });

  it("settles when only routine messages fly and nothing changes", () => {
    const outcome = outcomeOf(
      `${LED}command Ben set x 1\nsettle\nexpect every.commitIndex = 1 and every.log.length = 1\n`,
    );
    expect(outcome.failure).toBeUndefined();
  });

  it("asks expectations that stand together about the same stretch of the run", () => {
    const both = 'expect moment "leader elected"\nexpect moment "election started"\n';
    expect(outcomeOf(LED + both).failure).toBeUndefined();
    const later = outcomeOf(`${LED}${both}run 60ms\nexpect moment "leader elected"\n`);
    expect(later.failure).toMatchObject({ line: 8 });
  });

  it("bends messages by link, type and order", () => {
    const outcome = outcomeOf(
      [
        `${HEAD}run until moment "election started"`,
        "hold Ben -> Ana RequestVote",
        "drop Ben -> Cleo RequestVote",
        "run 40ms",
        "expect Ben.role = candidate and Ana.votedFor = null",
        "release Ben -> Ana RequestVote",
        "receive Ben -> Ana RequestVote",
        "expect Ana.votedFor = Ben",
        "delay Ana -> Ben RequestVoteReply 30ms",
        "duplicate Ana -> Ben RequestVoteReply",
        "receive Ana -> Ben RequestVoteReply #2",
        "expect Ben.role = leader",
      ].join("\n"),
    );
    expect(outcome.failure).toBeUndefined();
  });

  it("cuts, heals, crashes and restarts", () => {
    const outcome = outcomeOf(
      [
        `${LED}isolate Ben`,
        "timeout Ana election",
        "run until Ana.role = leader",
        "expect Ben.role = leader and Ben.currentTerm = 1",
        "heal",
        'run until moment "leader steps down"',
        "crash Ana",
        "expect not some.role = leader and Ana.up = false",
        "restart Ana",
        "expect Ana.currentTerm = 2 and Ana.role = follower",
        "cut Ben -> Cleo, Cleo -> Ben",
        "restore Ben -> Cleo",
        "heal",
        "partition Ana | Ben, Cleo",
        "clock Cleo rate 2000",
        'expect eventually moment "leader elected" within 5s',
        'expect never "Election Safety" within 1s',
        'expect eventually "Log Matching" within 1ms',
      ].join("\n"),
    );
    expect(outcome.failure).toBeUndefined();
  });

  it("fails when what should never come comes, and tells where", () => {
    const outcome = outcomeOf(`${HEAD}expect never "leader elected" within 1s\n`);
    expect(outcome.failure?.found).toMatch(
      /^moments: election started, leader elected after event \d+ at \d+ ms$/,
    );
    expect(outcome.failure).toMatchObject({ line: 4 });
  });

  it("writes a trace of sound lines, with beats and what the speaker says", () => {
    const { lines } = runText(`# Title\n#\n# About.\n${LED}\n# Look.\nbeat "Now"\n`);
    expect(findSchemaProblems(lines)).toEqual([]);
    const records = lines.map((line) => JSON.parse(line) as { kind: string });
    expect(records[0]).toMatchObject({ kind: "header", title: "Title", about: "About." });
    expect(records.find(({ kind }) => kind === "beat")).toMatchObject({
      title: "Now",
      speakerNote: "Look.",
    });
  });

  it("gives the same bytes each time", () => {
    const text = `${LED}command Ben set x 1\nsettle\n`;
    expect(runText(text).lines).toEqual(runText(text).lines);
  });
});

describe("what does not fit a run", () => {
  it("is told for all lines at once, with suggestions", () => {
    expect(
      problemsOf(
        [
          "protocol raft",
          "stage rfat",
          "nodes Ana, Ben, Ana",
          "timer elction=1..2",
          "network dropPerMille=1001",
          "feature durableVote=maybe",
          "crash Anna",
          "timeout Ana elction",
          "drop Ana -> Ben RequestVotes",
          "command Ana set x",
          "command Ana put x 1",
          'run until moment "leader electd"',
          "expect Ana.vote = Ben",
          'expect never "Election Saftey" within 1s',
        ].join("\n"),
      ),
    ).toEqual([
      expect.stringContaining('x.scenario:2:7: unknown stage "rfat"; did you mean raft?'),
      expect.stringContaining('x.scenario:3:17: node name "Ana": expected a name that is no other'),
      expect.stringContaining(
        'x.scenario:4:7: unknown timer setting "elction"; did you mean election?',
      ),
      expect.stringContaining(
        "x.scenario:5:22: network dropPerMille: expected an integer from 0 to 1000",
      ),
      'x.scenario:6:21: feature durableVote: expected true or false, found "maybe"',
      expect.stringContaining('x.scenario:7:7: unknown node "Anna"; did you mean Ana?'),
      expect.stringContaining('x.scenario:8:13: unknown timer "elction"; did you mean election?'),
      expect.stringContaining(
        'x.scenario:9:17: unknown message "RequestVotes"; did you mean RequestVote?',
      ),
      "x.scenario:10:13: expected set KEY VALUE, found 1 of 2 values",
      expect.stringContaining('x.scenario:11:13: unknown command "put"; known: set, get'),
      expect.stringContaining('unknown moment "leader electd"; did you mean leader elected?'),
      expect.stringContaining('x.scenario:13:12: unknown field "vote"'),
      expect.stringContaining('"Election Saftey"; did you mean Election Safety?'),
    ]);
  });

  it("is an intervention that does not apply at the scenario's own stage", () => {
    expect(problemsOf(`${HEAD}run 1 event\nrestart Ana\n`)).toEqual([
      "x.scenario:5:1: restart does not apply: Ana is already up",
    ]);
    expect(problemsOf(`${HEAD}run 3 events\ndrop Ana -> Ben RequestVote\n`)).toEqual([
      "x.scenario:5:1: drop does not apply: no RequestVote is there; on that link: none",
    ]);
  });

  it("is skipped and written down at a stage that somebody else chose", () => {
    const text = `${HEAD}run 3 events\nrestart Ana\nexpect Ana.up = true\n`;
    const { outcome, lines } = runText(text, { stage: "without-durable-vote" });
    expect(outcome).toMatchObject({
      ok: true,
      value: { skipped: [{ line: 5, reason: "Ana is already up" }], outcome: "passes" },
    });
    const skipped = lines.filter((line) => line.includes('"skipped"'));
    expect(skipped.map((line) => (JSON.parse(line) as { skipped: unknown }).skipped)).toEqual([
      { template: "{reason}", facts: { reason: "Ana is already up" } },
    ]);
  });
});

describe("the stages line", () => {
  const text = (claims: string, wish: string): string =>
    `protocol raft\nstages ${claims}\nnodes Ana, Ben, Cleo\nseed 1\nrun 1s\nexpect ${wish}\n`;

  it("makes the last stage that passes the scenario's own", () => {
    const claims =
      "fails without-durable-term..without-truncation passes without-election-restriction";
    const outcome = outcomeOf(text(claims, "some.role = leader"));
    expect(outcome).toMatchObject({ stage: "without-election-restriction", claim: "passes" });
    expect(outcome.outcome).toBe("passes");
  });

  it("is refused when it contradicts itself or names no stage", () => {
    expect(problemsOf(text("fails raft passes raft", "every.up = true"))[0]).toBe(
      "x.scenario:2:26: stage raft is said both to fail and to pass",
    );
    expect(problemsOf(text("passes raft..without-durable-term", "every.up = true"))[0]).toBe(
      "x.scenario:2:15: expected the range's first stage before its last",
    );
    expect(problemsOf(text("passes rft", "every.up = true"))[0]).toContain("did you mean raft?");
  });
});

describe("nodes", () => {
  it("may be counted, by kind or not", () => {
    const ids = (nodes: string): string =>
      `protocol raft\nnodes ${nodes}\nrun 3 events\nexpect n3.up = true\n`;
    expect(outcomeOf(ids("3")).failure).toBeUndefined();
    expect(outcomeOf(ids("server: 4")).failure).toBeUndefined();
    expect(outcomeOf(ids("server: x, y, z").replace("n3", "z")).failure).toBeUndefined();
  });

  it("are refused when their kind is unknown, even a strange one", () => {
    expect(problemsOf("protocol raft\nnodes __proto__: 3\n")).toEqual([
      'x.scenario:2:7: unknown kind of node "__proto__"; known: server',
    ]);
    expect(problemsOf("protocol raft\nnodes 3\nnodes Ana\n")[0]).toContain("found both");
  });
});
