import { readFileSync } from "node:fs";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../tidy/source.js";
import { BuiltCli } from "./kit.js";

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
  for (const name of ["govector-RpcClientServer.log", "facebook-multiple.log"]) {
    cli.file(name, readFileSync(path.join(repository, "test", "samples", "shiviz", name)));
  }
}, 60_000);
afterAll(() => {
  cli.remove();
});

const RPC = "govector-RpcClientServer.log";

describe("lockstep import", () => {
  it("makes a trace that the other commands read, and says what it inferred", () => {
    const { code, out, err } = cli.run("import", RPC, "-o", "rpc.trace.jsonl");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err.split("\n").slice(0, 3)).toEqual([
      `${RPC}: read as a ShiViz log`,
      "  The log was read with the layout of GoVector, as its first line says.",
      "  Messages were paired through the vector clocks: each of the 4 arrows means “happened " +
        "next”, not necessarily one message.",
    ]);
    expect(cli.run("show", "rpc.trace.jsonl", "--at", "6").out).toContain("client 3, server 3");
    expect(cli.run("export", "rpc.trace.jsonl", "--format", "text").out).toContain("Making RPC");
    expect(cli.run("verify", "rpc.trace.jsonl", "--allow-unverified").code).toBe(0);
  });

  it("gives the same bytes to standard output", () => {
    cli.run("import", RPC, "-o", "file.trace.jsonl");
    expect(cli.run("import", RPC, "--format", "shiviz").out).toBe(cli.read("file.trace.jsonl"));
  });

  it("asks which execution is meant when there are several", () => {
    const asked = cli.run("import", "facebook-multiple.log", "-o", "none.trace.jsonl");
    expect(asked.code).toBe(2);
    expect(asked.err).toContain(
      "facebook-multiple.log: expected one of its 2 executions to be chosen, found none:\n" +
        '  --execution "Execution #1"\n  --execution "Execution #2"\n',
    );
    expect(cli.files()).not.toContain("none.trace.jsonl");
    const one = cli.run("import", "facebook-multiple.log", "--execution", "Execution #2");
    expect(one.code).toBe(0);
    expect(one.out).toContain('"title":"Execution #2"');
  });

  it("takes a pattern and a delimiter", () => {
    cli.file("own.log", '# one\nstart@a{"a":1}\n# two\nstart@b{"b":1}\n');
    const pattern = "(?<event>\\w+)@(?<host>\\w+)(?<clock>{.*})";
    const args = ["--format", "shiviz", "--pattern", pattern, "--delimiter", "^# (?<trace>\\w+)$"];
    const { code, out } = cli.run("import", "own.log", ...args, "--execution", "two");
    expect(code).toBe(0);
    expect(out).toContain('"label":"start"');
  });

  it("is not offered for a trace whose header is damaged", () => {
    const file = cli.file("damaged.trace.jsonl", '{"kind":"header","format":"lockstep-trace"}\n');
    expect(cli.run("verify", file).err).toContain("damaged.trace.jsonl:1: version: expected 1");
  });

  it.each([
    [["import"], "expected the name of a log, found nothing"],
    [["import", "missing.log"], "missing.log: cannot read it: there is no such file or folder"],
    [["import", RPC, "--format", "shivitz"], 'unknown format "shivitz"; did you mean shiviz?'],
    [["import", RPC, "--pattern", "(?<host>x)(?=y)"], "found look-around at character 11: (?="],
    [["import", RPC, "--execution", "x"], 'unknown execution "x"'],
    [["show", RPC, "--at", "1"], `${RPC}: expected a trace, found a ShiViz log; make a trace of`],
    [["export", RPC], `lockstep import ${RPC} -o run.trace.jsonl`],
    [["verify", RPC], `lockstep import ${RPC} -o run.trace.jsonl`],
  ])("%j is bad input", (args, problem) => {
    const { code, out, err } = cli.run(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(problem);
  });
});
