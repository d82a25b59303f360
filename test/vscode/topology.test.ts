import { beforeAll, describe, expect, it } from "vitest";
import type { Intervention } from "../../src/trace/intervention.js";
import { nextNodeId, presentLinks, presentNodes } from "../../src/vscode/topology.js";
import { recordedGossip, type RecordedGossip } from "../simulator/recordedGossip.js";

const CHANGES: readonly Intervention[] = [
  { type: "addNode", node: { id: "n3", name: "Fay", kind: "gossip", neighbours: ["n1"] } },
  { type: "addLink", links: [["n2", "n3"]] },
  { type: "removeLink", links: [["n1", "n3"]] },
  { type: "removeNode", node: "n2" },
];

let recorded: RecordedGossip;

beforeAll(async () => {
  recorded = await recordedGossip(CHANGES);
});

/** What there is after so many changes. */
function after(changes: number) {
  const { trace, cursors } = recorded;
  const standing = { trace, position: { branch: "b1", cursor: cursors[changes] ?? 0 } };
  return {
    nodes: presentNodes(standing).map(({ name }) => name),
    links: presentLinks(standing).map((link) => link.join(">")),
    next: nextNodeId(standing),
  };
}

describe("what there is at a cursor", () => {
  it("is what the header says at first, whatever comes later", () => {
    expect(after(0)).toEqual({ nodes: ["Ana", "Ben"], links: ["n1>n2", "n2>n1"], next: "n3" });
  });

  it("grows by a node with links from and to its neighbours", () => {
    const links = ["n1>n2", "n1>n3", "n2>n1", "n3>n1"];
    expect(after(1)).toEqual({ nodes: ["Ana", "Ben", "Fay"], links, next: "n4" });
  });

  it("follows links that are added and removed", () => {
    expect(after(2).links).toContain("n2>n3");
    expect(after(3).links).toEqual(["n1>n2", "n2>n1", "n2>n3", "n3>n1"]);
  });

  it("has no removed node and none of its links, and gives its id to nobody else", () => {
    expect(after(4)).toEqual({ nodes: ["Ana", "Fay"], links: ["n3>n1"], next: "n4" });
  });
});
