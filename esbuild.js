// Builds every bundle into dist/. Usage: node esbuild.js [--watch] [--production] [--bench | --desktop]
"use strict";

const path = require("node:path");
const esbuild = require("esbuild");
const { writeNotices } = require("./scripts/notices.js");

const flags = new Set(process.argv.slice(2));
const known = ["--watch", "--production", "--bench", "--desktop"];
const unknown = [...flags].find((flag) => !known.includes(flag));
if (unknown !== undefined) {
  console.error(`Unknown option ${unknown}; known are ${known.join(", ")}`);
  process.exit(2);
}
const production = flags.has("--production");

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  target: "es2022",
  minify: production,
  sourcemap: production ? false : "linked",
  metafile: production,
  define: { "process.env.NODE_ENV": JSON.stringify(production ? "production" : "development") },
  logLevel: "warning",
};

/** @type {esbuild.BuildOptions} What runs in Node, in an extension host or on the command line. */
const node = { ...common, platform: "node", target: "node20", format: "cjs" };

// The extension itself: VS Code hands it the module "vscode".
const extension = {
  ...node,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
};

// The custom editor's page: one script, one style sheet, fonts beside them.
const webview = {
  ...common,
  platform: "browser",
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
  entryPoints: ["src/webview/main.tsx"],
  outfile: "dist/webview.js",
  loader: { ".ttf": "file", ".woff2": "file", ".svg": "text" },
  assetNames: "[name]",
};

// The command line: esbuild keeps the entry's first line, "#!/usr/bin/env node", and with it
// makes the file executable.
const cli = { ...node, entryPoints: ["src/cli.ts"], outfile: "dist/cli.js" };

// The tests that run inside VS Code's extension host.
const inHost = {
  ...node,
  entryPoints: ["test/e2e/inHost/index.ts"],
  outfile: "dist/test/inHost.js",
  external: ["vscode"],
};

// The benchmarks, built only when asked for.
const bench = { ...node, entryPoints: ["test/bench/main.ts"], outfile: "dist/bench.js" };

// The in-host suite's way into a desktop VS Code.
const desktop = {
  ...node,
  entryPoints: ["test/desktop.ts"],
  outfile: "dist/test/desktop.js",
};

/** Without a flag that names one: what the editor and the tests need. */
function chosenBundles() {
  if (flags.has("--bench")) return [bench];
  const usual = [extension, webview, cli, inHost];
  return flags.has("--desktop") ? [...usual, desktop] : usual;
}
const bundles = chosenBundles();

async function main() {
  if (!flags.has("--watch")) {
    const built = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
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
  for (const bundle of bundles) {
    const context = await esbuild.context({ ...bundle, plugins: [announce], logLevel: "info" });
    await context.watch();
  }
}

main().catch((error) => {
  if (error.errors === undefined) console.error(error.message); // esbuild has printed its own
  process.exit(1);
});
