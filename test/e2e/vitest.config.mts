import { defineConfig } from "vitest/config";

/** Workbench tests: one file after the other, each with a server and a browser of its own. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.e2e.ts"],
    exclude: ["node_modules/**", "screenshots.e2e.ts"],
    pool: "forks",
    fileParallelism: false,
    maxWorkers: 1,
    // A test drives a browser, a server and an extension host: on a machine with little to give, a
    // question that VS Code asks may close before it is answered. A real fault fails each time.
    retry: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
