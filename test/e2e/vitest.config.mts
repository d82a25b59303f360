import { defineConfig } from "vitest/config";

/** Workbench tests: one file after the other, each with a server and a browser of its own. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.e2e.ts"],
    exclude: ["node_modules/**", "bench.e2e.ts", "screenshots.e2e.ts", "pictures/**"],
    pool: "forks",
    fileParallelism: false,
    maxWorkers: 1,
    // A browser, a server and an extension host on a busy machine: whatever was late gets one more
    // chance. A fault fails twice; `npm test` names the tests that needed it.
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
