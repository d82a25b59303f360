// npm test: sets up and checks everything, from a clean checkout.
// npm test -- --unit leaves the end-to-end tests out; npm test -- --e2e runs them alone.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { Problem, fail, repository, run, tool } = require("./run.js");
const { checkNode, installE2e, installRoot } = require("./setup.js");

const results = path.join(repository, "dist", "results");

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {() => void | Promise<void>} work throws when it fails
 * @property {"unit" | "e2e"} [part] the part it belongs to; without one it always runs
 * @property {readonly string[]} [needs] stages it is no use without
 * @property {string} [report] vitest's report, for tests that count one by one
 */

/** @type {readonly Stage[]} */
const stages = [
  { name: "system", work: checkNode },
  { name: "install", work: installRoot, needs: ["system"] },
  { name: "check", part: "unit", work: check, needs: ["install"] },
  { name: "lint", part: "unit", work: lint, needs: ["install"] },
  { name: "format", part: "unit", work: format, needs: ["install"] },
  { name: "build", work: build, needs: ["install"] },
  { name: "unit tests", part: "unit", ...vitest("vitest.config.mts", "unit"), needs: ["install"] },
  { name: "install e2e", part: "e2e", work: installE2e, needs: ["system"] },
  { name: "check e2e", part: "e2e", work: checkE2e, needs: ["install", "install e2e"] },
  {
    name: "e2e tests",
    part: "e2e",
    ...vitest("test/e2e/vitest.config.mts", "e2e"),
    needs: ["build", "install e2e"],
  },
];

async function check() {
  for (const layer of ["plain", "webview", "web", "node"]) {
    await tool("typescript/bin/tsc", ["-p", `tsconfig.${layer}.json`]);
  }
  await tool("typescript/bin/tsc", ["-p", "."]);
}

/** Apart from the rest: the linter and the compiler need the types that are installed there. */
async function checkE2e() {
  await tool("typescript/bin/tsc", ["-p", "test/e2e"]);
  await tool("eslint/bin/eslint.js", ["test/e2e", "--max-warnings", "0"]);
}

function lint() {
  const apart = ["--ignore-pattern", "test/e2e"];
  return tool("eslint/bin/eslint.js", [".", "--max-warnings", "0", ...apart]);
}

function format() {
  return tool("prettier/bin/prettier.cjs", ["--check", "."]);
}

function build() {
  return run(process.execPath, ["esbuild.js"]);
}

/**
 * @param {string} config
 * @param {string} name
 */
function vitest(config, name) {
  const report = path.join(results, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    report,
    work: () => tool("vitest/vitest.mjs", ["run", "--config", config, ...reporters]),
  };
}

/**
 * How many tests passed and failed, by vitest's report; a file that could not be loaded, or a run
 * that failed without naming a test, counts as one failed. Names those that passed at a second try.
 * @param {string} report
 * @param {boolean} succeeded
 */
function countTests(report, succeeded) {
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const retried = [];
  if (fs.existsSync(report)) {
    const { testResults } = JSON.parse(fs.readFileSync(report, "utf8"));
    for (const { status, assertionResults } of testResults) {
      const broken = assertionResults.filter((test) => test.status === "failed").length;
      const good = assertionResults.filter((test) => test.status === "passed");
      const late = good.filter((test) => test.failureMessages.length > 0); // of its first try
      retried.push(...late.map((test) => test.fullName.trim()));
      passed += good.length;
      failed += status === "failed" ? Math.max(broken, 1) : broken;
    }
  }
  return { passed, failed: succeeded ? failed : Math.max(failed, 1), retried };
}

/** @param {Stage} stage */
async function runStage(stage) {
  console.log(`\n=== ${stage.name}`);
  if (stage.report !== undefined) fs.rmSync(stage.report, { force: true });
  const start = Date.now();
  let succeeded = true;
  try {
    await stage.work();
  } catch (error) {
    succeeded = false;
    fail(error);
  }
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`=== ${stage.name}: ${succeeded ? "passed" : "FAILED"} in ${seconds} s`);
  const count =
    stage.report === undefined
      ? { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, retried: [] }
      : countTests(stage.report, succeeded);
  return { succeeded, ...count };
}

async function main() {
  const { unit, e2e } = parseArgs({
    options: { unit: { type: "boolean" }, e2e: { type: "boolean" } },
  }).values;
  const all = unit === e2e; // neither, or both
  const wanted = stages.filter(({ part }) => {
    return all || part === undefined || (part === "unit" ? unit : e2e);
  });
  const unavailable = new Set();
  let passed = 0;
  let failed = 0;
  const retried = [];
  for (const stage of wanted) {
    const missing = stage.needs?.find((name) => unavailable.has(name));
    if (missing !== undefined) {
      console.log(`\n=== ${stage.name}: FAILED, not run without "${missing}"`);
      unavailable.add(stage.name);
      failed += 1;
      continue;
    }
    const outcome = await runStage(stage);
    if (!outcome.succeeded) unavailable.add(stage.name);
    passed += outcome.passed;
    failed += outcome.failed;
    retried.push(...outcome.retried);
  }
  if (failed > 0) process.exitCode = 1;
  if (retried.length > 0) console.log("\nPassed only at a second try:");
  for (const name of retried) console.log(`  ${name}`);
  console.log(`\n${passed} passed, ${failed} failed`);
}

main().catch((error) => {
  fail(error instanceof TypeError ? new Problem(error.message) : error);
});
