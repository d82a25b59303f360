import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../tidy/source.js";
import { BuiltCli } from "./kit.js";

const EXAMPLE = path.join(repository, "traces", "raft-first-election.trace.jsonl");

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
}, 60_000);
afterAll(() => {
  cli.remove();
});

describe("lockstep export", () => {
  it("draws the whole trace as one SVG with its font, its title and no script", () => {
    const { code, err } = cli.run("export", EXAMPLE, "-o", "whole.svg");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const svg = cli.read("whole.svg");
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toMatch(/<title id="[\w-]+">The first election<\/title>/);
    expect(svg).toContain("data:font/woff2;base64,");
    expect(svg).not.toContain("<script");
    for (const name of ["Ana", "Ben", "Cleo", "Dan", "Eve"]) expect(svg).toContain(`>${name}<`);
    expect(svg).toContain(">set x 1<");
  });

  it("draws only the events that are asked for", () => {
    const part = cli.run("export", EXAMPLE, "--from", "6", "--to", "12").out;
    expect(part).toContain("election timeout");
    expect(part).not.toContain(">set x 1<");
  });

  it("writes a Mermaid text and a transcript", () => {
    const mermaid = cli.run("export", EXAMPLE, "--format", "mermaid", "-o", "run.mmd");
    expect({ code: mermaid.code, out: mermaid.out }).toEqual({ code: 0, out: "" });
    expect(cli.read("run.mmd")).toMatch(/^%% [^]*\nsequenceDiagram\n/);
    const text = cli.run("export", EXAMPLE, "--format=text", "--from=6", "--to=7").out;
    expect(text).toContain("candidate, term 1");
    expect(text).not.toContain("leader, term 1");
  });

  it("ends the run at the cursor that is asked for", () => {
    const seen = cli.run("export", EXAMPLE, "--format", "text", "--at", "12").out;
    expect(seen).toContain("After event 12, at 201 ms");
    expect(seen).toContain("Cleo → Eve: heartbeat t1 (in flight");
  });

  it("draws in other colours on request", () => {
    const [dark, print] = ["dark", "print"].map((theme) => {
      return cli.run("export", EXAMPLE, "--theme", theme).out;
    });
    expect(dark).not.toBe(print);
  });

  it.each([
    [["--format", "svgg"], '--format: unknown format "svgg"; did you mean svg?'],
    [["--format", "text", "--theme", "dark"], "--theme: expected none with --format text"],
    [["--at", "9", "--to", "9"], "--to: expected none beside at, which ends the run; found 9"],
    [["--at", "60"], "--at: expected an event from 0 to 59, found 60"],
    [["--at", "x"], '--at: expected a whole number, found "x"'],
    [["--theme", "drak"], '--theme: unknown theme "drak"; did you mean dark?'],
    [["--branch", "b7"], '--branch: unknown branch "b7"'],
    [["--from", "30", "--to", "9"], "expected events from 1 to 59 in order, found 30 to 9"],
    [["--to", "60"], "expected events from 1 to 59 in order, found 1 to 60"],
    [["-o", "no/such/folder.svg"], "cannot write it"],
  ])("refuses %j with a sentence", (options, sentence) => {
    const { code, out, err } = cli.run("export", EXAMPLE, ...options);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
  });
});
