// npm start: from a clean checkout to an editor that shows an example run.
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { Problem, fail, onPath, repository, run } = require("./run.js");
const { checkNode, e2eFolder, e2eNode, installE2e, installRoot } = require("./setup.js");

const traces = path.join(repository, "traces");
const example = path.join(traces, "raft-first-election.trace.jsonl");
const quietSettings = {
  "chat.disableAIFeatures": true,
  "git.openRepositoryInParentFolders": "never",
  "telemetry.telemetryLevel": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};
const usage = `Usage: npm start [-- --port N] [--no-open]
  --port N   the port of the editor in the browser, when there is no \`code\` on the PATH (8137)
  --no-open  open no window; say what to open`;

/** @returns {{ port: number, open: boolean }} */
function readOptions() {
  const options = { port: { type: "string" }, "no-open": { type: "boolean" } };
  try {
    const { values } = parseArgs({ options });
    const port = Number(values.port ?? 8137);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new TypeError(`--port ${values.port}: expected a number from 1 to 65535`);
    }
    return { port, open: values["no-open"] !== true };
  } catch (error) {
    throw new Problem(`${error.message}\n${usage}`);
  }
}

async function main() {
  const { port, open } = readOptions();
  checkNode();
  console.log("Installing what the build needs ...");
  await installRoot();
  console.log("Building ...");
  await run(process.execPath, ["esbuild.js"]);
  if (onPath("code")) {
    await openDesktop(open);
  } else {
    console.log("There is no `code` on the PATH: starting VS Code for the browser instead.");
    await installE2e();
    await serve(port, open);
  }
}

/** @param {boolean} open */
async function openDesktop(open) {
  const args = [`--extensionDevelopmentPath=${repository}`, traces, example];
  if (!open) {
    console.log(`To open the example, type: code ${args.join(" ")}`);
    return;
  }
  await run("code", args);
  console.log("VS Code shows the example in a window of its own; close it when you are done.");
}

/**
 * @param {number} port
 * @param {boolean} open
 */
async function serve(port, open) {
  await checkFree(port);
  const data = prepareData();
  const node = path.join(e2eNode, "bin", "node");
  const main = path.join(e2eFolder, "node_modules/code-server/lib/vscode/out/server-main.js");
  const server = spawn(
    node,
    [
      ...[path.join(e2eFolder, "leash.cjs"), node, main],
      ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"],
      ...["--server-data-dir", data, "--extensions-dir", path.join(data, "extensions")],
      ...["--accept-server-license-terms", "--telemetry-level", "off"],
      "--disable-workspace-trust",
    ],
    {
      stdio: ["pipe", "pipe", "inherit"],
      detached: true, // with all that it starts it is one process group, which the leash ends
      env: { ...process.env, EXTENSIONS_GALLERY: "{}", LOCKSTEP_OPEN: example },
    },
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => server.stdin.end());
  }
  const address = `http://localhost:${port}/?folder=${encodeURIComponent(traces)}`;
  server.stdout.on("data", (chunk) => {
    if (!String(chunk).includes("Web UI available")) return;
    console.log(`\nLockstep is at ${address}\nCtrl+C stops it.`);
    if (open) openBrowser(address);
  });
  await new Promise((resolve) => server.once("exit", resolve));
  console.log("\nThe editor has stopped.");
}

/** Settings and extensions of this editor alone, in a folder that Git ignores. */
function prepareData() {
  const data = path.join(repository, ".lockstep", "editor");
  const extensions = path.join(data, "extensions");
  fs.rmSync(extensions, { recursive: true, force: true });
  fs.mkdirSync(extensions, { recursive: true });
  for (const folder of [repository, path.join(__dirname, "opener")]) {
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
    fs.symlinkSync(folder, path.join(extensions, name), "dir");
  }
  const settings = path.join(data, "data", "User", "settings.json");
  if (!fs.existsSync(settings)) {
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(settings, JSON.stringify(quietSettings, null, 2));
  }
  return data;
}

/** @param {number} port */
function checkFree(port) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", () => {
      reject(new Problem(`Port ${port} is taken; choose another: npm start -- --port N`));
    });
    probe.listen(port, "127.0.0.1", () => probe.close(resolve));
  });
}

/** @param {string} address */
function openBrowser(address) {
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  if (display === undefined || !onPath("xdg-open")) return;
  spawn("xdg-open", [address], { stdio: "ignore", detached: true })
    .on("error", () => undefined) // the address is printed
    .unref();
}

main().catch(fail);
