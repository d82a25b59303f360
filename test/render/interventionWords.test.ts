import { describe, expect, it } from "vitest";
import { interventionWords } from "../../src/render/interventionWords.js";
import type { Intervention } from "../../src/trace/intervention.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";

/** Only what the words need: three named nodes and one message. */
const trace = {
  nodes: () => ["Ana", "Ben", "Cleo"].map((name, i) => ({ id: `n${i + 1}`, name, kind: "server" })),
  message: (_branch: string, id: number) =>
    id === 4 ? { label: "vote t2", from: "n2", to: "n1" } : undefined,
} as unknown as RecordedTrace;

const cases: readonly (readonly [Intervention, string])[] = [
  [{ type: "timeout", node: "n2", timer: "election" }, "force Ben's election timer"],
  [
    { type: "command", node: "n1", command: { type: "set", key: "x", value: "1" } },
    "ask Ana: set x 1",
  ],
  [{ type: "crash", node: "n3" }, "crash Cleo"],
  [
    { type: "crash", node: "n3", afterEffects: 2 },
    "crash Cleo during its next step, after 2 effects",
  ],
  [{ type: "restart", node: "n3", diskLost: true }, "restart Cleo with an empty disk"],
  [{ type: "isolate", node: "n1" }, "isolate Ana"],
  [{ type: "cut", links: [["n1", "n2"]] }, "cut Ana → Ben"],
  [
    {
      type: "restore",
      links: [
        ["n1", "n2"],
        ["n2", "n1"],
      ],
    },
    "restore Ana ↔ Ben",
  ],
  [{ type: "partition", groups: [["n1", "n2"], ["n3"]] }, "partition Ana and Ben | Cleo"],
  [{ type: "heal" }, "heal all links"],
  [{ type: "receive", message: 4 }, "receive vote t2 Ben → Ana now"],
  [{ type: "delay", message: 4, byMs: 50 }, "delay vote t2 Ben → Ana by 50 ms"],
  [{ type: "hold", message: 4 }, "hold vote t2 Ben → Ana"],
  [
    { type: "clock", node: "n1", ratePerMille: 1500, offsetMs: 20 },
    "set Ana's clock to 150 %, 20 ms off",
  ],
  [{ type: "disk", node: "n1", lagMs: 500 }, "let Ana's disk fall 500 ms behind"],
  [{ type: "disk", node: "n1", lagMs: 0 }, "let Ana's disk keep up"],
  [{ type: "forge", from: "n1", to: "n2", body: { type: "Vote" } }, "forge Vote Ana → Ben"],
  [{ type: "addNode", node: { id: "n4", name: "Dan", kind: "server" } }, "add Dan"],
  [{ type: "removeNode", node: "n3" }, "remove Cleo"],
  [{ type: "addLink", links: [["n1", "n2"]] }, "add the link Ana → Ben"],
  [{ type: "removeLink", links: [["n1", "n2"]] }, "remove the link Ana → Ben"],
];

describe("an intervention in words", () => {
  for (const [does, words] of cases) {
    it(`is “${words}”`, () => {
      expect(interventionWords(trace, "b1", does)).toBe(words);
    });
  }

  it("shows hidden characters of a command as what they are, and stays short", () => {
    const command = { type: "set", key: "\u202e", value: "x".repeat(10_000) };
    const words = interventionWords(trace, "b1", { type: "command", node: "n1", command });
    expect(words).not.toContain("\u202e");
    expect(words.length).toBeLessThanOrEqual(120);
  });
});
