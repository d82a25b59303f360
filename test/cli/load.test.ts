import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseXml } from "../render/xml.js";
import { BuiltCli } from "./kit.js";

const BOTH = ["load", "mutex-server", "token-ring@ring", "--clients", "4", "--for", "3s"];
const SHORT = [...BOTH, "--seeds", "2", "--think", "1s,0ms"];

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
}, 60_000);
afterAll(() => {
  cli.remove();
});

describe("lockstep load", () => {
  it("prints what it costs and how long it takes, for each protocol at each load", () => {
    const { code, out, err } = cli.run(...SHORT, "--apart", "Write,Written,Edit");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [conditions = "", cost = "", waiting = "", legend] = out.split("\n\n");
    expect(conditions).toContain("4 clients · inside 60 ms on average · 3 s measured with each");
    expect(cost.split("\n")[0]).toMatch(/^think +protocol +sections per s +messages per section /);
    const rows = (table: string) => table.split("\n").map((line) => line.split(/ {2,}/)[1]);
    const names = ["mutex-server", "token-ring@ring"];
    expect(rows(cost)).toEqual(["protocol", ...names, ...names]);
    expect(rows(waiting)).toEqual(rows(cost));
    expect(cost).toMatch(/^0 ms .*Request 1\.\d, Release 1\.\d, Grant 1\.\d, Write 1\.\d/m);
    expect(legend).toContain("Jain's index");
  });

  it("gives the same bytes twice", () => {
    const json = cli.run(...SHORT, "--format", "json").out;
    expect(cli.run(...SHORT, "--format", "json").out).toBe(json);
    expect(cli.run(...SHORT, "--format", "json", "--seed", "9").out).not.toBe(json);
  });

  it("tells programs every figure of every run", () => {
    const crash = ["--crash", "server,peer", "--crash-at", "1s", "--down", "500ms"];
    const { out } = cli.run(...SHORT, ...crash, "--format", "json");
    const { plan, results } = JSON.parse(out) as {
      plan: unknown;
      results: { name: string; thinkMs: number; runs: { seed: number }[] }[];
    };
    const times = { holdMs: 60, forMs: 3000, crash: { atMs: 1000, downMs: 500 } };
    expect(plan).toEqual({ seeds: [1, 2], ...times, apart: [] });
    expect(results.map(({ name, thinkMs }) => `${name} ${thinkMs}`)).toEqual([
      ...["mutex-server 1000", "token-ring@ring 1000", "mutex-server 0", "token-ring@ring 0"],
    ]);
    expect(results[0]).toMatchObject({ protocol: "mutex-server", stage: "fencing" });
    expect(results[1]).toMatchObject({ stage: "ring", crashes: "peer", clients: 4 });
    expect(results[0]?.runs.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(results[0]?.runs[0]).toMatchObject({ crashedMs: 1000, violations: [] });
  });

  it("draws each of its charts, and goes along clients as well", () => {
    for (const chart of [
      "messages",
      "wait",
      "wait95",
      "throughput",
      "fairness",
      "overtaken",
      "idle",
    ]) {
      const args = ["--clients", "4,2", "--for", "1s", "--seeds", "1", "--format", "svg"];
      const { out } = cli.run("load", "mutex-server", ...args, "--chart", chart);
      expect(() => parseXml(out)).not.toThrow();
      expect(out).toContain(">clients</text>");
      expect(/ (x|y|d|transform)="[^"]*NaN/.test(out)).toBe(false);
    }
    const crash = ["--crash", "server", "--format", "svg", "--chart", "progress", "-o", "c.svg"];
    expect(cli.run("load", "mutex-server", "--for", "4s", "--seeds", "1", ...crash).code).toBe(0);
    expect(cli.read("c.svg")).toContain(">crash</text>");
  });

  it("tells which promises a run breaks", () => {
    const crash = ["--crash", "server", "--down", "10ms", "--hold", "500ms", "--think", "500ms"];
    const { code, err } = cli.run("load", "mutex-server@stateless", "--for", "4s", ...crash);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^mutex-server@stateless, 5 clients, think 500ms, seed \d: Mutual Exclusion is violated$/m,
    );
  });

  it("sets the same for all", () => {
    const slow = cli.run(...SHORT, "--set", "network.latencyMsMin=200", "--format", "json").out;
    expect(slow).not.toBe(cli.run(...SHORT, "--format", "json").out);
    expect(cli.run(...SHORT, "--set", "timer.recovery=5").err).toContain(
      '--set timer.recovery=5: unknown timer setting "recovery"; known: leave, patience',
    );
  });

  it.each([
    [["load"], "expected the name of a protocol, found nothing"],
    [["load", "ring"], 'unknown protocol "ring"'],
    [["load", "raft"], "expected a protocol of mutual exclusion (a kind of node with blocks"],
    [["load", "token-ring@rong"], 'unknown stage of token-ring "rong"; did you mean ring?'],
    [["load", "token-ring", "token-ring"], "expected each protocol once, found token-ring again"],
    [[...BOTH, "--clients", "x"], "--clients: expected it once, found it again"],
    [["load", "token-ring", "--clients", "0"], "--clients: expected whole numbers from 1 such as"],
    [["load", "token-ring", "--clients", "10"], "token-ring takes 1 to 9 of kind peer, found 10"],
    [["load", "token-ring", "--think", "0"], "--think: expected a time such as 500ms, 20s or 2min"],
    [["load", "token-ring", "--hold", "0ms"], "--hold: expected a time such as 500ms"],
    [
      ["load", "token-ring", "--clients", "1,2", "--think", "1s,2s"],
      "--think: expected one time where --clients has several numbers, found several",
    ],
    [
      [...BOTH, "--crash", "server"],
      '--crash: unknown kind of node, lane or trail of token-ring "server"',
    ],
    [[...BOTH, "--down", "1s"], "--down: expected --crash WHO with it, found none"],
    [
      ["load", "token-ring", "--crash", "token", "--for", "2s", "--crash-at", "2s"],
      "--crash-at: expected a time before 2000ms, the end; found 2000ms",
    ],
    [
      [...BOTH, "--apart", "Wriet"],
      '--apart: unknown type of message "Wriet"; did you mean Write?',
    ],
    [[...BOTH, "--seeds", "0"], "--seeds: expected a whole number from 1 to 1000"],
    [[...BOTH, "--chart", "wait"], "--chart: expected none with --format text, found wait"],
    [[...BOTH, "--format", "csv"], '--format: unknown format "csv"'],
  ])("refuses %j", (args, problem) => {
    const { code, out, err } = cli.run(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(problem);
  });
});
