import { describe, expect, it } from "vitest";
import {
  fillParameters,
  parseParameter,
  type AnyParameterSpecs,
} from "../../src/protocol/parameters.js";

const specs: AnyParameterSpecs = {
  durable: { type: "boolean", about: "", default: true },
  peers: { type: "integer", about: "", default: 3, min: 1, max: 9 },
  order: { type: "choice", about: "", default: "fifo", values: ["fifo", "causal"] },
};

const problems = (given: { readonly [name: string]: unknown }): readonly string[] => {
  const filled = fillParameters(specs, given, "feature");
  return filled.ok ? [] : filled.problems.map(({ problem }) => problem);
};

describe("Filling parameters", () => {
  it("takes defaults where nothing is given", () => {
    const value = { durable: true, peers: 5, order: "fifo" };
    expect(fillParameters(specs, { peers: 5 }, "feature")).toEqual({ ok: true, value });
  });

  it("tells every wrong value, with what was expected and found", () => {
    expect(problems({ durable: "yes", peers: 10, order: "lifo" })).toEqual([
      'feature durable: expected true or false, found "yes"',
      "feature peers: expected an integer from 1 to 9, found 10",
      'feature order: expected one of fifo, causal, found "lifo"',
    ]);
    expect(problems({ peers: 1.5 })).toHaveLength(1);
    expect(problems({ peers: "3" })).toHaveLength(1);
  });

  it("tells every unknown name and the one that was probably meant", () => {
    expect(problems({ durabel: true, toString: 1 })).toEqual([
      'unknown feature "durabel"; did you mean durable? Known: durable, peers, order',
      'unknown feature "toString"; known: durable, peers, order',
    ]);
    expect(fillParameters({}, { x: 1 }, "config")).toMatchObject({
      problems: [{ problem: 'unknown config "x"; there is none' }],
    });
  });
});

describe("Reading a parameter from text", () => {
  const read = (name: string, text: string) => {
    const spec = specs[name];
    if (spec === undefined) throw new Error(name);
    const parsed = parseParameter(spec, text);
    return parsed.ok ? parsed.value : parsed.problems[0]?.problem;
  };

  it("knows on and off, integers and the choices", () => {
    expect(["true", "on"].map((text) => read("durable", text))).toEqual([true, true]);
    expect(["false", "off"].map((text) => read("durable", text))).toEqual([false, false]);
    expect(read("peers", "7")).toBe(7);
    expect(read("order", "causal")).toBe("causal");
  });

  it("refuses everything else with what it found", () => {
    expect(read("durable", "1")).toBe('expected true or false, found "1"');
    expect(read("peers", "7.0")).toBe('expected an integer from 1 to 9, found "7.0"');
    expect(read("peers", "0")).toBe("expected an integer from 1 to 9, found 0");
    expect(read("order", "")).toBe('expected one of fifo, causal, found ""');
  });
});
