import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { raftRun, type Hands } from "../runs.js";

export const BRANCH = "b1";

const wish = {
  nodes: 5,
  seed: 3,
  network: { dropPerMille: 100, duplicatePerMille: 80 },
};

const hands: Hands = {
  30: [{ type: "command", node: "n4", command: { type: "set", key: "x", value: "1" } }],
  60: [{ type: "isolate", node: "n2" }],
  70: [{ type: "crash", node: "n3" }],
  85: [{ type: "restart", node: "n3" }],
  120: [{ type: "heal" }],
  130: [
    {
      type: "partition",
      groups: [
        ["n1", "n2"],
        ["n3", "n4", "n5"],
      ],
    },
  ],
  150: [{ type: "timeout", node: "n1", timer: "election" }],
  165: [{ type: "heal" }],
  200: [{ type: "cut", links: [["n1", "n4"]] }],
  240: [
    {
      type: "forge",
      from: "n1",
      to: "n4",
      body: { type: "RequestVote", term: 1, candidateId: "n1", lastLogIndex: 0, lastLogTerm: 0 },
    },
  ],
};

/** A run of 300 events with everything in it that a picture can show. */
export async function troubledRun(): Promise<RecordedTrace> {
  const before = await raftRun(41, wish, hands);
  const [first, second] = before.world(BRANCH, 40).inFlight;
  if (first === undefined || second === undefined) throw new Error("nothing is on its way");
  return raftRun(300, wish, {
    ...hands,
    40: [
      { type: "hold", message: first.id },
      { type: "duplicate", message: second.id },
    ],
    44: [{ type: "release", message: first.id }],
  });
}
