import { describe, expect, it } from "vitest";
import { exportTrace } from "../../../src/render/export.js";
import { mermaidText, participantsOf } from "../../../src/render/mermaid/mermaidText.js";
import type { RecordedTrace } from "../../../src/trace/recordedTrace.js";
import { raftRun, shippedTrace } from "../runs.js";

function told(trace: RecordedTrace): string {
  const result = exportTrace(trace, { format: "mermaid", name: "A run" });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe("the Mermaid text", () => {
  it("of the shipped trace is what it was", async () => {
    const trace = await shippedTrace("raft-first-election");
    await expect(told(trace)).toMatchFileSnapshot("../golden/first-election.mmd");
  });

  it("tints the time in which links are cut, also when the run ends cut", async () => {
    const hands = {
      10: [{ type: "isolate", node: "n1" }],
      20: [{ type: "heal" }],
      30: [{ type: "cut", links: [["n2", "n3"]] }],
    } as const;
    const lines = told(await raftRun(40, {}, hands))
      .split("\n")
      .map((line) => line.trim());
    const edges = lines.filter((line) => line.startsWith("rect ") || line === "end");
    expect(edges.map((line) => line.slice(0, 4))).toEqual(["rect", "end", "rect", "end"]);
    const first = lines.findIndex((line) => line.startsWith("rect"));
    expect(lines[first + 1]).toContain("cut Ana ↔ all");
    expect(lines.indexOf("end")).toBeGreaterThan(first + 2);
  });

  it("says so when it is longer than Mermaid takes by itself", async () => {
    expect(told(await raftRun(60))).not.toContain("maxTextSize");
    const long = told(await raftRun(1500));
    const size = /^%% Longer than .* maxTextSize (\d+)\.\n/.exec(long)?.[1];
    expect(Number(size)).toBeGreaterThan(long.length);
  });
});

describe("words for Mermaid", () => {
  it.each([
    ["RequestVote t2", "RequestVote t2"],
    ["a: b", "a: b"],
    ["a:b", "a#58;b"],
    ["wrap: x", "wrap#58; x"],
    ["x;y#z", "x#59;y#35;z"],
    ["<b>&amp;", "#60;b#62;#38;amp#59;"],
    ["%%{init}%%", "#37;#37;#123;init#125;#37;#37;"],
    ["ﬂ°60¶ß", "#64258;#176;60#182;ß"],
    ["Zoé 東京 😀", "Zoé 東京 #128512;"],
  ])("%j are written %j", (words, text) => {
    expect(mermaidText(words)).toBe(text);
  });

  it("call a participant by its name where that is a plain word, else by its place", () => {
    const names = ["Ana", "end", "Jean-Pierre", "p2", "Note", "Endre"];
    const words = participantsOf(names.map((name, place) => ({ id: `n${place}`, name })));
    expect([...words.values()].map(({ id }) => id)).toEqual([
      ...["Ana", "p2p", "p3", "p2", "p5", "Endre"],
    ]);
  });
});
