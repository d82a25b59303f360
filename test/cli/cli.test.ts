import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { BuiltCli, LED } from "./kit.js";

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
  cli.file("good.scenario", `${LED}expect Ben.role = leader\n`);
}, 60_000);
afterAll(() => {
  cli.remove();
});

const COMMANDS = ["list", "run", "simulate", "verify", "show"] as const;

describe("lockstep", () => {
  it("helps, whole and by command, with an example that names the command", () => {
    const { code, out, err } = cli.run("--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const name of COMMANDS) {
      expect(out).toContain(`lockstep ${name}`);
      const help = cli.run(name, "--help");
      expect({ code: help.code, err: help.err }).toEqual({ code: 0, err: "" });
      expect(help.out).toMatch(new RegExp(`Examples:\\n  lockstep ${name}`));
      expect(cli.run(name, "-h").out).toBe(help.out);
    }
  });

  it("tells its version", () => {
    expect(cli.run("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it("without a command shows the help as a mistake", () => {
    const { code, out, err } = cli.run();
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Usage:");
  });

  it.each([
    [["lst"], 'lockstep: unknown command "lst"; did you mean list? Known: list, run,'],
    [["--hepl"], 'lockstep: unknown option "--hepl"; did you mean --help?'],
    [
      ["list", "--jsno"],
      'lockstep list: unknown option "--jsno"; did you mean --json? Known: --json, --help',
    ],
    [["list", "-x"], 'lockstep list: unknown option "-x"'],
    [["list", "raft", "x"], 'lockstep list: expected a protocol and no more, found "x"'],
    [["list", "rafd"], 'lockstep list: unknown protocol "rafd"; did you mean raft? Known: '],
    [["list", "--json=1"], "lockstep list: --json: expected no value, found 1"],
    [
      ["run"],
      "lockstep run: expected the name of a scenario, found nothing; usage: lockstep run SCENARIO…",
    ],
    [["run", "a", "--seed"], "lockstep run: --seed: expected a value (N)"],
    [["run", "a", "--seed", "--json"], "lockstep run: --seed: expected a value (N), found --json"],
    [["run", "a", "--seed", "1.5"], 'lockstep run: --seed: expected a whole number, found "1.5"'],
    [
      ["run", "a", "--seed", "1", "--seed", "2"],
      "lockstep run: --seed: expected it once, found it again",
    ],
    [
      ["run", "a", "b", "-o", "x"],
      "lockstep run: --output: expected one scenario at one stage to record, found several",
    ],
    [
      ["run", "missing.scenario"],
      "missing.scenario: cannot read it: there is no such file or folder",
    ],
    [["run", "."], ".: expected a scenario file, found a folder"],
    [
      ["simulate", "rafd", "-o", "x"],
      'lockstep simulate: unknown protocol "rafd"; did you mean raft?',
    ],
    [["simulate", "raft"], "lockstep simulate: expected --output FILE (or -o FILE), found none"],
    [
      ["simulate", "raft", "-o", "x", "--nodes", "0"],
      'lockstep simulate: --nodes: expected a whole number from 1 to 10000, found "0"',
    ],
    [
      ["simulate", "raft", "-o", "x", "--nodes", "99"],
      "lockstep simulate: nodes: raft takes 1 to 9 of kind server, found 99",
    ],
    [
      ["simulate", "raft", "-o", "x", "--stage", "s"],
      'lockstep simulate: unknown stage "s"; known: without-durable-term,',
    ],
    [
      ["simulate", "raft", "-o", "x", "--set", "timer.x=1"],
      'lockstep simulate: --set timer.x=1: unknown timer setting "x"; known: election, heartbeat',
    ],
    [
      ["simulate", "raft", "-o", "x", "--set", "tmer.x=1"],
      'lockstep simulate: --set: unknown group "tmer"; did you mean timer? Known: timer, network, feature, config',
    ],
    [
      ["simulate", "raft", "-o", "x", "--set", "election"],
      "lockstep simulate: --set: expected GROUP.NAME=VALUE",
    ],
    [
      ["simulate", "raft", "-o", "x", "--set", "timer.election=9..1"],
      "lockstep simulate: --set timer.election=9..1: timer election: expected [least, most]",
    ],
    [
      ["simulate", "raft", "-o", "no/such/x"],
      "no/such/x: cannot write it: there is no such file or folder",
    ],
    [["simulate", "raft", "-o", "."], ".: cannot write it: it is a folder"],
    [["verify", "missing"], "missing: cannot read it: there is no such file or folder"],
    [["show", "good.scenario"], "lockstep show: expected --at N, found none"],
    [
      ["show", "good.scenario", "--at", "-1"],
      'lockstep show: --at: expected a whole number from 0, found "-1"',
    ],
    [["show", "good.scenario", "--at", "1"], "good.scenario:1: "],
  ])("%j is bad input", (args, message) => {
    const { code, out, err } = cli.run(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.startsWith(message), err).toBe(true);
    expect(err).not.toContain("at Object.");
  });
});

describe("lockstep list", () => {
  it("tells what there is to choose from", () => {
    const { code, out } = cli.run("list");
    expect(code).toBe(0);
    for (const word of [
      "raft",
      "raft (default)",
      "electionRestriction",
      "Election Safety",
      "150 to 300 ms",
    ]) {
      expect(out).toContain(word);
    }
  });

  it("tells of one protocol alone, and which stages keep which promise", () => {
    const { code, out } = cli.run("list", "raft");
    expect(code).toBe(0);
    expect(out.startsWith("raft: Raft\n")).toBe(true);
    expect(out).toContain("Lost, delayed, duplicated and reordered messages.");
    const words = out.replace(/\s+/g, " ");
    expect(words).toContain(
      "(§5.2). Promised, but not at without-durable-term, without-durable-vote. ",
    );
    expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  it("tells it to programs", () => {
    const { protocols } = JSON.parse(cli.run("list", "--json").out) as {
      protocols: { name: string; invariants: { name: string; promisedAt: string[] }[] }[];
    };
    const raft = protocols.find(({ name }) => name === "raft");
    expect(raft).toMatchObject({
      engineVersion: 1,
      timers: { election: [150, 300], heartbeat: [50, 50] },
      commands: { set: { key: "text", value: "text" } },
    });
    const safety = raft?.invariants.find(({ name }) => name === "Election Safety");
    expect(safety?.promisedAt).toContain("raft");
    expect(safety?.promisedAt).not.toContain("without-durable-vote");
  });
});
