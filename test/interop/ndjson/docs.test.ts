import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../src/interop/formats.js";
import { ensure } from "../../../src/base/assert.js";
import { repository } from "../../tidy/source.js";
import { importedLog } from "./kit.js";

const docs = readFileSync(path.join(repository, "docs", "foreign-logs.md"), "utf8");

function block(language: string): string {
  const fence = new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\``);
  return ensure(fence.exec(docs)?.[1], `an example of ${language}`);
}

describe("the documentation of logs of JSON objects", () => {
  it("opens a team's own log with ten lines of configuration", async () => {
    const json = block("json");
    expect(json.trim().split("\n")).toHaveLength(10);
    const log = await importedLog(block("ndjson"), {
      mapping: { text: json, source: "lockstep.import.json" },
    });
    expect(log.names).toEqual(["east", "west"]);
    expect(log.trace.header.timed).toBe(true);
    expect(log.messages.map(({ type, sentMs, endMs }) => [type, sentMs, endMs])).toEqual([
      ["Ask", 1501, 1520],
      ["Yes", 1521, 1544],
    ]);
    expect(log.events.map(({ event }) => event).slice(0, 2)).toEqual(["start", "start"]);
    const { nodes } = log.trace.world("b1", log.length);
    expect(nodes.get("n2")).toMatchObject({
      ...{ state: { round: 1 }, view: { role: "primary", blocks: { round: "round 1" } } },
    });
    expect(log.trace.header.kinds.node?.roles.map(({ tone }) => tone)).toEqual([
      ...["quiet", "seeking", "leading"],
    ]);
  });

  it("lists the formats", () => {
    for (const { id } of FORMATS.filter(({ id }) => id !== "shiviz")) {
      expect(docs).toContain(`| \`${id}\` |`);
    }
  });
});
