// Builds every bundle into dist/. Usage: node esbuild.js [--watch] [--production] [--bench | --desktop]
"use strict";

const path = require("node:path");
const esbuild = require("esbuild");
const { bundles } = require("./scripts/bundles.js");
const { writeExamples } = require("./scripts/examples.js");
const { writeNotices } = require("./scripts/notices.js");

const flags = new Set(process.argv.slice(2));
const known = ["--watch", "--production", "--bench", "--desktop"];
const unknown = [...flags].find((flag) => !known.includes(flag));
if (unknown !== undefined) {
  console.error(`Unknown option ${unknown}; known are ${known.join(", ")}`);
  process.exit(2);
}
const production = flags.has("--production");

/** What is asked for: without a flag, what the editor and its tests need. */
function chosenBundles() {
  const { bench, desktop, inHost, inHostWeb, memoryFolder, ...shipped } = bundles({ production });
  if (flags.has("--bench")) return [bench];
  if (production) return Object.values(shipped);
  const tests = [inHost, inHostWeb, memoryFolder, ...(flags.has("--desktop") ? [desktop] : [])];
  return [...Object.values(shipped), ...tests];
}

async function main() {
  if (!flags.has("--bench")) writeExamples(path.join(__dirname, "dist", "examples.json"));
  if (!flags.has("--watch")) {
    const built = await Promise.all(chosenBundles().map((bundle) => esbuild.build(bundle)));
    const metafiles = built.flatMap(({ metafile }) => metafile ?? []);
    if (production) writeNotices(metafiles, path.join(__dirname, "dist", "ThirdPartyNotices.txt"));
    return;
  }
  const announce = {
    name: "announce", // the two lines that .vscode/tasks.json waits for
    setup(build) {
      build.onStart(() => console.log("[watch] build started"));
      build.onEnd(() => console.log("[watch] build finished"));
    },
  };
  for (const bundle of chosenBundles()) {
    const context = await esbuild.context({ ...bundle, plugins: [announce], logLevel: "info" });
    await context.watch();
  }
}

main().catch((error) => {
  if (error.errors === undefined) console.error(error.message); // esbuild has printed its own
  process.exit(1);
});
