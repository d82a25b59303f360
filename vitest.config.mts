import { defineConfig } from "vitest/config";

/** Unit, property and golden tests; what needs an editor is in test/e2e with its own config. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**", "test/e2e/**"],
    pool: "forks",
    testTimeout: 60_000, // property tests try many runs
    hookTimeout: 60_000,
  },
});
