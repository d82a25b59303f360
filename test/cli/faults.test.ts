import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCli } from "./kit.js";

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
}, 60_000);
afterAll(() => {
  cli.remove();
});

const storm = (...more: readonly string[]) =>
  cli.run("simulate", "raft", "--nodes", "3", "--for", "6s", ...more);

describe("a run under random faults", () => {
  it("is recorded with all that was done to it, and tells whether promises were kept", () => {
    const { code, out } = storm("--faults", "20", "--seed", "3", "-o", "a.jsonl");
    const [first, ...rest] = out.trimEnd().split("\n");
    expect(first).toMatch(/^a\.jsonl: \d+ events, \d+ ms$/);
    expect(rest).toEqual([
      "faults until 7500 ms, then time to recover until 9000 ms",
      "every promise was kept",
    ]);
    expect(code).toBe(0);
    expect(cli.run("verify", "a.jsonl").code).toBe(0);
    const records = cli.read("a.jsonl").trimEnd().split("\n");
    const faults = records.filter((line) => line.includes('"kind":"intervention"'));
    expect(faults.length).toBeGreaterThan(30);
    expect(records.filter((line) => line.includes('"title":"Everything heals"'))).toHaveLength(1);
  });

  it("is the same for the same seed, and another for another", () => {
    const [a, b, c] = (["7", "7", "8"] as const).map((seed, i) => {
      storm("--faults", "30", "--seed", seed, "-o", `${i}.jsonl`);
      return cli.read(`${i}.jsonl`);
    });
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it("that breaks a promise says which, in which phase and where; the exit code is 1", () => {
    const kinds = ["--fault-kinds", "diskLost,crash,isolate"];
    const { code, out } = storm("--faults", "60", "--seed", "1", ...kinds, "-o", "lost.jsonl");
    expect(out).toMatch(
      /^safety phase, event \d+, \d+ ms: Leader Completeness: n\d leads term \d+ without entry/m,
    );
    expect(code).toBe(1);
    expect(cli.run("verify", "lost.jsonl").code).toBe(0);
  });

  it("says when it was stopped before its end", () => {
    const { out } = storm("--faults", "9", "--events", "50", "-o", "short.jsonl");
    expect(out).toMatch(/^short\.jsonl: 50 events, .*\n.*\nthe run was stopped before that\n$/);
  });

  it("is bad input where an option makes no sense", () => {
    const wrong = (...args: readonly string[]) => {
      const { code, err } = cli.run("simulate", "raft", ...args, "-o", "x.jsonl");
      expect(code).toBe(2);
      return err;
    };
    expect(wrong("--for", "3s")).toBe(
      "lockstep simulate: --for: expected --faults N with it, found none\n",
    );
    expect(wrong("--faults", "0")).toBe(
      'lockstep simulate: --faults: expected a whole number from 1 to 100000, found "0"\n',
    );
    expect(wrong("--faults", "3", "--for", "3 s")).toBe(
      'lockstep simulate: --for: expected a time such as 500ms, 20s or 2min, found "3 s"\n',
    );
    expect(wrong("--faults", "3", "--fault-kinds", "crush")).toMatch(
      /^lockstep simulate: --fault-kinds: unknown kind of fault "crush"; did you mean crash\?/,
    );
  });
});
