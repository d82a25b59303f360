/**
 * Every crash of short, contended stories: each peer after each event and in the middle of each
 * step, and all pairs of crashes. At each stage that breaks what the stage does not promise, and
 * nothing else.
 */
import { describe, expect, it } from "vitest";
import type { World } from "../../../src/protocol/invariant.js";
import {
  crashOnce,
  crashTwice,
  type CrashStory,
  type StorySweep,
} from "../../../src/protocol/kit/crashStory.js";
import { describeFailure } from "../../../src/protocol/kit/testKit.js";
import { anyProtocol } from "../../../src/protocol/protocol.js";
import type { AnyTypes } from "../../../src/protocol/types.js";
import { isSameRing } from "../../../src/protocols/token-ring/ring.js";
import { tokenRing } from "../../../src/protocols/token-ring/tokenRing.js";
import type { PeerState } from "../../../src/protocols/token-ring/types.js";
import { simulatorLab } from "../../protocol/kit/lab.js";

const protocol = anyProtocol(tokenRing);
const STAGES = tokenRing.stages.map(({ name }) => name);
const MINUTES_MS = 900_000; // many runs, on a machine that may be busy

/**
 * So little patience that queries go round while the token does, and notices of a death that come
 * before, among and behind the other peers' messages.
 */
const IMPATIENT = {
  timers: { leave: [60, 80], patience: [60, 80] },
  network: { latencyMsMin: 5, latencyMsMax: 40, noticeMsMin: 10, noticeMsMax: 40 },
} as const;

const WISHES = [
  ["n2", 20],
  ["n3", 25],
  ["n4", 60],
  ["n1", 250],
] as const;

function labAt(stage: string, peers: number) {
  return simulatorLab(protocol, { stage, nodes: { peer: peers }, ...IMPATIENT });
}

function story(peers: number, downMs: readonly number[]): CrashStory {
  const wishes = WISHES.filter(([node]) => Number(node.slice(1)) <= peers);
  const script = wishes.map(([node, timeMs]) => {
    return { timeMs, does: { type: "command", node, command: { type: "enter" } } as const };
  });
  return { seed: 3, script, downMs, untilMs: 6000, isOver };
}

/** Nothing goes round but the token, and all that is promised eventually holds. */
function isOver(world: World<AnyTypes>): boolean {
  const live = world.nodes.filter(({ isUp }) => isUp);
  const peers = live.map(({ id, state }) => ({ id, ...(state as unknown as PeerState) }));
  const members = peers.filter(({ isIn }) => isIn);
  const isComing = world.features.rejoins === true && members.length < live.length;
  const [ring] = members.map((peer) => peer.ring);
  const isQuiet = members.every(
    (peer) =>
      peer.mutex === "released" &&
      peer.inbox.length === 0 &&
      Object.keys(peer.ring).length === members.length &&
      isSameRing(peer.ring, ring ?? {}),
  );
  const isMoving = world.inFlight().some(({ body }) => body.type !== "Token");
  if ((isComing && members.length > 0) || !isQuiet || isMoving) return false;
  return protocol.invariants.every(
    (one) => one.type !== "eventually" || !one.promised(world.features) || one.check(world).holds,
  );
}

function expectNoFailure({ failures }: StorySweep): void {
  expect(failures.slice(0, 1).map(describeFailure)).toEqual([]);
}

describe("A crash of any peer after any event and in the middle of any step", () => {
  it.each(STAGES)(
    "breaks at %s what is not promised there, and nothing else",
    (stage) => {
      const lab = labAt(stage, 4);
      const swept = crashOnce(lab, story(4, [5, 25, 60, 200]));
      expectNoFailure(swept);
      expect(swept.runs).toBeGreaterThan(600);
      const notPromised = tokenRing.invariants.filter(({ name }) => !lab.promised.includes(name));
      expect([...swept.broken].sort()).toEqual(notPromised.map(({ name }) => name).sort());
    },
    MINUTES_MS,
  );
});

describe("Two crashes, each of any peer after any event,", () => {
  // One wait before each restart, and three peers: more waits or peers take minutes a stage.
  it.each(STAGES)(
    "of three peers break no promise of %s",
    (stage) => {
      const swept = crashTwice(labAt(stage, 3), story(3, [60]));
      expectNoFailure(swept);
      expect(swept.runs).toBeGreaterThan(1000);
    },
    MINUTES_MS,
  );
});
