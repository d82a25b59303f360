import { describe, expect, it } from "vitest";
import { openTrace } from "../../src/trace/reader.js";
import { LINES, text, header, start, send, sends, damageOf, expectDamage } from "./damage.js";
import { bytesOf } from "./makeTrace.js";

const ZOE = { id: "n3", name: "Zoe", kind: "server" };

describe("a damaged file opens up to the damage", () => {
  it("when its last line is cut off, at any byte", async () => {
    const whole = bytesOf(LINES.slice(0, 12));
    const last = bytesOf(LINES.slice(0, 11)).length;
    const cut = await damageOf(whole.subarray(0, last + 20));
    expect(cut.events).toBe(10);
    expect(cut.damage).toMatch(
      /^a.trace.jsonl:12: expected a whole record, found the file's end in the middle of it: {/,
    );
    for (let end = last + 1; end < whole.length - 1; end += 7) {
      expect((await damageOf(whole.subarray(0, end))).events).toBe(10);
    }
    expect(await damageOf(whole.subarray(0, whole.length - 1))).toEqual({ damage: "", events: 11 });
  });

  it("when a line in the middle is mangled", async () => {
    const lines = LINES.map((line, i) => (i === 6 ? `${line.slice(3, 50)}\n` : line));
    const { damage, events } = await damageOf(bytesOf(lines));
    expect(events).toBe(5);
    expect(damage).toMatch(/^a.trace.jsonl:7: expected a record as a JSON object, found text that/);
  });

  it("when any single byte is another one: never a crash, never fewer events than stand before it", async () => {
    const whole = bytesOf(LINES.slice(0, 40));
    const firstLine = (LINES[0] ?? "").length;
    for (let i = 0; i < 300; i++) {
      const bytes = whole.slice();
      const at = firstLine + ((i * 7919) % (whole.length - firstLine));
      bytes[at] = (i * 31) % 256;
      const eventsBefore = LINES.slice(0, 40).filter(
        (line, n) => line.includes('"kind":"event"') && bytesOf(LINES.slice(0, n + 1)).length <= at,
      ).length;
      expect((await damageOf(bytes)).events).toBeGreaterThanOrEqual(eventsBefore);
    }
  });

  it("when bytes are no UTF-8", async () => {
    const bytes = text(header, start, { ...start, at: 2, note: "~" });
    bytes[bytes.indexOf("~".charCodeAt(0))] = 0xff;
    await expectDamage(bytes, "3: expected UTF-8, found other bytes", 1);
  });

  it("when a line is longer than any line may be, without reading it", async () => {
    const head = text(header, start);
    const bytes = new Uint8Array(200 * 1024 * 1024).fill(0x61);
    bytes.set(head);
    const began = performance.now();
    const opened = await openTrace(bytes, { source: "a" });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(opened.ok && opened.value.trace.length("b1")).toBe(1);
    const problem = `expected a line of at most 16777216 bytes, found one of ${String(bytes.length - head.length)}`;
    expect(opened.ok && opened.value.damage).toEqual([{ source: "a", line: 3, problem }]);
  });

  it("when JSON is nested too deep", async () => {
    const deep = (open: string, close: string) =>
      `${open.repeat(200_000)}1${close.repeat(200_000)}`;
    for (const nest of [deep("[", "]"), deep('{"a":', "}")]) {
      const line = `{"kind":"event","branch":"b1","at":2,"timeMs":9,"event":"start","node":"n2","x":${nest}}\n`;
      const { damage, events } = await damageOf(
        bytesOf([new TextDecoder().decode(text(header, start)), line]),
      );
      expect(events).toBe(1);
      expect(damage).toMatch(
        /^a.trace.jsonl:3: x.*: expected at most 100 levels of nesting, found/,
      );
      expect(damage.length).toBeLessThan(300);
    }
  });

  it.each([
    [
      "an event's number comes again",
      { ...start, node: "n2" },
      "at: expected event 2, found 1 again",
    ],
    ["event numbers have a gap", { ...start, at: 3 }, "at: expected event 2, found a gap to 3"],
    [
      "an event is at an unknown node",
      { ...start, at: 2, node: "n7" },
      'node: expected a node that is there, found "n7"',
    ],
    [
      "an event is about an unknown node",
      { ...start, at: 2, event: "peerUp", peer: "n7", incarnation: 1 },
      'peer: expected a node that is there, found "n7"',
    ],
    [
      "an event is on an unknown branch",
      { ...start, at: 2, branch: "b2" },
      'branch: expected "b1", found "b2"',
    ],
    ["time runs backwards", { ...start, at: 2, timeMs: 4 }, "timeMs: expected 5 or later, found 4"],
    [
      "time is a fraction",
      { ...start, at: 2, timeMs: 5.5 },
      "timeMs: expected a whole number from 0, found 5.5",
    ],
    [
      "an event is of an unknown sort",
      { ...start, at: 2, event: "explode" },
      /^event: expected "start", "receive", .* or "local", found "explode"$/,
    ],
    [
      "an unknown message arrives",
      { ...start, at: 2, event: "receive", message: 4 },
      "message: expected a message on its way, found 4, which nobody has sent",
    ],
    [
      "a message's id is skipped",
      { ...sends, effects: [{ ...send, message: 2 }] },
      "effects[0].message: expected 1, found 2",
    ],
    [
      "a message's id comes again",
      { ...sends, effects: [send, send] },
      "effects[1].message: expected 2, found 1 again",
    ],
    [
      "a message goes to an unknown node",
      { ...sends, effects: [{ ...send, to: "n3" }] },
      'effects[0].to: expected a node that is there, found "n3"',
    ],
    [
      "a message is a copy of a later one",
      { ...sends, effects: [{ ...send, copyOf: 1 }] },
      "effects[0].copyOf: expected a message that was sent before, found 1",
    ],
    [
      "an effect has the wrong type",
      { ...sends, effects: [send, { ...send, label: 3 }] },
      "effects[1].label: expected a text, found 3",
    ],
    [
      "an effect lacks its body",
      { ...sends, effects: [{ ...send, body: undefined }] },
      "effects[0].body: expected a value, found nothing",
    ],
    ["effects are no list", { ...sends, effects: {} }, "effects: expected a list, found an object"],
    [
      "a list is changed that is none",
      { ...start, at: 2, change: { ranges: { log: { start: 0, remove: 0, items: [] } } } },
      'change.ranges: expected field "log" to be a list',
    ],
    [
      "a list is changed beyond its end",
      {
        ...start,
        at: 2,
        change: { fields: { log: [1] }, ranges: { log: { start: 1, remove: 2, items: [] } } },
      },
      'change.ranges: expected "log" to have items up to 3, found 1 items',
    ],
    [
      "a state changes at no node",
      { kind: "event", branch: "b1", at: 2, timeMs: 5, event: "restore", links: [], change: {} },
      "change: expected nothing in an event without a node, found an object",
    ],
    [
      "somebody sends at no node",
      {
        kind: "event",
        branch: "b1",
        at: 2,
        timeMs: 5,
        event: "restore",
        links: [],
        effects: [send],
      },
      "effects[0].effect: expected nobody to send in a restore, found send",
    ],
    [
      "a cut loses a message that is not there",
      { kind: "event", branch: "b1", at: 2, timeMs: 5, event: "cut", links: [], lost: [1] },
      "lost: expected a message on its way, found 1, which nobody has sent",
    ],
    [
      "a node is added again",
      {
        ...start,
        at: 2,
        event: "addNode",
        node: "n2",
        added: { id: "n2", name: "Zoe", kind: "x" },
      },
      'added.id: expected an id of its own, found "n2" again',
    ],
    [
      "an added node has another's name",
      {
        ...start,
        at: 2,
        event: "addNode",
        node: "n3",
        added: { ...ZOE, name: header.nodes[0]?.name },
      },
      /^added\.name: expected a name of its own, found ".*" again$/,
    ],
    [
      "an added node is called otherwise than its event says",
      { ...start, at: 2, event: "addNode", node: "n4", added: ZOE },
      'node: expected "n3", found "n4"',
    ],
    [
      "an added node has a neighbour that is unknown",
      { ...start, at: 2, event: "addNode", node: "n3", added: { ...ZOE, neighbours: ["n7"] } },
      'added.neighbours: expected ids of nodes, found "n7"',
    ],
    [
      "a message is forged in an unknown node's name",
      { kind: "event", branch: "b1", at: 2, timeMs: 5, event: "forge", from: "n7", to: "n1" },
      'from: expected a node that is there, found "n7"',
    ],
    [
      "a node is removed with a message that is not there",
      { ...start, at: 2, event: "removeNode", lost: [1] },
      "lost: expected a message on its way, found 1, which nobody has sent",
    ],
    ["a record has no kind", { branch: "b1" }, "kind: expected a text, found nothing"],
    [
      "a branch has an unknown parent",
      { kind: "branch", id: "b2", parent: "b7", after: 1 },
      'parent: expected "b1", found "b7"',
    ],
    [
      "a branch has no parent",
      { kind: "branch", id: "b2", after: 1 },
      'parent: expected "b1", found nothing',
    ],
    [
      "a branch leaves in the future",
      { kind: "branch", id: "b2", parent: "b1", after: 2 },
      'after: expected an event of "b1", which has 1, found 2',
    ],
    [
      "a states record is late",
      {
        kind: "states",
        branch: "b1",
        after: 0,
        timeMs: 0,
        nodes: {},
        inFlight: [],
        held: [],
        cut: [],
        violated: [],
      },
      "after: expected 1, the last event before it, found 0",
    ],
    [
      "a states record has an unknown node",
      {
        kind: "states",
        branch: "b1",
        after: 1,
        timeMs: 0,
        nodes: { n9: { up: true, state: {}, view: { role: "" }, timers: [] } },
        inFlight: [],
        held: [],
        cut: [],
        violated: [],
      },
      'nodes: expected nodes that are there, found "n9"',
    ],
    [
      "a beat stands in the future",
      { kind: "beat", branch: "b1", after: 2, title: "x" },
      "after: expected 0 to 1, the events so far, found 2",
    ],
    [
      "a comment is on an unknown node",
      { kind: "comment", id: "c1", branch: "b1", after: 1, text: "x", node: "n9" },
      'node: expected a node of the branch, found "n9"',
    ],
    [
      "a hash is none",
      { kind: "hash", branch: "b1", after: 1, sha256: "abc" },
      'sha256: expected 64 hexadecimal digits, found "abc"',
    ],
    [
      "a stored value is unknown",
      { ...start, at: 2, change: { fields: { x: { $value: "v1" } } } },
      '$value: expected the id of a value stored before, found "v1"',
    ],
    [
      "a reference is no id",
      { ...start, at: 2, change: { fields: { x: { $value: 3 } } } },
      "$value: expected an id or a list of one, found 3",
    ],
    [
      "a stored value refers to one",
      { kind: "value", id: "v1", value: [{ $value: "v1" }] },
      "$value: expected no reference in a stored value",
    ],
    ["there are two headers", header, "kind: expected one header, found another"],
  ])("when %s", async (_, record, damage) => {
    const found = await damageOf(text(header, start, record, { ...start, at: 2, node: "n2" }));
    expect(found.events).toBe(1);
    if (typeof damage === "string") expect(found.damage).toBe(`a.trace.jsonl:3: ${damage}`);
    else expect(found.damage.replace("a.trace.jsonl:3: ", "")).toMatch(damage);
  });

  it.each([
    ["branch", { kind: "branch", id: "b2", parent: "b1", after: 1 }, "b2"],
    ["first branch", { kind: "branch", id: "b1", after: 0 }, "b1"],
    ["comment", { kind: "comment", id: "c1", branch: "b1", after: 1, text: "x" }, "c1"],
    ["value", { kind: "value", id: "v1", value: 1 }, "v1"],
    [
      "intervention",
      { kind: "intervention", id: "i1", branch: "b1", after: 1, timeMs: 5, does: { type: "heal" } },
      "i1",
    ],
  ])("when an id comes again: %s", async (_, record, id) => {
    const damage = `4: id: expected an id of its own, found "${id}" again`;
    if (id === "b1") await expectDamage(text(header, record, start, record), damage, 1);
    else await expectDamage(text(header, start, record, record), damage, 1);
  });

  it("when a message ends twice, or elsewhere", async () => {
    const receive = { ...start, at: 3, event: "receive", node: "n2", message: 1 };
    const twice = text(header, start, sends, receive, { ...receive, at: 4 });
    const found = "message: expected a message on its way, found 1, which was received at event 3";
    await expectDamage(twice, `5: ${found}`, 3);
    const elsewhere = text(header, start, sends, { ...receive, node: "n1" });
    const wanted = 'node: expected the node that message 1 was sent to, found "n1"';
    await expectDamage(elsewhere, `4: ${wanted}`, 2);
  });

  it("when a message is held twice or released unheld", async () => {
    const hold = { kind: "event", branch: "b1", at: 3, timeMs: 5, event: "hold", message: 1 };
    const again = text(header, start, sends, hold, { ...hold, at: 4 });
    await expectDamage(again, "5: message: 1 is held already", 3);
    const unheld = text(header, start, sends, { ...hold, event: "release", arrivesMs: 9 });
    await expectDamage(unheld, "4: message: 1 is not held", 2);
  });

  it("when a number is beyond all numbers", async () => {
    const line = JSON.stringify({ ...start, at: 2, timeMs: 7 }).replace(":7,", ":1e309,");
    const bytes = bytesOf([new TextDecoder().decode(text(header, start)), `${line}\n`]);
    await expectDamage(bytes, "3: timeMs: expected a number within ±1.8e308, found Infinity", 1);
  });

  it("when stored values would take more room than a line may", async () => {
    const big = { kind: "value", id: "v1", value: "x".repeat(1024 * 1024) };
    const items = Array.from({ length: 20 }, () => ({ $value: "v1" }));
    const bytes = text(header, start, big, { ...start, at: 2, change: { fields: { items } } });
    const { damage, events } = await damageOf(bytes);
    expect(events).toBe(1);
    expect(damage).toMatch(/:4: expected stored values of at most 16777216 bytes together, found/);
  });
});
