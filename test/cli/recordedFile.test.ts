import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCli, LED } from "./kit.js";
import { linesOf, makeForeign } from "../render/foreign.js";

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
  cli.file("good.scenario", `${LED}expect Ben.role = leader\n`);
  cli.file("fails.scenario", `${LED}expect Ana.role = leader\n`);
}, 60_000);
afterAll(() => {
  cli.remove();
});

describe("a recorded file", () => {
  it("is the run: it is verified, and shown event by event", () => {
    expect(cli.run("run", "good.scenario", "-o", "good.trace.jsonl").code).toBe(0);
    expect(cli.run("verify", "good.trace.jsonl")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^good\.trace\.jsonl: verified, \d+ events\n$/) as string,
    });
    const shown = cli.run("show", "good.trace.jsonl", "--at", "4");
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/^Event 4 at \d+ ms: Ben's election timer fires/);
    expect(shown.out).toMatch(/\nrole +\*?follower +\*?candidate +\*?follower\n/);
    const json = JSON.parse(cli.run("show", "good.trace.jsonl", "--at=4", "--json").out) as object;
    expect(json).toMatchObject({ event: { at: 4, node: "n2" }, table: { at: 4 } });
    expect(JSON.parse(cli.run("show", "good.trace.jsonl", "--at=0", "--json").out)).toMatchObject({
      event: null,
    });
  });

  it("is refused where the event or the branch is not there", () => {
    cli.run("run", "good.scenario", "-o", "good.trace.jsonl");
    expect(cli.run("show", "good.trace.jsonl", "--at", "9999").err).toMatch(
      /--at: expected an event from 0 to \d+, found 9999/,
    );
    expect(cli.run("show", "good.trace.jsonl", "--at", "1", "--branch", "b2").err).toBe(
      'lockstep show: --branch: unknown branch "b2"; did you mean b1? Known: b1\n',
    );
  });

  it("comes from a scenario that fails as well, since it shows why", () => {
    expect(cli.run("run", "fails.scenario", "-o", "fails.trace.jsonl").code).toBe(1);
    expect(cli.run("verify", "fails.trace.jsonl").code).toBe(0);
  });

  it("is the same for the same seed, and another for another", () => {
    const args = (seed: string, file: string): readonly string[] => [
      "simulate",
      "raft",
      "--nodes",
      "3",
      "--seed",
      seed,
      "--events",
      "1500",
      "-o",
      file,
    ];
    expect(cli.run(...args("1", "a.jsonl")).out).toMatch(/^a\.jsonl: 1500 events, \d+ ms\n$/);
    cli.run(...args("1", "b.jsonl"));
    cli.run(...args("2", "c.jsonl"));
    expect(cli.read("a.jsonl")).toBe(cli.read("b.jsonl"));
    expect(cli.read("a.jsonl")).not.toBe(cli.read("c.jsonl"));
    expect(cli.run("verify", "a.jsonl").code).toBe(0);
  });

  it("has what was set", () => {
    const sets = ["timer.election=500..600", "network.dropPerMille=20", "feature.durableLog=off"];
    const { code } = cli.run(
      ...["simulate", "raft", "--stage", "raft", "--events", "10", "-o", "set.jsonl"],
      ...sets.flatMap((set) => ["--set", set]),
    );
    expect(code).toBe(0);
    expect(JSON.parse(cli.read("set.jsonl").split("\n")[0] ?? "")).toMatchObject({
      engine: {
        timers: { election: [500, 600], heartbeat: [50, 50] },
        network: { dropPerMille: 20, latencyMsMin: 10 },
        features: { durableLog: false, durableVote: true },
      },
    });
  });

  it("fails verification when it was changed, and says where", () => {
    cli.run("run", "good.scenario", "-o", "changed.jsonl");
    cli.file(
      "changed.jsonl",
      cli.read("changed.jsonl").replace('"currentTerm":1', '"currentTerm":5'),
    );
    expect(cli.run("verify", "changed.jsonl")).toEqual({
      code: 1,
      out: "",
      err: "changed.jsonl: diverged at event 4, Ben: change.fields.currentTerm: expected 5, got 1\n",
    });
  });

  it("of an unknown engine is recorded only, which is a failure unless allowed", () => {
    cli.run("run", "good.scenario", "-o", "foreign.jsonl");
    cli.file(
      "foreign.jsonl",
      cli.read("foreign.jsonl").replace('"protocol":"raft"', '"protocol":"x"'),
    );
    const err = "foreign.jsonl: recorded only: its protocol x is not known here\n";
    expect(cli.run("verify", "foreign.jsonl")).toEqual({ code: 1, out: "", err });
    expect(cli.run("verify", "foreign.jsonl", "--allow-unverified")).toEqual({
      code: 0,
      out: "",
      err,
    });
  });

  it("of another program's log is shown with where it comes from and what was inferred", () => {
    const inferred = ["Messages were paired through the vector clocks"];
    cli.file("log.jsonl", linesOf(makeForeign(["Ana"], false, inferred, [])).join(""));
    expect(cli.run("verify", "log.jsonl", "--allow-unverified")).toEqual({
      code: 0,
      out: "",
      err: "log.jsonl: recorded only: it was read from a ShiViz log, and no engine of this tool made it\n",
    });
    const { out } = cli.run("show", "log.jsonl", "--at", "0");
    expect(out).toMatch(/\nRead from a ShiViz log: clients.log.\n- Messages were paired .*\.\n$/);
    const json = JSON.parse(cli.run("show", "log.jsonl", "--at", "0", "--json").out) as object;
    expect(json).toMatchObject({ origin: { format: "ShiViz log", source: "clients.log" } });
  });

  it("that is damaged is bad input to verify, and shown as far as it can be read", () => {
    cli.run("run", "good.scenario", "-o", "cut.jsonl");
    const lines = cli.read("cut.jsonl").split("\n");
    cli.file("cut.jsonl", `${lines.slice(0, 6).join("\n")}\n{"kind":"event","bra`);
    expect(cli.run("verify", "cut.jsonl")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^cut\.jsonl:7/) as string,
    });
    const shown = cli.run("show", "cut.jsonl", "--at", "3");
    expect(shown).toMatchObject({ code: 0, err: expect.stringMatching(/^cut\.jsonl:7/) as string });
    expect(shown.out).toContain("Event 3");
  });
});
