import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCli } from "./kit.js";

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
});
afterAll(() => {
  cli.remove();
});

const STORM = "protocol raft\nnodes Ana, Ben, Cleo\nseed 1\nrun 400ms\ncrash Ana\nrun 400ms\n";

describe("lockstep compare", () => {
  it("shows a scenario at two stages side by side", () => {
    const file = cli.file("storm.scenario", STORM);
    const { code, out } = cli.run("compare", file, "--stages", "without-durable-vote,raft");
    expect(out).toMatch(/^stage without-durable-vote +│ stage raft\n/);
    expect(out).toMatch(/events are the same\s+=/);
    expect(code).toBe(0);
  });

  it("takes a recorded trace as well, and says the same of it", () => {
    const file = cli.file("storm.scenario", STORM);
    cli.run("run", file, "-o", "storm.trace.jsonl");
    const stages = ["--stages", "without-durable-vote,raft"];
    const ofTrace = cli.run("compare", "storm.trace.jsonl", ...stages, "-o", "two.txt");
    expect(ofTrace).toMatchObject({ code: 0, out: "" });
    expect(cli.read("two.txt")).toBe(cli.run("compare", file, ...stages).out);
  });

  it.each([
    [[], /--stages: expected two stages such as 10,12, found ""/],
    [["--stages", "raft"], /--stages: expected two stages such as 10,12, found "raft"/],
    [["--stages", "raft,raft", "--branch", "b1"], /--branch: expected none with a scenario/],
    [["--stages", "raft,rafft"], /^lockstep compare: --stages: unknown stage "rafft".*raft/],
  ])("refuses %j and says what it expects", (options, problem) => {
    const { code, err } = cli.run("compare", cli.file("s.scenario", STORM), ...options);
    expect(err).toMatch(problem);
    expect(code).toBe(2);
  });

  describe("of a recorded trace", () => {
    const compareWith = (text: string) => {
      const file = cli.file("told.trace.jsonl", text);
      return cli.run("compare", file, "--stages", "without-durable-vote,raft");
    };
    let lines: readonly string[];
    beforeAll(() => {
      cli.run("run", cli.file("storm.scenario", STORM), "-o", "sound.trace.jsonl");
      lines = cli.read("sound.trace.jsonl").split("\n");
    });

    it("tells that it is damaged, and compares what is before", () => {
      const { code, out, err } = compareWith([...lines.slice(0, 20), "{"].join("\n"));
      expect(err).toMatch(/^told\.trace\.jsonl:21: expected .*; what is before is compared\n$/);
      expect(out).toMatch(/events are the same/);
      expect(code).toBe(0);
    });

    it("says which branches there are", () => {
      cli.file("told.trace.jsonl", lines.join("\n"));
      const { code, err } = cli.run(
        "compare",
        "told.trace.jsonl",
        "--stages=raft,raft",
        "--branch=b2",
      );
      expect(err).toMatch(/--branch: unknown branch "b2".*b1/);
      expect(code).toBe(2);
    });

    it.each([
      ["of another tool", /"engine":\{.*?\},"nodes"/, '"nodes"', /expected a run of an engine/],
      ["of an unknown engine", '"protocol":"raft"', '"protocol":"rafft"', /"rafft"; did you mean/],
      ["of an unknown stage", '"stage":"raft"', '"stage":"own"', /unknown stage "own"/],
    ])("names the file that is %s", (_, what, by, problem) => {
      const changed = lines.join("\n").replace(what, by);
      expect(changed).not.toBe(lines.join("\n"));
      const { code, err } = compareWith(changed);
      expect(err).toMatch(/^told\.trace\.jsonl: /);
      expect(err).toMatch(problem);
      expect(code).toBe(2);
    });
  });
});
