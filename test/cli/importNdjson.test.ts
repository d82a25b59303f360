import { readFileSync } from "node:fs";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../tidy/source.js";
import { BuiltCli } from "./kit.js";

const LOG =
  '{"at":"a","what":"send","to":"b","id":1}\n{"at":"b","what":"recv","from":"a","id":1}\n';
const MAPPING = JSON.stringify({
  ...{ node: "at", event: "what", sends: "send", receives: "recv", title: "shop log" },
  message: { from: "from", to: "to", key: "id" },
});

describe("lockstep import of logs of JSON objects", () => {
  let cli: BuiltCli;
  beforeAll(() => {
    cli = new BuiltCli();
    cli.file("shop.ndjson", LOG);
  });
  afterAll(() => {
    cli.remove();
  });

  it("recognises etcd's Raft, and says what it inferred", () => {
    const file = path.join(repository, "test/samples/etcd-raft/example.ndjson");
    cli.file("etcd.ndjson", readFileSync(file));
    const { code, err } = cli.run("import", "etcd.ndjson", "-o", "etcd.trace.jsonl");
    expect([code, err.split("\n")[0]]).toEqual([0, "etcd.ndjson: read as an etcd-raft log"]);
    expect(err).toContain("760 of 1661. Which of these it was is a choice.");
    expect(cli.run("show", "etcd.trace.jsonl", "--at", "10").code).toBe(0);
  });

  it("asks for a mapping, and takes the one that is named or lies beside the log", () => {
    const without = cli.run("import", "shop.ndjson");
    expect([without.code, without.err]).toEqual([
      ...[2, expect.stringContaining("write lockstep.import.json beside the log")],
    ]);
    cli.file("shop.json", MAPPING);
    const named = cli.run("import", "shop.ndjson", "--mapping", "shop.json");
    expect([named.code, named.err]).toEqual([0, expect.stringContaining("read as a shop log")]);
    cli.file("lockstep.import.json", MAPPING);
    const beside = cli.run("import", "shop.ndjson");
    expect(beside.code).toBe(0);
    expect(beside.err).toContain("How to read the log is said by lockstep.import.json beside it.");
    const events = (out: string) => out.split("\n").slice(1);
    expect(events(beside.out)).toEqual(events(named.out));
    const other = cli.run("import", "shop.ndjson", "--format", "ewd998", "--mapping", "shop.json");
    expect([other.code, other.err]).toEqual([2, expect.stringContaining("--mapping is for")]);
  });

  it("tells a mapping's mistake at its place", () => {
    cli.file("wrong.json", '{\n  "node": "at",\n  "evnt": "what"\n}\n');
    const { code, err } = cli.run("import", "shop.ndjson", "--mapping", "wrong.json");
    expect(code).toBe(2);
    expect(err).toContain("wrong.json:3:3: evnt: expected no member of this name; did you mean");
  });
});
