// npm run package: dist/lockstep.vsix, from a clean checkout too.
"use strict";

const path = require("node:path");
const { fail, repository, run } = require("./run.js");
const { installPackaging, installRoot, packagingFolder } = require("./setup.js");

const vsce = path.join(packagingFolder, "node_modules", "@vscode", "vsce", "vsce");

async function main() {
  await installRoot();
  await installPackaging();
  await run(process.execPath, [
    ...[vsce, "package", "--no-dependencies", "--allow-missing-repository"],
    ...["--no-rewrite-relative-links", "--out", path.join(repository, "dist", "lockstep.vsix")],
  ]);
}

main().catch(fail);
