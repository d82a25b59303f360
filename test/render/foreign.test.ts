import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import { EXPORT_FORMATS, exportTrace } from "../../src/render/export.js";
import { flightsOf } from "../../src/render/flights.js";
import { ladderOf } from "../../src/render/ladder.js";
import { sentenceFor } from "../../src/render/narration.js";
import { AXIS_NAMES, scaleOf } from "../../src/render/spaceTime/axis.js";
import { frameOf } from "../../src/render/spaceTime/frame.js";
import { boxesOverlap } from "../../src/render/spaceTime/geometry.js";
import { layout } from "../../src/render/spaceTime/layout.js";
import type { Arrow, Picture } from "../../src/render/spaceTime/picture.js";
import { stateTable } from "../../src/render/stateTable.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { findSchemaProblems } from "../trace/checkLines.js";
import { anyForeignTrace, linesOf, type ForeignTrace } from "./foreign.js";
import { openLines } from "./runs.js";
import { arrowLabelBoxes, otherBoxes } from "./spaceTime/boxes.js";
import { wholePicture } from "./overview/farRuns.js";
import { parseXml } from "./xml.js";

/** Holds for any trace that an importer may write. */
async function everyTrace(
  runs: number,
  check: (trace: RecordedTrace, made: ForeignTrace) => void,
  most = 25,
): Promise<void> {
  const property = fc.asyncProperty(anyForeignTrace(most), async (made) => {
    check(await openLines(linesOf(made)), made);
  });
  await fc.assert(property, { numRuns: runs });
}

function pictures(trace: RecordedTrace): readonly Picture[] {
  return AXIS_NAMES.map((axis) => {
    const frame = frameOf(trace, "b1", undefined, scaleOf(trace, "b1", axis));
    return layout(trace, "b1", 1, trace.length("b1"), frame);
  });
}

function sendsOf({ events }: ForeignTrace): readonly number[] {
  const effects = events.flatMap((event) => event.effects ?? []);
  return effects.flatMap((effect) => (effect.effect === "send" ? effect.message : []));
}

function unsent({ events }: ForeignTrace): readonly number[] {
  return events.flatMap((event) =>
    event.event === "local" ? (event.noSend ?? []).map(() => event.at) : [],
  );
}

describe("any trace of another tool's log", () => {
  it("fits the schema and comes back as it was written", async () => {
    await everyTrace(150, (trace, made) => {
      expect(findSchemaProblems(linesOf(made))).toEqual([]);
      expect(JSON.stringify(trace.header)).toBe(JSON.stringify(made.header));
      for (const event of made.events) {
        expect(JSON.stringify(trace.event("b1", event.at))).toBe(JSON.stringify(event));
      }
    });
  });

  it("is drawn with every event, every message and every unknown sending once", async () => {
    await everyTrace(150, (trace, made) => {
      for (const { rows, arrows, lifelines } of pictures(trace)) {
        expect(rows.map(({ at }) => at)).toEqual(made.events.map(({ at }) => at));
        const [messages, stubs] = [arrows.filter(isSent), arrows.filter((one) => !isSent(one))];
        expect(messages.map(({ message }) => message)).toEqual(sendsOf(made));
        expect(stubs.map(({ endAt }) => endAt)).toEqual(unsent(made));
        expect(new Set(arrows.map(({ message }) => message)).size).toBe(arrows.length);
        for (const stub of stubs) {
          const line = ensure(lifelines.find(({ node }) => node === stub.to)?.x, "its lifeline");
          expect(stub).toMatchObject({ x2: line, fate: "noSend" });
          expect(stub.y1).toBeLessThan(stub.y2);
          expect(stub.x1).not.toBe(stub.x2);
        }
      }
    });
  });

  it("has no words over others", async () => {
    await everyTrace(100, (trace) => {
      for (const picture of pictures(trace)) {
        const boxes = [...arrowLabelBoxes(picture), ...otherBoxes(picture)];
        for (const [i, box] of boxes.entries()) {
          expect(boxes.slice(i + 1).filter((other) => boxesOverlap(box, other))).toEqual([]);
        }
      }
    });
  });

  it("has everything at the same place in every window", async () => {
    await everyTrace(
      60,
      (trace) => {
        const [whole] = pictures(trace);
        const known = new Map(whole?.arrows.map((arrow) => [arrow.message, arrow]));
        const length = trace.length("b1");
        for (let from = 1; from <= length; from += 7) {
          const part = layout(trace, "b1", from, from + 9);
          expect(part.rows).toEqual(whole?.rows.slice(from - 1, from + 9));
          for (const { node, stretches } of part.lifelines) {
            const line = ensure(
              whole?.lifelines.find((one) => one.node === node),
              "the line",
            );
            for (const { y1, y2, look } of stretches) {
              const same = line.stretches.find((one) => one.y1 <= y1 && one.y2 >= y2);
              expect(same?.look).toBe(look);
            }
          }
          const label = null;
          for (const arrow of part.arrows) {
            expect({ ...arrow, label }).toEqual({ ...known.get(arrow.message), label });
            if (arrow.label) expect(arrow.label).toEqual(known.get(arrow.message)?.label);
          }
        }
      },
      60,
    );
  });

  it("is told by every export, seen from everywhere", async () => {
    await everyTrace(25, (trace) => {
      const length = trace.length("b1");
      for (const format of EXPORT_FORMATS) {
        if (format === "ring") continue; // no log tells of one
        for (const at of [undefined, 0, Math.floor(length / 2)]) {
          const options = at === undefined ? { axis: "time" as const } : { at };
          const text = exportTrace(trace, { format, name: "log", ...options });
          if (!text.ok) throw new Error(JSON.stringify(text.problems));
          if (format === "svg" || format === "overview") parseXml(text.value);
        }
      }
    });
  });

  it("has every message once on a ladder, and none on its way at the end", async () => {
    await everyTrace(100, (trace, made) => {
      const length = trace.length("b1");
      const { rows, open } = ladderOf(trace, "b1", 1, length);
      const told = rows.flatMap(({ arrows }) => arrows.map(({ life }) => life.id));
      expect([...told].sort((a, b) => a - b)).toEqual(sendsOf(made));
      expect(open).toEqual([]);
      expect(flightsOf(trace, "b1", trace.world("b1", length))).toEqual([]);
    });
  });

  it("has every message and every unknown sending once in the far-out picture", async () => {
    await everyTrace(60, (trace, made) => {
      for (const zoom of [0.02, 0.3]) {
        const { strands } = wholePicture(trace, "order", zoom);
        const count = (some: typeof strands) => some.reduce((sum, one) => sum + one.count, 0);
        expect(count(strands.filter(({ fate }) => fate === "noSend"))).toBe(unsent(made).length);
        expect(count(strands.filter(({ fate }) => fate !== "noSend"))).toBe(sendsOf(made).length);
        expect(count(strands.filter(({ fate }) => fate === "noReceive"))).toBe(unreceived(trace));
      }
    });
  });

  it("is narrated and tabulated at every cursor", async () => {
    await everyTrace(60, (trace, made) => {
      for (let cursor = 0; cursor <= trace.length("b1"); cursor++) {
        const sentence = sentenceFor(trace, "b1", cursor);
        expect(sentence).toMatch(/^(Before the first event|Event \d+.*: .+)\.$|…$/s);
        expect(stateTable(trace, "b1", cursor).columns).toHaveLength(made.header.nodes.length);
      }
    });
  });
});

function unreceived(trace: RecordedTrace): number {
  const lives = trace.messages("b1", 1, trace.length("b1"));
  return lives.filter(({ fate }) => fate === "noReceive").length;
}

function isSent({ fate }: Arrow): boolean {
  return fate !== "noSend";
}
