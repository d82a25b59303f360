import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { repository } from "../../tidy/source.js";
import { problemsOf } from "../kit.js";
import { importedLog, text } from "./kit.js";

const ETCD = readFileSync(`${repository}/test/samples/etcd-raft/example.ndjson`, "utf8")
  .split("\n")
  .slice(0, 50)
  .join("\n");
const SHOP = text({ who: "a", did: "opens" }, { who: "b", did: "closes" });
const OF_SHOP = { node: "who", event: "did", title: "shop log" };
const OF_ETCD = {
  lines: { tag: "trace" },
  node: "event.nid",
  event: "event.name",
  title: "our etcd",
};

function beside(mapping: object | string) {
  const json = typeof mapping === "string" ? mapping : JSON.stringify(mapping);
  return { beside: { text: json, source: "logs/lockstep.import.json" } };
}

/** How a log is read that has the mapping beside it. */
async function read(log: string, mapping: object, source = "logs/a.ndjson") {
  const { trace } = await importedLog(log, { source, ...beside(mapping) });
  const { format, inferred } = trace.header.origin ?? { format: "", inferred: [] };
  return { format, said: inferred.filter(({ facts }) => facts?.mapping !== undefined) };
}

const USED = {
  template: "How to read the log is said by {mapping} beside it.",
  facts: { mapping: "lockstep.import.json" },
};

describe("a mapping beside a log", () => {
  it("is used for a log that it fits, and that is said", async () => {
    expect(await read(SHOP, OF_SHOP)).toEqual({ format: "shop log", said: [USED] });
  });

  it("goes before a format that the log's content has, if it fits", async () => {
    expect(await read(ETCD, OF_ETCD)).toEqual({ format: "our etcd", said: [USED] });
  });

  it("is not used for a log of a known format that it does not fit, and that is said", async () => {
    const { format, said } = await read(ETCD, OF_SHOP);
    expect(format).toBe("etcd-raft log");
    expect(said).toMatchObject([{ facts: { mapping: "lockstep.import.json", node: "who" } }]);
    expect(said[0]?.template).toMatch(/^\{mapping\} beside the log is not used: no line /);
  });

  it("is used for the files that it names, and for no others", async () => {
    const files = ["etcd-*.ndjson", "b.ndjson"];
    const mapping = { ...OF_ETCD, files };
    expect((await read(ETCD, mapping, "logs/etcd-7.ndjson")).format).toBe("our etcd");
    expect((await read(ETCD, mapping, "C:\\logs\\b.ndjson")).format).toBe("our etcd");
    const other = await read(ETCD, mapping, "etcd-logs/a.ndjson");
    expect(other.format).toBe("etcd-raft log");
    expect(other.said).toMatchObject([{ facts: { files: "etcd-*.ndjson, b.ndjson" } }]);
  });

  it("that names other files does not read a log that nothing else explains", async () => {
    const options = { source: "a.ndjson", ...beside({ ...OF_SHOP, files: "shop.ndjson" }) };
    expect(await problemsOf(SHOP, options)).toEqual([
      "logs/lockstep.import.json:1: files: expected names that a.ndjson fits, found others",
    ]);
  });

  it("that does not fit a log of no known format tells the first line that it is not for", async () => {
    const options = { source: "a.ndjson", ...beside({ ...OF_SHOP, event: "does" }) };
    expect((await problemsOf(SHOP, options)).join()).toMatch(/^a\.ndjson:1: event \(does\)/);
  });

  it("tells its mistakes, whatever the log is", async () => {
    const options = { source: "a.ndjson", ...beside('{"node": 3, "event": "e"}') };
    for (const log of [SHOP, ETCD]) {
      expect((await problemsOf(log, options)).join()).toMatch(/lockstep\.import\.json:1:2: node/);
    }
  });

  it("has no say in logs that are no JSON objects", async () => {
    const chord = readFileSync(`${repository}/test/samples/shiviz/chord.log`, "utf8");
    const { trace } = await importedLog(chord, { source: "chord.log", ...beside('{"node": 3}') });
    expect(trace.header.origin?.format).toBe("ShiViz log");
  });

  it("is used with the format ndjson, and with no other that was named", async () => {
    const mapping = beside({ ...OF_ETCD, files: "none" });
    const ours = await importedLog(ETCD, { ...mapping, format: "ndjson" });
    expect(ours.trace.header.origin?.format).toBe("our etcd");
    const theirs = await importedLog(ETCD, { ...mapping, format: "etcd-raft" });
    expect(theirs.trace.header.origin?.format).toBe("etcd-raft log");
  });
});
