import Ajv from "ajv";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeBadInput } from "../../../src/base/result.js";
import { parseMapping } from "../../../src/interop/ndjson/mapping.js";
import { repository } from "../../tidy/source.js";

const isSchemaValid = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(`${repository}/media/lockstep.import.schema.json`, "utf8")) as object,
);

function preset(name: string): { [key: string]: unknown } {
  const file = `${repository}/src/interop/ndjson/presets/${name}.json`;
  return JSON.parse(readFileSync(file, "utf8")) as { [key: string]: unknown };
}

/** What is wrong with the mapping, as it is told. */
function problems(json: string): readonly string[] {
  const parsed = parseMapping(json, "m.json");
  return parsed.ok ? [] : parsed.problems.map(describeBadInput);
}

describe("a mapping", () => {
  it.each(["etcdRaft", "ccfRaft2023", "ccfRaft2023April", "ewd998"])(
    "%s that ships is sound, also for an editor's completion",
    (name) => {
      expect(problems(JSON.stringify(preset(name)))).toEqual([]);
      expect(isSchemaValid(preset(name))).toBe(true);
    },
  );

  it("may have comments and a comma too many", () => {
    expect(problems('{\n  // who\n  "node": "n", /* what */ "event": "e",\n}')).toEqual([]);
  });

  it.each([
    ['{"node": "n"}', "m.json:1:1: event: expected it to be there, found nothing"],
    [
      '{\n  "node": 3,\n  "event": "e"\n}',
      "m.json:2:3: node: expected a path, or an object with `at`, found 3",
    ],
    [
      '{"node": "n", "event": "e",\n "evnt": "e"}',
      "m.json:2:2: evnt: expected no member of this name; did you mean event?",
    ],
    [
      '{"node": "n", "event": "e", "message": {"key": "k"},\n  "sends": ["s", 4]}',
      "m.json:2:3: sends: expected a text or a list of texts, found a list of 2",
    ],
    [
      '{"node": "n", "event": "e",\n "role": {"at": "r", "tones": {"L": "loud"}}}',
      'm.json:2:32: role.tones.L: expected a tone, or `name` and `tone`, found "loud"',
    ],
    [
      '{"node": "n", "event": "e",\n "time": {"at": "t", "unit": "min"}}',
      'm.json:2:22: time.unit: expected s, ms, us, ns or date, found "min"',
    ],
    [
      '{"node": "n", "event": "e", "sends": "s"}',
      "m.json:1: message: expected what tells the messages of sends, found nothing",
    ],
    [
      '{"node": "n", "event": "e", "message": {"from": "f"}}',
      "m.json:1: message: expected a key or a body, found neither: what is equal in both lines?",
    ],
    [
      '{"node": "n", "event": "e", "order": "clock"}',
      "m.json:1: clock: expected where the vector clock is, found nothing",
    ],
    ["[]", "m.json:1:1: the mapping: expected an object, found a list of 0"],
    ['{"node": "n"', "m.json:1:13: is no JSON: close brace expected"],
    ["", "m.json:1:1: is no JSON: value expected"],
    ["[".repeat(100_000), "m.json:1:21: expected at most 20 levels of nesting"],
  ])("%s is refused at its place", (json, problem) => {
    expect(problems(json)).toEqual([problem]);
  });

  it("is refused by the schema of editors exactly when it is refused here", () => {
    const whole = preset("etcdRaft");
    for (const mutant of mutants(whole)) {
      const isSound = problems(JSON.stringify(mutant)).length === 0;
      const needsOthers = !("message" in mutant) || "order" in mutant;
      if (!needsOthers) expect([mutant, isSchemaValid(mutant)]).toEqual([mutant, isSound]);
    }
  });
});

/** The value with one part after the other taken away, or replaced by values of other types. */
function mutants(value: unknown): { [key: string]: unknown }[] {
  const copies: { [key: string]: unknown }[] = [];
  const whole = value as { [key: string]: unknown };
  const walk = (part: unknown, put: (changed: unknown) => unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const [key, member] of Object.entries(part)) {
      const withPart = (changed: unknown): unknown => {
        const copy: { [key: string]: unknown } | unknown[] = Array.isArray(part)
          ? [...(part as unknown[])]
          : { ...part };
        if (changed === undefined) Reflect.deleteProperty(copy, key);
        else Reflect.set(copy, key, changed);
        return put(copy);
      };
      const changes = [
        ...(Array.isArray(part) ? [] : [undefined]),
        3,
        "",
        true,
        null,
        [],
        {},
        ["x"],
        { x: "y" },
      ];
      for (const change of changes) {
        copies.push(withPart(change) as { [key: string]: unknown });
      }
      walk(member, withPart);
    }
  };
  walk(whole, (changed) => changed);
  return copies;
}
