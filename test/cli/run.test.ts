import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../tidy/source.js";
import { BuiltCli, LED } from "./kit.js";

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
      /^fails\.scenario:5:1: expected Ana\.role = leader; found Ana\.role is follower \(event \d+,/,
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
          ...{ source: "good.scenario", protocol: "raft", asExpected: true },
          stages: [
            {
              ...{ stage: "raft", claim: "passes", outcome: "passes", asExpected: true, seed: 1 },
              expectations: [{ line: 5, text: "Ben.role = leader", passed: true }],
              ...{ skipped: [], violations: [] },
            },
          ],
        },
        {
          asExpected: false,
          stages: [
            {
              ...{ outcome: "fails", asExpected: false },
              failure: {
                ...{ line: 5, column: 1 },
                ...{ expected: "Ana.role = leader", found: "Ana.role is follower" },
              },
            },
          ],
        },
        {
          ...{ source: "names.scenario", asExpected: false },
          problems: [{ line: 3, column: 7, meant: "Ana" }],
        },
      ],
      summary: { scenarios: 3, asExpected: 1, notAsExpected: 1, badInput: 1 },
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
      scenarios: [{ stages: [{ seed: -5, stage: "without-durable-log" }] }],
    });
    expect(cli.run("run", "--stage", "rfat", "good.scenario").err).toMatch(
      /^good\.scenario: unknown stage "rfat"; did you mean raft\?/,
    );
  });

  it("says at which stage a scenario does not run, though there is no such stage", () => {
    const { code, out } = cli.run("run", "good.scenario", "--stage", "rfat");
    expect({ code, out }).toEqual({
      code: 2,
      out: "✗ good.scenario: raft: does not run at rfat\n",
    });
  });

  it("runs at every stage that the stages line names, and holds it to its claims", () => {
    const claims = "stages fails raft passes without-truncation..without-election-restriction";
    const led = LED.replace("\n", `\n${claims}\n`);
    cli.file("claims.scenario", `${led}expect Ana.role = leader\n`);
    const { code, out, err } = cli.run("run", "claims.scenario");
    expect({ code, out }).toEqual({
      code: 1,
      out: "✗ claims.scenario: raft: fails at without-truncation..without-election-restriction, raft\n",
    });
    expect(err.split("\n").map((line) => line.split(": expected")[0])).toEqual([
      "claims.scenario:6:1: stage without-truncation",
      "claims.scenario:6:1: stage without-election-restriction",
      "",
    ]);
    expect(cli.run("run", "claims.scenario", "--stage", "raft")).toMatchObject({
      code: 0,
      out: expect.stringContaining("fails as it says") as string,
    });
    cli.file("passes.scenario", `${led}expect Ben.role = leader\n`);
    expect(cli.run("run", "passes.scenario").err).toBe(
      "passes.scenario:2: stage raft: expected to fail at stage raft, but every expectation is met\n",
    );
  });

  it("holds a stage that nobody speaks of to nothing, unless it is asked for by name", () => {
    const { code, out, err } = cli.run("run", "--all-stages", "fails.scenario");
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^fails.*:5:1/) as string,
    });
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(out).toBe("✗ fails.scenario: raft: fails at without-durable-term..raft\n");
    expect(cli.run("run", "--stage", "without-durable-log", "fails.scenario").code).toBe(1);
    expect(cli.run("run", "--all-stages", "good.scenario").code).toBe(0);
  });

  it("says what is wrong with folders, patterns and contrary options", () => {
    const { code, err } = cli.run("run", ".", "x*.scenario");
    expect({ code, err: err.split("\n") }).toEqual({
      code: 2,
      err: [
        ".: expected a scenario file, found a folder; name its files: ./*.scenario",
        "x*.scenario: there is no such file, and the shell found none that fits the pattern",
        "",
      ],
    });
    expect(cli.run("run", "good.scenario", "--all-stages", "--stage", "raft").err).toBe(
      "lockstep run: expected --stage or --all-stages, found both\n",
    );
    expect(cli.run("run", "good.scenario", "--all-stages", "-o", "x.jsonl").err).toBe(
      "lockstep run: --output: expected one scenario at one stage to record, found all stages\n",
    );
  });

  it("prints what docs/command-line.md shows", () => {
    const page = fs.readFileSync(path.join(repository, "docs/command-line.md"), "utf8");
    const shown = [...page.matchAll(/^\$ lockstep (run .*)\n(✓ .*\n)/gm)];
    expect(shown).toHaveLength(2);
    fs.symlinkSync(path.join(repository, "traces"), path.join(cli.folder, "traces"));
    for (const [, command = "", out] of shown) {
      expect(cli.run(...command.split(" "))).toEqual({ code: 0, out, err: "" });
    }
  });

  it("refuses a scenario that is no UTF-8", () => {
    cli.file("latin.scenario", new Uint8Array([0x23, 0xe9, 0x0a]));
    expect(cli.run("run", "latin.scenario")).toMatchObject({
      code: 2,
      err: "latin.scenario: expected UTF-8 text, found other bytes\n",
    });
  });
});
