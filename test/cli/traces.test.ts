import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findProtocol } from "../../src/protocols/catalogue.js";
import { repository } from "../tidy/source.js";
import { findSchemaProblems } from "../trace/checkLines.js";
import { BuiltCli } from "./kit.js";

const FOLDER = path.join(repository, "traces");
/** Scenarios that a recorded trace is shipped with. */
const SCENARIOS = fs
  .readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".trace.jsonl"))
  .map((name) => name.replace(/\.trace\.jsonl$/, ".scenario"));

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
}, 60_000);
afterAll(() => {
  cli.remove();
});

const RECORDED = SCENARIOS.filter((name) => fs.existsSync(path.join(FOLDER, traceOf(name))));

describe("the shipped traces", () => {
  it("are there", () => {
    expect(RECORDED).toContain("raft-first-election.scenario");
  });

  describe.each(RECORDED)("%s", (name) => {
    const scenario = path.join(FOLDER, name);
    const recorded = traceOf(scenario);

    it("keeps its expectations and gives the shipped bytes", () => {
      const { code, err } = cli.run("run", scenario, "-o", "again.trace.jsonl");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const [shipped, again] = [fs.readFileSync(recorded, "utf8"), cli.read("again.trace.jsonl")];
      expect(shipped === again, tellChange(shipped, again, name)).toBe(true);
    });

    it("is verified, and every line fits the schema", () => {
      const { code, err } = cli.run("verify", recorded);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const lines = fs.readFileSync(recorded, "utf8").trimEnd().split("\n");
      expect(findSchemaProblems(lines)).toEqual([]);
    });
  });
});

function traceOf(scenario: string): string {
  return scenario.replace(/\.scenario$/, ".trace.jsonl");
}

interface Header {
  readonly engine: { readonly protocol: string; readonly engineVersion: number };
}

/** What to do when a shipped trace is not what the engine does now. */
function tellChange(shipped: string, again: string, name: string): string {
  const [old, now] = [shipped.split("\n"), again.split("\n")];
  const place = old.findIndex((line, i) => line !== now[i]);
  const { engine } = JSON.parse(old[0] ?? "{}") as Header;
  const protocol = findProtocol(engine.protocol);
  const isSameVersion = protocol.ok && protocol.value.engineVersion === engine.engineVersion;
  const behaves = old[place]?.startsWith('{"kind":"event"') === true && isSameVersion;
  const what = behaves
    ? `${engine.protocol} behaves differently: give it a new engineVersion and record again`
    : "record it again";
  const command = `lockstep run traces/${name} -o traces/${traceOf(name)}`;
  return `line ${place + 1} of the shipped trace differs; ${what}: ${command}`;
}
