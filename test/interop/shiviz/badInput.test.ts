import { describe, expect, it } from "vitest";
import { imported, inferredOf, opened, problemsOf } from "../kit.js";

const shiviz = { format: "shiviz" } as const;

describe("a log that ShiViz could not draw is refused with its place", () => {
  it.each([
    ["nothing at all", "", "expected a log of a known format, found an empty file"],
    ["other text", "hello\nworld\n", "expected a log of a known format, found none that is known"],
    [
      "a clock that lacks its host",
      'a {"a":1}\nx\nb {"a":1}\nx\n',
      'a.log:3: expected a vector clock with an entry of its host "b", found "a"',
    ],
    [
      "an empty clock",
      'a {"a":1}\nx\nb {}\nx\n',
      'a.log:3: expected a vector clock with an entry of its host "b", found an empty clock',
    ],
    [
      "a clock that is no JSON",
      'a {"a":1}\nx\na {a:2}\nx\n',
      "a.log:3: expected a vector clock as a JSON object, found text that is no JSON: {a:2}",
    ],
    [
      "an entry that is no number",
      'a {"a":1}\nx\na {"a":"2"}\nx\n',
      'a.log:3: clock entry "a": expected a whole number, found "2"',
    ],
    [
      "an entry below zero",
      'a {"a":1}\nx\na {"a":2,"b":-1}\nx\n',
      'a.log:3: clock entry "b": expected a whole number, found -1',
    ],
    [
      "a host that does not begin with 1",
      'a {"a":2}\nx\n',
      'a.log:1: expected time 1 of host "a" itself, found 2',
    ],
    [
      "a gap",
      'a {"a":1}\nx\na {"a":3}\nx\n',
      'a.log:3: expected time 2 of host "a" itself, found 3',
    ],
    [
      "a time that comes twice",
      'a {"a":1}\nx\na {"a":1}\nx\n',
      'a.log:3: expected time 2 of host "a" itself, found 1 again (line 1)',
    ],
    [
      "a host without events",
      'a {"a":1, "ghost":3}\nx\n',
      'a.log:1: expected hosts with events in the log, found "ghost"',
    ],
    [
      "an event beyond a host's last",
      'a {"a":1}\nx\nb {"a":2,"b":1}\nx\n',
      'a.log:3: expected at most time 1 of host "a", its last event, found 2',
    ],
    [
      "events that each follow from the other",
      'a {"a":1,"b":1}\nx\nb {"a":1,"b":1}\nx\n',
      "a.log:1: expected vector clocks that agree on an order, found an event that follows from " +
        "itself, by way of line 3",
    ],
  ])("%s", async (_, log, problem) => {
    expect((await problemsOf(log))[0]).toContain(problem);
  });

  it("and no more than five mistakes at once", async () => {
    const log = 'a {"a":1}\nx\n' + 'b {"a":1}\nx\n'.repeat(9);
    expect(await problemsOf(log)).toHaveLength(5);
  });

  it("when no layout fits, with those that are known", async () => {
    const [problem] = await problemsOf("hello\n", shiviz);
    expect(problem).toMatch(
      /^a.log: expected events with vector clocks in a known layout, found none/,
    );
    expect(problem).toContain("GoVector");
  });

  it("when a pattern finds nothing, with the first line that it does not fit", async () => {
    const pattern = "^(?<host>x) (?<clock>{.*}) (?<event>.*)$";
    const found = await problemsOf('\n\na {"a":1} starts\n', { ...shiviz, pattern });
    expect(found).toEqual([
      'a.log:3: expected events, found text that the pattern does not fit: a {"a":1} starts',
    ]);
  });

  it("when a line has two hundred million characters", async () => {
    const long = new Uint8Array(200_000_000).fill(120);
    long.set(new TextEncoder().encode('a {"a":1}\nx\n'));
    expect(await problemsOf(long)).toEqual([
      "a.log:3: expected a line of at most 1048576 characters, found 199999988",
    ]);
  });

  it("when it is UTF-16", async () => {
    const bytes = new Uint8Array([255, 254, 97, 0, 32, 0, 123, 0]);
    expect(await problemsOf(bytes, shiviz)).toEqual(["a.log:1: expected UTF-8 text, found UTF-16"]);
  });
});

describe("an odd log is read", () => {
  const events = 'a {"a":1}\nstarts\nb {"a":1,"b":1}\nhears\n';
  const length = async (log: string | Uint8Array): Promise<number> => {
    return (await imported(log)).length("b1");
  };

  it("with a byte order mark, with the line ends of Windows, without a last line end", async () => {
    expect(await length(`\ufeff${events}`)).toBe(2);
    expect(await length(events.replaceAll("\n", "\r\n"))).toBe(2);
    expect(await length(events.trimEnd())).toBe(2);
  });

  it("with control characters, markup and separators in its texts", async () => {
    const text = "<b>\0\u202e\u2028{fact}</b>";
    const trace = await imported(events.replace("starts", text));
    expect(trace.event("b1", 1)).toMatchObject({ label: text });
  });

  it("with bytes that are no UTF-8, which is said", async () => {
    const bytes = new TextEncoder().encode(events.replace("starts", "st?rts"));
    bytes[bytes.indexOf(63)] = 255;
    const trace = await imported(bytes);
    expect(trace.event("b1", 1)).toMatchObject({ label: "st\u{fffd}rts" });
    expect(inferredOf(trace)).toContain(
      "Bytes of the log that are no UTF-8 are shown as \u{fffd}.",
    );
  });

  it("with lines that belong to no event, which are counted", async () => {
    const trace = await imported(`${events}\nBye.\n\nReally.\n`);
    expect(inferredOf(trace)).toContain(
      'Lines that fit no event were left out: 2, the first is line 6: "Bye.".',
    );
  });

  it("with hosts whose names no node may have, which are told", async () => {
    const long = `h${"o".repeat(60)}st`;
    const hosts = [long, "a\u202eb", "__proto__", "constructor"];
    const log = hosts.map((host) => `${host} {"${host}":1}\nstarts\n`).join("");
    const trace = await imported(log);
    const names = trace.header.nodes.map(({ name }) => name);
    expect(names).toEqual([
      `h${"o".repeat(18)}…${"o".repeat(18)}st`,
      "a\\u{202e}b",
      "__proto__",
      "constructor",
    ]);
    expect(inferredOf(trace).filter((one) => one.includes("is called"))).toHaveLength(2);
  });
});

describe("executions", () => {
  const two = '=== one ===\na {"a":1}\nx\n=== two ===\nb {"b":1}\ny\n';

  it("must be named when there are several", async () => {
    expect(await problemsOf(two)).toEqual([
      'a.log: expected the name of one of 2 executions: "one", "two"',
    ]);
    expect((await imported(two, { execution: "two" })).header.title).toBe("two");
  });

  it("are suggested when a name is nearly right", async () => {
    expect(await problemsOf(two, { execution: "tow" })).toEqual([
      'a.log: unknown execution "tow"; did you mean two? Known: one, two',
    ]);
  });

  it("of the same name are told apart", async () => {
    const found = await opened(two.replace("two", "one"));
    expect(found.ok && found.value.executions).toEqual(["one", "one (2)"]);
  });

  it("are counted by the lines of the whole file", async () => {
    const broken = two.replace('{"b":1}', '{"b":2}');
    expect(await problemsOf(broken, { execution: "two" })).toEqual([
      'a.log:5: expected time 1 of host "b" itself, found 2',
    ]);
  });

  it("begin after a preamble, which is none", async () => {
    const found = await opened(`Started at noon.\n${two}`);
    expect(found.ok && found.value.executions).toEqual(["one", "two"]);
  });
});
