import { describe, expect, it } from "vitest";
import { catalogue } from "../../../src/protocols/catalogue.js";
import { complete } from "../../../src/session/scenario/language/complete.js";
import { diagnose, type Diagnosis } from "../../../src/session/scenario/language/diagnose.js";
import { hover } from "../../../src/session/scenario/language/hover.js";
import { outline } from "../../../src/session/scenario/language/outline.js";

const HEAD = 'protocol raft\nnodes Ana, "Old Ben", heal2\n';

/** The text without its mark `|`, and where that stood. */
function marked(text: string) {
  const before = text.slice(0, text.indexOf("|")).split("\n");
  const place = { line: before.length, column: (before.at(-1) ?? "").length + 1 };
  return { text: text.replace("|", ""), place };
}

/** What may stand at the mark. */
function labels(line: string): readonly string[] {
  const { text, place } = marked(HEAD + line);
  return complete(text, place, catalogue).map(({ label }) => label);
}

/** The line once the completion with that label is taken. */
function completed(line: string, label: string): string | undefined {
  const { text, place } = marked(HEAD + line);
  const taken = complete(text, place, catalogue).find((one) => one.label === label);
  if (taken === undefined) return undefined;
  const whole = text.split("\n")[place.line - 1] ?? "";
  return whole.slice(0, taken.span.column - 1) + taken.text + whole.slice(taken.span.end - 1);
}

describe("completion", () => {
  it("offers directives above the first command and commands below the protocol", () => {
    expect(labels("se|")).toEqual(expect.arrayContaining(["seed", "settle", "expect"]));
    const below = labels("heal\n|");
    expect(below).toContain("crash");
    expect(below).not.toContain("seed");
    expect(complete("\n", { line: 1, column: 1 }, catalogue).map(({ label }) => label)).toEqual(
      expect.not.arrayContaining(["crash"]),
    );
  });

  it.each([
    ["protocol |", ["raft"]],
    ["stage |", ["without-durable-term", "raft"]],
    ["stages |", ["fails", "passes"]],
    ["stages fails raft..|", ["raft"]],
    ["nodes |", ["server"]],
    ["timer |", ["election", "heartbeat"]],
    ["network |", ["latencyMsMin", "fifo"]],
    ["network fifo=|", ["on", "off"]],
    ["feature |", ["durableVote"]],
    ["feature durableVote=|", ["on", "off"]],
    ["run |", ["until"]],
    ["run 5 |", ["event", "events"]],
    ["run until |", ["Ana", "Old Ben", "moment", "every", "not"]],
    ["run until Ana.|", ["role", "up", "currentTerm"]],
    ["run until Ana.role = |", ["leader", "follower", "candidate"]],
    ["run until Ana.votedFor = |", ["Old Ben", "null"]],
    ["run until Ana.log.|", ["length"]],
    ["run until Ana.up = true |", ["and", "or", "within"]],
    ["expect |", ["eventually", "never", "holds"]],
    ["expect moment |", ["leader elected"]],
    ["expect holds |", ["Election Safety"]],
    ['expect never "|', ["Election Safety", "leader elected"]],
    ["timeout |", ["Ana", "Old Ben"]],
    ["timeout Ana |", ["election", "heartbeat"]],
    ["command Ana |", ["set", "get"]],
    ["drop Ana |", ["->"]],
    ["drop Ana -> |", ["Old Ben"]],
    ["drop Ana -> Ana |", ["RequestVote", "AppendEntries"]],
    ["crash Ana |", ["after"]],
    ["restart Ana |", ["without"]],
    ["clock Ana |", ["rate"]],
    ["add |", ["link"]],
    ["add Zoé |", ["linked"]],
    ["add Zoé\ncrash |", ["Zoé", "Ana"]],
    ["disk Ana |", ["lag"]],
    ["forge Ana -> Ana RequestVote |", ["term", "candidateId"]],
    ["forge Ana -> Ana RequestVote candidateId=|", ["Ana", "true"]],
  ])("%s", (line, expected) => {
    expect(labels(line)).toEqual(expect.arrayContaining(expected));
  });

  it("offers fields of a forged message once, and nodes only where they hold one", () => {
    expect(labels("forge Ana -> Ana RequestVote term=1 |")).not.toContain("term");
    expect(labels("forge Ana -> Ana RequestVote term=|")).not.toContain("Ana");
  });

  it("knows which nodes there are at the line", () => {
    expect(labels("crash |\nadd Zoé")).not.toContain("Zoé");
    expect(labels("remove Ana\ncrash |")).not.toContain("Ana");
  });

  it("replaces the word that was begun, and puts in quotes what needs them", () => {
    expect(completed("timeout An| election", "Ana")).toBe("timeout Ana election");
    expect(completed("timeout |", "Old Ben")).toBe('timeout "Old Ben"');
    expect(completed('timeout "Old|', "Old Ben")).toBe('timeout "Old Ben"');
    expect(completed('expect moment "lea|"', "leader elected")).toBe(
      'expect moment "leader elected"',
    );
    expect(completed("expect moment lea|", "leader elected")).toBe(
      'expect moment "leader elected"',
    );
  });

  it("says nothing in a comment, behind a mistake, or where anything may stand", () => {
    expect(labels("# crash |")).toEqual([]);
    expect(labels("crash Ana Ana |")).toEqual([]);
    expect(labels('beat "|')).toEqual([]);
    expect(labels("command Ana set |")).toEqual([]);
  });
});

describe("hover", () => {
  function told(line: string): string | undefined {
    const { text, place } = marked(HEAD + line);
    const found = hover(text, place, catalogue);
    return found && [found.form, ...found.paragraphs].filter(Boolean).join(" / ");
  }

  it.each([
    ["cr|ash Ana", "crash NODE [after N effects] / Now, or in the middle of its next step."],
    ["timeout Ana elec|tion", "election: timer, 150 to 300 ms"],
    ["command Ana s|et x 1", "set: set KEY VALUE"],
    ["expect A|na.up = true", "Ana: node"],
    ["expect Ana.r|ole = leader", "role: what the node is now"],
    ['run until "Old Ben".up = true and mo|ment "x"', 'moment "NAME" / One of'],
    ['expect never "Election Sa|fety" within 1s', "Election Safety: invariant / At most one"],
    ["feature durable|Vote=off", "durableVote: feature, usually on / votedFor survives a crash"],
    ["stage ra|ft", "raft: stage / The whole of Figure 2."],
  ])("%s", (line, start) => {
    expect(told(line)?.slice(0, start.length)).toBe(start);
  });

  it("tells nothing of what it does not know, and nothing between words", () => {
    expect(told("crash Zo|é")).toBeUndefined();
    expect(told("crash Ana |")).toBeUndefined();
    expect(told("# cra|sh")).toBeUndefined();
  });
});

describe("diagnosis", () => {
  const places = (found: readonly Diagnosis[]) =>
    found.map(({ span, fixes }) => [span.line, span.column, span.end, fixes[0]?.text]);

  it("marks the very word, and offers what was probably meant", () => {
    const text = `${HEAD}crash Anna\nhael\nexpect moment "leader electd"\ncrash heal\nrun 5\n`;
    expect(places(diagnose(text, catalogue))).toEqual([
      [3, 7, 11, "Ana"],
      [4, 1, 5, "heal"],
      [5, 15, 30, '"leader elected"'],
      [6, 7, 11, '"heal"'],
      [7, 5, 6, undefined],
    ]);
  });

  it("tells grammar and names together, but no names while the header cannot be read", () => {
    expect(diagnose(`${HEAD}crash Anna\nrun\n`, catalogue)).toHaveLength(2);
    expect(diagnose("protocol raft\nnodes Ana,\ncrash Anna\n", catalogue)).toHaveLength(1);
  });

  it("offers the missing protocol below the title", () => {
    const text = "# A title\nnodes Ana\n";
    const [found] = diagnose(text, catalogue);
    expect(found?.fixes[0]).toMatchObject({
      ...{ title: "Add the line: protocol raft", text: "protocol raft\n" },
      span: { line: 2, column: 1, end: 1 },
    });
    expect(diagnose("protocol rfat\n", catalogue)[0]?.fixes[0]?.text).toBe("raft");
  });

  it("has nothing against a sound scenario, and never throws", () => {
    expect(diagnose(`${HEAD}heal\n`, catalogue)).toEqual([]);
    for (const text of ["", "\u0000", '"', "protocol raft\nexpect (((", "protocol raft\nadd :"]) {
      expect(diagnose(text, catalogue).length).toBeGreaterThan(0);
    }
  });
});

describe("outline", () => {
  it("has the header, and each beat with what leads to it", () => {
    const text = `# Title\n${HEAD}\nheal\nexpect Ana.up = true\nbeat "One"\nrun 1s\n`;
    expect(outline(text)).toEqual([
      { name: "raft", kind: "header", line: 1, lastLine: 4, children: [] },
      {
        ...{ name: "One", kind: "beat", line: 5, lastLine: 7 },
        children: [
          { name: "heal", kind: "intervention", line: 5, lastLine: 5, children: [] },
          { name: "expect Ana.up = true", kind: "expectation", line: 6, lastLine: 6, children: [] },
        ],
      },
      { name: "run 1s", kind: "run", line: 8, lastLine: 8, children: [] },
    ]);
  });
});
