import { describe, expect, it } from "vitest";
import { LINES, HEADER, NODES, text, header, start, damageOf, expectDamage } from "./damage.js";
import { bytesOf } from "./makeTrace.js";

describe("a file that is no trace at all", () => {
  it.each([
    ["an empty file", "", "a.trace.jsonl: expected a trace with a header, found an empty file"],
    ["empty lines", "\n\n", "a.trace.jsonl: expected a trace with a header, found no record"],
    [
      "a byte order mark",
      "\ufeff",
      "a.trace.jsonl: expected a trace with a header, found no record",
    ],
    [
      "other text",
      "hello\n",
      "a.trace.jsonl:1: expected a record as a JSON object, found text that is no JSON: hello",
    ],
    [
      "another JSON value",
      "[1]\n",
      "a.trace.jsonl:1: expected a record as a JSON object, found [1]",
    ],
    [
      "an object of something else",
      '{"a":1}\n',
      "a.trace.jsonl:1: expected the header, found a record of kind nothing",
    ],
    [
      "no header",
      LINES.slice(1).join(""),
      'a.trace.jsonl:1: expected the header, found a record of kind "event"',
    ],
    [
      "another format",
      '{"kind":"header","format":"zip"}',
      'a.trace.jsonl:1: format: expected "lockstep-trace", found "zip"',
    ],
    [
      "a later version",
      '{"kind":"header","format":"lockstep-trace","version":2,"new":1}',
      "a.trace.jsonl:1: version: expected 1 (the one this version reads), found 2",
    ],
    [
      "a version as text",
      '{"kind":"header","format":"lockstep-trace","version":"1"}',
      'a.trace.jsonl:1: version: expected 1 (the one this version reads), found "1"',
    ],
  ])("is refused with what was found: %s", async (_, content, damage) => {
    expect(await damageOf(bytesOf([content]))).toEqual({ damage, events: -1 });
  });

  it.each([
    [
      "node ids",
      { nodes: [NODES[0], { ...NODES[1], id: "n1" }] },
      'nodes[1].id: expected an id of its own, found "n1" again',
    ],
    [
      "node names",
      { nodes: [NODES[0], { ...NODES[1], name: "Ana" }] },
      'nodes[1].name: expected a name of its own, found "Ana" again',
    ],
    [
      "kinds",
      { nodes: [{ ...NODES[0], kind: "client" }] },
      'nodes[0].kind: expected "server", found "client"',
    ],
    [
      "inherited names",
      { nodes: [{ ...NODES[0], kind: "toString" }] },
      'nodes[0].kind: expected "server", found "toString"',
    ],
    [
      "neighbours",
      { nodes: [{ ...NODES[0], neighbours: ["n9"] }] },
      'nodes[0].neighbours: expected ids of nodes, found "n9"',
    ],
    [
      "empty names",
      { nodes: [{ ...NODES[0], name: "" }] },
      'nodes[0].name: expected 1 to 40 characters without control or bidirectional ones, found ""',
    ],
    [
      "bidirectional names",
      { nodes: [{ ...NODES[0], name: "a\u202eb" }] },
      'nodes[0].name: expected 1 to 40 characters without control or bidirectional ones, found "a\\u{202e}b"',
    ],
    [
      "tones",
      { kinds: { server: { roles: [{ name: "x", tone: "loud" }], fields: [], lanes: [] } } },
      'kinds.server.roles[0].tone: expected "quiet", "seeking", "leading", "waiting", "serving" or "odd", found "loud"',
    ],
    [
      "an origin without what was inferred",
      { origin: { format: "ShiViz log" } },
      "origin.inferred: expected a list, found nothing",
    ],
    ["missing members", { routine: undefined }, "routine: expected an object, found nothing"],
    [
      "a ring of a kind that there is not",
      { ring: { kind: "peer", members: "ring" } },
      'ring.kind: expected "server", found "peer"',
    ],
    [
      "a ring with a trail that there is not",
      { ring: { kind: "server", members: "ring", trail: "token" } },
      'ring.trail: expected one of the trails, found "token"',
    ],
    [
      "a ring without what tells who is in it",
      { ring: { kind: "server" } },
      "ring.members: expected a text, found nothing",
    ],
    [
      "a seed out of range",
      { engine: { ...(HEADER.engine as object), seed: 0.5 } },
      "engine.seed: expected a whole number from -9007199254740991, found 0.5",
    ],
  ])("is refused for what its header says: %s", async (_, wrong, damage) => {
    await expectDamage(text({ ...header, ...wrong }, start), `1: ${damage}`, -1);
  });
});
