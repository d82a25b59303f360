import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/trace/canonicalJson.js";
import type { Json } from "../../src/trace/ids.js";
import { openTrace } from "../../src/trace/reader.js";
import { bytesOf, makeLines } from "./makeTrace.js";
import { anyJson } from "./arbitrary.js";
import { makeTree } from "./treeOfBranches.js";

/**
 * The canonical form as the format's documentation words it, by other means than ours: sort, then
 * print.
 */
function sortedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedCopy);
  if (typeof value !== "object" || value === null) return value;
  return new Map(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sortedCopy(v)]),
  );
}

function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join()}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  return `{${[...value].map(([k, v]) => `${JSON.stringify(k)}:${print(v)}`).join()}}`;
}

describe("the canonical form", () => {
  it("is what the documentation says, for any JSON", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonicalJson(value)).toBe(print(sortedCopy(value)));
        expect(canonicalJson(JSON.parse(canonicalJson(value)) as Json)).toBe(canonicalJson(value));
      }),
      { numRuns: 1000 },
    );
  });

  it("is RFC 8785's, by its own examples", () => {
    // Section 3.2.2 and 3.2.3 of the RFC.
    const numbers = [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
    expect(canonicalJson(numbers)).toBe("[333333333.3333333,1e+30,4.5,0.002,1e-27]");
    const keys = {
      "\u20ac": 1,
      "\r": 2,
      "\ufb33": 3,
      "1": 4,
      "\u0080": 5,
      "\ud83d\ude00": 6,
      "\u00f6": 7,
    };
    expect(
      Object.values(
        JSON.parse(
          `[${canonicalJson(keys)
            .replace(/"[^"]*":/g, "")
            .slice(1, -1)}]`,
        ) as number[],
      ),
    ).toEqual([2, 4, 5, 7, 1, 6, 3]);
  });
});

describe("hashes", () => {
  it.each([1, 2])(
    "are SHA-256 over a branch's own events, as node computes it (seed %d)",
    async (seed) => {
      const { lines, paths } = makeTree(seed, 1000);
      const opened = await openTrace(bytesOf(lines), { source: "a" });
      if (!opened.ok) throw new Error("does not open");
      const { trace } = opened.value;
      for (const [branch, { events }] of paths) {
        const first = trace.branches.find(({ id }) => id === branch)?.after;
        for (const { after, sha256 } of trace.hashes(branch)) {
          const own = events.slice(first, after);
          const text = own.map((event) => `${print(sortedCopy(event))}\n`);
          expect(sha256).toBe(createHash("sha256").update(text.join("")).digest("hex"));
        }
      }
      expect(trace.hashes("b1").map(({ after }) => after)).toEqual([30, 60, 90, 110]);
      expect(trace.hashes("b3").map(({ after }) => after)).toEqual([100, 120]);
    },
  );

  it("do not depend on how values are stored", () => {
    const hashOf = (lines: readonly string[]) => lines.filter((line) => line.includes('"hash"'));
    const often = makeLines({ seed: 3, events: 400 }, { statesEvery: 1 });
    const seldom = makeLines({ seed: 3, events: 400 });
    expect(often.length).not.toBe(seldom.length);
    expect(hashOf(often)).toEqual(hashOf(seldom));
  });
});
