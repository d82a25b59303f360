import fc from "fast-check";
import type { Json } from "../../src/trace/ids.js";

const words = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "$value",
    "__proto__",
    "constructor",
    "\ud800",
    "x\udfffy",
    "\u2028",
    "😀",
    "é",
  ),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.nat(900).map((length) => "long ".repeat(length / 5)),
);

const numbers = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(2 ** 53))
  .map((number) => (Object.is(number, -0) ? 0 : number));

/**
 * Any JSON, with what is hard about it made likely: keys that mean something elsewhere, lone
 * surrogates, long texts.
 */
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json; object: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    numbers,
    words,
    fc.array(tie("json"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.oneof(
    fc.array(fc.tuple(words, tie("json")), { maxLength: 4 }).map((all) => Object.fromEntries(all)),
    tie("json").map((json) => ({ $value: json })),
    tie("json").map((json) => ({ $value: [json] })),
    fc.constant({ $value: "v1" }),
  ),
})).json;

export const anyObject: fc.Arbitrary<{ readonly [key: string]: Json }> = fc
  .array(fc.tuple(words, anyJson), { maxLength: 4 })
  .map((all) => Object.fromEntries(all));

export const anyWord: fc.Arbitrary<string> = words;
