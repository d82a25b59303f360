import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
