// Running programs, and failing with one clear sentence.
"use strict";

const { spawn, spawnSync } = require("node:child_process");
const path = require("node:path");

const repository = path.resolve(__dirname, "..");

/** What a user can put right; it is printed without a stack. */
class Problem extends Error {}

/**
 * Runs a program to its end with our own input and output.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<void>} rejects with a Problem when the program fails
 */
function run(program, args, options = {}) {
  const { cwd = repository, env = process.env, timeoutMs } = options;
  const shown = [path.basename(program), ...args].join(" ");
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: "inherit", timeout: timeoutMs });
    child.once("error", (error) => reject(new Problem(`${shown}: ${error.message}`)));
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Problem(`${shown} ended with ${signal ?? `code ${code}`}`));
    });
  });
}

/**
 * Runs npm, by preference the one that runs us.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, node?: string }} [options]
 */
function npm(args, options = {}) {
  const { node = process.execPath, ...rest } = options;
  const env = { ...(options.env ?? process.env) };
  // What an outer npm hands down: the name of its Node, which need not be ours, and its silence.
  delete env.npm_config_user_agent;
  delete env.npm_config_loglevel;
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /\.c?js$/.test(cli)) return run(node, [cli, ...args], { ...rest, env });
  const program = process.platform === "win32" ? "npm.cmd" : "npm";
  return run(program, args, { ...rest, env });
}

/**
 * A tool of node_modules, run by this Node.
 * @param {string} file its script, from node_modules
 * @param {readonly string[]} args
 */
function tool(file, args) {
  return run(process.execPath, [path.join(repository, "node_modules", file), ...args]);
}

/** @param {string} program */
function onPath(program) {
  const finder = process.platform === "win32" ? "where" : "which";
  return spawnSync(finder, [program], { stdio: "ignore" }).status === 0;
}

/** @param {unknown} error */
function fail(error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}

module.exports = { Problem, fail, npm, onPath, repository, run, tool };
