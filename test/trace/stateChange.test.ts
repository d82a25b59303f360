import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stateChange } from "../../src/trace/stateChange.js";
import type { Json, JsonObject } from "../../src/trace/ids.js";
import type { StateChange } from "../../src/trace/records.js";

/** What a reader of the trace does: `gone`, then `fields`, then `ranges`. */
function apply(before: JsonObject, change: StateChange | undefined): JsonObject {
  const after: { [field: string]: Json } = { ...before };
  for (const field of change?.gone ?? []) Reflect.deleteProperty(after, field);
  Object.assign(after, change?.fields);
  for (const [field, { start, remove, items }] of Object.entries(change?.ranges ?? {})) {
    const list = [...(after[field] as readonly Json[])];
    list.splice(start, remove, ...items);
    after[field] = list;
  }
  return after;
}

const entries = [{ term: 1 }, { term: 2 }, { term: 3 }] as const;
const lists = fc.array(fc.constantFrom<Json>(...entries, 1, "a"), { maxLength: 6 });
const states = fc.dictionary(
  fc.constantFrom("log", "term", "vote"),
  fc.oneof(lists, fc.nat(2), fc.constant(null)),
);

describe("the difference of two states", () => {
  it("leads from the first to the second", () => {
    fc.assert(
      fc.property(states, states, (before, after) => {
        expect(apply(before, stateChange(before, after))).toEqual(after);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, JsonObject, JsonObject, StateChange | undefined]>([
    ["nothing, for the same content", { a: 1, log: [1] }, { a: 1, log: [1] }, undefined],
    ["only the fields that changed", { a: 1, b: 2 }, { a: 1, b: 3 }, { fields: { b: 3 } }],
    ["fields that are gone", { a: 1, b: 2 }, { a: 1 }, { gone: ["b"] }],
    [
      "an appended entry alone",
      { log: [1, 2] },
      { log: [1, 2, 3] },
      { ranges: { log: { start: 2, remove: 0, items: [3] } } },
    ],
    [
      "what changed in the middle of an array",
      { log: [1, 2, 3, 4] },
      { log: [1, 7, 8, 4] },
      { ranges: { log: { start: 1, remove: 2, items: [7, 8] } } },
    ],
    [
      "a cut suffix",
      { log: [1, 2, 3] },
      { log: [1] },
      { ranges: { log: { start: 1, remove: 2, items: [] } } },
    ],
    [
      "a whole array when nothing of it stayed",
      { log: [1] },
      { log: [2] },
      { fields: { log: [2] } },
    ],
  ])("tells %s", (_, before, after, change) => {
    expect(stateChange(before, after)).toEqual(change);
  });

  it("tells all fields of a first state, and takes undefined for absent", () => {
    expect(stateChange(undefined, { a: 1, b: undefined })).toEqual({ fields: { a: 1 } });
    expect(stateChange({ a: 1 }, { a: undefined })).toEqual({ gone: ["a"] });
  });

  it("takes names that mean something to programs as names", () => {
    const state = JSON.parse('{"__proto__": 1, "constructor": 2}') as JsonObject;
    const change = stateChange({}, state);
    expect(JSON.stringify(change)).toBe('{"fields":{"__proto__":1,"constructor":2}}');
    expect(stateChange(state, {})).toEqual({ gone: ["__proto__", "constructor"] });
  });

  it("is nothing for the same object", () => {
    const state = { log: [1] };
    expect(stateChange(state, state)).toBeUndefined();
  });
});
