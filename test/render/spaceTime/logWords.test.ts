/** What a log says of its events, in pictures of real logs. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openLog } from "../../../src/interop/import.js";
import { scaleOf } from "../../../src/render/spaceTime/axis.js";
import { frameOf } from "../../../src/render/spaceTime/frame.js";
import { layout } from "../../../src/render/spaceTime/layout.js";
import type { Picture, Row } from "../../../src/render/spaceTime/picture.js";
import { openTrace } from "../../../src/trace/reader.js";
import { FIRST_BRANCH } from "../../../src/trace/records.js";
import { repository } from "../../tidy/source.js";
import { good } from "../../simulator/runs.js";

/** As wide as the diagram of an editor beside its table. */
const ROOM = 850;

async function drawn(log: string, to: number, axis: "order" | "time" = "order"): Promise<Picture> {
  const bytes = readFileSync(`${repository}/test/samples/${log}`);
  const pause = () => Promise.resolve();
  const read = good(await openLog(bytes, { source: log, pause }));
  const { bytes: written } = good(await read.trace());
  const { trace } = good(await openTrace(written, { source: log, pause }));
  const frame = frameOf(trace, FIRST_BRANCH, ROOM, scaleOf(trace, FIRST_BRANCH, axis));
  return layout(trace, FIRST_BRANCH, 1, to, frame);
}

function isWhole({ label, full }: Row): boolean {
  return label === full;
}

describe("the words of a log's events", () => {
  it.each([
    ["shiviz/govector-RpcClientServer.log", 10, 1],
    ["shiviz/chord.log", 200, 0.95],
    ["shiviz/simpledb.log", 200, 0.5],
    ["etcd-raft/example.ndjson", 100, 0.85],
    ["ccf-raft/replicate.ndjson", 62, 0.9],
    ["tla-trace-validation/twophase-4RM.E.ndjson", 18, 1],
  ])("are there in %s, and whole as far as there is room", async (log, to, share) => {
    const { rows } = await drawn(log, to);
    expect(rows).toHaveLength(to);
    expect(rows.filter(({ label }) => label === "")).toEqual([]);
    expect(rows.filter(isWhole).length / to).toBeGreaterThanOrEqual(share);
  });

  it("stay out of the gutter and of the notes, and cover no mark", async () => {
    const { rows, gutter, notesX } = await drawn("shiviz/chord.log", 300);
    for (const { labelX, labelWidth, labelY } of rows) {
      expect(labelX).toBeGreaterThanOrEqual(gutter);
      expect(labelX + labelWidth).toBeLessThanOrEqual(notesX);
      const covered = rows.filter(({ x = 0, y }) => {
        return Math.abs(y - labelY) < 8 && x > labelX && x < labelX + labelWidth;
      });
      expect(covered).toEqual([]);
    }
  });

  it("keep to their column by time, where others have the same height", async () => {
    const log = "shiviz/reliable-broadcast.log";
    const { rows, lifelines } = await drawn(log, 100, "time");
    const [first, second] = lifelines;
    const spacing = (second?.x ?? 0) - (first?.x ?? 0);
    expect(Math.max(...rows.map(({ labelWidth }) => labelWidth))).toBeLessThan(spacing);
    const byOrder = await drawn(log, 100);
    expect(Math.max(...byOrder.rows.map(({ labelWidth }) => labelWidth))).toBeGreaterThan(spacing);
  });
});
