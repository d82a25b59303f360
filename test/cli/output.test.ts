import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCli, LED } from "./kit.js";

let cli: BuiltCli;
beforeAll(() => {
  cli = new BuiltCli();
  cli.file("good.scenario", `${LED}expect Ben.role = leader\n`);
  cli.file("names.scenario", "protocol raft\nnodes Ana, Ben\ncrash Anna\n");
}, 60_000);
afterAll(() => {
  cli.remove();
});

describe("an output file", () => {
  it("is not touched when the scenario is wrong, and nothing is left behind", () => {
    cli.file("mine.jsonl", "mine");
    expect(cli.run("run", "names.scenario", "-o", "mine.jsonl").code).toBe(2);
    cli.file("late.scenario", `${LED}restart Ana\n`);
    expect(cli.run("run", "late.scenario", "-o", "mine.jsonl").code).toBe(2);
    expect(cli.read("mine.jsonl")).toBe("mine");
    expect(cli.files().filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("replaces the file behind a link and keeps the link", () => {
    cli.file("real.jsonl", "old");
    fs.symlinkSync("real.jsonl", path.join(cli.folder, "link.jsonl"));
    expect(cli.run("run", "good.scenario", "-o", "link.jsonl").code).toBe(0);
    expect(fs.lstatSync(path.join(cli.folder, "link.jsonl")).isSymbolicLink()).toBe(true);
    expect(cli.read("real.jsonl")).toMatch(/^\{"kind":"header"/);
  });

  it.runIf(fs.existsSync("/dev/full"))("on a full disk is a clear sentence", () => {
    expect(cli.run("simulate", "raft", "-o", "/dev/full")).toEqual({
      code: 2,
      out: "",
      err: "/dev/full: cannot write it: the disk is full\n",
    });
  });

  it("in a folder without permission is a clear sentence", () => {
    const args = ["run", "good.scenario", "-o", "/proc/x.jsonl"];
    expect(cli.run(...args)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^\/proc\/x\.jsonl: cannot write it: /) as string,
    });
  });
});

describe("the terminal", () => {
  it("may close early: a reader like head that has seen enough is no error", async () => {
    const child = spawn(process.execPath, [cli.bundle, "list", "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("gets no progress line when it is none", () => {
    const { err } = cli.run("simulate", "raft", "--events", "30000", "-o", "long.jsonl");
    expect(err).toBe("");
  });

  it.runIf(spawnSync("script", ["--version"]).status === 0)(
    "gets a progress line on long work, erased at the end, and none in continuous integration",
    () => {
      const command = `${process.execPath} ${cli.bundle} simulate raft --events 60000 -o long.jsonl`;
      const watch = (environment: NodeJS.ProcessEnv): string =>
        spawnSync("script", ["-qec", command, "/dev/null"], {
          ...{ cwd: cli.folder, encoding: "utf8" },
          env: { PATH: process.env.PATH, TERM: "xterm", ...environment },
        }).stdout;
      const seen = watch({});
      expect(seen).toContain("\r\u001b[Ksimulating: ");
      expect(seen).toMatch(/\r\u001b\[Klong\.jsonl: 60000 events, \d+ ms\r\n$/);
      expect(watch({ CI: "true" })).not.toContain("\u001b");
      expect(watch({ NO_COLOR: "1" })).not.toContain("\u001b");
    },
  );
});
