/**
 * The style, as a test. Each rule is first shown to bite on a small bad example, and then asked of
 * the project.
 */

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import { deadFiles } from "./tidy/deadFiles.js";
import { unknownNames } from "./tidy/hosts.js";
import { forbiddenImports } from "./tidy/imports.js";
import { leftovers } from "./tidy/leftovers.js";
import { bannedNames } from "./tidy/names.js";
import { longFile, longFunctions, longLines } from "./tidy/sizes.js";
import { repository, sourceFilesBelow, type Finding, type SourceFile } from "./tidy/source.js";
import { placesNamed } from "./tidy/texts.js";

const src = sourceFilesBelow("src");
const tests = sourceFilesBelow("test");

function tidy(files: readonly SourceFile[], check: (file: SourceFile) => Finding[]): void {
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(check).join("\n")).toBe("");
}

describe("imports follow the table", () => {
  test.each([
    ["src/simulator/run.ts", `import { raft } from "../protocols/raft/raft.js";`],
    ["src/simulator/run.ts", `import type { Raft } from "../protocols/raft/raft.js";`],
    ["src/simulator/run.ts", `export * from "../session/session.js";`],
    ["src/simulator/run.ts", `const later = () => import("../session/session.js");`],
    ["src/simulator/run.ts", `let raft: import("../protocols/raft/raft.js").Raft;`],
    ["src/base/a.ts", `import { fate } from "../trace/fate.js";`],
    ["src/protocols/raft/raft.ts", `import { bully } from "../bully.js";`],
    ["src/protocols/bully.ts", `import { raft } from "./raft/raft.js";`],
    ["src/protocols/layers/echo.ts", `import { raft } from "../raft/raft.js";`],
    ["src/bridge/messages.ts", `import { find } from "../query/find.js";`],
    ["src/session/session.ts", `import * as vscode from "vscode";`],
    ["src/webview/App.tsx", `import { run } from "../vscode/run.js";`],
    ["src/vscode/view.ts", `import { App } from "../webview/App.js";`],
    ["src/cli.ts", `import { open } from "./vscode/open.js";`],
    ["src/vscode/view.ts", `import * as fs from "node:fs";`],
    ["src/extension.ts", `import { replace } from "./node/replace.js";`],
    ["src/worker/main.ts", `import { Worker } from "node:worker_threads";`],
    ["src/render/svg.ts", `import fs from "fs";`],
    ["src/render/svg.ts", `const fs = require("fs");`],
    ["src/render/svg.ts", `import { h } from "preact/hooks";`],
    ["src/render/svg.ts", `import left from "left-pad";`],
    ["src/render/svg.ts", `import { kit } from "../../test/kit.js";`],
    ["src/helpers/a.ts", ``],
  ])("%s may not say %s", (file, text) => {
    expect(forbiddenImports({ path: file, text })).toHaveLength(1);
  });

  test.each([
    ["src/protocols/raft/raft.ts", `import { ids } from "../../trace/ids.js";`],
    ["src/protocols/raft/raft.ts", `import { log } from "./log.js";`],
    ["src/protocols/mutex.ts", `import { echo } from "./layers/echo.js";`],
    ["src/protocols/catalogue.ts", `import { raft } from "./raft/raft.js";`],
    ["src/bridge/messages.ts", `import { type Query } from "../query/find.js";`],
    ["src/cli/open.ts", `import * as fs from "node:fs";`],
    ["src/extension.ts", `import * as vscode from "vscode";`],
    ["src/extension.node.ts", `import { replace } from "./node/replace.js";`],
  ])("%s may say %s", (file, text) => {
    expect(forbiddenImports({ path: file, text })).toEqual([]);
  });

  test("in src", () => {
    tidy(src, forbiddenImports);
  });
});

describe("a layer knows no more of its host than it should", () => {
  const browser = ["document", "window", "HTMLElement"];
  const node = ["process", "Buffer", "require"];
  const both = ["setTimeout", "console", "fetch", "performance", "structuredClone", "URL"];
  const everywhere = ["TextDecoder", "TextEncoder"];

  test.each([
    ["tsconfig.plain.json", [...browser, ...node, ...both]],
    ["tsconfig.webview.json", node],
    ["tsconfig.web.json", ["document", "window", ...node]],
    ["tsconfig.node.json", browser],
  ])("%s does not know %s", (config, unknown) => {
    expect(unknownNames(config, unknown)).toEqual(unknown);
    const known = config.includes("plain") ? everywhere : [...everywhere, ...both];
    expect(unknownNames(config, known)).toEqual([]);
  });
});

describe("sizes stay readable", () => {
  const lines = (count: number): string => "  x();\n".repeat(count);

  test("the checks bite", () => {
    const file = (text: string): SourceFile => ({ path: "src/base/a.ts", text });
    expect(longLines(file(`const a = ${"1 + ".repeat(30)}1;`))).toHaveLength(1);
    expect(longLines(file(`const a = "${"word ".repeat(30)}";`))).toEqual([]);
    expect(longLines(file(`// see https://example.org/${"a".repeat(100)}`))).toEqual([]);
    expect(longFunctions(file(`const f = () => {\n${lines(69)}};`))).toHaveLength(1);
    expect(longFunctions(file(`const f = () => {\n${lines(68)}};`))).toEqual([]);
    expect(longFile(file(lines(401)))).toHaveLength(1);
    expect(longFile(file(lines(400)))).toEqual([]);
  });

  test("of lines", () => {
    tidy([...src, ...tests], longLines);
  });

  test("of functions", () => {
    tidy(src, longFunctions);
  });

  test("of files", () => {
    tidy([...src, ...tests], longFile);
  });
});

describe("a name has one meaning", () => {
  test.each([
    ["src/simulator/a.ts", `function deliverMessage() {}`],
    ["src/session/a.ts", `interface Run { forkPoint: number }`],
    ["src/session/a.ts", `const takeSnapshot = () => 1;`],
    ["src/session/snapshots.ts", ``],
    ["src/protocol/a.ts", `type Rung = 1;`],
  ])("%s may not declare %s", (file, text) => {
    expect(bannedNames({ path: file, text })).toHaveLength(1);
  });

  test.each([
    ["src/protocols/layers/broadcast.ts", `function deliver() {}`],
    ["src/protocols/raft/log.ts", `const snapshot = 1;`],
    ["src/live/a.ts", `child.fork();`],
    ["src/trace/a.ts", `const forklift = 1;`],
  ])("%s may say %s", (file, text) => {
    expect(bannedNames({ path: file, text })).toEqual([]);
  });

  test("in src", () => {
    tidy(src, bannedNames);
  });
});

describe("nothing is put off or hidden", () => {
  test.each([
    `// TODO later`,
    `let a: any;`,
    `const a = b as any;`,
    `const a = /* FIXME */ 1;`,
    `// @ts-ignore\na();`,
    `/* eslint-disable */`,
  ])("%s", (text) => {
    expect(leftovers({ path: "src/base/a.ts", text })).toHaveLength(1);
  });

  test("a string is no remark", () => {
    expect(leftovers({ path: "src/base/a.ts", text: `const a = "// TODO";` })).toEqual([]);
  });

  test("in src and test", () => {
    tidy([...src, ...tests], leftovers);
  });
});

describe("every file is used", () => {
  test("the check bites", () => {
    const files = [
      { path: "src/cli.ts", text: `import "./cli/a.js"; import("./cli/b.js");` },
      { path: "src/cli/a.ts", text: "" },
      { path: "src/cli/b.tsx", text: `export * from "./c";` },
      { path: "src/cli/c/index.ts", text: "" },
      { path: "src/cli/dead.ts", text: `import "./a.js";` },
    ];
    expect(deadFiles(files, ["src/cli.ts", "src/extension.ts"])).toEqual([
      "src/extension.ts:1: the entry does not exist",
      "src/cli/dead.ts:1: no entry leads to it: use it or delete it",
    ]);
  });

  test("in src and test", () => {
    const entries = [
      "src/extension.ts",
      "src/extension.node.ts",
      "src/cli.ts",
      "src/webview/main.tsx",
    ];
    const worker = src.filter(({ path: file }) => file === "src/worker/main.ts");
    const kit = src.filter(({ path: file }) => file.startsWith("src/protocol/kit/")); // for tests
    const run = /\.(test|e2e)\.tsx?$|\.config\.mts$/;
    const programs = [
      ...["test/bench/main.ts", "test/desktop.ts"],
      ...["test/e2e/inHost/index.ts", "test/e2e/inHost/assertStrict.ts"],
      "test/e2e/memoryFolder/extension.ts",
    ];
    const started = tests.filter(({ path: file }) => run.test(file) || programs.includes(file));
    const all = [...entries, ...[...worker, ...kit, ...started].map(({ path: file }) => file)];
    const testsOnly = deadFiles([...src, ...tests], all);
    const shipped = deadFiles(
      src,
      all.filter((file) => file.startsWith("src/")),
    );
    expect([...new Set([...shipped, ...testsOnly])].join("\n")).toBe("");
  });
});

describe("no place is named", () => {
  test.each([
    ["a.md", `see ${["", "home", "someone", "notes"].join("/")}`],
    ["a.json", `{"a": "${["", "tmp", "x"].join("/")}"}`],
    ["package-lock.json", `      "resolved": "x"`],
    [".npmrc", ["registry", "example", "org"].join(".")],
  ])("%s: %s", (file, text) => {
    expect(placesNamed({ path: file, text })).toHaveLength(1);
  });

  test("in any tracked file", () => {
    const binary = /\.(png|ttf|woff2?|ico|wasm|gif|pdf|pptx)$/;
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: repository, encoding: "utf8" })
      .split("\0")
      .filter((file) => file !== "" && !binary.test(file))
      .filter((file) => fs.existsSync(path.join(repository, file)));
    tidy(
      tracked.map((file) => ({
        path: file,
        text: fs.readFileSync(path.join(repository, file), "utf8"),
      })),
      placesNamed,
    );
  });
});
