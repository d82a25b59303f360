import { describe, expect, it } from "vitest";
import { ownPattern } from "../../../src/interop/shiviz/pattern.js";
import { sectionsOf } from "../../../src/interop/shiviz/sections.js";
import { FIRST_BRANCH } from "../../../src/trace/records.js";
import { eventsOf, imported, inferredOf, opened, problemsOf } from "../kit.js";

const EVENT = "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)";
const log = 'a {"a":1}\nstarts\nb {"a":1,"b":1}\nhears\n';

describe("a delimiter of ours", () => {
  it("is looked for without a pause at every line", async () => {
    let pauses = 0;
    const pause = () => {
      pauses++;
      return Promise.resolve();
    };
    const lines = 10_000;
    const section = { source: "a.log", text: "no delimiter\n".repeat(lines), line: 1 };
    expect(await sectionsOf(section, ownPattern("^=== (?<trace>.*) ===$"), pause)).toHaveLength(1);
    expect(pauses).toBeGreaterThan(0);
    expect(pauses).toBeLessThan(lines / 100);
  });
});

describe("a pattern", () => {
  it("is what was asked for before all else", async () => {
    const trace = await imported(`x\n\n1|a|{"a":1}|starts\n2|a|{"a":2}|ends\n`, {
      format: "shiviz",
      pattern: "(?<place>\\d+)\\|(?<host>\\w+)\\|(?<clock>.*)\\|(?<event>.*)",
    });
    expect(eventsOf(trace).map((event) => event.event === "local" && event.label)).toEqual([
      "starts",
      "ends",
    ]);
    expect(inferredOf(trace)[0]).toBe("The log was read with the pattern that was asked for.");
    expect(trace.world(FIRST_BRANCH, 2).nodes.get("n1")?.state).toEqual({
      place: "2",
      clock: { n1: 2 },
    });
    expect(trace.header.kinds.host?.fields[0]).toEqual({ field: "place", show: "value" });
  });

  it("is the log's first line, with the delimiter in the second", async () => {
    const text = `(?<event>\\w+) at (?<host>\\w+) (?<clock>{.*})\n^# (?<trace>.*)$\n`;
    const found = await opened(`${text}# one\nstart at a {"a":1}\n# two\nstart at b {"b":1}\n`);
    expect(found.ok && found.value.executions).toEqual(["one", "two"]);
    const whole = await opened(`\n^# (?<trace>.*)$\n# one\n${log}`);
    expect(whole.ok && whole.value.executions).toEqual(["one"]);
  });

  it("of the first line must fit whole lines, as in ShiViz", async () => {
    const text = `(?<event>\\w+) at (?<host>\\w+) (?<clock>{.*})\n\n`;
    const trace = await imported(`${text}start at a {"a":1}\nnot start at b {"b":1}\n`);
    expect(trace.length(FIRST_BRANCH)).toBe(1);
  });

  it("that is of no use is refused with its place", async () => {
    expect(await problemsOf(log, { pattern: "(?<host>a)(?<clock>b)" })).toEqual([
      "--pattern: expected the named groups event, host and clock, found no event",
    ]);
    expect(await problemsOf(`(?<host>a)(?<clock>b\n\n${log}`)).toEqual([
      "a.log:1: expected a regular expression, found missing closing )",
    ]);
  });

  it.each([
    ["(?<host>a)(?=b)", "look-around at character 11: (?="],
    ["(?<=x)(?<host>a)", "look-around at character 1: (?<="],
    ["(?<host>a)\\1", "a reference to an earlier group at character 11: \\1"],
    ["(?>a)", "an atomic group at character 1: (?>"],
    ["(?<host>a)\\k<host>", "a reference to an earlier group at character 11: \\k"],
  ])("%s is refused, since it may take forever", async (pattern, found) => {
    const expected = "expected an expression that takes linear time, found";
    expect(await problemsOf(log, { pattern })).toEqual([`--pattern: ${expected} ${found}`]);
    expect(await problemsOf(log, { delimiter: pattern })).toEqual([
      `--delimiter: ${expected} ${found}`,
    ]);
  });

  it.each([
    "(?<event>(a+)+)$(?<host>)(?<clock>)",
    "(?<event>(a|aa)*b)(?<host>)(?<clock>)",
    "(?<event>(.*)*)x(?<host>)(?<clock>)",
    "(?<event>(\\w+\\s?)*)!(?<host>)(?<clock>)",
    "(?<event>([\\s\\S]*a){10}c)(?<host>)(?<clock>)",
  ])("%s ends soon on a text made to hang it", async (pattern) => {
    const text = `${"a".repeat(20_000)}!\n`.repeat(5);
    expect(await problemsOf(text, { format: "shiviz", pattern })).not.toEqual([]);
  });

  it("finds the same in a long log, whose lines are looked at window by window", async () => {
    const lines = Array.from({ length: 1000 }, (_, i) => {
      const text = i % 300 === 3 ? "long ".repeat(20_000) : `event ${i}`;
      return `a {"a":${i + 1}}\n${text}\n`;
    });
    const trace = await imported(lines.join("noise\n"), { pattern: EVENT });
    expect(trace.length(FIRST_BRANCH)).toBe(1000);
    expect(inferredOf(trace).at(-1)).toContain("left out: 999,");
  });
});

describe("a known layout", () => {
  it("gives the priority words of GoVector a field", async () => {
    const trace = await imported(
      'a {"a":1}\nInitialization Complete\na {"a":2}\nINFO Sending\na {"a":3}\nERROR Timeout\n',
    );
    const labels = eventsOf(trace).map((event) => event.event === "local" && event.label);
    expect(labels).toEqual(["Initialization Complete", "Sending", "Timeout"]);
    expect(trace.world(FIRST_BRANCH, 3).nodes.get("n1")?.state.priority).toBe("ERROR");
  });

  it("leaves such words alone where they are not everywhere", async () => {
    const trace = await imported('a {"a":1}\nINFO Sending\na {"a":2}\nstops\n');
    expect(eventsOf(trace)[0]).toMatchObject({ label: "INFO Sending" });
  });

  it("reads clocks with the quotes that TLC puts before quotes", async () => {
    const state = (number: number, host: string, clock: string) =>
      `State ${number}: <Send line 1, col 3 to line 2, col 4 of module M>\n` +
      `/\\ Host = ${host}\n/\\ Clock = "${clock}"\n` +
      `/\\ active = TRUE\n/\\ color = "white"\n/\\ counter = ${number}\n/\\ inbox = <<>>\n\n`;
    const text =
      state(2, "n1", '{\\"n1\\":1,\\"n2\\":0}') + state(3, "n2", '{\\"n1\\":1,\\"n2\\":1}');
    const trace = await imported(text);
    expect(trace.messages(FIRST_BRANCH, 1, 2)).toHaveLength(1);
    expect(trace.world(FIRST_BRANCH, 2).nodes.get("n2")?.state).toEqual({
      ...{ active: "TRUE", color: '"white"', counter: "3" },
      clock: { n1: 1, n2: 1 },
    });
  });

  it("gives times where dates agree with causality", async () => {
    const line = (date: string, host: string, clock: string) =>
      `[2013-05-24 ${date} x.Y] INFO does\n${host} ${clock}\n`;
    const sound = line("23:59:59,900", "a", '{"a":1}') + line("23:59:59,950", "b", '{"a":1,"b":1}');
    const trace = await imported(sound);
    expect(trace.header.timed).toBe(true);
    expect(eventsOf(trace).map(({ timeMs }) => timeMs)).toEqual([0, 50]);
    const skewed = await imported(sound.replace("59,950", "58,950"));
    expect(skewed.header.timed).toBe(false);
    expect(eventsOf(skewed).map(({ timeMs }) => timeMs)).toEqual([0, 0]);
    expect(inferredOf(skewed).join("\n")).toContain("run backwards from line 2 to line 4");
  });
});
