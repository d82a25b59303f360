/** The sweep must find what is broken, and must leave no crash out: here Raft's short stories. */
import { describe, expect, it } from "vitest";
import { crashOnce, crashTwice, type CrashStory } from "../../../src/protocol/kit/crashStory.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import { raft } from "../../../src/protocols/raft/raft.js";
import { simulatorLab, watching } from "./lab.js";

const labAt = (stage: string) => simulatorLab(anyProtocol(raft), { stage, nodes: 2 });

/** Over after six events, the two boots among them; every run stops there with a failure. */
const story: CrashStory = {
  ...{ seed: 1, script: [], downMs: [10, 20], untilMs: 1000 },
  isOver: ({ timeMs }) => timeMs > 150,
  atEnd: () => "stop",
};

const crashesOf = (swept: ReturnType<typeof crashOnce>) =>
  swept.failures.map(({ done }) => done.filter(({ does }) => does.type === "crash"));

describe("A story with one crash", () => {
  it("has one run for each event, node that is up and wait, and for each effect of a step", () => {
    const swept = crashOnce(labAt("raft"), story);
    expect(swept.failures).toHaveLength(swept.runs);
    const crashes = crashesOf(swept).flat();
    const whole = crashes.filter(({ does }) => !("afterEffects" in does));
    const afters = [...new Set(whole.map(({ after }) => after))];
    expect(afters).toEqual(Array.from({ length: swept.length }, (_, n) => n + 1));
    // Both nodes after each event, but for the one that has not started after the first.
    expect(whole).toHaveLength((2 * swept.length - 1) * 2);
    const within = crashes.filter(({ does }) => "afterEffects" in does);
    expect(within.some(({ does }) => "afterEffects" in does && does.afterEffects === 0)).toBe(true);
  });
});

describe("A story with two crashes", () => {
  it("has every event and node as its first, and every later one as its second", () => {
    const swept = crashTwice(labAt("raft"), { ...story, downMs: [10] });
    const pairs = crashesOf(swept);
    expect(pairs.every(({ length }) => length === 2)).toBe(true);
    const names = pairs.map((pair) => JSON.stringify(pair));
    expect(new Set(names).size).toBe(swept.runs);
    const isAgain = pairs.some(([a, b]) => JSON.stringify(a?.does) === JSON.stringify(b?.does));
    expect(isAgain).toBe(true);
  });

  it("names what breaks whether it is promised or not, and fails where it is watched", () => {
    const wish = {
      stage: "coordinator",
      nodes: { client: 2 },
      timers: { leave: [20, 30] },
    } as const;
    const lab = simulatorLab(anyProtocol(mutexServer), wish);
    const script = [60, 210].map((timeMs) => {
      return { timeMs, does: { type: "command", node: "n2", command: { type: "enter" } } } as const;
    });
    const enters = { seed: 7, script, downMs: [200], untilMs: 8000 };
    const swept = crashOnce(lab, enters);
    expect(swept.failures).toEqual([]);
    expect(swept.broken).toContain("No Lost Request");
    const watched = crashOnce(watching(lab, "No Lost Request"), enters);
    expect(watched.failures.map(({ promise }) => promise)).toContain("No Lost Request");
  });
});
