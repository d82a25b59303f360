import { describe, expect, it } from "vitest";
import { alignRuns, cursorsAt, type RunPath } from "../../../src/session/comparison/alignment.js";
import { FIRST_BRANCH, type HeaderRecord } from "../../../src/trace/records.js";
import { TraceWriter } from "../../../src/trace/writer.js";
import { openLines } from "../../render/runs.js";

/** A run of one node whose timers fire, one each millisecond. */
async function timeouts(timers: readonly string[]): Promise<RunPath> {
  const lines: string[] = [];
  const writer = new TraceWriter((line) => lines.push(line));
  const header: HeaderRecord = {
    ...{ kind: "header", format: "lockstep-trace", version: 1, timed: true },
    nodes: [{ id: "n1", name: "Ana", kind: "server" }],
    kinds: { server: { roles: [], fields: [], lanes: [] } },
    ...{ invariants: [], questions: {}, routine: { messages: [], timers: [] } },
  };
  writer.write(header);
  const head = { kind: "event", branch: FIRST_BRANCH, event: "timeout", node: "n1" } as const;
  timers.forEach((timer, i) => {
    writer.write({ ...head, at: i + 1, timeMs: i + 1, timer });
  });
  writer.finish();
  return { trace: await openLines(lines), branch: FIRST_BRANCH };
}

describe("the events of two runs side by side", () => {
  it("have their common beginning, however much differs after it", async () => {
    const rest = (name: string) => Array.from({ length: 2_500 }, (_, i) => `${name}${i}`);
    const left = await timeouts(["same", "too", ...rest("left")]);
    const right = await timeouts(["same", "too", ...rest("right")]);
    const pairs = alignRuns(left, right);
    expect(pairs.slice(0, 5)).toEqual([
      { left: 1, right: 1 },
      { left: 2, right: 2 },
      ...[{ left: 3 }, { right: 3 }, { left: 4 }],
    ]);
    expect(pairs).toHaveLength(2 + 2 * 2_500);
  });

  it("are told as far as each run has come with a pair", async () => {
    const left = await timeouts(["a", "b", "c"]);
    const right = await timeouts(["a", "x", "b", "c"]);
    const pairs = alignRuns(left, right);
    expect(pairs[1]).toEqual({ right: 2 });
    expect(cursorsAt(pairs, 1)).toEqual({ left: 1, right: 2 });
    expect(cursorsAt(pairs, 2)).toEqual({ left: 2, right: 3 });
    expect(cursorsAt([], 0)).toEqual({ left: 0, right: 0 });
  });

  it("are all alike when one run goes on where the other ends", async () => {
    const [short, long] = [await timeouts(["a"]), await timeouts(["a", "b"])];
    expect(alignRuns(short, long)).toEqual([{ left: 1, right: 1 }, { right: 2 }]);
    expect(alignRuns(long, short)).toEqual([{ left: 1, right: 1 }, { left: 2 }]);
    expect(alignRuns(await timeouts([]), short)).toEqual([{ right: 1 }]);
  });
});
