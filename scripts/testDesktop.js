// npm run test:desktop [-- VERSION]: the in-host suite in a desktop VS Code, which is downloaded.
"use strict";

const path = require("node:path");
const { fail, repository, run } = require("./run.js");
const { checkNode, installRoot } = require("./setup.js");

async function main() {
  checkNode();
  await installRoot();
  await run(process.execPath, ["esbuild.js", "--desktop"]);
  const script = path.join(repository, "dist", "test", "desktop.js");
  await run(process.execPath, [script, ...process.argv.slice(2)]);
}

main().catch(fail);
