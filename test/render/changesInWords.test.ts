import { beforeAll, describe, expect, it } from "vitest";
import { eventWords } from "../../src/render/eventWords.js";
import { sentenceFor } from "../../src/render/narration.js";
import { RecordedRun } from "../../src/session/recordedRun.js";
import type { Intervention } from "../../src/trace/intervention.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { good, setupOf } from "../simulator/runs.js";
import { watchersProtocol } from "../simulator/watchers.js";
import { openLines } from "./runs.js";

const DEEDS: readonly Intervention[] = [
  { type: "disk", node: "n1", lagMs: 1500 },
  { type: "disk", node: "n1", lagMs: 0 },
  { type: "forge", from: "n2", to: "n1", body: { type: "Hello" } },
  { type: "addNode", node: { id: "n4", name: "Dan", kind: "watcher" } },
  { type: "removeLink", links: [["n1", "n2"]] },
  { type: "addLink", links: [["n1", "n2"]] },
  { type: "command", node: "n1", command: { type: "greet", whom: "n3" } },
  { type: "removeNode", node: "n3" },
  { type: "crash", node: "n2" },
  { type: "restart", node: "n2" },
  { type: "isolate", node: "n4" },
  { type: "forge", from: "n4", to: "n1", body: { type: "Hello" } },
];

/** Everything that can happen to members, links, disks and observers, in one run. */
async function changedRun(): Promise<RecordedTrace> {
  const lines: string[] = [];
  const nodes = ["Ana", "Ben", "Cleo"].map((name) => ({ name, kind: "watcher" }));
  const network = { latencyMsMin: 10, latencyMsMax: 10, noticeMsMin: 20, noticeMsMax: 20 };
  const run = new RecordedRun(setupOf({ nodes, network }, watchersProtocol), (line) =>
    lines.push(line),
  );
  nodes.forEach(() => run.step());
  for (const does of DEEDS) {
    good(run.intervene(does, run.timeMs));
    if (does.type === "addNode") run.step();
  }
  while (run.step() !== undefined);
  run.finish();
  return openLines(lines);
}

describe("what happens to members, links, disks and observers", () => {
  let trace: RecordedTrace;
  beforeAll(async () => {
    trace = await changedRun();
  });

  /** Of all events of those kinds: the sentence, without its beginning, and the few words. */
  function told(...events: readonly string[]): readonly (readonly [string, string])[] {
    return Array.from({ length: trace.length("b1") }, (_, i) => trace.event("b1", i + 1))
      .filter(({ event }) => events.includes(event))
      .map((record) => [
        sentenceFor(trace, "b1", record.at).replace(/^Event \d+ at \d+ ms: /, ""),
        eventWords(trace, "b1", record),
      ]);
  }

  it("is told of disks and forged messages", () => {
    expect(told("disk", "forge")).toEqual([
      ["Ana's disk falls behind by 1500 ms.", "disk 1500 ms slow"],
      ["Ana's disk keeps up again.", "disk at once"],
      ["hello is forged: Ana will think it comes from Ben.", "forge hello Ben → Ana"],
      ["hello from Dan to Ana is forged, but the link is cut.", "forge hello Dan → Ana"],
    ]);
  });

  it("is told of nodes and links that come and go, by names that the header does not know", () => {
    expect(told("addNode", "removeLink", "addLink", "removeNode", "cut")).toEqual([
      ["Dan is added as a watcher.", "added"],
      ["links are removed: Ana → Ben.", "link gone Ana → Ben"],
      ["links are added: Ana → Ben.", "new link Ana → Ben"],
      ["Cleo is removed for good; messages lost on the way: 1.", "removed for good"],
      ["the network is cut: Dan ↔ all.", "cut Dan ↔ all"],
    ]);
  });

  it("is told of notices, with the boot of a peer that is not in its first", () => {
    const notices = told("peerDown", "peerUp");
    expect(notices).toContainEqual(["Ana is told that Dan is up.", "Dan is up"]);
    expect(notices).toContainEqual(["Dan is told that Cleo is down.", "Cleo is down"]);
    expect(notices).toContainEqual([
      "Ana is told that Ben, booted 2 times, is up.",
      "Ben is up (boot 2)",
    ]);
  });
});
