// Brings a clean checkout to the point where it can be built and tested.
"use strict";

const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { Problem, npm, repository, run } = require("./run.js");

const e2eFolder = path.join(repository, "test", "e2e");
/** What makes the .vsix is apart: it is as large as all the rest that the build needs. */
const packagingFolder = path.join(repository, "scripts", "packaging");
const e2eNode = path.join(e2eFolder, "node_modules", `node-linux-${process.arch}`);
const stampFile = path.join(e2eFolder, "node_modules", ".installed");

/** What the editor of the end-to-end tests is built with, and the browser that shows it. */
const debianPackages = ["g++", "make", "python3", "libkrb5-dev", "chromium"];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Problem(`Lockstep needs Node 20.19 or later; this is Node ${process.versions.node}.`);
  }
}

/** Runs npm ci unless node_modules already is what the lockfile asks for. */
async function installRoot() {
  if (matchesLockfile(repository)) {
    console.log("node_modules is up to date.");
    return;
  }
  await npm(["ci"]);
}

/** What makes the .vsix; nothing of it needs a script of its own. */
async function installPackaging() {
  if (matchesLockfile(packagingFolder)) return;
  await npm(["ci", "--ignore-scripts"], { cwd: packagingFolder });
}

/**
 * Compares with the lockfile that npm leaves in node_modules. Optional packages may be missing
 * there: they are those of other systems.
 * @param {string} folder
 */
function matchesLockfile(folder) {
  const wanted = readPackages(path.join(folder, "package-lock.json"));
  const present = readPackages(path.join(folder, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === "") return true;
    const other = present[name];
    return other === undefined ? entry.optional === true : other.integrity === entry.integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { integrity?: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).packages : undefined;
}

/** Installs the real VS Code that the end-to-end tests drive: minutes once, nothing later. */
async function installE2e() {
  checkSystem();
  await installDebianPackages();
  await installPackaging();
  const stamp = createHash("sha256")
    .update(fs.readFileSync(path.join(e2eFolder, "package-lock.json")))
    .digest("hex");
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp) {
    console.log("The editor for the end-to-end tests is up to date.");
    return;
  }
  console.log("Installing the editor for the end-to-end tests: about two minutes, 800 MB.");
  await npm(["ci", "--ignore-scripts"], { cwd: e2eFolder });
  // VS Code's server wants Node 24, and its native modules that Node's headers: both are in the
  // package just installed.
  await npm(["rebuild", "code-server"], {
    cwd: e2eFolder,
    node: path.join(e2eNode, "bin", "node"),
    env: {
      ...process.env,
      PATH: path.join(e2eNode, "bin") + path.delimiter + process.env.PATH,
      npm_config_nodedir: e2eNode,
    },
  });
  fs.writeFileSync(stampFile, stamp);
}

function checkSystem() {
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch)) {
    throw new Problem(
      "The end-to-end tests need Linux on x64 or arm64, where a VS Code server can be had from " +
        `npm; this is ${process.platform} on ${process.arch}. Use \`npm test -- --unit\` here.`,
    );
  }
  if (!fs.existsSync("/usr/bin/dpkg-query")) {
    throw new Problem(
      `The end-to-end tests need Debian or a relative of it, for ${debianPackages.join(", ")}; ` +
        "this system has no dpkg. Use `npm test -- --unit` here.",
    );
  }
}

async function installDebianPackages() {
  const missing = debianPackages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const install = ["apt-get", "install", "-y", ...missing];
  if (process.getuid?.() !== 0) {
    throw new Problem(`The end-to-end tests need packages; type: sudo ${install.join(" ")}`);
  }
  await run("apt-get", ["update"]);
  await run("apt-get", install.slice(1), {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

/** @param {string} name */
function isInstalled(name) {
  const query = ["-W", "-f=${db:Status-Status}", name];
  return spawnSync("dpkg-query", query, { encoding: "utf8" }).stdout === "installed";
}

module.exports = {
  checkNode,
  e2eFolder,
  e2eNode,
  installE2e,
  installPackaging,
  installRoot,
  packagingFolder,
};
