import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appendMissing,
  containsEntry,
  entriesFrom,
  firstDifference,
  isAtLeastAsUpToDate,
  lastLogIndex,
  lastLogTerm,
  mergeEntries,
  sameEntry,
  termAt,
} from "../../../src/protocols/raft/log.js";
import { quorumIndex, quorumSize } from "../../../src/protocols/raft/quorum.js";
import { freeze, logOf } from "./helpers.js";

const log = freeze(logOf(1, 1, 3));

describe("The log", () => {
  it("counts indexes from 1, and has term 0 where it has no entry", () => {
    expect([-1, 0, 1, 2, 3, 4].map((index) => termAt(log, index))).toEqual([0, 0, 1, 1, 3, 0]);
    expect([lastLogIndex(log), lastLogTerm(log)]).toEqual([3, 3]);
    expect([lastLogIndex([]), lastLogTerm([])]).toEqual([0, 0]);
  });

  it("contains the place before its first entry, and nothing behind its last", () => {
    expect(containsEntry([], 0, 0)).toBe(true);
    expect(containsEntry(log, 3, 3)).toBe(true);
    expect(containsEntry(log, 3, 1)).toBe(false);
    expect(containsEntry(log, 4, 0)).toBe(false);
  });

  it("gives the entries from an index on", () => {
    expect(entriesFrom(log, 2)).toEqual(log.slice(1));
    expect(entriesFrom(log, 4)).toEqual([]);
  });

  it("compares entries by term and command, and a missing one with nothing", () => {
    expect(sameEntry(log[0], { term: 1, command: "set k1 t1" })).toBe(true);
    expect(sameEntry(log[0], { term: 2, command: "set k1 t1" })).toBe(false);
    expect(sameEntry(log[0], { term: 1, command: "set k1 t2" })).toBe(false);
    expect(sameEntry(log[0], undefined)).toBe(false);
  });

  it("finds the first difference inside a range of indexes", () => {
    expect(firstDifference(log, logOf(1, 2, 3), 1, 3)).toBe(2);
    expect(firstDifference(log, logOf(1, 2, 3), 3, 3)).toBeUndefined();
    expect(firstDifference(log, logOf(1, 1), 1, 3)).toBe(3);
  });

  it("keeps the same array when a merge or an append brings nothing new", () => {
    expect(mergeEntries(log, 1, logOf(1, 1).slice(1))).toBe(log);
    expect(mergeEntries(log, 3, [])).toBe(log);
    expect(appendMissing(log, 0, logOf(7, 7))).toBe(log);
  });
});

const terms = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 8 });

describe("Merging entries", () => {
  it("agrees with a merge that takes one entry after the other", () => {
    fc.assert(
      fc.property(terms, terms, fc.nat(8), (mine, theirs, prev) => {
        const before = logOf(...mine);
        const prevLogIndex = Math.min(prev, before.length);
        const entries = logOf(...theirs).slice(prevLogIndex);
        const slow = [...before];
        entries.forEach((entry, i) => {
          const index = prevLogIndex + 1 + i;
          if (slow[index - 1]?.term !== entry.term) slow.splice(index - 1, Infinity, entry);
        });
        expect(mergeEntries(before, prevLogIndex, entries)).toEqual(slow);
      }),
    );
  });
});

describe("Up to date (§5.4.1)", () => {
  it("is a total order: of two logs at least one is as up to date as the other", () => {
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        const end = (log: ReturnType<typeof logOf>) => ({
          lastLogIndex: lastLogIndex(log),
          lastLogTerm: lastLogTerm(log),
        });
        const [left, right] = [logOf(...a), logOf(...b)];
        const there = isAtLeastAsUpToDate(end(left), right);
        const back = isAtLeastAsUpToDate(end(right), left);
        expect(there || back).toBe(true);
        const same = lastLogTerm(left) === lastLogTerm(right) && left.length === right.length;
        expect(there && back).toBe(same);
      }),
    );
  });
});

describe("A quorum", () => {
  it("is more than half, and no smaller set is", () => {
    for (let servers = 1; servers <= 20; servers++) {
      expect(quorumSize(servers) * 2).toBeGreaterThan(servers);
      expect((quorumSize(servers) - 1) * 2).toBeLessThanOrEqual(servers);
    }
  });

  it("has reached the index that counting finds, from the highest down", () => {
    const indexes = fc.array(fc.nat(12), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(indexes, (reached) => {
        let index = 12;
        while (reached.filter((one) => one >= index).length * 2 <= reached.length) index--;
        expect(quorumIndex(reached)).toBe(index);
      }),
    );
  });
});
