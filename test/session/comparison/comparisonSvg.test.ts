import { describe, expect, it } from "vitest";
import { comparisonSvg } from "../../../src/render/comparison/comparisonSvg.js";
import { slottedAxis } from "../../../src/render/spaceTime/axis.js";
import { ROW_HEIGHT } from "../../../src/render/spaceTime/scale.js";
import { THEMES } from "../../../src/render/theme.js";
import { comparedVotes } from "./twoVotes.js";

describe("two runs as diagrams side by side", () => {
  it("leave room for the events of the other run, and nothing else", () => {
    const axis = slottedAxis([1, 2, 5], 6);
    expect([1, 2, 3].map((at) => axis.rowY(at) - axis.rowY(1))).toEqual(
      [0, 1, 4].map((rows) => rows * ROW_HEIGHT),
    );
    expect(axis.rowsIn(2 * ROW_HEIGHT + 1, 3 * ROW_HEIGHT)).toEqual({ from: 3, to: 3 });
    expect(axis.rowsIn(0, axis.height)).toEqual({ from: 1, to: 3 });
    expect(axis.bottomOf(3)).toBe(axis.height);
  });

  it("name both stages, mark the first difference and tell the guard that made it", async () => {
    const svg = comparisonSvg(await comparedVotes(), THEMES.light, { title: "Two <votes>" });
    expect(svg).toMatch(/<title id="[\w-]+">Two &lt;votes&gt;<\/title>/);
    expect(svg).toContain(">stage without-durable-vote</text>");
    expect(svg).toContain(">stage raft</text>");
    expect(svg.match(/the first difference</g)).toHaveLength(1);
    expect(svg).toContain("At stage raft this is not so: no vote for another than Cleo");
    expect(svg).toContain(">Election Safety violated</text>");
  });
});
