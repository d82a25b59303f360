import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { BuiltCli } from "./kit.js";

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
  cli.file("good.scenario", `${LED}expect Ben.role = leader\n`);
  cli.file("fails.scenario", `${LED}expect Ana.role = leader\n`);
  cli.file("bad.scenario", "protocol raft\nnodes Ana, Ben\nisloate Ana\ncrash Anna\nrun 5\n");
  cli.file("names.scenario", "protocol raft\nnodes Ana, Ben\ncrash Anna\n");
}, 60_000);
afterAll(() => {
  cli.remove();
});

const LED = 'protocol raft\nnodes Ana, Ben, Cleo\nseed 1\nrun until moment "leader elected"\n';
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
    [["list", "extra"], 'lockstep list: expected no argument and no more, found "extra"'],
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
      "lockstep run: --output: expected one scenario to record, found several",
    ],
    [
      ["run", "missing.scenario"],
      "missing.scenario: cannot read it: there is no such file or folder",
    ],
    [["run", "."], ".: cannot read it: it is a folder"],
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

describe("lockstep run", () => {
  it("succeeds when the expectations are met", () => {
    expect(cli.run("run", "good.scenario")).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringMatching(
        /^✓ good\.scenario: raft, stage raft, seed 1: .* 1 of 1 expectations met\n$/,
      ) as string,
    });
  });

  it("fails at the first expectation that is not met, with its place and what is there", () => {
    const { code, out, err } = cli.run("run", "fails.scenario", "good.scenario");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^fails\.scenario:5:1: expected Ana\.role = leader; found Ana\.role is follower \(event \d+, \d+ ms\)\n$/,
    );
    expect(out).toMatch(/^✗ fails.*\n✓ good.*\n1 of 2 scenarios as expected\n$/);
  });

  it("lists all mistakes of a scenario, and runs the others all the same", () => {
    const { code, out, err } = cli.run("run", "bad.scenario", "names.scenario", "good.scenario");
    expect(code).toBe(2);
    expect(err.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "bad.scenario:3:1:",
      "bad.scenario:5:6:",
      "names.scenario:3:7:",
      "",
    ]);
    expect(out).toContain("✓ good.scenario");
  });

  it("tells its outcomes to programs", () => {
    const { code, out, err } = cli.run(
      "run",
      "--json",
      "good.scenario",
      "fails.scenario",
      "names.scenario",
    );
    expect({ code, err }).toEqual({ code: 2, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      scenarios: [
        {
          ...{ source: "good.scenario", protocol: "raft", stage: "raft", seed: 1 },
          expectations: [{ line: 5, text: "Ben.role = leader", passed: true }],
          ...{ skipped: [], violations: [], asExpected: true },
        },
        {
          asExpected: false,
          failure: {
            line: 5,
            column: 1,
            expected: "Ana.role = leader",
            found: "Ana.role is follower",
          },
        },
        { source: "names.scenario", problems: [{ line: 3, column: 7 }] },
      ],
    });
  });

  it("takes another seed and stage", () => {
    const { out } = cli.run(
      "run",
      "--json",
      "--seed",
      "-5",
      "--stage",
      "without-durable-log",
      "good.scenario",
    );
    expect(JSON.parse(out)).toMatchObject({
      scenarios: [{ seed: -5, stage: "without-durable-log" }],
    });
    expect(cli.run("run", "--stage", "rfat", "good.scenario").err).toMatch(
      /^good\.scenario: unknown stage "rfat"; did you mean raft\?/,
    );
  });

  it("refuses a scenario that is no UTF-8", () => {
    cli.file("latin.scenario", new Uint8Array([0x23, 0xe9, 0x0a]));
    expect(cli.run("run", "latin.scenario")).toMatchObject({
      code: 2,
      err: "latin.scenario: expected UTF-8 text, found other bytes\n",
    });
  });
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

describe("an output file", () => {
  it("is not touched when the scenario is wrong, and nothing is left behind", () => {
    cli.file("mine.jsonl", "mine");
    expect(cli.run("run", "names.scenario", "-o", "mine.jsonl").code).toBe(2);
    cli.file("late.scenario", `${LED}restart Ana\n`);
    expect(cli.run("run", "late.scenario", "-o", "mine.jsonl").code).toBe(2);
    expect(cli.read("mine.jsonl")).toBe("mine");
    expect(cli.files().filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("replaces the file behind a link and keeps the link", () => {
    cli.file("real.jsonl", "old");
    fs.symlinkSync("real.jsonl", path.join(cli.folder, "link.jsonl"));
    expect(cli.run("run", "good.scenario", "-o", "link.jsonl").code).toBe(0);
    expect(fs.lstatSync(path.join(cli.folder, "link.jsonl")).isSymbolicLink()).toBe(true);
    expect(cli.read("real.jsonl")).toMatch(/^\{"kind":"header"/);
  });

  it.runIf(fs.existsSync("/dev/full"))("on a full disk is a clear sentence", () => {
    expect(cli.run("simulate", "raft", "-o", "/dev/full")).toEqual({
      code: 2,
      out: "",
      err: "/dev/full: cannot write it: the disk is full\n",
    });
  });

  it("in a folder without permission is a clear sentence", () => {
    const args = ["run", "good.scenario", "-o", "/proc/x.jsonl"];
    expect(cli.run(...args)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^\/proc\/x\.jsonl: cannot write it: /) as string,
    });
  });
});

describe("the terminal", () => {
  it("may close early: a reader like head that has seen enough is no error", async () => {
    const child = spawn(process.execPath, [cli.bundle, "list", "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("gets no progress line when it is none", () => {
    const { err } = cli.run("simulate", "raft", "--events", "30000", "-o", "long.jsonl");
    expect(err).toBe("");
  });

  it.runIf(spawnSync("script", ["--version"]).status === 0)(
    "gets a progress line on long work, erased at the end, and none in continuous integration",
    () => {
      const command = `${process.execPath} cli.js simulate raft --events 60000 -o long.jsonl`;
      const watch = (environment: NodeJS.ProcessEnv): string =>
        spawnSync("script", ["-qec", command, "/dev/null"], {
          ...{ cwd: cli.folder, encoding: "utf8" },
          env: { PATH: process.env["PATH"], TERM: "xterm", ...environment },
        }).stdout;
      const seen = watch({});
      expect(seen).toContain("\r\u001b[Ksimulating: ");
      expect(seen).toMatch(/\r\u001b\[Klong\.jsonl: 60000 events, \d+ ms\r\n$/);
      expect(watch({ CI: "true" })).not.toContain("\u001b");
      expect(watch({ NO_COLOR: "1" })).not.toContain("\u001b");
    },
  );
});
