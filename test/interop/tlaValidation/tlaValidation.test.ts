import { describe, expect, it } from "vitest";
import { applied, changedAt } from "../../../src/interop/tlaValidation/operations.js";
import { problemsOf, sample } from "../kit.js";
import { importedLog, text } from "../ndjson/kit.js";

describe("a log for the validation of traces by TLC", () => {
  it("has its nodes in paths of changes: two-phase commit", async () => {
    const log = await importedLog(sample("tla-trace-validation/twophase-8RM.VEA.ndjson"));
    const managers = [...Array(8).keys()].map((place) => `rm-${place}`);
    expect(log.names).toEqual([...managers, "shared"]);
    expect(log.messages).toEqual([]);
    expect(log.trace.header.origin?.format).toBe("TLA+ trace validation log");
    // 34 lines, and the 8 of RMPrepare change the shared msgs as well.
    expect(log.length).toBe(42);
    const { nodes } = log.trace.world("b1", log.length);
    expect(nodes.get("n1")?.state).toEqual({ rmState: "committed" });
    const shared = nodes.get("n9")?.state;
    expect(shared?.msgs).toHaveLength(9);
    expect(new Set(shared?.tmPrepared as string[])).toEqual(new Set(managers));
    expect(log.labels.slice(0, 3)).toEqual([
      "RMPrepare",
      'msgs: AddElement {"rm":"rm-0","type":"Prepared"}',
      "TMRcvPrepared",
    ]);
  });

  it("may tell variables alone, or events alone", async () => {
    const variables = await importedLog(sample("tla-trace-validation/twophase-4RM.V.ndjson"));
    expect(variables.names).toEqual(["rm-0", "rm-1", "rm-2", "rm-3", "shared"]);
    expect(variables.labels[0]).toBe('rmState: Update "prepared"');
    const events = await importedLog(sample("tla-trace-validation/twophase-4RM.E.ndjson"));
    expect([events.names, events.length]).toEqual([["shared"], 18]);
    expect(events.inferred).toContain("The log names no nodes: everything is on one lifeline.");
  });

  it("keeps what each of a store's clients wrote: lines 2 to 11", async () => {
    const log = await importedLog(sample("tla-trace-validation/kvs-4C.VEA.ndjson"));
    expect(log.names).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "shared"]);
    const { id, state } = log.nodeAfter("Add 2, V19");
    expect(id).toBe("n1");
    expect(state).toEqual({ written: [1, 2], snapshotStore: { "1": "V8", "2": "V19" } });
    expect(log.trace.world("b1", 2).nodes.get("n11")?.state).toEqual({ tx: ["0"] });
    expect(log.trace.world("b1", log.length).nodes.get("n11")?.state).toEqual({ tx: [] });
  });

  it("is sorted by its clock when all lines have one", async () => {
    const lines = [
      { event: "B", event_args: ["x"], clock: 2 },
      { event: "A", event_args: ["y"], clock: 1, desc: "why" },
    ];
    const log = await importedLog(text(...lines));
    expect(log.labels).toEqual(["A", "B"]);
    expect(log.names).toEqual(["y", "x", "shared"]);
    expect(log.events[0]?.notes).toEqual([{ template: "{desc}", facts: { desc: "why" } }]);
  });

  it.each([
    [
      { event: "A", x: [{ op: "Update", path: "p", args: [] }] },
      "x[0]: expected an operation with op, path and args, found an object",
    ],
    [{ event: 3, x: [{ op: "Update", path: [], args: [1] }] }, "event: expected a text, found 3"],
    [{ event: "A", event_args: 3 }, "event_args: expected a list, found 3"],
    [
      { x: [{ op: "Clear", path: [], args: [] }], y: "z" },
      'y: expected a list of operations, found "z"',
    ],
  ])("is refused with its line: %j", async (line, problem) => {
    const log = text({ event: "A" }, line);
    const told = await problemsOf(log, { source: "a.ndjson", format: "tla-validation" });
    expect(told).toEqual([`a.ndjson:2: ${problem}`]);
  });

  it("says which operations it does not know", async () => {
    const log = await importedLog(text({ x: [{ op: "Frob", path: ["a"], args: [] }] }));
    expect(log.inferred).toContain("Operations Frob are not known and change nothing: 1.");
  });
});

describe("an operation", () => {
  it.each([
    ["Update", [1], [2], 2],
    ["Init", [1], [], null],
    ["AddElement", [1], [2], [1, 2]],
    ["AddElement", [{ a: 1, b: 2 }], [{ b: 2, a: 1 }], [{ a: 1, b: 2 }]],
    ["AddElements", [1], [[1, 3]], [1, 3]],
    ["RemoveElement", [1, 2], [1], [2]],
    ["Clear", [1, 2], [], []],
    ["AddElementToBag", [1], [1], [1, 1]],
    ["RemoveFromBag", [1, 1], [1], [1]],
    ["AppendElement", [1], [1], [1, 1]],
    ["SetKey", { a: 1 }, ["b", 2], { a: 1, b: 2 }],
    ["SetKey", {}, [7, 2], { "7": 2 }],
    ["ResetKey", { a: 1 }, ["a"], { a: null }],
    ["UpdateRec", { a: 1, b: 1 }, [{ a: 2 }], { a: 2, b: 1 }],
    ["Add", 3, [2], 5],
    ["Sub", 3, [2], 1],
    ["Unchanged", 3, [2], 3],
    ["Frob", 3, [2], undefined],
  ])("%s of %j and %j is %j", (op, old, args, value) => {
    expect(applied(op, old, args)).toEqual(value);
  });

  it("changes what its path leads to, and only that", () => {
    const old = { a: { b: 1, c: 2 } };
    expect(changedAt(old, ["a", "b"], () => 5)).toEqual({ a: { b: 5, c: 2 } });
    expect(changedAt(undefined, ["__proto__"], () => 5)).toEqual(JSON.parse('{"__proto__": 5}'));
    expect(old).toEqual({ a: { b: 1, c: 2 } });
  });
});
