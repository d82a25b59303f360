import { beforeAll, describe, expect, it } from "vitest";
import { eventWords, linkWords } from "../../src/render/eventWords.js";
import { sentenceFor } from "../../src/render/narration.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { hostileTrace } from "./hostile.js";
import { raftRun, ringRun, type Hands } from "./runs.js";

const BRANCH = "b1";
let trace: RecordedTrace;
beforeAll(async () => {
  trace = await raftRun(
    120,
    { nodes: 5, seed: 3, network: { dropPerMille: 150, duplicatePerMille: 100 } },
    {
      30: [{ type: "command", node: "n4", command: { type: "set", key: "x", value: "1" } }],
      60: [{ type: "isolate", node: "n2" }],
      70: [{ type: "crash", node: "n3" }],
      85: [{ type: "restart", node: "n3" }],
      90: [{ type: "heal" }],
      95: [{ type: "timeout", node: "n1", timer: "election" }],
    },
  );
});

/** The sentence of the first event of that kind. */
function first(event: string, after = 0): string {
  for (let at = after + 1; at <= trace.length(BRANCH); at++) {
    if (trace.event(BRANCH, at).event === event) return sentenceFor(trace, BRANCH, at);
  }
  return "";
}

describe("the spoken sentence", () => {
  it("says that nothing has happened yet at cursor 0", () => {
    expect(sentenceFor(trace, BRANCH, 0)).toBe("Before the first event.");
  });

  it("says what happened, what the node became, what it sent and what that means", () => {
    expect(first("timeout")).toMatchInlineSnapshot(
      `"Event 6 at 177 ms: Dan's election timer fires; Dan becomes candidate, term 1; sends RequestVote t1 to Ana and Cleo, but the network drops it; sends RequestVote t1 to Ben and Eve; Dan asks for votes in term 1."`,
    );
  });

  it("goes on in small letters where an engine's own sentence begins with a word", async () => {
    const hands: Hands = {
      4: ["n2", "n3"].map((node) => ({ type: "command", node, command: { type: "enter" } })),
      7: [{ type: "crash", node: "n2" }],
    };
    const ring = await ringRun(60, { seed: 3 }, hands);
    const words = Array.from({ length: ring.length(BRANCH) }, (_, i) =>
      sentenceFor(ring, BRANCH, i + 1),
    ).join("\n");
    expect(words).toContain("; the query of Cleo comes back");
    expect(words).toContain("; the token is lost: here is another");
    expect(words).not.toMatch(/; (The|A|All) /);
  });

  it.each(["start", "command", "cut", "crash", "lose", "restart", "restore"])(
    "tells of a %s",
    (event) => {
      expect(first(event).replace(/^Event \d+ at \d+ ms: /, "")).toMatchSnapshot();
    },
  );

  it("tells a forced timeout from one that came by itself", () => {
    expect(first("timeout", 95)).toContain("Ana's election timer is made to fire");
  });

  it("says why a message was ignored", () => {
    const at = Array.from({ length: 60 }, (_, i) => i + 1).find((n) => {
      return trace.event(BRANCH, n).ignored === true;
    });
    expect(sentenceFor(trace, BRANCH, at ?? 0)).toContain("it is ignored, since this is not so: ");
  });

  it("is one sentence for every event, with the names of all nodes", () => {
    for (let at = 1; at <= trace.length(BRANCH); at++) {
      const sentence = sentenceFor(trace, BRANCH, at);
      expect(sentence).toMatch(/^Event \d+ at \d+ ms: .+[^.]\.$/);
      expect(sentence).not.toMatch(/\bn[1-5]\b(?! \(\w+\))|[{}]|undefined/);
    }
  });

  it("of a hostile trace is short and harmless", async () => {
    const hostile = await hostileTrace();
    for (let at = 1; at <= hostile.length(BRANCH); at++) {
      const sentence = sentenceFor(hostile, BRANCH, at);
      expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(sentence.length).toBeLessThanOrEqual(900);
    }
  });
});

describe("the few words beside a mark", () => {
  it("are none for a message that was simply received", () => {
    const words = Array.from({ length: 60 }, (_, i) => trace.event(BRANCH, i + 1)).map((record) => [
      record.event === "receive" && record.ignored !== true,
      eventWords(trace, BRANCH, record) === "",
    ]);
    for (const [received, silent] of words) expect(silent).toBe(received);
  });

  it("name a link of both directions once, and all links of a node by the node", () => {
    const nameOf = (id: string) => id.toUpperCase();
    const both = [
      ["a", "b"],
      ["b", "a"],
      ["a", "c"],
    ] as const;
    expect(linkWords(both, 4, nameOf)).toBe("A ↔ B, A → C");
    const star = [
      ["a", "b"],
      ["b", "a"],
      ["c", "b"],
      ["b", "c"],
    ] as const;
    expect(linkWords(star, 3, nameOf)).toBe("B ↔ all");
    expect(linkWords(star, 4, nameOf)).toBe("A ↔ B, B ↔ C");
  });
});
