import type { BranchId } from "../../src/trace/ids.js";
import type { EventRecord, StatesRecord } from "../../src/trace/records.js";
import { TraceWriter } from "../../src/trace/writer.js";
import { TraceMaker } from "./makeTrace.js";

/** One path of a tree: what each cursor of it should show. */
export interface Path {
  readonly events: EventRecord[];
  /** By cursor, from 0. */
  readonly worlds: StatesRecord[];
}

interface Growing extends Path {
  readonly maker: TraceMaker;
  /** By cursor: makers that go on from there. */
  readonly standing: TraceMaker[];
}

/**
 * A tree: b2 leaves b1 after 40, b3 leaves b2 after 70, b4 leaves b2 after 20 (which b2 shares with
 * b1), b5 leaves b1 before its first event. Their events are written by turns.
 */
export function makeTree(seed: number, statesEvery: number) {
  const lines: string[] = [];
  const paths = new Map<BranchId, Growing>();
  const writer = new TraceWriter((line) => lines.push(line), {
    statesEvery,
    hashEvery: 30,
    states: (branch) => pathOf(branch).maker.states(),
  });
  const pathOf = (branch: BranchId): Growing => {
    const path = paths.get(branch);
    if (path === undefined) throw new Error(`no branch ${branch}`);
    return path;
  };
  const grow = (branch: BranchId, to: number): void => {
    const { maker, events, worlds, standing } = pathOf(branch);
    while (events.length < to) {
      const event = maker.next();
      events.push(event);
      worlds.push(maker.states());
      standing.push(maker.branchOff(branch, 0));
      writer.write(event);
    }
  };
  const leave = (id: BranchId, parent: BranchId, after: number): void => {
    const from = pathOf(parent);
    const maker = (from.standing[after] ?? from.maker).branchOff(id, seed + paths.size);
    const [events, worlds] = [from.events.slice(0, after), from.worlds.slice(0, after + 1)];
    paths.set(id, { maker, events, worlds, standing: from.standing.slice(0, after + 1) });
    writer.write({ kind: "branch", id, parent, after });
  };
  const first = new TraceMaker({ seed });
  const standing = [first.branchOff("b1", 0)];
  paths.set("b1", { maker: first, events: [], worlds: [first.states()], standing });
  writer.write(first.header);
  grow("b1", 60);
  leave("b2", "b1", 40);
  grow("b2", 55);
  grow("b1", 90);
  grow("b2", 100);
  leave("b3", "b2", 70);
  leave("b4", "b2", 20);
  leave("b5", "b1", 0);
  grow("b3", 120);
  grow("b5", 80);
  grow("b4", 95);
  grow("b1", 110);
  writer.finish();
  return { lines, paths: paths as ReadonlyMap<BranchId, Path> };
}
