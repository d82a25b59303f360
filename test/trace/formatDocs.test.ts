import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EventHash } from "../../src/trace/hash.js";
import { openTrace } from "../../src/trace/reader.js";
import { RECORD_SHAPES } from "../../src/trace/recordShapes.js";
import { findSchemaProblems } from "./checkLines.js";
import { bytesOf } from "./makeTrace.js";

const docs = readFileSync(new URL("../../docs/trace-format.md", import.meta.url), "utf8");
const schema = readFileSync(new URL("../../docs/trace.schema.json", import.meta.url), "utf8");

/** The documentation's traces: records are broken into lines, with empty lines between. */
const examples = [...docs.matchAll(/```json\n([^`]*)```/g)].map(([, block = ""]) =>
  block.split("\n\n").map((record) => `${JSON.stringify(JSON.parse(record))}\n`),
);

describe("the documentation of the format", () => {
  it("shows traces that fit the schema and open", async () => {
    expect(examples).toHaveLength(3);
    for (const lines of examples) {
      expect(findSchemaProblems(lines)).toEqual([]);
      const opened = await openTrace(bytesOf(lines), { source: "docs" });
      expect(opened.ok && opened.value.damage).toEqual([]);
    }
  });

  it("shows the hash that its example has", async () => {
    const opened = await openTrace(bytesOf(examples[0] ?? []), { source: "docs" });
    if (!opened.ok) throw new Error("does not open");
    const { trace } = opened.value;
    const hash = new EventHash();
    for (let at = 1; at <= trace.length("b1"); at++) hash.add(trace.event("b1", at));
    expect(trace.hashes("b1").map(({ sha256 }) => sha256)).toEqual([hash.digest()]);
  });

  it("has a section for every kind of record, and so has the schema", () => {
    const { $defs } = JSON.parse(schema) as { $defs: object };
    for (const kind of RECORD_SHAPES.keys()) {
      expect(docs).toContain(`\n## ${kind}\n`);
      expect($defs).toHaveProperty(kind);
    }
  });
});
