import { describe, expect, it } from "vitest";
import { problemsOf, sample } from "../kit.js";
import { by, importedLog, mapped, mappingProblems, text } from "./kit.js";

const MAPPING = {
  ...{ node: "at", event: "what", sends: "send", receives: "recv" },
  message: { from: "from", to: "to", key: "id" },
};
const SEND = { at: "a", what: "send", to: "b", id: 1 };
const RECEIVE = { at: "b", what: "recv", from: "a", id: 1 };

function mappedText(log: string) {
  return importedLog(log, by(MAPPING));
}

describe("a log of JSON objects that is not as it should be", () => {
  it.each([
    ["an empty file", "", "a.ndjson: expected a log of a known format, found an empty file"],
    [
      "a broken line",
      `${text(SEND)}{"at": \n${text(SEND)}`,
      'a.ndjson:2: expected a JSON object, found {"at":',
    ],
    [
      "a node that is no id",
      text({ ...SEND, at: [1] }),
      "a.ndjson:1: node (at): expected a node's id: a text or a whole number below 2^53, found a list of 1",
    ],
    [
      "a node that is not there",
      text(SEND, { what: "x" }),
      "a.ndjson:2: node (at): expected a node's id: a text or a whole number below 2^53, found nothing",
    ],
    [
      "an id that no number can hold",
      '{"at": 9007199254740993, "what": "x"}\n',
      "a.ndjson:1: node (at): expected a node's id: a text or a whole number below 2^53, found 9007199254740992",
    ],
    [
      "an event that is no text",
      text({ ...SEND, what: 7 }),
      "a.ndjson:1: event (what): expected a text, found 7",
    ],
    [
      "a receiver of another type",
      text({ ...SEND, to: { b: 1 } }),
      "a.ndjson:1: message.to (to): expected a node's id: a text or a whole number below 2^53, found an object",
    ],
    [
      "a message without its key",
      text({ ...SEND, id: undefined }),
      "a.ndjson:1: message.key (id): expected something, found nothing",
    ],
    [
      "a number beyond all numbers",
      '{"at": "a", "what": "x", "v": 1e999}\n',
      "a.ndjson:1: v: expected a number within ±1.8e308, found Infinity",
    ],
    [
      "a line that is too deep",
      `{"at": "a", "what": "x", "v": ${"[".repeat(95)}${"]".repeat(95)}}\n`,
      "a.ndjson:1: expected at most 90 levels of nesting, found more",
    ],
  ])("%s is refused with its line", async (_, log, problem) => {
    expect(await mappingProblems(log, MAPPING)).toContain(problem);
  });

  it("is refused with its line when it is deep enough to break a stack", async () => {
    const deep = `{"v": ${"[".repeat(400_000)}${"]".repeat(400_000)}}\n`;
    expect(await mappingProblems(deep, MAPPING)).toBe(
      "a.ndjson:1: expected at most 90 levels of nesting, found more",
    );
  });

  it("opens up to a last line that is cut short, and says so", async () => {
    const log = await importedLog(sample("etcd-raft/example.ndjson").subarray(0, 100_000));
    expect(log.inferred.join()).toMatch(/The last line, \d+, is cut short and was left out\./);
  });

  it("may have plain text between its lines, which is said", async () => {
    const log = await mappedText(`hello\n${text(SEND)}-- 3 --\n\n${text(RECEIVE)}`);
    const said = "Lines that are no JSON and were left out: 2, the first at line 1.";
    expect(log.inferred).toContain(said);
    expect(log.fates).toEqual({ received: 1 });
  });

  it("may have a byte order mark, other line ends and numbers as texts", async () => {
    const lines = [
      { ...SEND, at: "1", to: 2 },
      { ...RECEIVE, at: 2, from: 1 },
    ];
    const log = await mappedText(`\ufeff${text(...lines).replaceAll("\n", "\r\n")}`);
    expect([log.names, log.fates]).toEqual([["1", "2"], { received: 1 }]);
  });

  it("may have a line of ten megabytes", async () => {
    const log = await mappedText(text({ ...SEND, big: "x".repeat(10_000_000) }, RECEIVE));
    expect(log.length).toBe(2);
  });

  it("keeps names of members that mean something to programs", async () => {
    const lines = '{"at": "__proto__", "what": "x", "s": {"__proto__": 3, "constructor": 4}}\n';
    const log = await importedLog(lines, by({ ...MAPPING, state: "s" }));
    const state = log.nodeAfter("x").state;
    expect(Object.entries(state ?? {})).toEqual([
      ["__proto__", 3],
      ["constructor", 4],
    ]);
  });

  it("tells which fields a mapping could speak of when there is none", async () => {
    expect((await problemsOf(text(SEND), { source: "a.ndjson" })).join()).toBe(
      "a.ndjson:1: expected a mapping that tells what the fields at, what, to, id are, found none: write lockstep.import.json beside the log, or name one with --mapping",
    );
  });

  it("has lines that the mapping lets through, or is refused", async () => {
    const mapping = { ...MAPPING, lines: { tag: "trace" } };
    expect(await mappingProblems(text(SEND), mapping)).toBe(
      'a.ndjson: expected lines that "lines" of the mapping lets through, found none',
    );
  });
});

describe("what a log does not tell", () => {
  it("is no loss: a message without a receive, a receive without a send", async () => {
    const log = await mapped([SEND, { ...RECEIVE, id: 2 }], MAPPING);
    expect([log.fates, log.noSends]).toEqual([{ noReceive: 1 }, 1]);
    expect(log.inferred).toContain("Receives without a send in this log: 1.");
  });

  it("is the order of files that were put one behind the other", async () => {
    const log = await mapped([RECEIVE, { at: "b", what: "x" }, SEND], MAPPING);
    expect(log.fates).toEqual({ received: 1 });
    expect(log.labels).toEqual(["send", "recv", "x"]);
  });

  it("is a circle: then a receive loses its send, which is said", async () => {
    const lines = [
      RECEIVE,
      { ...SEND, at: "b", to: "a", id: 2 },
      { ...RECEIVE, at: "a", from: "b", id: 2 },
      SEND,
    ];
    const log = await mapped(lines, MAPPING);
    expect([log.fates, log.noSends]).toEqual([{ received: 1, noReceive: 1 }, 1]);
    expect(log.inferred.join()).toContain("messages would have gone round in a circle: 1.");
  });

  it("is to whom something was sent: it goes to all who receive it", async () => {
    const lines = [SEND, RECEIVE, { ...RECEIVE, at: "c" }, { ...RECEIVE, at: "c" }];
    const log = await mapped(lines, { ...MAPPING, message: { from: "from", key: "id" } });
    expect(log.messages.map(({ from, to, sentAt }) => [from, to, sentAt])).toEqual([
      ["n1", "n2", 1],
      ["n1", "n3", 1],
    ]);
    expect(log.noSends).toBe(1);
  });

  it("is a clock that all machines share: times never go back, which is said", async () => {
    const lines = [
      { ...SEND, t: 2.5 },
      { ...RECEIVE, t: 2 },
      { at: "b", what: "x", t: 3 },
    ];
    const log = await mapped(lines, { ...MAPPING, time: { at: "t", unit: "s" } });
    expect(log.events.map(({ timeMs }) => timeMs)).toEqual([500, 500, 1000]);
    expect(log.inferred.join()).toContain("one before them: 1, by up to 500 ms.");
  });
});
