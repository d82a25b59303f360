import { describe, expect, it } from "vitest";
import { TraceWriter } from "../../src/trace/writer.js";
import { makeLines, TraceMaker } from "./makeTrace.js";

describe("the writer", () => {
  it("gives equal bytes for equal runs", () => {
    const options = { statesEvery: 50, hashEvery: 70 };
    const first = makeLines({ seed: 9, events: 1500 }, options).join("");
    expect(makeLines({ seed: 9, events: 1500 }, options).join("")).toBe(first);
    expect(makeLines({ seed: 8, events: 1500 }, options).join("")).not.toBe(first);
  });

  it("writes what it was given at once, a line for a record", () => {
    const lines: string[] = [];
    const maker = new TraceMaker({ seed: 1 });
    const writer = new TraceWriter((line) => lines.push(line));
    writer.write(maker.header);
    expect(lines).toEqual([`${JSON.stringify(maker.header)}\n`]);
    const event = maker.next();
    writer.write(event);
    expect(lines.slice(1)).toEqual([`${JSON.stringify(event)}\n`]);
  });

  it("asks for states every so many events, right after the event", () => {
    const asked: number[] = [];
    const maker = new TraceMaker({ seed: 1 });
    const options = {
      statesEvery: 100,
      states: (_: string, after: number) => {
        asked.push(after);
        return maker.states();
      },
    };
    const writer = new TraceWriter(() => undefined, options);
    writer.write(maker.header);
    for (let i = 0; i < 350; i++) writer.write(maker.next());
    expect(asked).toEqual([100, 200, 300]);
  });

  it("asks more seldom when the states are large, so that they never outweigh the events", () => {
    const lines = makeLines({ seed: 1, events: 4000, logLength: 1000 }, { statesEvery: 10 });
    const size = (kind: string) =>
      lines.filter((line) => line.startsWith(`{"kind":"${kind}"`)).join("").length;
    expect(size("states")).toBeGreaterThan(100_000);
    expect(size("states")).toBeLessThan(size("event") * 1.1);
  });

  it("hashes every so many events, and at the end", () => {
    const lines = makeLines({ seed: 1, events: 250 }, { hashEvery: 100 });
    const hashes = lines.filter((line) => line.startsWith('{"kind":"hash"'));
    expect(hashes.map((line) => (JSON.parse(line) as { after: number }).after)).toEqual([
      100, 200, 250,
    ]);
    expect(
      makeLines({ seed: 1, events: 200 }, { hashEvery: 100 }).filter((line) =>
        line.includes('"hash"'),
      ),
    ).toHaveLength(2);
  });

  it("takes a record out of order for a mistake of its caller", () => {
    const maker = new TraceMaker({ seed: 1 });
    const [first, second] = [maker.next(), maker.next()];
    const writer = new TraceWriter(() => undefined);
    expect(() => writer.write(first)).toThrow("the header is the first record");
    writer.write(maker.header);
    expect(() => writer.write(second)).toThrow("event 2 cannot follow event 0");
    expect(() => writer.write({ ...first, branch: "b2" })).toThrow("unknown branch b2");
    const branch = { kind: "branch", id: "b2", parent: "b1", after: 3 } as const;
    expect(() => writer.write(branch)).toThrow(
      "branch b2 leaves after event 3, before it is written",
    );
  });
});
