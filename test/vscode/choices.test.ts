import * as fs from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../src/protocols/catalogue.js";
import { makeSetup } from "../../src/simulator/setup.js";
import { branchInfos, branchTitle, partingOf } from "../../src/vscode/branches.js";
import {
  clockWithRate,
  commandChoices,
  forgeryChoices,
  kindChoices,
  linkChoices,
  messageChoices,
  nodeChoices,
  timerChoices,
} from "../../src/vscode/choices.js";
import { loadTrace } from "../../src/vscode/loadTrace.js";
import { OpenRun, orRefuse } from "../../src/vscode/openRun.js";
import { nodesWish, readLatency, splitNames, usualNames } from "../../src/vscode/runWishes.js";
import { untilChoices } from "../../src/vscode/untilChoices.js";
import type { Intervention } from "../../src/trace/intervention.js";

const bytes = fs.readFileSync("traces/raft-first-election.trace.jsonl");
const signal = new AbortController().signal;
const pause = () => Promise.resolve();
let run: OpenRun;

/** The example at a cursor, verified. */
async function exampleAt(cursor: number): Promise<OpenRun> {
  const file = {
    name: "a",
    stat: () => Promise.resolve({ isDirectory: false, bytes: bytes.length, changedMs: 0 }),
    read: () => Promise.resolve(bytes),
    write: () => Promise.reject(new Error("nobody writes here")),
  };
  const loaded = await loadTrace(file, { pause, progress: () => undefined, signal });
  if (!loaded.ok) throw new Error(loaded.problems.join("; "));
  const open = new OpenRun(loaded, { branch: "b1", cursor });
  await open.verify({ pause, signal });
  return open;
}

function bend(does: Intervention): void {
  const done = orRefuse(run.session.intervene(does));
  if (done.is === "edit") run.keep(done.edit);
}

const labels = (choices: readonly { label: string }[]) => choices.map(({ label }) => label);

beforeAll(async () => {
  run = await exampleAt(10);
});

describe("what can be chosen at a cursor", () => {
  it("is the nodes with their roles, the running timers by time and the links", async () => {
    run = await exampleAt(5);
    expect(labels(nodeChoices(run))).toEqual(["Ana", "Ben", "Cleo", "Dan", "Eve"]);
    expect(nodeChoices(run, "down")).toEqual([]);
    const timers = timerChoices(run);
    expect(labels(timers)).toHaveLength(5);
    const times = timers.map(({ description }) => Number(/\d+/.exec(description ?? "")?.[0]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(timerChoices(run, "n2").map(({ value }) => value)).toEqual([
      { node: "n2", timer: "election" },
    ]);
    expect(linkChoices(run, "open")).toHaveLength(20);
    expect(linkChoices(run, "open", "n1")).toHaveLength(8);
    expect(linkChoices(run, "cut")).toEqual([]);
  });

  it("follows what was done: crashed nodes, cut links, held messages", async () => {
    run = await exampleAt(5);
    bend({ type: "timeout", node: "n4", timer: "election" });
    const [first] = messageChoices(run);
    expect(first?.label).toMatch(/^Dan → \w+: RequestVote/);
    bend({ type: "hold", message: first?.value ?? 0 });
    expect(messageChoices(run, "held").map(({ description }) => description)).toEqual(["held"]);
    expect(messageChoices(run, "flying")).toHaveLength(3);
    bend({ type: "crash", node: "n1" });
    expect(labels(nodeChoices(run, "down"))).toEqual(["Ana"]);
    expect(labels(nodeChoices(run, "up"))).not.toContain("Ana");
    expect(timerChoices(run, "n1")).toEqual([]);
    bend({ type: "cut", links: [["n2", "n3"]] });
    expect(labels(linkChoices(run, "cut"))).toEqual(["Ben → Cleo"]);
    expect(linkChoices(run, "open")).toHaveLength(19);
  });

  it("has the commands that the engine takes, with their fields", () => {
    const set = commandChoices(run, "n1").find(({ label }) => label === "set");
    expect(set?.value.fields).toEqual([
      ["key", "text"],
      ["value", "text"],
    ]);
    expect(commandChoices(run, "n99")).toEqual([]);
  });

  it("lets a clock go on from what it shows when its rate is set", async () => {
    run = await exampleAt(20);
    const timeMs = run.trace.timeOf("b1", 20);
    const double = clockWithRate(run, "n1", 2000);
    expect(double.offsetMs + timeMs * 2).toBe(timeMs);
    bend({ type: "clock", node: "n1", ...double });
    const shown = double.offsetMs + run.trace.timeOf("b2", 21) * 2;
    const half = clockWithRate(run, "n1", 500);
    expect(half.offsetMs + Math.floor(run.trace.timeOf("b2", 21) / 2)).toBe(shown);
  });

  it("has everything that a run can go on to, each of which is a real name", () => {
    const choices = labels(untilChoices(run));
    expect(choices).toEqual(
      expect.arrayContaining(["Any moment", "Ana changes its role", "RequestVote is received"]),
    );
    expect(new Set(choices).size).toBe(choices.length);
  });
});

describe("branches", () => {
  it("part where the later one leaves the earlier one's path", async () => {
    run = await exampleAt(10);
    bend({ type: "timeout", node: "n4", timer: "election" });
    orRefuse(run.session.goTo({ branch: "b1", cursor: 20 }));
    bend({ type: "crash", node: "n1" });
    expect(partingOf(run.trace, "b1", "b2")).toBe(10);
    expect(partingOf(run.trace, "b3", "b1")).toBe(20);
    expect(partingOf(run.trace, "b2", "b3")).toBe(10);
    expect(partingOf(run.trace, "b1", "b1")).toBe(run.trace.length("b1"));
  });

  it("are told apart by what they do first, or by their name", () => {
    const [first, second, third] = branchInfos(run.trace);
    expect(first?.words).toBe("as recorded");
    expect(second && branchTitle(second)).toBe("b2 · force Dan's election timer, after event 10");
    orRefuse(run.session.rename("b3", "Without Ana"));
    expect(third?.words).toBe("crash Ana, after event 20");
    const named = branchInfos(run.trace)[2];
    expect(named && branchTitle(named)).toBe("Without Ana");
  });
});

describe("wishes for a new run", () => {
  it.each(catalogue.map((protocol) => [protocol.name, protocol] as const))(
    "of %s are usual names that its engine takes",
    (_name, protocol) => {
      const nodes = nodesWish(protocol, usualNames(protocol));
      expect(makeSetup(protocol, { nodes }).ok).toBe(true);
    },
  );

  it("reads names with spaces around their commas, and keeps an empty one to be refused", () => {
    expect(splitNames(" Ana,Jean-Pierre , Zoé")).toEqual(["Ana", "Jean-Pierre", "Zoé"]);
    const [protocol] = catalogue;
    const nodes = protocol && nodesWish(protocol, splitNames("Ana, , Ben"));
    expect(protocol && nodes && makeSetup(protocol, { nodes }).ok).toBe(false);
  });

  it.each([
    ["10..30, 5", { latencyMsMin: 10, latencyMsMax: 30, dropPerMille: 5 }],
    ["7", { latencyMsMin: 7, latencyMsMax: 7, dropPerMille: 0 }],
    [" 1..2 ", { latencyMsMin: 1, latencyMsMax: 2, dropPerMille: 0 }],
  ])("reads the network %j", (text, network) => {
    expect(readLatency(text)).toEqual({ ok: true, value: network });
  });

  it.each(["", "fast", "10-30", "10..30 5", "-1"])("refuses the network %j", (text) => {
    expect(readLatency(text).ok).toBe(false);
  });
});

describe("what changes the world", () => {
  it("offers messages to forge with their fields", async () => {
    run = await exampleAt(10);
    const forgeries = forgeryChoices(run, "n2");
    expect(labels(forgeries)).toContain("RequestVote");
    const vote = forgeries.find(({ label }) => label === "RequestVoteReply");
    expect(vote?.value.fields.map(([field]) => field)).toContain("voteGranted");
  });

  it("offers no kind of node to add where the engine's nodes are fixed", async () => {
    run = await exampleAt(10);
    expect(kindChoices(run)).toEqual([]);
  });

  it("offers links to remove, and to add again", async () => {
    run = await exampleAt(10);
    expect(linkChoices(run, "missing")).toEqual([]);
    bend({ type: "removeLink", links: [["n1", "n2"]] });
    expect(labels(linkChoices(run, "missing"))).toEqual(["Ana → Ben"]);
    expect(labels(linkChoices(run, "there", "n1"))).not.toContain("Ana → Ben");
  });
});
