// What is bundled, for esbuild.
"use strict";

const { repository } = require("./run.js");

/** @typedef {import("esbuild").BuildOptions} Bundle */

/**
 * Every bundle by its name.
 * @param {{ production?: boolean }} [options] small, and without source maps
 */
function bundles({ production = false } = {}) {
  /** @type {Bundle} */
  const common = {
    absWorkingDir: repository,
    bundle: true,
    target: "es2022",
    minify: production,
    sourcemap: production ? false : "linked",
    metafile: production,
    define: { "process.env.NODE_ENV": JSON.stringify(production ? "production" : "development") },
    logLevel: "warning",
  };
  /** @type {Bundle} What runs in Node, in an extension host or on the command line. */
  const node = {
    ...common,
    platform: "node",
    target: "node20",
    format: "cjs",
    // A library's modules rather than its bundle for Node, whose inner files could not be found.
    mainFields: ["module", "main"],
  };
  /** @type {Bundle} VS Code hands an extension the module "vscode". */
  const hosted = { ...node, external: ["vscode"] };
  /** @type {Bundle} The extension host of VS Code for the web: a worker, without Node. */
  const web = { ...common, platform: "browser", format: "cjs", external: ["vscode"] };

  return {
    extension: {
      ...hosted,
      entryPoints: ["src/extension.node.ts"],
      outfile: "dist/extension.js",
    },
    extensionWeb: {
      ...web,
      entryPoints: ["src/extension.ts"],
      outfile: "dist/extension.web.js",
    },
    // The custom editor's page: one script, one style sheet, fonts beside them.
    webview: {
      ...common,
      platform: "browser",
      format: "iife",
      jsx: "automatic",
      jsxImportSource: "preact",
      entryPoints: ["src/webview/main.tsx"],
      outfile: "dist/webview.js",
      loader: { ".ttf": "file", ".woff2": "file", ".svg": "text" },
      assetNames: "[name]",
    },
    // esbuild keeps the entry's first line, "#!/usr/bin/env node", and with it makes the file
    // executable.
    cli: { ...node, entryPoints: ["src/cli.ts"], outfile: "dist/cli.js" },
    // The tests that run inside VS Code's extension host, and the same for the web.
    inHost: {
      ...hosted,
      entryPoints: ["test/e2e/inHost/index.ts"],
      outfile: "dist/test/inHost.js",
    },
    inHostWeb: {
      ...web,
      entryPoints: ["test/e2e/inHost/index.ts"],
      outfile: "dist/test/inHost.web.js",
      alias: { "node:assert/strict": "./test/e2e/inHost/assertStrict.ts" },
    },
    // A file system for the tests, in either host.
    memoryFolder: {
      ...web,
      entryPoints: ["test/e2e/memoryFolder/extension.ts"],
      outfile: "dist/test/memoryFolder.js",
    },
    bench: { ...node, entryPoints: ["test/bench/main.ts"], outfile: "dist/bench.js" },
    // The in-host suite's way into a desktop VS Code.
    desktop: { ...node, entryPoints: ["test/desktop.ts"], outfile: "dist/test/desktop.js" },
  };
}

module.exports = { bundles };
