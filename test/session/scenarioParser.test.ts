import { describe, expect, it } from "vitest";
import { describeBadInput } from "../../src/base/result.js";
import { parseScenario } from "../../src/session/scenario/parser.js";
import type {
  CommandBody,
  NamedIntervention,
  Scenario,
} from "../../src/session/scenario/syntax.js";

function parsed(text: string): Scenario {
  const result = parseScenario(text, "x.scenario");
  if (!result.ok) throw new Error(result.problems.map(describeBadInput).join("\n"));
  return result.value;
}

function problems(text: string): readonly string[] {
  const result = parseScenario(text, "x.scenario");
  return result.ok ? [] : result.problems.map(describeBadInput);
}

/** What one command line means. */
function command(line: string): CommandBody {
  const body = parsed(`protocol raft\n${line}`).commands[0]?.does;
  if (body === undefined) throw new Error("no command");
  return body;
}

function intervention(line: string): NamedIntervention {
  const body = command(line);
  if (body.do !== "intervene") throw new Error(body.do);
  return body.with;
}

/** What is wrong with one command line. */
function wrong(line: string): readonly string[] {
  return problems(`protocol raft\n${line}`);
}

describe("the parser of scenarios", () => {
  it("reads the opening comment as title and story", () => {
    const scenario = parsed(
      "\n# An old leader\n#\n# It writes on,\n# and comes back.\n#\n# Then it learns.\nprotocol raft\n",
    );
    expect(scenario.title).toBe("An old leader");
    expect(scenario.about).toBe("It writes on, and comes back.\nThen it learns.");
  });

  it("reads every directive of the header with its place", () => {
    const { header } = parsed(
      [
        "protocol raft-ladder",
        "stage 12",
        "stages fails 10..11 passes 12..",
        'nodes Michel, Jean-Pierre, "Zoé Q"',
        "nodes client: 3",
        "seed 7",
        "timer election=150..300 heartbeat=50",
        "network dropPerMille=20",
        "feature durableState=off",
      ].join("\r\n"),
    );
    expect(header.protocol).toEqual({ text: "raft-ladder", column: 10, line: 1 });
    expect(header.stage?.text).toBe("12");
    expect(
      header.stages.map((c) => [c.outcome, c.from.text, c.to === "end" ? c.to : c.to.text]),
    ).toEqual([
      ["fails", "10", "11"],
      ["passes", "12", "end"],
    ]);
    expect(header.nodes[0]?.nodes).toEqual([
      { text: "Michel", column: 7 },
      { text: "Jean-Pierre", column: 15 },
      { text: "Zoé Q", column: 28 },
    ]);
    expect(header.nodes[1]).toMatchObject({ kind: { text: "client" }, nodes: 3 });
    expect(header.seed).toBe(7);
    expect(header.settings.map((s) => `${s.group}.${s.name.text}=${s.value.text}`)).toEqual([
      "timer.election=150..300",
      "timer.heartbeat=50",
      "network.dropPerMille=20",
      "feature.durableState=off",
    ]);
  });

  it("reads the three kinds of run, settle and beat", () => {
    expect(command("run 2min")).toEqual({ do: "runFor", ms: 120_000 });
    expect(command("run 1 event")).toEqual({ do: "runEvents", count: 1 });
    expect(command('run until moment "leader elected" within 5s # soon')).toMatchObject({
      do: "runUntil",
      text: 'moment "leader elected"',
      withinMs: 5000,
    });
    expect(command("settle")).toEqual({ do: "settle" });
    expect(command('beat "Two \\"leaders\\""')).toEqual({ do: "beat", title: 'Two "leaders"' });
  });

  it("keeps the comment above a command as its narration", () => {
    const [first, second] = parsed(
      '# Title\nprotocol raft\n\n# Look\n# here.\nbeat "One"\nheal\n',
    ).commands;
    expect(first?.narration).toBe("Look here.");
    expect(second).not.toHaveProperty("narration");
  });

  it("reads expectations about now, eventually and never", () => {
    expect(command("expect Zoé.role = leader")).toMatchObject({
      do: "expect",
      text: "Zoé.role = leader",
      expectation: { when: "now", query: { is: "comparison", operator: "=" } },
    });
    expect(command('expect eventually "One Leader" within 20s')).toMatchObject({
      expectation: { when: "eventually", what: { is: "named" }, withinMs: 20_000 },
    });
    expect(command('expect never "Old Leader".role = leader within 1s')).toMatchObject({
      expectation: { when: "never", what: { is: "comparison" }, withinMs: 1000 },
    });
    expect(
      command('expect not violation "X" and (some.up = false or Ana.term > -1)'),
    ).toMatchObject({
      expectation: { query: { is: "and", left: { is: "not" }, right: { is: "or" } } },
    });
  });

  it("reads every intervention", () => {
    expect(intervention("timeout Ana election")).toMatchObject({ type: "timeout" });
    expect(intervention("command Ana set x 1")).toMatchObject({
      type: "command",
      values: [{ text: "x" }, { text: "1" }],
    });
    expect(intervention("receive Ana -> Ben RequestVote #2")).toMatchObject({
      type: "receive",
      link: { from: { text: "Ana" }, to: { text: "Ben" } },
      message: { text: "RequestVote" },
      ordinal: 2,
    });
    expect(intervention("delay Jean-Pierre->Ben RequestVote 50ms")).toMatchObject({
      link: { from: { text: "Jean-Pierre" } },
      ordinal: 1,
      byMs: 50,
    });
    expect(intervention("cut Ana -> Ben, Ben -> Ana")).toMatchObject({ type: "cut" });
    expect(intervention("partition Ana, Ben | Cleo")).toMatchObject({
      groups: [[{ text: "Ana" }, { text: "Ben" }], [{ text: "Cleo" }]],
    });
    expect(intervention("heal")).toEqual({ type: "heal" });
    expect(intervention("crash Ana after 2 effects")).toMatchObject({ afterEffects: 2 });
    expect(intervention("restart Ana without disk")).toMatchObject({ diskLost: true });
    expect(intervention("clock Ana rate 900 offset -5")).toMatchObject({
      ratePerMille: 900,
      offsetMs: -5,
    });
    for (const verb of ["drop", "duplicate", "hold", "release"]) {
      expect(intervention(`${verb} Ana -> Ben X`)).toMatchObject({ type: verb, ordinal: 1 });
    }
    expect(intervention("restore Ana -> Ben")).toMatchObject({ type: "restore" });
    expect(intervention("isolate Ana")).toMatchObject({ type: "isolate" });
  });
});

describe("mistakes in a scenario", () => {
  it("are all reported, each with line and column", () => {
    expect(problems("protocol raft\nfoo\nrun 5\nheal now\n")).toEqual([
      expect.stringContaining('x.scenario:2:1: unknown command "foo"; known: protocol, stage,'),
      "x.scenario:3:6: expected events, found the end of the line",
      "x.scenario:4:6: expected the end of the line, found now",
    ]);
  });

  it("suggest the command that was meant", () => {
    expect(wrong("isloate Ana")[0]).toContain('unknown command "isloate"; did you mean isolate?');
  });

  it("say that the protocol is missing, but only when no line tries to tell it", () => {
    expect(problems("seed 1\n")).toEqual([
      "x.scenario:1: expected a line with the protocol, such as: protocol raft",
    ]);
    expect(problems("")).toHaveLength(1);
    expect(problems("protocol\n")).toEqual([
      "x.scenario:1:9: expected a protocol, found the end of the line",
    ]);
  });

  it.each([
    ["seed 1.5", "x.scenario:2:7: expected the end of the line, found ."],
    ["run 5 parsecs", "x.scenario:2:7: expected events, found parsecs"],
    ["run 0 events", "x.scenario:2:5: expected a number of events of at least 1, found 0"],
    [
      "run",
      "x.scenario:2:4: expected a duration, a number of events, or until, found the end of the line",
    ],
    ['beat "open', 'x.scenario:2:6: expected a closing ", found the end of the line'],
    ['beat ""', "x.scenario:2:8: expected the beat's title, found an empty text"],
    ["cut Ana Ben", "x.scenario:2:9: expected ->, found Ben"],
    [
      "crash heal",
      "x.scenario:2:7: expected a node's name (the reserved word heal must stand in quotes), found heal",
    ],
    ["receive Ana -> Ben X #0", "x.scenario:2:22: expected #1 to #1000000, found #0"],
    ["expect Ana.role leader", "x.scenario:2:17: expected one of = != <= >= < >, found leader"],
    ['expect eventually "X"', "x.scenario:2:22: expected within, found the end of the line"],
    [
      'expect eventually "X" within 5',
      "x.scenario:2:30: expected a duration such as 500ms, 20s or 2min, found 5",
    ],
    ["run 400000000s", "x.scenario:2:5: expected a duration up to 365 days, found 400000000s"],
    [
      "crash Ana ; heal",
      'x.scenario:2:11: expected a word, a number or a text in quotes, found ";"',
    ],
  ])("%s", (line, message) => {
    expect(wrong(line)).toEqual([message]);
  });

  it("in the header are found below a command too", () => {
    expect(problems("protocol raft\nheal\nseed 3\nprotocol raft\n")).toEqual([
      "x.scenario:3:1: seed belongs above the first command",
      "x.scenario:4:1: protocol belongs above the first command",
    ]);
    expect(problems("protocol raft\nseed 1\nseed 2")).toEqual([
      "x.scenario:3:1: seed is said a second time; expected it once",
    ]);
  });

  it("never throw, whatever the text", () => {
    for (const line of [
      "expect " + "(".repeat(5000),
      "expect " + "not ".repeat(5000),
      '"',
      "\u0000",
      "run until",
      "nodes ,",
      "nodes a:",
      "stages",
      "timer a=",
      "partition |",
    ]) {
      expect(problems(`protocol raft\n${line}`).length).toBeGreaterThan(0);
    }
  });
});
