import { describe, expect, it } from "vitest";
import type { BranchInfo } from "../../src/bridge/messages.js";
import { partingsOf } from "../../src/webview/model/partings.js";

const branch = (id: string, parent: string | undefined, after: number, length: number) =>
  ({ id, words: id, after, length, ...(parent && { parent }) }) as BranchInfo;

/** b2 leaves b1 after 12; b3 leaves b2 after 20; b4 leaves b1 after 30. */
const BRANCHES = [
  branch("b1", undefined, 0, 50),
  branch("b2", "b1", 12, 40),
  branch("b3", "b2", 20, 25),
  branch("b4", "b1", 30, 35),
];

const told = (shown: string) =>
  partingsOf(BRANCHES, shown).map(({ after, other, isTrunkEnd }) =>
    isTrunkEnd ? `leaves ${other.id} after ${after}` : `${other.id} leaves after ${after}`,
  );

describe("the partings of a run", () => {
  it("are where other branches leave the one that is shown", () => {
    expect(told("b1")).toEqual(["b2 leaves after 12", "b4 leaves after 30"]);
  });

  it("are where the shown branch leaves its parent, and not what the parent does later", () => {
    expect(told("b2")).toEqual(["leaves b1 after 12", "b3 leaves after 20"]);
  });

  it("go back to the first branch", () => {
    expect(told("b3")).toEqual(["leaves b1 after 12", "leaves b2 after 20"]);
    expect(told("b4")).toEqual(["b2 leaves after 12", "leaves b1 after 30"]);
  });

  it("are none for a branch that is not there, or alone", () => {
    expect(told("b9")).toEqual([]);
    expect(partingsOf(BRANCHES.slice(0, 1), "b1")).toEqual([]);
  });

  it("end even if branches name each other as parents", () => {
    const circle = [branch("b1", "b2", 3, 9), branch("b2", "b1", 3, 9)];
    expect(partingsOf(circle, "b1").length).toBeLessThanOrEqual(2);
  });
});
