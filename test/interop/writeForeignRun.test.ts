import { describe, expect, it } from "vitest";
import type { ForeignRun } from "../../src/interop/foreignRun.js";
import { nodeNames } from "../../src/interop/nodeNames.js";
import { writeForeignRun } from "../../src/interop/writeForeignRun.js";
import type { Json } from "../../src/trace/ids.js";
import { FIRST_BRANCH } from "../../src/trace/records.js";
import { eventsOf, readBack, value } from "./kit.js";

const ORIGIN = { format: "test log", source: "a.log" };

function runWith(events: ForeignRun["events"]): ForeignRun {
  return {
    title: "",
    nodes: ["a", "b"].map((name) => ({ name, kind: "host" })),
    kinds: { host: { roles: [], fields: [], lanes: [] } },
    timed: false,
    events,
    inferred: [],
  };
}

function written(run: ForeignRun) {
  return writeForeignRun(run, ORIGIN, () => Promise.resolve());
}

describe("a run of another tool as a trace", () => {
  it("keeps several sends, receives and stubs of one event together", async () => {
    const send = { to: 1, type: "m", label: "m", body: null };
    const noSend = [{ from: 1, type: "old", label: "old", body: { x: 1 } }];
    const trace = await readBack(
      value(
        await written(
          runWith([
            { node: 0, happening: "start", label: "" },
            { node: 0, label: "sends", sends: [{ key: "x", ...send }] },
            { node: 0, label: "again", sends: [{ key: "y", ...send }], noSend },
            { node: 1, label: "hears", receives: ["y", "x"] },
            { node: 1, happening: "crash", label: "" },
          ]),
        ),
      ),
    );
    const [start, first, second, third, crash] = eventsOf(trace);
    expect(start).toMatchObject({ event: "start", node: "n1" });
    expect(first).toMatchObject({ label: "sends", effects: [{ message: 1, to: "n2" }] });
    expect(second).toMatchObject({
      effects: [{ message: 2 }],
      noSend: [{ from: "n2", type: "old", body: { x: 1 } }],
    });
    expect(third).toMatchObject({ event: "local", received: [2, 1] });
    expect(crash).toMatchObject({ event: "crash", node: "n2" });
    expect(trace.header.title).toBe("a.log");
  });

  it("stores of a state only what changed, by value", async () => {
    const states: readonly { readonly [field: string]: Json }[] = [
      { log: [{ term: 1 }, { term: 1 }], vote: { for: "n1" }, term: 1 },
      { log: [{ term: 1 }, { term: 1 }, { term: 2 }], vote: { for: "n1" }, term: 1 },
      { log: [{ term: 1 }, { term: 1 }, { term: 2 }], vote: { for: "n1" } },
    ];
    const events = states.map((state) => ({ node: 0, label: "x", state }));
    const trace = await readBack(value(await written(runWith(events))));
    expect(eventsOf(trace).map(({ change }) => change)).toEqual([
      { fields: states[0] },
      { ranges: { log: { start: 2, remove: 0, items: [{ term: 2 }] } } },
      { gone: ["term"] },
    ]);
    expect(trace.world(FIRST_BRANCH, 3).nodes.get("n1")?.state).toEqual(states[2]);
  });

  it("refuses what no trace can hold, with the event", async () => {
    let deep: Json = 1;
    for (let i = 0; i < 200; i++) deep = [deep];
    const events = [
      { node: 1, label: "fine" },
      { node: 1, label: "deep", state: { deep } },
    ];
    const { problems } = (await written(runWith(events))) as {
      readonly problems: readonly { readonly problem: string }[];
    };
    expect(problems[0]?.problem).toMatch(/^event 2, at b: .*at most 100 levels of nesting/);
  });

  it("lets the event loop turn while it writes", async () => {
    let turns = 0;
    const events = Array.from({ length: 5000 }, () => ({ node: 0, label: "x" }));
    await writeForeignRun(runWith(events), ORIGIN, () => {
      turns += 1;
      return Promise.resolve();
    });
    expect(turns).toBeGreaterThan(5);
  });
});

describe("names of nodes", () => {
  it("stay as they are when a trace may have them", () => {
    expect(nodeNames(["a", "ß", "日本", "a b"])).toEqual({
      names: ["a", "ß", "日本", "a b"],
      inferred: [],
    });
  });

  it("lose what long ones have in common", () => {
    const common = "host.example.".repeat(4);
    const { names, inferred } = nodeNames([`${common}one[main]`, `${common}two[main]`]);
    expect(names).toEqual(["one", "two"]);
    expect(inferred).toHaveLength(1);
  });

  it("are told apart when they look alike", () => {
    const long = (end: string): string => `${"x".repeat(30)}${end}${"y".repeat(30)}`;
    const { names } = nodeNames([long("a"), long("b"), "", "", "\u202e", "\\u{202e}"]);
    expect(new Set(names).size).toBe(6);
    expect(names.slice(2)).toEqual(["(no name)", "(no name) (2)", "\\u{202e}", "\\u{202e} (2)"]);
    expect(Math.max(...names.map((name) => [...name].length))).toBe(40);
  });
});
