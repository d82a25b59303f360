import { describe, expect, it } from "vitest";
import { ensure } from "../../../src/base/assert.js";
import { findProtocol } from "../../../src/protocols/catalogue.js";
import { compareStages, runStage } from "../../../src/session/comparison/compareStages.js";
import type { RunPath } from "../../../src/session/comparison/alignment.js";
import { openTrace } from "../../../src/trace/reader.js";
import { FIRST_BRANCH } from "../../../src/trace/records.js";
import { bytesOf, runText } from "../scenarioKit.js";

const raft = ensure(valueOf(findProtocol("raft")), "raft is in the catalogue");

/** Ben leads, restarts with the vote forgotten or kept, and is asked for it again. */
const STORM = `protocol raft
nodes Ana, Ben, Cleo
seed 1
run until moment "leader elected"
command Ben set x 1
drop Ben -> Ana AppendEntries
run 40ms
isolate Ben
run 300ms
heal
crash Ana
run 100ms
restart Ana
run 200ms
`;

describe("the same storm at another stage", () => {
  it("is the same run again at the stage it was recorded at, byte for byte", async () => {
    const { path, lines } = await recorded(STORM);
    const again = ensure(valueOf(await runStage(path, raft, "raft")), "it runs");
    const [, ...records] = lines;
    const [, ...made] = again.lines;
    expect(made).toEqual(records);
  });

  it("differs nowhere between a stage and itself", async () => {
    const { path } = await recorded(STORM);
    const same = ensure(valueOf(await compareStages(path, raft, ["raft", "raft"])), "it runs");
    expect(same.difference).toBeUndefined();
    expect(same.pairs.every(({ left, right }) => left === right)).toBe(true);
  });

  it("has every event of both runs exactly once and in order", async () => {
    const { path } = await recorded(STORM);
    const { left, right, pairs } = ensure(
      valueOf(await compareStages(path, raft, [someStage(), "raft"])),
      "it runs",
    );
    const numbers = (length: number) => Array.from({ length }, (_, place) => place + 1);
    const [lefts, rights] = [
      pairs.flatMap((p) => p.left ?? []),
      pairs.flatMap((p) => p.right ?? []),
    ];
    expect(lefts).toEqual(numbers(left.trace.length(FIRST_BRANCH)));
    expect(rights).toEqual(numbers(right.trace.length(FIRST_BRANCH)));
  });

  it("refuses a stage that is not there, with the ones that are", async () => {
    const { path } = await recorded(STORM);
    const refused = await compareStages(path, raft, ["raft", "rafft"]);
    expect(refused).toMatchObject({ ok: false });
    if (!refused.ok) expect(refused.problems[0]?.problem).toMatch(/rafft.*raft/);
  });
});

function someStage(): string {
  return ensure(raft.stages[0], "raft has stages").name;
}

async function recorded(text: string): Promise<{ path: RunPath; lines: readonly string[] }> {
  const { outcome, lines } = runText(text);
  expect(outcome).toMatchObject({ ok: true });
  const opened = ensure(valueOf(await openTrace(bytesOf(lines), { source: "x" })), "it opens");
  return { path: { trace: opened.trace, branch: FIRST_BRANCH }, lines };
}

function valueOf<V>(result: { ok: true; value: V } | { ok: false }): V | undefined {
  return result.ok ? result.value : undefined;
}
