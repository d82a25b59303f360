import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../tidy/source.js";
import { BuiltCli, LED } from "./kit.js";

const FIGURE_8 = path.join(repository, "traces/raft/figure-8.scenario");

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
  cli.file("good.scenario", `# Ben | leads\n${LED}expect Ben.role = leader\n`);
  cli.file("fails.scenario", `${LED}expect Ana.role = leader\n`);
  cli.file("late.scenario", `${LED}restart Ana\n`);
  cli.file("names.scenario", "protocol raft\nnodes Ana, Ben\ncrash Anna\n");
}, 60_000);
afterAll(() => {
  cli.remove();
});

describe("lockstep matrix", () => {
  it("tells for each scenario and stage what came of it, and what breaks", () => {
    const { code, out, err } = cli.run("matrix", "good.scenario", FIGURE_8);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [stages, head, good, figure8, broken] = out.split("\n");
    expect(stages).toMatch(/^Stages: 1 without-durable-term · .* · 7 raft$/);
    expect(head).toMatch(/^raft +1 2 3 4 5 6 7$/);
    expect(good).toMatch(/^good\.scenario +✓ ✓ ✓ ✓ ✓ ✓ ✓$/);
    expect(figure8).toMatch(/ ✗ ✓$/);
    expect(broken).toBe("    breaks Leader Completeness at 6");
  });

  it("marks what is not as the scenario says, what was skipped, and what could not be run", () => {
    const { code, out, err } = cli.run(
      "matrix",
      "fails.scenario",
      "late.scenario",
      "names.scenario",
    );
    expect(code).toBe(2);
    expect(out).toMatch(/^fails\.scenario ✗ +✗ +✗ +✗ +✗ +✗ +✗!$/m);
    expect(out).toMatch(/^late\.scenario +✓~ ✓~ ✓~ ✓~ ✓~ ✓~ –!$/m);
    expect(out).toContain("late.scenario:5:1: restart does not apply: Ana is already up");
    expect(err).toMatch(/^names\.scenario:3:7: unknown node "Anna"/);
    expect(cli.run("matrix", "fails.scenario").code).toBe(1);
  });

  it("makes a table for a document", () => {
    const { out } = cli.run("matrix", "good.scenario", "--format", "markdown");
    expect(out).toContain("| scenario | 1 | 2 | 3 | 4 | 5 | 6 | 7 | what breaks |\n|---|:-:|");
    expect(out).toContain("| Ben \\| leads (`good.scenario`) | ✓ | ✓ |");
  });

  it("tells programs the same as run at all stages", () => {
    const matrix = cli.run("matrix", FIGURE_8, "--format", "json").out;
    expect(matrix).toBe(cli.run("run", FIGURE_8, "--all-stages", "--json").out);
    const { scenarios } = JSON.parse(matrix) as { scenarios: { stages: unknown[] }[] };
    expect(scenarios[0]?.stages).toContainEqual(
      expect.objectContaining({
        ...{ stage: "without-current-term-rule", claim: "fails", outcome: "fails" },
        violations: expect.arrayContaining([
          expect.objectContaining({ invariant: "Leader Completeness", promised: false }),
        ]) as unknown,
      }),
    );
    expect(cli.run("matrix", FIGURE_8, "--format", "yaml").err).toBe(
      'lockstep matrix: --format: unknown format "yaml"; known: text, markdown, json\n',
    );
  });

  it("explains no marks when nothing could be read, and knows near words", () => {
    expect(cli.run("matrix", "nothing.scenario")).toEqual({
      ...{ code: 2, out: "" },
      err: "nothing.scenario: cannot read it: there is no such file or folder\n",
    });
    expect(cli.run("matrix", "good.scenario", "--format", "markdwon").err).toMatch(
      /^lockstep matrix: --format: unknown format "markdwon"; did you mean markdown\?/,
    );
  });
});
