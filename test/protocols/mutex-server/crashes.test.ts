/**
 * Every crash of short, contended stories: of the server, of each client and of the resource, after
 * each event and in the middle of each step, and all pairs of crashes. At each stage that breaks
 * what the stage does not promise, and nothing else.
 */
import { describe, expect, it } from "vitest";
import {
  crashOnce,
  crashTwice,
  type CrashStory,
  type StorySweep,
} from "../../../src/protocol/kit/crashStory.js";
import { describeFailure } from "../../../src/protocol/kit/testKit.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import { simulatorLab } from "../../protocol/kit/lab.js";

const STAGES = mutexServer.stages.map(({ name }) => name);
const MINUTES_MS = 900_000; // many runs, on a machine that may be busy

/** Links so uneven that grants, questions and writes overtake one another and the notices. */
const UNEVEN = {
  timers: { leave: [5, 10] },
  network: { latencyMsMin: 1, latencyMsMax: 70, noticeMsMin: 5, noticeMsMax: 20 },
} as const;

const WISHES = [
  ["n2", 160],
  ["n3", 170],
  ["n4", 175],
  ["n2", 260],
] as const;

function labAt(stage: string, clients: number) {
  return simulatorLab(anyProtocol(mutexServer), { stage, nodes: { client: clients }, ...UNEVEN });
}

function story(clients: number, downMs: readonly number[]): CrashStory {
  const wishes = WISHES.filter(([node]) => Number(node.slice(1)) <= clients + 1);
  const script = wishes.map(([node, timeMs]) => {
    return { timeMs, does: { type: "command", node, command: { type: "enter" } } as const };
  });
  return { seed: 6, script, downMs, untilMs: 8000 };
}

function expectNoFailure({ failures }: StorySweep): void {
  expect(failures.slice(0, 1).map(describeFailure)).toEqual([]);
}

describe("A crash of any node after any event and in the middle of any step", () => {
  it.each(STAGES)(
    "breaks at %s what is not promised there, and nothing else",
    (stage) => {
      const lab = labAt(stage, 3);
      const swept = crashOnce(lab, story(3, [0, 15, 60, 200]));
      expectNoFailure(swept);
      expect(swept.runs).toBeGreaterThan(700);
      const notPromised = mutexServer.invariants.filter(({ name }) => !lab.promised.includes(name));
      expect([...swept.broken].sort()).toEqual(notPromised.map(({ name }) => name).sort());
    },
    MINUTES_MS,
  );
});

describe("Two crashes, each of any node after any event,", () => {
  it.each(STAGES)(
    "break no promise of %s",
    (stage) => {
      const swept = crashTwice(labAt(stage, 2), story(2, [60]));
      expectNoFailure(swept);
      expect(swept.runs).toBeGreaterThan(1000);
    },
    MINUTES_MS,
  );
});
